/** What a case does to its participations: pure effects, made of the parts that its decision has read. */
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Refusal } from '../exchange/kind.ts';
import type { Effect } from '../exchange/seams.ts';
import type { PartBody, PartState } from '../participations/body.ts';
import type { ParticipationOpening } from '../participations/kind.ts';
import type { Attended, Invited } from './invite.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-begun': true;
    'opinions-open': true;
  }
}

type Part = Exchange<PartBody, PartState>;

/** The participations of a case, as its decision has read them. */
export function partsOf({ found }: Facts): readonly Part[] {
  return (found?.parts ?? []).filter(({ kind }) => kind === 'participation') as unknown as Part[];
}

/** What those who came have reported, each with whose it is; what was taken from sight is left out. */
export function reportedIn(facts: Facts): { org: string; position: PartBody['position']; text: string | null }[] {
  return partsOf(facts).flatMap(({ to, body: { position, text } }) =>
    position === null && text === null ? [] : [{ org: to as string, position, text }],
  );
}

/** The draws of a case, as its decision has read them. */
export function drawsOf({ found }: Facts): readonly Exchange[] {
  return [...(found?.records?.values() ?? [])].filter(({ kind }) => kind === 'draw');
}

/** The draws of a case go on with it; what was not drawn by its end is abandoned. */
function drawsProceed(stage: 'held' | 'concluded' | 'cancelled', facts: Facts): Effect[] {
  const reason = stage === 'cancelled' ? '所属事项已取消' : '所属事项已办结';
  return drawsOf(facts).flatMap(({ id }): Effect[] => [
    ...(stage === 'held' ? [] : [{ do: 'act', on: id, act: 'draw.end', input: { reason } } as const]),
    { do: 'act', on: id, act: 'draw.proceed', input: { stage } },
  ]);
}

/** What opens the participation of each organisation invited. */
export function invitations(
  invite: readonly (Invited & { wanted?: number })[],
  common: Omit<ParticipationOpening, 'org' | 'section' | 'asked' | 'wanted'>,
): Effect[] {
  return invite.map(({ org, section, people, wanted = null }) => ({
    do: 'open',
    kind: 'participation',
    input: { ...common, org, section, asked: people, wanted },
  }));
}

/** Whoever came owes an opinion where one is asked for; of the others nobody does. */
export function cameBy(attendance: readonly Attended[], facts: Facts): Effect[] {
  return partsOf(facts).map(({ id, to }): Effect => {
    const came = attendance.find(({ org }) => org === to);
    return came
      ? { do: 'act', on: id, act: 'participation.attend', input: { people: came.people } }
      : { do: 'act', on: id, act: 'participation.miss', input: {} };
  });
}

/** It took place. `closed`: nothing more is to come. */
export function heldBy(attendance: readonly Attended[], facts: Facts, closed = false): Effect[] {
  return [...cameBy(attendance, facts), ...drawsProceed(closed ? 'concluded' : 'held', facts)];
}

export function movedTo(startsAt: number, place: string | null, facts: Facts): Effect[] {
  return partsOf(facts).map(({ id }) => ({ do: 'act', on: id, act: 'participation.move', input: { startsAt, place } }));
}

export function ended(facts: Facts): Effect[] {
  const parts = partsOf(facts).map(({ id }): Effect => ({ do: 'act', on: id, act: 'participation.end', input: {} }));
  return [...parts, ...drawsProceed('concluded', facts)];
}

export function cancelled(facts: Facts): Effect[] {
  const parts = partsOf(facts).map(({ id }): Effect => ({ do: 'act', on: id, act: 'participation.cancel', input: {} }));
  return [...parts, ...drawsProceed('cancelled', facts)];
}

/** Silence is not consent°: a case goes on without an opinion only past its day, and says so. */
export function opinionsRefusal(withoutReply: boolean, facts: Facts): Refusal | null {
  const open = opinionsOwed(facts);
  if (open.length === 0) return null;
  return withoutReply && open.every(({ late }) => late) ? null : { code: 'opinions-open' };
}

/** The same whatever the form would say: until all have said theirs, or their days are over. */
export function opinionsBar(parts: readonly Pick<Exchange, 'late' | 'clock'>[]): Refusal | null {
  const running = parts.filter(({ late }) => !late);
  if (running.length === 0) return null;
  const ends = running.map(({ clock }) => clock?.deadline);
  const known = ends.filter((end) => end !== undefined);
  return { code: 'opinions-open', ...(known.length === ends.length && { from: Math.max(...known) }) };
}

/** Those who came and owe an opinion yet. */
export function opinionsOwed(facts: Facts): readonly Part[] {
  return partsOf(facts).filter(({ state, body }) => state === 'attended' && body.opinions);
}

/** Whether an opinion is missing for good. */
export function isWithoutReply(facts: Facts): boolean {
  return opinionsOwed(facts).length > 0;
}

export const CASE_CODES = {
  'not-begun': { meaning: '尚未开始', detail: '尚未到开始时间，不能登记到场情况。请到时办理，或先改期。' },
  'opinions-open': {
    meaning: '意见尚未齐备',
    detail: '还有到场单位没有反馈意见。请等待或催办；期限已过的，可以注明“未获意见”，径行办理。',
  },
} as const;
