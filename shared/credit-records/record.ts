/**
 * What a credit record is by its fields: its clock, its head, what is filled in, what does not fit, and the decision it
 * is of.
 */
import { recount } from '../calendar/recount.ts';
import type { RunningClock } from '../calendar/types.ts';
import { knownAt } from '../clocks/clocks.ts';
import { dueOf } from '../clocks/due.ts';
import { orgName } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { digest } from '../keys.ts';
import type { Party } from '../party.ts';
import { addMonths, type CivilDate, civilDateOf, type Instant, startOfDay } from '../time.ts';
import type { CreditRecordBody, CreditRecordState } from './body.ts';
import { comparedOf, fieldOf, missingOf, partyClassOf } from './completeness.ts';
import type { GivenFields, KeptFields } from './fields.ts';
import { type RecordType, rowsOf, SEVERITIES, type Severity } from './table.ts';

/** What is said of a record as a whole. */
export type Whole = Pick<CreditRecordBody, 'type' | 'decidedOn' | 'publish' | 'publishUntil' | 'severity'>;

/** States before the record has gone to the credit platform, in which its clock runs. */
export const UNSENT: readonly CreditRecordState[] = ['incomplete', 'ready', 'rejected'];

/** States in which there is something to be taken back. */
export const OWED_OR_SENT: readonly CreditRecordState[] = [...UNSENT, 'sent', 'accepted'];

/**
 * 19(1) for inspections and for penalties that are not public, dual publicity for all others; from the decision.
 * `since`: since when it runs, of a record that there is.
 */
export function clockOf(
  { type, publish, decidedOn }: Whole,
  { log, now }: Pick<Facts, 'log' | 'now'>,
  since = now,
): RunningClock | null {
  const result = type === 'inspection' || (type === 'penalty' && !publish);
  const name = result ? 'credit-result' : 'credit-publicity';
  const begun = dueOf({ log: knownAt(log, since), now: since }, name, startOfDay(decidedOn));
  return begun && recount(begun, log, now).clock;
}

/** Lateness that comes to light after the day, such as by a refusal: it counts from then on. */
export function lateSince(
  { clock, late }: Pick<Exchange, 'clock' | 'late'>,
  now: Instant,
): Partial<Pick<Exchange, 'clock' | 'late'>> {
  if (clock === null || clock.ended || now < clock.deadline) return {};
  return { clock: { ...clock, ended: true }, late: late ?? { due: clock.by, at: now } };
}

export function stateOf(type: RecordType, fields: KeptFields): 'ready' | 'incomplete' {
  return missingOf(type, fields).length === 0 ? 'ready' : 'incomplete';
}

/**
 * The last day on which a penalty may be public; null for what has no such day.
 *
 * | decided    | severity | until      |
 * |------------|----------|------------|
 * | 2026-09-28 | minor    | 2026-12-28 |
 * | 2026-11-30 | minor    | 2027-02-28 |
 * | 2026-09-28 | –        | 2029-09-28 |
 */
export function publicAtMost(type: RecordType, severity: Severity | null, decidedOn: CivilDate): CivilDate | null {
  return type === 'penalty' ? addMonths(decidedOn, SEVERITIES[severity ?? 'serious'].months) : null;
}

/** The day until which it is public: what is said, else the last that is lawful. */
export function publicUntil(said: Whole): CivilDate | null {
  if (!said.publish) return null;
  return said.publishUntil ?? publicAtMost(said.type, said.severity, said.decidedOn);
}

/** The fields with what follows from the rest; what is taken back is gone. */
export function filledIn(whole: Whole, given: GivenFields, org: string, { county }: Facts): KeptFields {
  const name = orgName(county, org);
  const followed: Readonly<Record<string, string | null>> = {
    ...{ XK_ZT: '1', XK_XKJG: name, CF_CFJG: name, JC_JCJG: name, XK_LYDW: name, CF_SJLY: name },
  };
  const decided = { XK_JDRQ: whole.decidedOn, CF_JDRQ: whole.decidedOn, JC_JDRQ: whole.decidedOn };
  const all = { ...followed, ...given, ...decided, CF_GSJZQ: publicUntil(whole) };
  const known = new Set(rowsOf(whole.type).map(({ code }) => code));
  const kept = Object.entries(all).filter(([code, value]) => known.has(code) && value !== null && value !== undefined);
  return Object.fromEntries(kept) as KeptFields;
}

/** What does not fit, with where it stands in the input. */
export function wrongIn(whole: Whole, given: GivenFields): FieldError[] {
  const { type, decidedOn, publish, publishUntil, severity } = whole;
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  const known = new Set(rowsOf(type).map(({ code }) => code));
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  for (const [code] of said) {
    if (!known.has(code)) wrong(`/fields/${code}`, '该类型的记录没有这一字段，请删除，或更改记录的类型');
  }
  for (const code of ['XK_JDRQ', 'CF_JDRQ', 'JC_JDRQ']) {
    const day = given[code];
    if (known.has(code) && day && day !== decidedOn)
      wrong(`/fields/${code}`, `应与决定日期（${decidedOn}）相同，或不填`);
  }
  if (severity !== null && type !== 'penalty') wrong('/severity', '只有行政处罚才填写违法情节，请删除');
  if (!publish && publishUntil !== null) wrong('/publishUntil', '不公示的记录没有公示截止日，请删除');
  if (publishUntil !== null && publishUntil < decidedOn) wrong('/publishUntil', '公示截止日不能早于决定日期');
  const last = publicAtMost(type, severity, decidedOn);
  if (last !== null && publishUntil !== null && publishUntil > last) {
    wrong('/publishUntil', `超过最长公示期，最晚至 ${last}。情节不同的，请核对 severity`);
  }
  const until = given.CF_GSJZQ;
  if (known.has('CF_GSJZQ') && until && until !== publicUntil(whole)) {
    wrong('/fields/CF_GSJZQ', '应与公示截止日（publishUntil）相同，或不填');
  }
  return errors;
}

/** Days in the future, by which nothing can have been decided. */
export function futureDay(pointer: string, day: CivilDate, { now }: Facts): FieldError[] {
  return day > civilDateOf(now) ? [{ pointer, detail: '日期不能晚于今日，请核对' }] : [];
}

const PARTY_TYPES = {
  法人及非法人组织: 'organisation',
  自然人: 'natural-person',
  个体工商户: 'individual-business',
} as const;

interface Before {
  readonly licence: string | null;
  readonly fields: KeptFields | null;
}

/** The number by which the licence or the decision is found. */
function numberIn(fields: KeptFields | null): string | null {
  return comparedOf(fields, 'XKBH') ?? comparedOf(fields, 'WSH');
}

/**
 * Whom and which decision it is about, as heads and timelines have it; what the fields do not say stays as it was.
 * A record that another opened stays with that one's licence.
 */
export function headOf(fields: KeptFields, before?: Before): Partial<Pick<Exchange, 'party' | 'licence' | 'subject'>> {
  const [name, code] = [fieldOf(fields, 'XDR_MC'), fieldOf(fields, 'XDR_SHXYM')];
  const [documentNumber, number] = [fieldOf(fields, 'WSH'), fieldOf(fields, 'XKBH')];
  const type = PARTY_TYPES[partyClassOf(fields) ?? '法人及非法人组织'];
  const party: Party | null = name === null ? null : { type, name, creditCode: code };
  const compared = numberIn(fields);
  const licence = before?.licence ?? null;
  const kept = licence !== null && licence !== numberIn(before?.fields ?? null) ? licence : null;
  return {
    ...(code !== null && { party: code }),
    ...(compared !== null && { licence: kept ?? compared }),
    ...((party || compared !== null) && {
      subject: { ...(party && { party }), ...(compared !== null && { licence: { number, documentNumber } }) },
    }),
  };
}

/**
 * The decision that it is of: owner, party and document number; null while one is not known, and where it was none
 * after all, also while the credit platform has yet to take that back.
 */
export function decisionOf({ from, body }: Pick<Exchange<CreditRecordBody>, 'from' | 'body'>) {
  const number = comparedOf(body.fields, 'WSH');
  const party = fieldOf(body.fields, 'XDR_SHXYM') ?? fieldOf(body.fields, 'XDR_MC')?.normalize('NFKC') ?? null;
  const none = number === null || party === null || body.withdrawal === 'wrong';
  return none ? null : digest([from, party, number]);
}
