/**
 * Making a new push (art. 17): addressed by the list, due to be claimed by the clock, early or late itself. Pure: time,
 * list and earlier pushes come in as facts.
 */

import { type ClockName, start } from '../clocks/clocks.ts';
import { dueOf } from '../clocks/due.ts';
import { organisationOf, orgName } from '../county.ts';
import { type FieldError, invalid, Problem } from '../errors.ts';
import type { Draft } from '../exchange/exchange.ts';
import { sectionOf } from '../exchange/known.ts';
import type { Effect } from '../exchange/seams.ts';
import { digest } from '../keys.ts';
import { civilDateOf, MINUTE, yearOfInstant } from '../time.ts';
import { addressErrors, addressee, type Copy, copiesOf, meant, type PushFacts, senderRefusal } from './addressing.ts';
import { ENDS, emptyBody, type PushBody, type Warning, warningsOf } from './body.ts';
import { documentWarnings, firstPassed, futureDays, passedOn } from './circulated.ts';
import { creditRecordsOf, handlingErrors } from './credit.ts';
import { endedAlready, endingOf } from './endings.ts';
import { entryOf, numberOf } from './entry.ts';
import { certificateOf, followUps } from './follow-ups.ts';
import { isTaken } from './handed-over.ts';
import { firstPushed } from './in-order.ts';
import type { PushInput } from './input.ts';
import { copyId, pushId } from './push-id.ts';

export interface NewPush {
  draft: Draft<PushBody>;
  copies: Copy[];
  /** The pending push that this one corrects: withdrawn by the same commit. */
  withdraws: string | null;
  /** What follows from it: the certificate to be issued, and the end of what followed what it corrects or ends. */
  follows: Effect[];
}

/** The sender's clock may be that much ahead of ours: the instant is kept as it was said. */
const CLOCKS_MAY_DIFFER = MINUTE;

/** Makes the push, or throws what is wrong with it: 422 for what does not fit, 403 for who may not. */
export function newPush(input: PushInput, facts: PushFacts): NewPush {
  const errors = factErrors(input, facts);
  if (errors.length > 0) throw invalid(errors);
  const refused = senderRefusal(input, facts);
  if (refused) throw new Problem('not-allowed', refused);
  const to = addressee(input, facts);
  const claim = input.kind === 'document' ? null : start(facts.log, facts.now, claimClock(input), facts.now);
  const id = pushId(facts.county.jurisdiction, facts.source, input.reference);
  const body = bodyOf(input, facts, to.org, id);
  const copies = copiesOf(input, to.org, body.entry, facts).map(({ org, section }) => {
    return { org, section: sectionOf(facts.county, org, section) };
  });
  const draft: Draft<PushBody> = {
    id,
    from: facts.actor.org,
    to: to.org,
    section: sectionOf(facts.county, to.org, to.section),
    handler: null,
    // Whoever gets a copy may read what it is a copy of.
    participants: copies.map(({ org }) => org),
    source: facts.source,
    reference: input.reference,
    state: claim ? 'pending' : 'for-information',
    claimBy: claim?.by ?? null,
    clock: claim,
    party: input.party?.creditCode ?? null,
    licence: numberOf(input),
    ...(input.about && { about: input.about }),
    ...(input.application !== undefined && { application: input.application }),
    ...(input.project !== undefined && { project: input.project }),
    body,
    content: digest(input),
  };
  draft.body.copies = copies.map((copy) => copyId(id, copy.org));
  const pending = facts.corrected.at(-1);
  const withdraws = pending?.state === 'pending' ? pending.id : null;
  // A returned one is done with: nothing is left of it to be readdressed.
  const corrects = [draft.body.correcting, pending?.state === 'returned' ? pending.id : undefined];
  const noted = corrects.flatMap((on): Effect[] => {
    return on === undefined ? [] : [{ do: 'act', on, act: 'push.note-correcting', input: { by: id } }];
  });
  const ending = endingOf(draft, facts);
  draft.body = { ...draft.body, ...ending.body };
  const follows = [...noted, ...certificateOf(draft, facts), ...ending.also, ...firstPassed(input, facts, id)];
  follows.push(...endedAlready(draft, facts), ...creditRecordsOf(draft, facts));
  return { draft, copies, withdraws, follows };
}

/** Wrong fields that only the facts tell: what the list, the county, the clock and earlier pushes say of them. */
export function factErrors(input: PushInput, facts: PushFacts): FieldError[] {
  return [
    ...addressErrors(input, facts),
    ...timeErrors(input, facts),
    ...futureDays(input, facts),
    ...handlingErrors(input, facts),
    ...facts.errorsBeside,
  ];
}

function timeErrors(input: PushInput, facts: PushFacts): FieldError[] {
  const future = input.occurredAt > facts.now + CLOCKS_MAY_DIFFER;
  return future ? [{ pointer: '/occurredAt', detail: '办结（公布）时间不能晚于当前时间，请核对' }] : [];
}

function claimClock(input: PushInput): ClockName {
  return input.kind === 'supervision' ? 'claim-supervision' : 'claim-approval';
}

function bodyOf(input: PushInput, facts: PushFacts, org: string, id: string): PushBody {
  const { reference, to: _to, copyTo: _copyTo, about: _a, application: _n, project: _p, ...said } = input;
  const due = lateness(input, facts);
  const { entry, warnings: ofEntry } = entryOf(input, { ...facts, to: org });
  const warnings = [
    ...warningsOf(input),
    ...documentWarnings(input, facts),
    ...ofEntry,
    ...dayWarnings(input, facts),
    ...dueWarnings(input, due),
    ...holderWarnings(input, facts, org),
    ...successorWarnings(input, facts, org),
    ...endWarnings(input, facts, entry),
    ...capWarnings(input, entry, facts),
  ];
  if (facts.duplicate) {
    const detail = '另一来源已就同一事项推送过相同文书号的信息，可能重复。请核对后决定是否撤回。';
    warnings.push({ code: 'possible-duplicate', pointer: '/licence/documentNumber', detail });
  }
  const body: PushBody = {
    ...emptyBody(facts.now, reference),
    ...said,
    // Those that a file names have its name by now.
    attachments: said.attachments as PushBody['attachments'],
    matterName: facts.list.matter?.name ?? null,
    boundaryListVersion: facts.list.matter ? facts.list.version : null,
    ...due,
    ...placeTaken(input, facts),
    entry,
    warnings,
    chain: chainOf(input, facts),
  };
  return { ...body, ...followUps(body, id, facts.list.matter) };
}

/**
 * What is corrected holds from its own day on, and among what was pushed then as what it corrects (`in-order.ts`). What
 * is pushed at the very instant of others of its number comes after them.
 */
function chainOf({ reference: root }: PushInput, { corrected, sameNumber, now }: PushFacts): PushBody['chain'] {
  const first = corrected.at(-1);
  const last = Math.max(...sameNumber.map(firstPushed));
  const at = first ? firstPushed(first) : last >= now ? last + 1 : null;
  return { root, number: 1, returns: 0, problem: null, ...(at !== null && { at }) };
}

/**
 * The push that a correction takes the place of once it is claimed itself, where that one has been taken over by now:
 * what was wrong in it does not stand beside what is right.
 */
function placeTaken({ kind }: PushInput, { corrected }: PushFacts): Partial<PushBody> {
  // Of one that was corrected before, by a push that nobody has taken over, it is that one still.
  const last = corrected.findLast(isTaken);
  return last && kind !== 'document' && last.body.kind === kind ? { correcting: last.id } : {};
}

/** A day of the decision that is still to come is a slip; what follows is counted from now (`follow-ups.ts`). */
function dayWarnings({ licence }: PushInput, { now }: PushFacts): Warning[] {
  if ((licence?.decidedOn ?? '') <= civilDateOf(now + CLOCKS_MAY_DIFFER)) return [];
  const detail = '决定日期晚于今天，已照常接收，有关期限自今天起计算。请核对；填写有误的，请更正。';
  return [{ code: 'decided-in-future', pointer: '/licence/decidedOn', detail }];
}

/** Before the calendar begins nothing can be counted: a slip in the year would never be late. */
function dueWarnings({ kind, occurredAt }: PushInput, { pushDue }: Partial<PushBody>): Warning[] {
  if (kind === 'document' || pushDue !== null) return [];
  const detail = `办结（公布）时间为 ${yearOfInstant(occurredAt)} 年，早于工作日历，无法计算推送期限，已照常接收。请核对年份；填写有误的，请更正。`;
  return [{ code: 'due-unknown', pointer: '/occurredAt', detail }];
}

/** Its sender expects it where the list says. */
function holderWarnings({ kind, to }: PushInput, { held, list, county }: PushFacts, org: string): Warning[] {
  if (!held || kind === 'supervision' || org === (to?.org ?? list.matter?.department)) return [];
  const name = orgName(county, org);
  if (to) {
    const detail = `该证照现由${name}监管，本件推送至该单位，不推送至所指定的单位。监管单位有误的，请更正原推送。`;
    return [{ code: 'goes-to-holder', pointer: '/to/org', detail }];
  }
  const detail = `该证照此前经改派或移交由${name}监管，本件推送至该单位，不按边界清单推送。`;
  return [{ code: 'goes-to-holder', pointer: '/matter', detail }];
}

/** The list, or its sender, names an organisation whose place another has taken (机构改革). */
function successorWarnings(input: PushInput, facts: PushFacts, org: string): Warning[] {
  const named = meant(input, facts).org;
  const { name, succeededBy } = organisationOf(facts.county, named) ?? {};
  if (named === org || !succeededBy) return [];
  const heir = orgName(facts.county, org);
  const detail = `${name}已由${heir}承接（${succeededBy.documentNumber}），本件推送至${heir}。`;
  const pointer = input.to ? '/to/org' : '/matter';
  return [{ code: 'goes-to-successor', pointer, detail: input.to ? detail : `${detail}请及时调整边界清单。` }];
}

/**
 * What ends nothing is taken all the same; sender and addressee read that the licence may go on under another number.
 */
function endWarnings({ kind, decision, licence }: PushInput, { sameNumber }: PushFacts, entry: string): Warning[] {
  if (kind !== 'approval' || !ENDS.includes(decision)) return [];
  if (sameNumber.some(({ body }) => body.entry === entry)) return [];
  const pointer = licence?.number ? '/licence/number' : '/licence';
  const detail = '没有找到此前推送的该证照，本件不终止监管台账中的任何条目。请核对证照编号和相对人，另有编号的请更正。';
  return [{ code: 'nothing-to-end', pointer, detail }];
}

/** A push beyond a cap is taken all the same: the licence has been granted, and the department must hear of it. */
function capWarnings({ kind, decision }: PushInput, entry: string, { caps }: PushFacts): Warning[] {
  if (kind !== 'approval' || decision !== 'granted') return [];
  return caps.flatMap(({ title, quantity, unit, base, entries }): Warning[] => {
    const used = base + entries.size + (entries.has(entry) ? 0 : 1);
    if (used <= quantity) return [];
    const detail = `已超出总量控制标准“${title}”：总量 ${quantity} ${unit}，含本件共 ${used} ${unit}。请核对是否可以许可。`;
    return [{ code: 'cap-exceeded', pointer: '/matter', detail }];
  });
}

/** Whether the push came in time (即时, or 3 working days). What cannot be counted has no due date, never a guess. */
function lateness(input: PushInput, facts: PushFacts): Partial<PushBody> {
  if (input.kind === 'document') return passedOn(input, facts);
  const name = input.kind === 'supervision' ? 'push-supervision' : 'push-approval';
  const due = dueOf(facts, name, input.occurredAt);
  return { pushDue: due?.by ?? null, pushedLate: due ? facts.now >= due.deadline : null };
}
