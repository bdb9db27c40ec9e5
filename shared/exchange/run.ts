/** The pure half of the kernel: open, run and settle. No clock, no store, no chance: all comes in as facts. */

import * as z from 'zod';
import { nextOfficeInstant } from '../calendar/office-hours.ts';
import { recount } from '../calendar/recount.ts';
import { calendarNow } from '../calendar/table.ts';
import { line } from '../fields.ts';
import { lazily } from '../lazily.ts';
import { civilDateOf, formatInstant, type Instant, yearOfInstant } from '../time.ts';
import type { Draft, Exchange } from './exchange.ts';
import { append, withoutDetails } from './history.ts';
import type { Act, AnyKind, Change, Effect, Facts, Kinds } from './kind.ts';
import { HISTORY_LIMIT } from './refusal.ts';

/** Who does it and by which request; `clock` for what nobody did. */
export interface Performer {
  by: string;
  request: string;
  said: string;
}

/** A changed exchange, with the mails that it owes, and what it causes elsewhere. */
export interface Outcome {
  exchange: Exchange;
  effects: Elsewhere[];
}

/** What other records are opened or acted on. */
export type Elsewhere = Exclude<Effect, { do: 'notify' }>;

const CLOCK: Performer = { by: 'clock', request: 'clock', said: '' };

/** Makes the exchange that a draft describes, with the first entry of its history and the mail that tells of its arrival. */
export function open(
  kinds: Kinds,
  name: string,
  input: unknown,
  draft: Draft<unknown>,
  facts: Facts,
  who: Performer,
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
  const effects = kind.opens?.(bare, input) ?? [];
  if (bare.to !== null) effects.push({ do: 'notify', org: bare.to, section: bare.section, type: 'arrival' });
  bare.caused = openedBy(kinds, effects, facts, who);
  const detail = {
    reference: bare.reference,
    from: bare.from,
    to: bare.to,
    section: bare.section,
    content: bare.content,
  };
  return caused(append(bare, { ...who, at: facts.now, act: 'open', detail }), effects, facts);
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
  const act = (kind.acts[name] ?? QUARANTINE) as Act<unknown, unknown>;
  const change: Change<unknown> = act.apply?.(exchange, input, { ...facts, now: at, by: who.by }) ?? {};
  const effects = change.also ?? [];
  const changed: Exchange = {
    ...exchange,
    ...(act.to && { state: act.to }),
    ...change.set,
    body: change.body ?? exchange.body,
    caused: [...exchange.caused, ...openedBy(kinds, effects, facts, who)],
  };
  const next = name === 'quarantine' ? blanked(kind, changed) : changed;
  const said = { ...who, at, act: name, detail: change.detail ?? input };
  return caused(append(next, said), effects, facts);
}

/**
 * Brings a record up to the moment: a deadline that a newer notice moved is moved, and what has ended has ended, at
 * its deadline and not at the moment somebody looked. Returns null where nothing changes.
 */
export function settle(kinds: Kinds, exchange: Exchange, facts: Facts): Outcome | null {
  const ends = kindNamed(kinds, exchange.kind).clock?.[exchange.state];
  if (!exchange.clock || !ends) return null;
  const moved = retime(kindNamed(kinds, exchange.kind), exchange, facts);
  const { deadline } = (moved.clock ?? exchange.clock) as { deadline: Instant };
  if (facts.now < deadline) return moved === exchange ? null : { exchange: moved, effects: [] };
  return run(kinds, moved, ends, {}, facts, CLOCK, deadline);
}

/** The kind of that name. */
export function kindNamed(kinds: Kinds, name: string): AnyKind {
  const kind = kinds.get(name);
  if (!kind) throw new Error(`no kind ${name} in the catalogue`);
  return kind;
}

/** Mails are owed by the record itself, from now or the offices' next opening on; the rest is for other records. */
function caused(exchange: Exchange, effects: readonly Effect[], facts: Facts): Outcome {
  const elsewhere: Elsewhere[] = [];
  const mails = [...exchange.mails];
  for (const effect of effects) {
    if (effect.do !== 'notify') {
      elsewhere.push(effect);
      continue;
    }
    const { org, section, type } = effect;
    const due = nextOfficeInstant(calendarNow(facts), facts.now);
    mails.push({ type, org, section, entry: exchange.history.length, due, begun: null, done: null });
  }
  return { exchange: { ...exchange, mails }, effects: elsewhere };
}

function openedBy(kinds: Kinds, effects: Effect[], facts: Facts, who: Performer): string[] {
  return effects.flatMap((effect) =>
    effect.do === 'open' ? [kindNamed(kinds, effect.kind).open(effect.input, { ...facts, by: who.by }).id] : [],
  );
}

/** The day by which figures count it moves with a clock that an open exchange waits for, and with no other. */
function retime(kind: AnyKind, exchange: Exchange, facts: Facts): Exchange {
  if (!exchange.clock || exchange.clock.version >= facts.log.length) return exchange;
  const { clock, moves } = recount(exchange.clock, facts.log, yearOfInstant(facts.now));
  let next = exchange;
  for (const [i, move] of moves.entries()) {
    const last = i === moves.length - 1;
    const counted = last ? clock : { ...exchange.clock, deadline: move.to, version: move.version };
    const by = last ? clock.by : civilDateOf(move.to - 1);
    const claimBy = kind.states[exchange.state]?.open ? by : exchange.claimBy;
    const detail = {
      from: formatInstant(move.from),
      to: formatInstant(move.to),
      version: move.version,
      source: move.source,
    };
    next = append(
      { ...next, claimBy, clock: counted },
      { ...CLOCK, at: move.at, act: move.from === move.to ? 'confirmed' : 'retimed', detail },
    );
  }
  return next;
}

/**
 * Takes from sight whatever should never have been here (a state secret, a wrong person's data), in the record, its
 * copies and all that it caused: bodies are replaced by their digests, the clock, the figures and the chain stay.
 */
export const QUARANTINE: Act<unknown, { reason: string }> = {
  label: '隔离',
  article: '°',
  by: 'sender',
  // Whoever may send a document has to be able to take it from sight.
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'pushes:write',
  from: ['*'],
  otherwise: {},
  always: true,
  input: lazily(() => z.strictObject({ reason: line(500).meta({ title: '理由' }) })),
  // Again, it reaches what has been written since; but not for ever, since nobody else could write any more.
  refuse: ({ quarantined, history }) =>
    quarantined && history.length >= HISTORY_LIMIT
      ? { code: 'already-quarantined', detail: '该记录已经隔离，不需要再次隔离。' }
      : null,
  repeats: (exchange) => exchange.quarantined,
  apply: (exchange, input) => ({
    set: { quarantined: true },
    also: exchange.caused.map((on) => ({ do: 'act', on, act: 'quarantine', input })),
    detail: { reason: input.reason },
  }),
};

/** Whether there is anything left for a quarantine to take: also what was written after an earlier one. */
export function isReadable({ quarantined, history }: Exchange): boolean {
  return !quarantined || history.some(({ act, detail }) => act !== 'quarantine' && detail !== null);
}

function blanked(kind: AnyKind, exchange: Exchange): Exchange {
  const body = kind.blank(exchange.body);
  return withoutDetails({ ...exchange, party: null, licence: null, handler: null, body });
}
