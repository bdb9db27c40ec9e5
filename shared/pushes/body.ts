/** What the record of a push keeps: what was said, and what has become of it. */
import * as z from 'zod';
import { runningClock } from '../calendar/running-clock.ts';
import { checkDigitFits } from '../credit-code.ts';
import { said } from '../exchange/body.ts';
import { account, allNullable, choice, civilDate, line, organisation, person, section, text } from '../fields.ts';
import { keptAttachment } from '../files/attachment.ts';
import { IDENTITY_NUMBER, identityNumbersIn } from '../identity-warnings.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { keptParty } from '../party.ts';
import { count, edition, moment, recordId, sealedText } from '../record-fields.ts';
import type { Instant } from '../time.ts';
import { COUNTS, keptDocument } from './circulated.ts';
import {
  contactFields,
  type Decision,
  handlingFields,
  licenceFields,
  plainFields,
  riskPoint,
  siteFields,
} from './fields.ts';
import type { PushInput } from './input.ts';

const WARNINGS = {
  'bureau-missing': '未发审批部门',
  'cap-exceeded': '超出总量控制',
  'goes-to-holder': '推送至现监管单位',
  'goes-to-successor': '推送至承接单位',
  'nothing-to-end': '没有可终止的证照',
  'check-digit': '校验位不符',
  'credit-record-exists': '同一决定已有信用记录',
  'decided-in-future': '决定日期晚于今天',
  'department-missing': '未发主管部门',
  'due-unknown': '推送期限无法计算',
  ...IDENTITY_NUMBER,
  'licence-number-of-another-party': '证照编号已属另一相对人',
  'possible-duplicate': '可能重复',
  withdrawn: '此前已撤回',
} as const;

export type PushState = 'pending' | 'claimed' | 'deemed-claimed' | 'returned' | 'withdrawn' | 'for-information';

/** How a push came to be claimed. */
const CLAIM_MODES = { manual: '人工认领', deemed: '超期视为认领' } as const;

const licence = lazily(() => z.strictObject(allNullable(licenceFields())));
const site = lazily(() => z.strictObject(allNullable(siteFields())));
const contact = lazily(() => z.strictObject(allNullable(contactFields())));
const warning = lazily(() =>
  z.strictObject({
    code: choice(WARNINGS).meta({ title: '提醒代码' }),
    pointer: z.string().meta({ title: '位置', description: '请求体中的位置（RFC 6901）' }),
    detail: z.string().meta({ title: '说明' }),
  }),
);

export type Warning = Checked<typeof warning>;

const sealedNumbers = lazily(() =>
  z.strictObject({
    number: sealedText().meta({ title: '证照编号' }).optional(),
    documentNumber: sealedText().meta({ title: '决定文书号' }).optional(),
    handling: sealedText().meta({ title: '文书号' }).optional(),
  }),
);

/** Where it stands in a chain of readdressed pushes: the root's reference, its number, how often returned. */
const chain = lazily(() =>
  z.strictObject({
    root: line(100).meta({ title: '最初推送的编号' }),
    number: count().meta({ title: '第几次推送' }),
    returns: count().meta({ title: '退回次数' }),
    problem: recordId().meta({ title: '由退回引起的问题' }).nullable(),
    // Of what took another's place, or corrects it: when the first of them was pushed. Of others that are pushed at one
    // instant: in which order.
    at: moment().meta({ title: '最初推送的时间' }).optional(),
    bureau: z.boolean().meta({ title: '审批局曾退回或被建议接收' }).optional(),
  }),
);

/** What was said. */
const saidFields = lazily(() => {
  const { kind, matter, decision, summary, conditions, corrects } = plainFields();
  return {
    kind,
    matter: matter.nullable(),
    matterName: line(200).meta({ title: '事项名称' }).nullable(),
    decision: decision.nullable(),
    party: said(keptParty().meta({ title: '行政相对人' })),
    licence: said(licence().meta({ title: '证照与决定文书' })),
    occurredAt: moment().meta({ title: '办结时间', description: '监管处理信息为结果公布时间' }),
    summary: said(summary),
    site: said(site().meta({ title: '经营或建设地点' })),
    contact: said(contact().meta({ title: '联系人' })),
    commitment: z.boolean().meta({ title: '告知承诺', description: '以告知承诺方式办理' }),
    conditions: said(conditions),
    riskPoints: said(z.array(riskPoint()).meta({ title: '监管风险点' })),
    attachments: said(z.array(keptAttachment()).meta({ title: '附件', description: '已上传的文件，或只有名称与摘要' })),
    corrects: corrects.nullable(),
  };
});

/** What has become of it. */
const become = lazily(() => ({
  boundaryListVersion: edition().meta({ title: '边界清单版本' }).nullable(),
  // Null where there is none or it cannot be counted.
  pushDue: civilDate().meta({ title: '推送期限', description: '应推送的最后一日' }).nullable(),
  pushedLate: z.boolean().meta({ title: '迟推送' }).nullable(),
  // The claim's clock, kept when another one runs.
  claimClock: runningClock().meta({ title: '认领时限' }).nullable(),
  claimedAt: moment().meta({ title: '认领时间', description: '视为认领的为截止时刻' }).nullable(),
  claimedBy: account().meta({ title: '认领人', description: '账号；视为认领的为 null' }).nullable(),
  claimMode: choice(CLAIM_MODES).meta({ title: '认领方式' }).nullable(),
  responsible: said(person().meta({ title: '责任人', description: '视为认领后确认的责任人' })),
  returnedAt: moment().meta({ title: '退回时间' }).nullable(),
  returnReason: said(text(500).meta({ title: '退回理由' })),
  suggestedOrg: organisation().meta({ title: '建议的接收单位', description: '退回时建议的单位' }).nullable(),
  // The clock for readdressing, once returned; `readdressLate` when its end came first.
  readdressClock: runningClock().meta({ title: '改派时限' }).nullable(),
  readdressLate: z.boolean().meta({ title: '迟改派' }),
  supersedes: recordId().meta({ title: '原推送', description: '本推送由哪一件改派而来' }).nullable(),
  supersededBy: recordId().meta({ title: '改派后的推送', description: '本推送改派为哪一件' }).nullable(),
  copyOf: recordId().meta({ title: '抄送自', description: '本件是哪一件推送的抄送' }).nullable(),
  copies: z.array(recordId()).meta({ title: '抄送', description: '本推送的各件抄送' }),
  chain: chain().meta({ title: '改派经过' }),
  problem: recordId().meta({ title: '问题', description: '由本推送引起的问题' }).nullable(),
  // Stays when a quarantine takes the licence away.
  entry: edition().meta({ title: '台账条目', description: '其编号' }),
  // Of a correction: the approval whose place its claim takes; and of that one, what has taken its place.
  correcting: recordId().meta({ title: '认领后代替的推送' }).optional(),
  correctedBy: recordId().meta({ title: '更正后的推送', description: '已认领的推送由哪一件更正' }).optional(),
  // Of what waited where its licence was: where that has gone by the outcome of a dispute.
  goesTo: z
    .strictObject({
      org: organisation().meta({ title: '单位' }),
      section: section().meta({ title: '科室' }).nullable(),
    })
    .meta({ title: '认领后移交' })
    .optional(),
  // What corrects it, from the day on which that was sent; it may wait to be claimed still.
  correction: recordId().meta({ title: '更正的推送' }).optional(),
  // The pushes of before of which it ended what followed them: that begins again where this one is undone.
  ends: z.array(recordId()).meta({ title: '使其后续事项终止的推送' }).optional(),
  // Of an approval on a promise: what has ended its licence. Claimed after that, or elsewhere, nobody verifies it.
  endedBy: recordId().meta({ title: '使证照终止的推送' }).optional(),
  // Of an approval that a certificate or a verification follows; the days as the list had them.
  certificate: recordId().meta({ title: '配发证照' }).optional(),
  certificateDays: count().meta({ title: '配发期限（工作日）' }).optional(),
  verification: recordId().meta({ title: '承诺核查' }).optional(),
  // Of what took another's place: the verification that there was of its promise.
  verifiedBefore: recordId().meta({ title: '此前的承诺核查' }).optional(),
  commitmentDays: count().meta({ title: '承诺核查期限（工作日）' }).optional(),
  // Of a document that is passed on by a day: what it is, and the figure that counts it where it was late.
  document: said(keptDocument().meta({ title: '文件' }).optional()),
  // How the department has handled what it found; it has a credit record.
  handling: said(handlingFields().meta({ title: '处理决定' }).optional()),
  documentCounts: choice(COUNTS).meta({ title: '计入' }).optional(),
  // Where a number of the licence contains an identity number; the licence has the form that is shown.
  sealedNumbers: said(sealedNumbers().meta({ title: '密封的编号' }).optional()),
  warnings: said(z.array(warning()).meta({ title: '提醒' })),
}));

export const pushBody = lazily(() => z.strictObject({ ...saidFields(), ...become() }));

export type PushBody = Checked<typeof pushBody>;

/** The warnings that content alone gives: what may be a slip, or does not belong here, is taken with a word. */
export function warningsOf(push: PushInput): Warning[] {
  const value = push.party?.creditCode ?? null;
  const warnings = identityNumbersIn(push);
  if (value === null || checkDigitFits(value)) return warnings;
  const detail = '统一社会信用代码的校验位不符（GB 32100），已照常接收。请核对是否录入有误。';
  return [{ code: 'check-digit', pointer: '/party/creditCode', detail }, ...warnings];
}

/** Decisions that end a licence. */
export const ENDS: readonly (Decision | null)[] = ['withdrawn', 'revoked', 'cancelled'];

/** The id of an entry of the register, from what the entry is one of; it names it to nobody. */
export function entryId(...of: string[]): string {
  return derivedId('register', ...of);
}

/** A body in which nothing has happened yet. */
export function emptyBody(occurredAt: Instant, root: string): PushBody {
  return {
    kind: 'document',
    ...{ matter: null, matterName: null, decision: null, party: null, licence: null, occurredAt },
    ...{ summary: null, site: null, contact: null, commitment: false, conditions: null, riskPoints: [] },
    ...{ attachments: [], corrects: null, boundaryListVersion: null, pushDue: null, pushedLate: null },
    ...{ claimClock: null, claimedAt: null, claimedBy: null, claimMode: null, responsible: null },
    ...{ returnedAt: null, returnReason: null, suggestedOrg: null, readdressClock: null, readdressLate: false },
    ...{ supersedes: null, supersededBy: null, copyOf: null, copies: [], problem: null, warnings: [] },
    entry: entryId(root),
    chain: { root, number: 1, returns: 0, problem: null },
  };
}
