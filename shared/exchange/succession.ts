/**
 * An organisation ends (机构改革): what is open in its records goes to the one that takes its place, record by record, each
 * with an entry of its own. Its history stays as it is, and figures go on counting what was owed until then against
 * whoever owed it.
 */
import { type County, heirOf } from '../county.ts';
import { civilDateOf, type Instant } from '../time.ts';
import type { SystemAct } from './act.ts';
import type { Draft, Exchange, Owed, Passed } from './exchange.ts';
import type { ActFacts, Facts } from './facts.ts';
import { NOBODY } from './handler.ts';
import { isWaitingFor } from './item.ts';
import type { AnyKind } from './kind.ts';
import { sectionOf } from './known.ts';
import type { Succession } from './seams.ts';

/** The sides of a record on which an organisation stands. */
export function sidesOf({ from, to, participants }: Exchange, org: string): Passed['sides'] {
  return [
    ...(from === org ? (['from'] as const) : []),
    ...(to === org ? (['to'] as const) : []),
    ...(participants.includes(org) ? (['participant'] as const) : []),
  ];
}

/** True for what goes with the organisation's work: open records, what waits for it, and closed ones that live on. */
export function goesAlong(kind: AnyKind, exchange: Exchange, org: string): boolean {
  if (sidesOf(exchange, org).length === 0) return false;
  const open = kind.states[exchange.state]?.open === true;
  return open || isWaitingFor(kind, exchange, org) || (kind.livesOn?.(exchange) ?? false);
}

/**
 * Which organisation stood on that side of a record just before an instant: whoever owed what ran out then. A day ends
 * with the first instant of the next, on which its successor begins.
 */
export function heldBefore(exchange: Exchange, side: 'from' | 'to', at: Instant): string {
  return firstOf(
    (exchange.passed ?? []).filter((one) => one.at >= at),
    exchange,
    side,
  );
}

/** Which organisation stood on that side when the last of such acts was done; who does now where none was. */
export function heldAtLast(exchange: Exchange, side: 'from' | 'to', acts: readonly string[]): string {
  const { history, passed = [] } = exchange;
  const done = history.findLastIndex(({ act }) => acts.includes(act));
  const since = done < 0 ? 0 : history.slice(done).filter(({ act }) => act === 'succeed').length;
  return firstOf(since === 0 ? [] : passed.slice(-since), exchange, side);
}

function firstOf(later: readonly Passed[], exchange: Exchange, side: 'from' | 'to'): string {
  return later.find(({ sides }) => sides.includes(side))?.org ?? (exchange[side] as string);
}

/**
 * 承接: every kind takes it. Whatever a kind keeps of the organisation beyond its sides, it changes itself (`succeeded`).
 */
export function succeedIn(kind: AnyKind): SystemAct<unknown, string, Succession> {
  return {
    label: '机构改革承接',
    article: '°',
    by: 'system',
    from: ['*'],
    apply: (exchange, succession, facts) => {
      const own = kind.succeeded?.(exchange, succession, facts) ?? {};
      return { ...own, set: { ...passedOn(exchange, succession, facts), ...own.set } };
    },
  };
}

/** What is set in a record in which `by` takes the place of `org` on each of its sides. */
export function passedOn(exchange: Exchange, { org, by }: Pick<Succession, 'org' | 'by'>, { county, now }: ActFacts) {
  const { from, to, section, participants, mails, passed = [] } = exchange;
  const mine = to === org;
  return {
    from: from === org ? by : from,
    to: mine ? by : to,
    ...(mine && { section: sectionOf(county, by, section), ...NOBODY }),
    participants: [...new Set(participants.map((one) => (one === org ? by : one)))],
    passed: [...passed, { at: now, org, by, sides: sidesOf(exchange, org) }],
    mails: mails.map((owed) => mailFor(owed, org, by, county)),
  };
}

/** True where an organisation would have the one whose place it takes on the other side: nobody asks himself. */
export function meetsItself({ from, to }: Exchange, { org, by }: Pick<Succession, 'org' | 'by'>): boolean {
  return (from === org && to === by) || (from === by && to === org);
}

/** What is set of a record that ends where it was, without going over. */
export function endedThere<State extends string>({ from, to, section, passed }: Exchange, state: State) {
  return { from, to, section, passed, state, clock: null };
}

/** What has not gone out yet goes to the one that has to act now. */
function mailFor(owed: Owed, org: string, by: string, county: County): Owed {
  const waits = owed.org === org && owed.done === null && owed.begun === null;
  return waits ? { ...owed, org: by, section: sectionOf(county, by, owed.section) } : owed;
}

/** What another record opens for an organisation whose place has been taken is for the one that took it. */
export function forHeir<D extends Pick<Draft<unknown>, 'to' | 'section'>>(draft: D, { county, now }: Facts): D {
  if (draft.to === null) return draft;
  const heir = heirOf(county, draft.to, civilDateOf(now));
  return heir === draft.to ? draft : { ...draft, to: heir, section: sectionOf(county, heir, draft.section) };
}
