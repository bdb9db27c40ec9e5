/** What a push says: the fields of `POST /pushes`, and what the record keeps of them. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter.ts';
import type { RunningClock } from '../calendar/types.ts';
import { checkDigitFits, creditCode } from '../credit-code.ts';
import type { FieldError } from '../errors.ts';
import { choice, civilDate, code, instant, line, listOf, optional, sha256Hex, text, whole } from '../fields.ts';
import type { CivilDate, Instant } from '../time.ts';

export const PUSH_KINDS = ['approval', 'risk', 'supervision', 'document'] as const;
export type PushKind = (typeof PUSH_KINDS)[number];

/** What was decided: granted, refused, changed, renewed, withdrawn 撤回, revoked 撤销, cancelled 注销. */
export const DECISIONS = ['granted', 'refused', 'changed', 'renewed', 'withdrawn', 'revoked', 'cancelled'] as const;
export type Decision = (typeof DECISIONS)[number];

const PARTY_TYPES = ['organisation', 'individual-business', 'natural-person'] as const;

const target = z.strictObject({ org: code, section: optional(code) });

const party = z.strictObject({
  type: choice(PARTY_TYPES)
    .nullish()
    .transform((value) => value ?? 'organisation'),
  name: line(200),
  creditCode: optional(creditCode),
});

const licence = z.strictObject({
  documentNumber: optional(line(100)),
  name: optional(line(200)),
  number: optional(line(100)),
  decidedOn: optional(civilDate),
  validFrom: optional(civilDate),
  validTo: optional(civilDate),
});

const site = z.strictObject({ township: optional(line(50)), address: optional(line(300)) });
const contact = z.strictObject({ name: optional(line(50)), phone: optional(line(50)) });
const riskPoint = z.strictObject({ description: text(500), severity: choice(['low', 'medium', 'high']) });
const attachment = z.strictObject({
  name: line(200),
  sha256: optional(sha256Hex),
  size: optional(whole(0, 1_000_000_000_000)),
  mediaType: optional(line(100)),
});

/** The body of `POST /pushes`. State secrets never belong here. */
export const pushInput = z
  .strictObject({
    kind: choice(PUSH_KINDS),
    reference: line(100),
    matter: optional(matterCode),
    decision: optional(choice(DECISIONS)),
    party: optional(party),
    licence: optional(licence),
    occurredAt: instant,
    summary: text(2000),
    site: optional(site),
    contact: optional(contact),
    commitment: z
      .boolean({ error: '应为 true 或 false' })
      .nullish()
      .transform((value) => value ?? false),
    conditions: optional(text(2000)),
    riskPoints: listOf(riskPoint, 50)
      .nullish()
      .transform((value) => value ?? []),
    corrects: optional(line(100)),
    attachments: listOf(attachment, 50)
      .nullish()
      .transform((value) => value ?? []),
    to: optional(target),
    copyTo: listOf(target, 20)
      .nullish()
      .transform((value) => value ?? []),
  })
  .transform((push) => ({ ...push, decision: push.kind === 'approval' ? (push.decision ?? 'granted') : push.decision }))
  .superRefine((push, context) => {
    for (const { pointer, detail } of acrossFields(push)) {
      context.addIssue({ code: 'custom', path: pointer.split('/').slice(1), message: detail });
    }
  })
  .meta({ id: 'PushInput', description: '涉密信息不得通过本平台推送。' });

export type PushInput = z.infer<typeof pushInput>;

export interface Warning {
  code: 'check-digit' | 'possible-duplicate' | 'withdrawn';
  pointer: string;
  detail: string;
}

/** What the record of a push keeps. */
export interface PushBody {
  kind: PushKind;
  matter: string | null;
  matterName: string | null;
  decision: Decision | null;
  party: PushInput['party'];
  licence: PushInput['licence'];
  occurredAt: Instant;
  summary: string | null;
  site: PushInput['site'];
  contact: PushInput['contact'];
  commitment: boolean;
  conditions: string | null;
  riskPoints: PushInput['riskPoints'];
  attachments: PushInput['attachments'];
  corrects: string | null;
  boundaryListVersion: string | null;
  /** The last day on which pushing was in time; null where there is none or it cannot be counted. */
  pushDue: CivilDate | null;
  pushedLate: boolean | null;
  /** The claim's clock, kept when another one runs. */
  claimClock: RunningClock | null;
  claimedAt: Instant | null;
  claimedBy: string | null;
  claimMode: 'manual' | 'deemed' | null;
  responsible: string | null;
  returnedAt: Instant | null;
  returnReason: string | null;
  suggestedOrg: string | null;
  /** The clock for readdressing, once returned; `readdressLate` when its end came first. */
  readdressClock: RunningClock | null;
  readdressLate: boolean;
  supersedes: string | null;
  supersededBy: string | null;
  copyOf: string | null;
  copies: string[];
  /** Where it stands in a chain of readdressed pushes: the root's reference, its number, how often returned. */
  chain: { root: string; number: number; returns: number; problem: string | null };
  problem: string | null;
  warnings: Warning[];
}

/** The warnings that content alone gives: a credit code whose check digit is wrong is taken, with a word. */
export function warningsOf(push: PushInput): Warning[] {
  const value = push.party?.creditCode ?? null;
  if (value === null || checkDigitFits(value)) return [];
  const detail = '统一社会信用代码的校验位不符（GB 32100），已照常接收。请核对是否录入有误。';
  return [{ code: 'check-digit', pointer: '/party/creditCode', detail }];
}

function acrossFields(push: Omit<PushInput, 'decision'> & { decision: Decision | null }): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  const document = push.kind === 'document';
  if (!document && push.matter === null) wrong('/matter', '请填写边界清单中的事项编码');
  if (!document && push.party === null) wrong('/party', '请填写行政相对人');
  if (push.kind !== 'approval' && push.decision !== null) wrong('/decision', '只有审批信息（approval）才填写决定类型');
  if (document && push.to === null) wrong('/to', '请填写接收单位');
  if (!document && push.copyTo.length > 0) wrong('/copyTo', '只有文件类推送（document）才可另行抄送');
  const orgs = [push.to?.org, ...push.copyTo.map((copy) => copy.org)];
  for (const [i, copy] of push.copyTo.entries()) {
    if (orgs.indexOf(copy.org) <= i) wrong(`/copyTo/${i}/org`, '抄送单位与接收单位或其他抄送单位重复');
  }
  if (push.party?.type === 'natural-person' && push.party.creditCode !== null) {
    wrong('/party/creditCode', '自然人不填写统一社会信用代码，也不要填写身份证号码');
  }
  const { validFrom, validTo } = push.licence ?? {};
  if (validFrom && validTo && validTo < validFrom) wrong('/licence/validTo', '有效期止不能早于有效期起');
  return errors;
}
