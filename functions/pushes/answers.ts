/** A push, the line that a list shows of it, and what a batch claim answers. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { WARNING_CODES } from '../../shared/pushes/body.ts';
import { DECISIONS, PUSH_KINDS } from '../../shared/pushes/fields.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { codeOut, dateOut, from, idOut, instantOut, pageOf, to } from '../http/answer-fields.ts';

const words = <const T extends string>(all: readonly T[]) => z.enum(all as readonly [T, ...T[]]);
const text = z.string().nullable();
const status = words(Object.keys(pushKind.states)).meta({ description: statesText() });
const decision = choice(DECISIONS).nullable().meta({ description: '审批决定；仅审批信息（approval）有' });
const claimMode = z.enum(['manual', 'deemed']).nullable().meta({ description: 'manual 人工认领；deemed 超期视为认领' });

/** Who claimed, until when, and how it ended. */
const claim = {
  claimBy: dateOut.nullable().meta({ description: '认领期限的最后一日' }),
  claimDeadline: instantOut.nullable().meta({ description: '认领截止的时刻（不含）' }),
  provisional: z.boolean().meta({ description: '期限涉及尚未发布放假安排的年份，可能随通知调整' }),
  claimedAt: instantOut.nullable().meta({ description: '认领时间；视为认领的为截止时刻' }),
  claimMode,
};

export const party = z.strictObject({
  type: z.enum(['organisation', 'individual-business', 'natural-person']),
  name: z.string(),
  creditCode: text.meta({ description: '统一社会信用代码' }),
});

export const licence = z.strictObject({
  documentNumber: text.meta({ description: '决定文书号' }),
  name: text.meta({ description: '证照名称' }),
  number: text.meta({ description: '证照编号' }),
  decidedOn: dateOut.nullable(),
  validFrom: dateOut.nullable(),
  validTo: dateOut.nullable(),
});

export const attachedRisk = z.strictObject({ description: z.string(), severity: z.enum(['low', 'medium', 'high']) });

const attachment = z.strictObject({
  name: z.string(),
  sha256: text,
  size: z.int().nullable(),
  mediaType: text,
});

const warning = z.strictObject({
  code: z.enum(WARNING_CODES),
  pointer: z.string(),
  detail: z.string(),
});

/** What is the same in the push and in its line. */
const head = {
  id: idOut,
  kind: choice(PUSH_KINDS),
  reference: z.string().meta({ description: '来源自己的编号' }),
  matter: text.meta({ description: '事项编码' }),
  matterName: text,
  decision,
};

export const pushAnswer = z
  .strictObject({
    ...head,
    source: z.string().meta({ description: '来源：系统账号，或单位代码' }),
    party: party.nullable(),
    licence: licence.nullable(),
    summary: text,
    site: z.strictObject({ township: text, address: text }).nullable(),
    contact: z.strictObject({ name: text, phone: text }).nullable(),
    commitment: z.boolean().meta({ description: '以告知承诺方式办理' }),
    conditions: text.meta({ description: '许可附带的条件' }),
    riskPoints: z.array(attachedRisk),
    attachments: z.array(attachment),
    occurredAt: instantOut,
    from,
    to,
    pushedAt: instantOut,
    pushDue: dateOut.nullable().meta({ description: '应推送的最后一日' }),
    pushedLate: z.boolean().nullable(),
    status,
    ...claim,
    claimedBy: text.meta({ description: '认领账号；视为认领的为 null' }),
    responsible: text.meta({ description: '视为认领后确认的责任人' }),
    returnReason: text,
    suggestedOrg: codeOut.nullable().meta({ description: '退回时建议的单位' }),
    supersedes: idOut.nullable().meta({ description: '本推送由哪一件改派而来' }),
    supersededBy: idOut.nullable().meta({ description: '本推送改派为哪一件' }),
    copyOf: idOut.nullable().meta({ description: '本件是哪一件推送的抄送' }),
    copies: z.array(idOut).meta({ description: '抄送；只有发出单位可见' }),
    corrects: text.meta({ description: '所更正的推送的编号' }),
    problem: idOut.nullable().meta({ description: '由本推送引起的问题' }),
    boundaryListVersion: text,
    quarantined: z.boolean().meta({ description: '内容已隔离' }),
    warnings: z.array(warning),
    acts: z.array(z.string()).optional().meta({ description: '您此刻可以办理的操作' }),
  })
  .meta({ id: 'Push' });

export const pushPage = pageOf(
  z
    .strictObject({
      ...head,
      party: z.strictObject({ name: z.string(), creditCode: text }).nullable(),
      licence: z.strictObject({ name: text, number: text }).nullable(),
      from,
      to,
      pushedAt: instantOut,
      status,
      ...claim,
      copyOf: idOut.nullable(),
    })
    .meta({ id: 'PushInList' }),
).meta({ id: 'PushPage' });

export const batchClaimAnswer = z
  .strictObject({
    results: z.array(
      z.strictObject({
        id: z.string(),
        ok: z.boolean(),
        code: text.meta({ description: '未认领的原因；认领成功为 null', example: 'already-claimed' }),
        claimedAt: instantOut.optional(),
        claimedBy: text.optional(),
      }),
    ),
  })
  .meta({ id: 'BatchClaimResults' });

function statesText(): string {
  return Object.entries(pushKind.states)
    .map(([name, { label }]) => `${name} ${label}`)
    .join('；');
}
