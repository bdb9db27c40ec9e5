/** Versions of the boundary list, for those with an account; the public reads `/public/boundary-list`. */

import * as z from 'zod';
import { matter } from '../../shared/boundary/matter.ts';
import { type BoundaryVersion, checkRows, MOST_ROWS, readVersions, rowErrors } from '../../shared/boundary/versions.ts';
import { requestOf } from '../../shared/exchange/shell.ts';
import { civilDate, identifier, text } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { publishDirectly, versionOf } from '../../shared/list-drafts/direct.ts';
import { formatInstant } from '../../shared/time.ts';
import { saidBefore, saidOnce } from '../http/once.ts';
import { pageOfWhole, wholeQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { draftRowRoutes } from './draft-rows.ts';
import { importRows } from './import.ts';

const answers = () => import('./answers.ts');

const tag = '审管互动边界清单';

/** A list of one matter, as a new county's first might begin. */
const LIST_EXAMPLE = {
  validFrom: '2026-09-28',
  items: [
    {
      ...{ code: '371525-SCJG-001', name: '食品经营许可', powerType: '行政许可' },
      ...{ stages: ['joint-site-survey', 'supervision'], addressing: 'listed', approvingSection: 'SCZR' },
      ...{ approvalDuty: '受理、审查、决定', supervisionDuty: '事中事后监管', pushMethod: '平台推送' },
      ...{ department: 'SCJG', section: null, enforcementAgency: null, candidates: [] },
      ...{ dutyListEntry: '职责边界清单第 1 条', dutyListVersion: '2026' },
    },
  ],
};

const listInput = lazily(() =>
  z
    .strictObject({
      validFrom: civilDate().meta({ title: '施行日期' }),
      items: z
        .array(matter(), { error: '应为事项的数组' })
        .min(1, { error: '至少一个事项' })
        .max(MOST_ROWS, { error: `最多 ${MOST_ROWS} 个事项` })
        .meta({ title: '事项' }),
      superior: z
        .strictObject({
          documentNumber: identifier(100).meta({ title: '上级文号' }),
          reason: text(1000).meta({ title: '理由' }),
        })
        .nullish()
        .transform((value) => value ?? undefined)
        .meta({ title: '上级规定', description: '按上级规定直接调整的填写；其余的调整须起草并经有关单位确认' }),
    })
    .meta({ id: 'BoundaryListInput', example: LIST_EXAMPLE }),
);

const versions = route({
  method: 'GET',
  path: '/boundary-list/versions',
  id: 'listBoundaryVersions',
  summary: '边界清单的各版本',
  tag,
  query: wholeQuery,
  answers: {
    200: { description: '全部版本，先发布者在前', schema: async () => (await answers()).boundaryVersionsAnswer },
  },
  handle: async (call) => {
    const found = await readVersions(call.desk.ports.store, call.desk.jurisdiction);
    return pageOfWhole(call, found.map(presented));
  },
});

const publish = route({
  method: 'POST',
  path: '/boundary-list/versions',
  id: 'publishBoundaryList',
  summary: '直接发布边界清单，自某日起施行',
  description:
    '首个版本，或按上级规定的调整（superior）；其他调整在清单草案中办理。整份提交并逐行逐列校验；有一处不符即全部不保存。',
  tag,
  body: listInput,
  // Rows that fit by themselves are checked beside those that do not.
  wrongBeside: async ({ desk }, json) => {
    const items = (json as { items?: unknown } | null)?.items;
    const rows = Array.isArray(items)
      ? items.slice(0, MOST_ROWS).map((row) => matter().safeParse(row).data ?? null)
      : [];
    return rowErrors((await desk.facts()).county, rows);
  },
  answers: {
    201: { description: '已发布', schema: async () => (await answers()).boundaryVersionAnswer },
    200: { description: '此前已发布相同内容，返回该版本', schema: async () => (await answers()).boundaryVersionAnswer },
  },
  idempotent: true,
  conflicts: ['draft-required'],
  handle: async ({ platform, desk, actor, body, key }) => {
    const repeated = await saidBefore(desk, actor, 'boundary-list', key, body);
    const before = repeated ? await versionOf(desk, body) : undefined;
    if (!before) checkRows((await desk.facts()).county, body.items);
    mustBe(actor, ['bureau-admin']);
    if (before) return { status: 200, body: presented(before) };
    await saidOnce(desk, actor, 'boundary-list', key, body);
    const request = { actor, request: requestOf(desk, actor.account, 'boundary-list', key) };
    const { made, created } = await publishDirectly(desk, body, request, platform.settings.mailDomain);
    return { status: created ? 201 : 200, body: presented(made) };
  },
});

export const boundaryRoutes: readonly Route[] = [versions, publish, ...draftRowRoutes, importRows];

function presented(version: BoundaryVersion): Record<string, unknown> {
  const { rows: _, publishedAt, ...shown } = version;
  const unset = { documentNumber: null, draft: null, superior: null, posted: null };
  return { ...unset, ...shown, publishedAt: formatInstant(publishedAt) };
}
