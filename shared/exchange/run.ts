/** The pure half of the kernel: open, run and settle. No clock, no store, no chance: all comes in as facts. */
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { calendarNow } from '../calendar/table.ts';
import type { Instant } from '../time.ts';
import { CLOCK, endOf, overdue, retime } from './clock.ts';
import type { Draft, Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { NOBODY } from './handler.ts';
import { append, withDetails, withoutDetails, withoutLastDetail } from './history.ts';
import type { AnyAct, AnyKind, Change, Kinds, Lateness } from './kind.ts';
import { doneLate, spared } from './lateness.ts';
import { leftIn } from './participants.ts';
import type { ActEffect, Effect, OpenEffect, PutEffect } from './seams.ts';
import { forHeir } from './succession.ts';
import { performerOf, withholding } from './withheld.ts';

/** Who does it and by which request; `clock` for what nobody did. */
export interface Performer {
  by: string;
  /** The account for which a deputy acts; absent where it acts by its own right. */
  standsFor?: string;
  request: string;
  said: string;
  /** The organisation that acts; absent for the clock and for what another record causes. */
  org?: string;
  /** Stands in the entry's detail where that has sealed or hidden fields, so that nobody guesses it from its digest. */
  salt?: string;
}

/** A changed exchange, with the mails that it owes, and what it causes elsewhere. */
export interface Outcome {
  exchange: Exchange;
  effects: Elsewhere[];
}

/** What other records are opened, as drafts, or acted on, and what is written beside records. */
export type Elsewhere = ActEffect | PutEffect | Opened;
type Opened = OpenEffect & { draft: Draft<unknown> };

/**
 * Makes the exchange that a draft describes, with the first entry of its history and the mail that tells of its
 * arrival.
 */
export function open(
  kinds: Kinds,
  name: string,
  input: unknown,
  draft: Draft<unknown>,
  facts: Facts,
  who: Performer,
  causes: readonly Effect[] = [],
): Outcome {
  const kind = kindNamed(kinds, name);
  const bare: Exchange = {
    ...draft,
    kind: kind.kind,
    jurisdiction: facts.county.jurisdiction,
    createdAt: facts.now,
    caused: [],
    quarantined: false,
    mails: [],
    history: [],
  };
  const effects = [...(kind.opens?.(bare, input) ?? []), ...causes];
  const tells = kind.tellsArrival?.(bare) ?? true;
  if (bare.to !== null && tells) effects.push({ do: 'mail', org: bare.to, section: bare.section, type: 'arrival' });
  const elsewhere = elsewhereOf(kinds, effects, facts, who);
  bare.caused = idsOf(elsewhere);
  const detail = {
    reference: bare.reference,
    from: bare.from,
    to: bare.to,
    section: bare.section,
    content: bare.content,
    ...(who.salt !== undefined && { salt: who.salt }),
  };
  const opened = append(bare, { ...who, at: facts.now, act: 'open', detail });
  return { exchange: owing(opened, effects, facts), effects: elsewhere };
}

/** Performs an act that has been found allowed. */
export function run(
  kinds: Kinds,
  exchange: Exchange,
  name: string,
  input: unknown,
  facts: Facts,
  who: Performer,
  at: Instant = facts.now,
): Outcome {
  const kind = kindNamed(kinds, exchange.kind);
  const act = actNamed(kind, name);
  const known = { ...facts, now: at, ...knownOf(who) };
  const change: Change<unknown> = act.apply?.(exchange, input as never, known) ?? {};
  const effects = change.also ?? [];
  const elsewhere = elsewhereOf(kinds, effects, facts, who);
  const set: Exchange = {
    ...exchange,
    ...(act.to && { state: act.to }),
    ...change.set,
    body: change.body ?? exchange.body,
    caused: [...exchange.caused, ...idsOf(elsewhere)],
  };
  const left = leftIn(kind, exchange, set);
  const changed = doneLate(kind, exchange, { ...set, left: left.length > 0 ? left : undefined }, at);
  const spared = act.spares?.(exchange, known) ?? null;
  const whole = act.blanks ? blanked(kind, changed) : changed;
  const next = act.blanks && spared ? withoutDetails(changed, spared) : whole;
  const said = { ...who, at, act: name, detail: salted(change.detail ?? input, who) };
  const done = append(change.told ? withDetails(next, change.told) : next, said);
  return { exchange: owing(act.unsaid ? withoutLastDetail(done) : done, effects, facts), effects: elsewhere };
}

/**
 * Brings a record up to the moment: what a quarantine withholds is blanked, a deadline that a newer notice moved is
 * moved, and what has ended has ended, at its deadline and not at the moment somebody looked. Returns null where
 * nothing changes.
 */
export function settle(kinds: Kinds, exchange: Exchange, facts: Facts): Outcome | null {
  const kind = kindNamed(kinds, exchange.kind);
  const withheld = withholding(facts, exchange);
  if (withheld) {
    const { reason, at } = withheld;
    const blank = run(kinds, exchange, 'quarantine', { reason }, facts, performerOf(withheld), at);
    const since = settle(kinds, blank.exchange, facts);
    return since ? { exchange: since.exchange, effects: [...blank.effects, ...since.effects] } : blank;
  }
  const since = spared(kind, exchange, facts);
  if (since !== exchange) return settle(kinds, since, facts) ?? { exchange: since, effects: [] };
  const end = endOf(kind, exchange);
  const { clock, state } = exchange;
  if (clock === null || clock.ended || (end === undefined && !kind.pauses?.includes(state))) return null;
  const moved = retime(kind, exchange, facts);
  const { deadline } = moved.clock ?? clock;
  if (facts.now < deadline || end === undefined) return moved === exchange ? null : { exchange: moved, effects: [] };
  if (typeof end === 'string') return run(kinds, moved, end, {}, facts, CLOCK, deadline);
  const effects = elsewhereOf(kinds, end.causes?.(moved) ?? [], { ...facts, now: deadline }, CLOCK);
  return { exchange: owing(overdue(moved, end), told(moved, end, facts), facts), effects };
}

/** The kind of that name. */
export function kindNamed(kinds: Kinds, name: string): AnyKind {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`no kind ${name} in the catalogue`);
  return kind;
}

/** The act of that name. */
export function actNamed(kind: AnyKind, name: string): AnyAct {
  const act = kind.acts[name];
  if (!act) throw new Error(`no act ${name} of ${kind.kind}`);
  return act;
}

/** Who hears that a record is late: both sides, and whom the kind names. */
function told(exchange: Exchange, { tells, tellsIf }: Lateness, { county }: Facts): Effect[] {
  const { from, to, section } = exchange;
  const also = tellsIf?.(exchange) ?? true;
  const office = county.organisations.find(({ type }) => also && type === tells)?.code;
  const orgs = new Set([to, from, office ?? null].filter((org) => org !== null));
  return [...orgs].map((org) => ({ do: 'mail', org, section: org === to ? section : null, type: 'overdue' }));
}

/** Mails are owed by the record itself, from now or the offices' next opening on. */
export function owing(exchange: Exchange, effects: readonly Effect[], facts: Facts): Exchange {
  const mails = [...exchange.mails];
  for (const effect of effects) {
    if (effect.do !== 'mail') continue;
    const { org, section, type } = effect;
    const due = nextOfficeInstant(calendarNow(facts), facts.now);
    mails.push({ type, org, section, entry: exchange.history.length, due, begun: null, done: null });
  }
  return mails.length === exchange.mails.length ? exchange : { ...exchange, mails };
}

/** What a decision knows of whoever acts. */
function knownOf({ by, org, salt }: Performer) {
  return { by, ...(org !== undefined && { org }), ...(salt !== undefined && { salt }) };
}

function salted(detail: unknown, { salt }: Performer): unknown {
  return salt === undefined ? detail : { ...(detail as object), salt };
}

/** What is for other records; what is opened has its draft from here on. */
export function elsewhereOf(kinds: Kinds, effects: readonly Effect[], facts: Facts, { by }: Performer): Elsewhere[] {
  return effects.flatMap((effect): Elsewhere[] => {
    if (effect.do === 'mail') return [];
    if (effect.do === 'act' || effect.do === 'put') return [effect];
    const draft = kindNamed(kinds, effect.kind).open?.(effect.input, { ...facts, by });
    if (!draft) throw new Error(`no other record opens a ${effect.kind}`);
    return [{ ...effect, draft: forHeir(draft, facts) }];
  });
}

function idsOf(elsewhere: readonly Elsewhere[]): string[] {
  return elsewhere.flatMap((effect) => (effect.do === 'open' ? [effect.draft.id] : []));
}

function blanked(kind: AnyKind, exchange: Exchange): Exchange {
  const body = kind.blank(exchange.body);
  const keys = { party: null, licence: null, application: undefined, project: undefined, subject: undefined };
  return withoutDetails({ ...exchange, ...keys, ...NOBODY, body });
}
