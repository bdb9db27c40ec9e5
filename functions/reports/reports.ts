/** The quarterly circular (art. 23): read it, object to its draft, issue it, count it again. */

import * as z from 'zod';
import { Problem } from '../../shared/errors.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import { FIGURES } from '../../shared/exchange/figures.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import {
  choice,
  identifier,
  instant,
  line,
  optional,
  organisation,
  person,
  sha256Hex,
  text,
} from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { meanings } from '../../shared/meaning.ts';
import type { CorrectionLine } from '../../shared/reports/circular.ts';
import { presentCircular } from '../../shared/reports/present.ts';
import { readCircular } from '../../shared/reports/read.ts';
import { DOCX, XLSX } from '../../shared/reports/renderers.ts';
import type { Quarter } from '../../shared/time.ts';
import { noteExport } from '../audit/noting.ts';
import { saidBefore, saidOnce } from '../http/once.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, ELSEWHERE, type KnownCall, type Route, route } from '../http/route.ts';
import { errataRoute } from './errata.ts';
import type { Format } from './file.ts';
import { OBJECTORS, quarterIn, seenReport } from './seen.ts';
import { yearRoutes } from './year.ts';

const answers = () => import('./answers.ts');

const tag = '定期通报';

/** Absent where it is null: under an Idempotency-Key the same is said again as before the field was there. */
function unset<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** An id as records have them. */
const OBJECTED = '7d0f1a2b3c4d5e6f7d0f1a2b3c4d5e6f';

/** A record by its number; at a form by its address, too. */
const named = lazily(() => line(64).register(meanings, { is: 'record' }));

const objectionInput = lazily(() =>
  z
    .strictObject({
      push: unset(named()).meta({ title: '推送编号', description: '其认领情况有异议的推送' }),
      record: unset(named()).meta({ title: '记录编号', description: '其超期计入附表、有异议的记录（含推送）' }),
      figure: unset(choice(FIGURES)).meta({ title: '附表项目', description: '记录计入多项的，注明是哪一项' }),
      reason: text(500).meta({ title: '理由', description: '随通报发至各单位，请勿填写个人信息' }),
    })
    .meta({ id: 'ObjectionInput', example: { push: OBJECTED, reason: '该推送已于期限内线下认领，附签收记录' } }),
);
const evidenceQuery = lazily(() =>
  z.strictObject({
    org: optional(organisation()).meta({ title: '接收单位', description: '只列该接收单位的推送' }),
  }),
);
const signatureInput = lazily(() =>
  z
    .strictObject({
      documentNumber: identifier(100).meta({ title: '文号' }),
      signedBy: person().meta({ title: '签发人' }),
      issuedAt: unset(instant()).meta({
        title: '首次印发的时间',
        description: '仅限恢复数据后重新印发：照首次印发时的 issuedAt 填写，精确到原有的位数',
      }),
      contentHash: unset(sha256Hex()).meta({
        title: '首次印发的内容摘要',
        description: '仅限恢复数据后重新印发：与首次印发的时间一并填写；形成的内容与该摘要一致才会印发',
      }),
    })
    .refine(({ issuedAt, contentHash }) => (issuedAt === undefined) === (contentHash === undefined), {
      error: '首次印发的时间和内容摘要须一并填写，或都不填写',
      path: ['contentHash'],
    })
    .meta({ id: 'SignatureInput' }),
);

const readQuarter = route({
  method: 'GET',
  path: '/reports/quarters/{quarter}',
  id: 'readCircular',
  summary: '季度通报',
  description:
    '`2026Q3`；加 `.html`、`.docx`、`.xlsx` 得到相应文件。统计中的季度只有县行政审批服务局和县政府办公室可以查看；annex 中为 null 的，平台尚未统计。',
  tag,
  answers: {
    200: {
      description: '通报此刻的阶段和数据',
      schema: async () => (await answers()).circularAnswer,
      files: ['text/html', DOCX, XLSX],
    },
    303: ELSEWHERE,
  },
  handle: async ({ desk, actor, params }) => {
    const { quarter, format } = nameIn(params.quarter as string);
    const facts = await desk.facts();
    await seenReport(desk, facts, quarter, actor);
    const circular = await readCircular(desk, facts, quarter);
    if (format !== null) return (await import('./file.ts')).fileOf(desk, circular, format, actor.org);
    return { status: 200, body: presentCircular(circular) };
  },
});

const object = route({
  method: 'POST',
  path: '/reports/quarters/{quarter}/corrections',
  id: 'objectToCircular',
  summary: '对通报征求意见稿提出更正',
  description:
    '在审核期内：对一条推送的认领情况，由其接收单位或推送单位；对附表中的一项超期（record），由其所计入的单位。单位已由其他单位承接的，由承接单位提出。各提出一次。',
  tag,
  body: objectionInput,
  idempotent: true,
  conflicts: ['review-not-begun', 'review-over', 'already-objected'],
  answers: {
    201: { description: '更正申请', schema: async () => (await answers()).objectionAnswer },
    200: { description: '此前已提出，返回同一更正申请', schema: async () => (await answers()).objectionAnswer },
  },
  handle: openCorrection,
});

const issueQuarter = route({
  method: 'POST',
  path: '/reports/quarters/{quarter}/issue',
  id: 'issueCircular',
  summary: '印发通报',
  description:
    '审核期满、全部更正申请已决定后，由县行政审批服务局管理员印发；印发后不再变动，并以邮件发送至各单位。恢复数据使已印发的通报回到未印发的，填写 issuedAt 和 contentHash，即以首次印发的时间和相同的摘要重新印发。',
  tag,
  body: signatureInput,
  conflicts: ['review-not-begun', 'review-running', 'corrections-open', 'already-issued', 'content-differs'],
  answers: {
    200: {
      description: '已印发的通报；以相同内容再次提交的，返回同一通报，不再发送邮件',
      schema: async () => (await answers()).circularAnswer,
    },
  },
  handle: issueOnce,
});

const readEvidence = route({
  method: 'GET',
  path: '/reports/quarters/{quarter}/evidence.csv',
  id: 'readEvidence',
  summary: '通报数据的逐条依据',
  description:
    '计入该季度的每一条推送，首行为中文表头；来源编号、行政相对人和摘要只对有权查看该推送的单位显示。征求意见稿形成后可用。',
  tag,
  conflicts: ['review-not-begun'],
  answers: { 200: { description: 'CSV（UTF-8）', contentType: 'text/csv' }, 303: ELSEWHERE },
  query: evidenceQuery,
  handle: async (call) => {
    const { desk, actor, params, query } = call;
    const quarter = quarterIn(params.quarter as string);
    const facts = await desk.facts();
    const report = await seenReport(desk, facts, quarter, actor);
    if (!report) throw new Problem('review-not-begun', '本季度通报的征求意见稿尚未形成，形成后方可下载逐条依据。');
    await noteExport(call, 'push', quarter, facts);
    const { evidence } = await import('../../shared/reports/evidence.ts');
    const data = evidence(deskInSteps(desk), facts, report, actor, query.org);
    const headers = {
      'content-disposition': `attachment; filename="${quarter}-evidence.csv"`,
      'cache-control': 'no-store',
    };
    return { status: 200, content: { type: 'text/csv; charset=utf-8', data }, headers };
  },
});

export const reportRoutes: readonly Route[] = [
  readQuarter,
  object,
  issueQuarter,
  readEvidence,
  errataRoute,
  ...yearRoutes,
];

async function openCorrection(call: KnownCall<Checked<typeof objectionInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, key } = call;
  const quarter = quarterIn(params.quarter as string);
  await seenReport(desk, await desk.facts(), quarter, actor);
  mustBe(actor, OBJECTORS);
  await saidBefore(desk, actor, `object ${quarter}`, key, body);
  const request = { actor, request: requestOf(desk, actor.account, `object ${quarter}`, key) };
  const { objectTo } = await import('../../shared/reports/objecting.ts');
  const { exchange, created } = await objectTo(desk, quarter, body, request);
  await saidOnce(desk, actor, `object ${quarter}`, key, body);
  const { subjectOf } = await import('../../shared/reports/corrections.ts');
  const { org, reason, decision, ...about } = exchange.body as CorrectionLine;
  const answer = { id: exchange.id, quarter, ...subjectOf(about), org, state: exchange.state, reason, decision };
  const headers = { location: `/corrections/${exchange.id}` };
  return { status: created ? 201 : 200, body: answer, headers };
}

/** Committed first; its mails follow from the record, also where this process ends before they are written. */
async function issueOnce(call: KnownCall<Checked<typeof signatureInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, platform } = call;
  const quarter = quarterIn(params.quarter as string);
  await seenReport(desk, await desk.facts(), quarter, actor);
  mustBe(actor, ['bureau-admin']);
  const { issue } = await import('../../shared/reports/issuing.ts');
  const { issuedAt, contentHash, ...signature } = body;
  const first = issuedAt !== undefined && contentHash !== undefined ? { issuedAt, contentHash } : undefined;
  const circular = await issue(desk, quarter, { ...signature, ...(first && { first }) }, actor);
  try {
    const { wakeReport } = await import('../../shared/reports/waking.ts');
    await wakeReport(desk, platform.settings, quarter);
  } catch (error) {
    platform.ports.log.error('circular-mails-later', { quarter }, error);
  }
  return { status: 200, body: presentCircular(circular) };
}

/** `2026Q3.xlsx` is the workbook of `2026Q3`. */
function nameIn(segment: string): { quarter: Quarter; format: Format | null } {
  const [, quarter, format = null] = /^(\w+?)(?:\.(html|docx|xlsx))?$/.exec(segment) ?? [];
  return { quarter: quarterIn(quarter ?? ''), format: format as Format | null };
}
