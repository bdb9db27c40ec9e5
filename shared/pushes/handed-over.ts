/**
 * A push whose matter changed hands with the list: its licence is supervised by another department from then on, to
 * which it goes for information, without a clock. It takes the old one's place, so that the old department's entry
 * shows it transferred.
 */
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { SystemAct } from '../exchange/kind.ts';
import { sectionOf } from '../exchange/known.ts';
import type { Asked, Effect, SystemActs } from '../exchange/seams.ts';
import type { PushBody, PushState } from './body.ts';
import { certificateOf, commitmentOf, followUpsPass, openFollowUps } from './follow-ups.ts';
import { successorId } from './push-id.ts';
import type { PushOpening } from './push-opening.ts';
import { successorAsked, successorOf } from './successor.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'push.hand-over': { org: string; section: string | null; version: string };
    /** The department has ended: whoever takes its place has the entry. */
    'push.pass-on': { org: string; section: string | null; documentNumber: string };
    /** Another push of the same licence has gone to that organisation. */
    'push.go-along': { org: string; section: string | null };
    /** It has been claimed where its licence is not: it goes on to whoever has that, who is told. */
    'push.go-on': { org: string; section: string | null };
    /** Another push of the licence was readdressed from here and claimed there: so is this. Its department is told. */
    'push.follow': { org: string; section: string | null };
    /** The same for what is still to be claimed: it goes once it is. */
    'push.go-along-later': { org: string; section: string | null };
  }
}

type Push = Exchange<PushBody>;

/** True for what a department has because the list gave it the matter. */
export function isHandedOver({ state, body }: Pick<Push, 'state' | 'body'>): boolean {
  return state === 'for-information' && body.kind !== 'document' && body.supersedes !== null && body.copyOf === null;
}

/** Whether an organisation has taken it over: by its claim, by a deemed one, or because it was handed over. */
export function isTaken(push: Pick<Push, 'state' | 'body'>): boolean {
  return push.state === 'claimed' || push.state === 'deemed-claimed' || isHandedOver(push);
}

type Given = { org: string; section: string | null; version?: string };

export const handOver: SystemAct<PushBody, PushState, Given> = {
  label: '随清单移交',
  article: '9',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'for-information'],
  refuse: (push) =>
    push.body.supersededBy === null && push.to !== null
      ? null
      : { code: 'already-readdressed', detail: '该推送已经改派或移交。' },
  reads: successorAsked,
  apply: (push, input, facts) => passedOver(push, input, facts),
};

/** `beside`: what the push that takes its place causes, such as the mail that tells of it. */
function passedOver(push: Push, input: Given, facts: Facts, beside: readonly Effect[] = []) {
  const { follows, ...opening } = handedOver(push, input, successorOf(push, input, facts), facts);
  const opened = { do: 'open', kind: 'push', input: { ...opening, follows: [...follows, ...beside] } } as const;
  const also: Effect[] = [...followUpsPass(push, facts), opened];
  return { body: { ...push.body, supersededBy: successorId(push) }, also };
}

function told({ org, section }: Given, type: 'arrival' | 'followed', { county }: Facts): Effect {
  return { do: 'mail', org, section: sectionOf(county, org, section), type };
}

/** 机构改革: the same, by no list. */
export const passOn: SystemAct<PushBody, PushState, SystemActs['push.pass-on']> = {
  ...handOver,
  label: '随机构改革移交',
  article: '°',
};

/** A dispute was upheld: whatever else is under supervision of the licence is so where it went. */
export const goAlong: SystemAct<PushBody, PushState, SystemActs['push.go-along']> = {
  ...handOver,
  label: '随同移交',
  article: '21',
};

export const goOn: SystemAct<PushBody, PushState, SystemActs['push.go-on']> = {
  ...handOver,
  label: '认领后移交现监管单位',
  article: '17',
  apply: (push, input, facts) => passedOver(push, input, facts, [told(input, 'arrival', facts)]),
};

export const follow: SystemAct<PushBody, PushState, SystemActs['push.follow']> = {
  ...handOver,
  label: '随改派移交',
  article: '17',
  apply: (push, input, facts) => {
    const { to, section } = push;
    const change = passedOver(push, input, facts);
    return { ...change, also: [...change.also, told({ org: to as string, section }, 'followed', facts)] };
  },
};

export const goAlongLater: SystemAct<PushBody, PushState, SystemActs['push.go-along-later']> = {
  label: '认领后随同移交',
  article: '21',
  by: 'system',
  from: ['pending'],
  apply: ({ body }, target) => ({ body: { ...body, goesTo: target } }),
};

/** What stands, and what waits, of the licence where a push was. */
export function entryAsked({ to, licence, body: { entry } }: Push): Asked {
  if (to === null) return {};
  const waiting = licence === null ? {} : { waitingForEntry: { org: to, entry, licence } };
  return { registerEntry: { org: to, id: entry }, ...waiting };
}

/** As many go with it by one commit, the last ones; a licence has some two or three. */
export const ALONG = 14;

export function othersGoAlong({ id }: Push, target: SystemActs['push.go-along'], { found }: Facts): Effect[] {
  const others = found?.registerEntry?.pushes.filter((one) => one !== id).slice(-ALONG) ?? [];
  const waiting = found?.waitingForEntry?.slice(0, ALONG) ?? [];
  const input = { org: target.org, section: target.section };
  return [
    ...others.map((on) => ({ do: 'act', on, act: 'push.go-along', input }) as const),
    ...waiting.map((on) => ({ do: 'act', on, act: 'push.go-along-later', input }) as const),
  ];
}

function handedOver(
  push: Push,
  { org, section, version }: Given,
  { draft, ...rest }: PushOpening,
  facts: Facts,
): PushOpening {
  const unclaimed = { pushDue: null, pushedLate: null, warnings: [] };
  const { correction, correctedBy } = push.body;
  const body = {
    ...{ ...draft.body, ...unclaimed },
    ...(version !== undefined && { boundaryListVersion: version }),
    // What corrects it corrects it here as well.
    ...(correction !== undefined && { correction }),
    ...(correctedBy !== undefined && { correctedBy }),
  };
  const place = { to: org, section: sectionOf(facts.county, org, section), state: 'for-information' as const };
  const there = { ...draft, ...place, party: push.party, claimBy: null, clock: null, body };
  // Nobody claims it: what is still to be verified begins at once.
  const verified = openFollowUps(push, facts).verification ? commitmentOf(there, facts) : { also: [], body: {} };
  return {
    ...rest,
    draft: { ...there, body: { ...body, ...verified.body } },
    follows: [...certificateOf(there, facts), ...verified.also],
  };
}
