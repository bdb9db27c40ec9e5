/**
 * What follows a push: the certificate that its department is to issue (art. 13), opened with the push where the matter
 * has that stage; and the verification of what was promised (art. 6, 19), opened when the push is claimed. Both go
 * where the push goes, and end with it. A push without either writes nothing more.
 */
import type { Matter } from '../boundary/matter.ts';
import type { RunningClock } from '../calendar/types.ts';
import { type ClockName, start, startAsLong } from '../clocks/clocks.ts';
import { decidedAt } from '../clocks/decided.ts';
import { dueOf } from '../clocks/due.ts';
import type { Draft, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Asked, Effect } from '../exchange/seams.ts';
import { derivedId } from '../keys.ts';
import type { Subject } from '../party.ts';
import type { Instant } from '../time.ts';
import { ENDS, type PushBody } from './body.ts';
import { successorId } from './push-id.ts';

type Push = Exchange<PushBody>;

/** Of the push, what its follow-ups keep: whose it is, and what it is about. */
export interface Followed
  extends Pick<
    Draft<PushBody>,
    'from' | 'to' | 'section' | 'party' | 'licence' | 'subject' | 'application' | 'project'
  > {
  id: string;
  push: string;
  matter: string;
  matterName: string | null;
  clock: RunningClock;
}

const CERTIFIED: readonly PushBody['decision'][] = ['granted', 'changed', 'renewed'];

export function certificateId(push: string): string {
  return derivedId(push, 'certificate');
}

/** Of a certificate that ended because its push went elsewhere, the one that took its place. */
export function certificateAfter(push: string): string {
  return certificateId(successorId({ id: push }));
}

function commitmentId(push: string): string {
  return derivedId(push, 'commitment');
}

/** What a new push's body says of its follow-ups; nothing for most. */
export function followUps({ kind, decision, commitment }: PushBody, id: string, row: Matter | null): Partial<PushBody> {
  if (kind !== 'approval' || row === null) return {};
  const certified = row.stages.includes('certificate') && CERTIFIED.includes(decision);
  return {
    ...(certified && { certificate: certificateId(id) }),
    ...(certified && row.certificateDays !== undefined && { certificateDays: row.certificateDays }),
    ...(commitment && row.commitmentDays !== undefined && { commitmentDays: row.commitmentDays }),
  };
}

/**
 * The certificate of a push that is opened; none where it has none. From the decision (行政许可法 44), from now where the
 * push was late or took another's place; not ending before the claim's deadline: nobody issues what it has not been
 * told.
 */
export function certificateOf(draft: Push | Draft<PushBody>, facts: Facts): Effect[] {
  const { body } = draft;
  if (body.certificate === undefined) return [];
  return [
    { do: 'open', kind: 'certificate', input: followed(draft, body.certificate, certificateClock(draft, facts)) },
  ];
}

/** Its clock, as it began with the push. */
export function certificateClock(push: Push | Draft<PushBody>, facts: Facts): RunningClock {
  const { body, clock } = push;
  const claim = body.claimClock ?? clock;
  const claimed = claim && start(facts.log, facts.now, 'claim-approval', claim.from);
  return notBefore(facts, 'certificate', startsAt(push, facts), body.certificateDays, claimed);
}

/**
 * That of the verification, as it began with the claim: from the decision also where the push was returned before and
 * went elsewhere. Where one had been opened at another organisation, the figures start afresh.
 */
export function commitmentClock(push: Push | Draft<PushBody>, facts: Facts): RunningClock {
  const { commitmentDays, verifiedBefore } = push.body;
  const from = verifiedBefore === undefined ? decidedOrNow(push, facts) : facts.now;
  return start(facts.log, facts.now, 'commitment', from, commitmentDays);
}

/**
 * The verification that a push on a promise leads to once it has been taken over, and what its body says of it then.
 */
export function commitmentOf(push: Push | Draft<PushBody>, facts: Facts): { also: Effect[]; body: Partial<PushBody> } {
  const { body } = push;
  const none = body.kind !== 'approval' || ENDS.includes(body.decision) || body.decision === 'refused';
  if (!body.commitment || none) return { also: [], body: {} };
  const clock = commitmentClock(push, facts);
  const verification = commitmentId(push.id);
  const opened = { do: 'open', kind: 'commitment', input: followed(push, verification, clock) } as const;
  return { also: [opened, ...verifiedBefore(push, verification)], body: { verification } };
}

/** Whoever verifies it now reads what was found before, and goes on from there. */
function verifiedBefore({ to, body }: Push | Draft<PushBody>, next: string): Effect[] {
  const { verifiedBefore: on } = body;
  if (on === undefined || to === null) return [];
  return [{ do: 'act', on, act: 'commitment.hand-on', input: { to: next, org: to } }];
}

/** From the decision; from now where the push took another's place: nobody issues what it has not been told of. */
function startsAt(push: Told, facts: Facts): Instant {
  return push.body.supersedes === null ? decidedOrNow(push, facts) : facts.now;
}

type Told = { body: PushBody; createdAt?: Instant };

/** From the decision; from now where the first push of it came after the decision's own day. */
function decidedOrNow({ body, createdAt }: Told, facts: Facts): Instant {
  const pushed = (body.supersedes === null ? null : body.chain.at) ?? createdAt ?? facts.now;
  const decided = Math.min(decidedAt(body), pushed);
  const told = dueOf(facts, 'push-approval', decided);
  return body.pushedLate || told === null || told.deadline <= pushed ? facts.now : decided;
}

/** The push stands returned: until it goes elsewhere nobody can issue anything. */
export function certificateWaits({ body }: Push): Effect[] {
  return body.certificate === undefined
    ? []
    : [{ do: 'act', on: body.certificate, act: 'certificate.wait', input: {} }];
}

/** What a push led to ends with it. */
export function followUpsEnd({ body }: Pick<Push, 'body'>, reason: EndReason, by?: EndedBy): Effect[] {
  const { certificate, verification } = body;
  return [...endOf('certificate', certificate, reason, by), ...endOf('commitment', verification, reason, by)];
}

/** The push by which they end, from which they may come back; `taken`: that push has been taken over by now. */
export interface EndedBy {
  by: string;
  taken?: true;
}

/** What a push that goes to another organisation has to know: how what it led to stands. */
export function followUpsAsked({ body }: Push): Asked {
  const ids = [body.certificate, body.verification].filter((id) => id !== undefined);
  return ids.length === 0 ? {} : { records: ids };
}

/**
 * What is open still, and is the other organisation's from then on: what has been issued or verified is nobody's again.
 */
export function openFollowUps({ body }: Push, { found }: Facts): { certificate: boolean; verification: boolean } {
  const open = (id: string | undefined): boolean => {
    const state = id === undefined ? undefined : found?.records?.get(id)?.state;
    return state === 'pending' || state === 'rectifying';
  };
  return { certificate: open(body.certificate), verification: open(body.verification) };
}

/** Ends what is open where the push was: lateness stays with whoever owed it. Refused where it was done meanwhile. */
export function followUpsPass(push: Push, facts: Facts): Effect[] {
  const { certificate, verification } = openFollowUps(push, facts);
  const { body } = push;
  return [
    ...(certificate ? endOf('certificate', body.certificate, 'readdressed') : []),
    ...(verification ? endOf('commitment', body.verification, 'readdressed') : []),
  ].map((effect) => ({ ...effect, orElse: 'already-readdressed' as const }));
}

function endOf(kind: 'certificate' | 'commitment', on: string | undefined, reason: EndReason, by?: EndedBy) {
  return on === undefined ? [] : [{ do: 'act', on, act: `${kind}.end`, input: { reason, ...by } } as const];
}

/** Why what followed a push is wanted no longer. */
export const END_REASONS = {
  withdrawn: '推送撤回',
  corrected: '推送更正',
  readdressed: '已转由其他单位办理',
  licence: '许可撤回、撤销或注销',
  objection: '异议成立',
} as const;
export type EndReason = keyof typeof END_REASONS;

function followed(push: Draft<PushBody> | Push, id: string, clock: RunningClock): Followed {
  const { from, to, section, party, licence, body, application, project } = push;
  return {
    ...{ id, push: push.id, from, to, section, party, licence, clock },
    ...{ matter: body.matter ?? '', matterName: body.matterName },
    ...subjectOf(body),
    ...(application !== undefined && { application }),
    ...(project !== undefined && { project }),
  };
}

/** Whom and which licence a push is about, as what follows from it says it; nothing where it says neither. */
export function subjectOf({ party, licence }: PushBody): { subject?: Subject } {
  const numbers = licence && { number: licence.number, documentNumber: licence.documentNumber };
  const subject = { ...(party && { party }), ...(numbers && { licence: numbers }) };
  return Object.keys(subject).length > 0 ? { subject } : {};
}

function notBefore(
  facts: Facts,
  name: ClockName,
  from: Instant,
  days: number | undefined,
  claim: RunningClock | null,
): RunningClock {
  let clock = start(facts.log, facts.now, name, from, days);
  while (claim !== null && clock.deadline < claim.deadline) {
    clock = startAsLong(facts.log, facts.now, name, from, { ...clock, length: clock.length + 1 });
  }
  return clock;
}
