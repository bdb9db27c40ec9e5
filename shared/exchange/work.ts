/**
 * Loading, settling and committing. Whoever loads an exchange settles it, and writes what settling changed before
 * anything is said about it; a commit that loses the race is decided again from the record.
 */
import { type Conflict, Problem, unavailable } from '../errors.ts';
import { valuesAt } from '../pages.ts';
import type { Bound, Put, Steps } from '../ports.ts';
import { alsoAhead, goingAhead } from './ahead.ts';
import type { Changed } from './attached.ts';
import type { Owing } from './beside.ts';
import { CLOCK } from './clock.ts';
import { again, arm, type Desk } from './desk.ts';
import type { Draft, Exchange } from './exchange.ts';
import type { Facts, Withheld } from './facts.ts';
import { exchangeKey } from './item.ts';
import type { AnyKind, Refusal } from './kind.ts';
import { holderOf } from './only.ts';
import { isReadable } from './quarantine.ts';
import { withFound } from './reads.ts';
import { problemOf } from './refusal.ts';
import { type Elsewhere, elsewhereOf, kindNamed, type Outcome, open, type Performer, run, settle } from './run.ts';
import type { ActEffect } from './seams.ts';
import { performerOf, withholding } from './withheld.ts';
import { waiting } from './withheld-log.ts';
import { type Writes, writesOf } from './writes.ts';

/** One commit of the store takes so many. */
const MOST_PUTS = 100;
/** From so many records on they are read at once. */
const MANY = 10;

/** Reads and settles an exchange; undefined where there is none. */
export async function load(desk: Desk, id: string, given?: Facts): Promise<Exchange | undefined> {
  return again(desk, given, async (facts, inTime) => {
    const exchange = await read(inTime, id);
    if (!exchange) return { done: undefined };
    const now = await settledUnlessOutrun(inTime, exchange, facts);
    return now && { done: now };
  });
}

/** The same where it is to be shown or acted on: settled with the records whose clocks act on it. */
export async function loadWhole(desk: Desk, id: string, facts: Facts): Promise<Exchange | undefined> {
  const exchange = await load(desk, id, facts);
  const on = exchange ? (kindNamed(desk.kinds, exchange.kind).hangsOn?.(exchange) ?? []) : [];
  if (on.length === 0) return exchange;
  for (const one of on) await load(desk, one, facts);
  return load(desk, id, facts);
}

/** Settles exchanges that were read, writing what changed. One that changed under our hands is read again. */
export async function settled(desk: Desk, exchange: Exchange, facts: Facts): Promise<Exchange> {
  const now = (await settledUnlessOutrun(desk, exchange, facts)) ?? (await load(desk, exchange.id));
  if (!now) throw unavailable();
  return now;
}

/** Null where somebody else was faster: the record is to be read again. */
async function settledUnlessOutrun(desk: Desk, exchange: Exchange, facts: Facts): Promise<Exchange | null> {
  const settling = desk.settling ?? [];
  const outcome = settling.includes(exchange.id) ? null : settle(desk.kinds, exchange, facts);
  if (!outcome) return exchange;
  const withheld = withholding(facts, exchange);
  const inside = { ...desk, settling: [...settling, exchange.id] };
  const work = new Work(inside, facts, withheld ? performerOf(withheld) : CLOCK, withheld?.org, withheld);
  work.take(exchange, outcome);
  await work.expand();
  if (!(await work.commit())) return null;
  // Whatever was entered in the log until here has either been seen by `settle` or is seen now: nothing falls between.
  const after = await desk.facts();
  if (after.log.length > facts.log.length) await desk.clockActed(outcome.exchange, after);
  return outcome.exchange;
}

async function read(desk: Desk, id: string): Promise<Exchange | undefined> {
  // Ids are 32 hex digits: whatever else comes in from outside never reaches the store.
  if (id.length !== 32) return undefined;
  const item = await desk.ports.store.get(exchangeKey(desk.jurisdiction, id));
  return item?.value as Exchange | undefined;
}

/** All that one decision writes, gathered so that no item is named twice, and committed together. */
export class Work {
  private readonly changed = new Map<string, { before: Exchange | null; exchange: Exchange }>();
  private readonly pending: Elsewhere[] = [];
  /** What the effect causes that is being carried out; null between two. */
  private causing: Elsewhere[] | null = null;
  private readonly beside: Put[] = [];
  private readonly besides: Owing[] = [];
  private readonly ahead = new Set<string>();
  private readonly bounds = new Map<string, Bound>();
  private readonly desk: Desk;
  private readonly facts: Facts;
  private readonly performer: Performer;
  private readonly org: string | null;
  private readonly withheld: Withheld | undefined;
  private readonly fetched = new Map<string, Exchange>();
  private written: Writes | null = null;

  /**
   * `org`: of whoever acts, null for the clock. Only its own files may be named anew. `withheld`: the quarantine that
   * this brings to a record which its own commit could not write.
   */
  constructor(desk: Desk, facts: Facts, performer: Performer, org: string | null = null, withheld?: Withheld) {
    this.desk = desk;
    this.facts = facts;
    this.performer = performer;
    this.org = org;
    this.withheld = withheld;
  }

  /** True where nothing is to be written of any record. */
  get isIdle(): boolean {
    return this.changed.size === 0;
  }

  /**
   * The id of the quarantine that has been committed and is not everywhere yet (`withholding.ts`); null where there is
   * none.
   */
  get under(): string | null {
    return this.written?.under ?? null;
  }

  /** The id of what has been committed to be done beside records (`doing-beside.ts`); null where there is nothing. */
  get owed(): string | null {
    return this.written?.owed ?? null;
  }

  /** Takes up a changed exchange (`before` is null for a new one) and, later, what it causes. */
  take(before: Exchange | null, outcome: Outcome): void {
    const { exchange } = outcome;
    const known = this.changed.get(exchange.id);
    this.changed.set(exchange.id, { before: known ? known.before : before, exchange });
    (this.causing ?? this.pending).push(...outcome.effects);
  }

  /** Of a record that people write: beyond that nothing is written at all. */
  bound(id: string, bound: Bound | undefined): void {
    if (bound) this.bounds.set(id, bound);
  }

  now(id: string): Exchange {
    return (this.changed.get(id) as { exchange: Exchange }).exchange;
  }

  /**
   * Opens and performs what has been caused, until nothing more is; with what follows where lateness is struck by it.
   */
  async expand(): Promise<void> {
    await this.cause();
    for (const { before, exchange } of [...this.changed.values()]) {
      if (!before?.late || !isStruck(before, exchange)) continue;
      const follows = await this.desk.struck(before, exchange);
      this.pending.push(...elsewhereOf(this.desk.kinds, follows, this.facts, this.performer));
    }
    await this.cause();
  }

  /** Each with all that it causes before the next: what comes later finds it done. */
  private async cause(): Promise<void> {
    for (let effect = this.pending.shift(); effect; effect = this.pending.shift()) {
      this.causing = [];
      if (effect.do === 'act') await this.act(effect);
      else if (effect.do === 'put') this.put(effect.put);
      else await this.open(effect);
      this.pending.unshift(...this.causing);
      this.causing = null;
    }
  }

  /** Takes up what is to be done beside records that this does not change. */
  owe(owing: readonly Owing[]): void {
    this.besides.push(...owing);
  }

  /** Takes up an item beside records, once for each key. */
  put(put: Put): void {
    this.beside.push(put);
  }

  /** Where a kind has one record for a thing, and the thing has one, that record is joined. */
  private async open({ kind, input, draft }: Extract<Elsewhere, { do: 'open' }>): Promise<void> {
    const { salt: _, ...causing } = this.performer;
    const declared = kindNamed(this.desk.kinds, kind);
    const holder = declared.only && (await holderOf(this.desk, declared, draft, this.loading));
    if (holder) return this.join(declared, this.changed.get(holder.id)?.exchange ?? holder, draft, causing);
    this.take(null, open(this.desk.kinds, kind, input, draft, this.facts, causing));
  }

  /** Joins a record that has the thing of this draft. */
  join({ only }: AnyKind, holder: Exchange, draft: Draft<unknown>, by: Performer = this.performer): void {
    if (!only) return;
    this.take(holder, run(this.desk.kinds, holder, only.joins, only.joining(draft), this.facts, by));
  }

  private readonly loading = (id: string): Promise<Exchange | undefined> => load(this.desk, id, this.facts);

  /** An act that this record's kind does not take, or its state does not allow, is left out, or refuses the whole. */
  private async act({ on, act, input, orElse, ahead }: ActEffect): Promise<void> {
    const exchange = this.changed.get(on)?.exchange ?? (await this.read(on));
    if (!exchange) return;
    const [of, name] = act.split('.') as [string, string];
    const kind = kindNamed(this.desk.kinds, exchange.kind);
    const taken = of === '*' || of === kind.kind ? kind.acts[name] : undefined;
    const open = taken?.blanks ? isReadable(exchange) : (taken?.from.includes(exchange.state) ?? false);
    const facts = open ? await this.factsFor(kind, name, exchange, input) : this.facts;
    const refusal = open && taken?.by === 'system' ? (taken.refuse?.(exchange, input, facts) ?? null) : null;
    if (open && !refusal) {
      const { org: _, salt: __, ...causing } = this.performer;
      const outcome = run(this.desk.kinds, exchange, name, input, facts, causing);
      this.take(exchange, ahead ? { ...outcome, effects: outcome.effects.map(alsoAhead) } : outcome);
      if (ahead) this.ahead.add(on);
    } else if (orElse) {
      throw elseRefused(kind, exchange, refusal, orElse);
    }
  }

  /** Where many records are acted on, all are read at once: one after the other takes longer than an attempt has. */
  private async read(id: string): Promise<Exchange | undefined> {
    if (!this.fetched.has(id)) {
      const further = this.pending.flatMap((effect) => (effect.do === 'act' ? [effect.on] : []));
      const ids = [...new Set([id, ...further])].filter((one) => one.length === 32 && !this.changed.has(one));
      if (ids.length < MANY) return load(this.desk, id, this.facts);
      const keys = ids.map((one) => exchangeKey(this.desk.jurisdiction, one));
      const found = (await valuesAt(this.desk.ports.store, keys)) as Exchange[];
      for (const exchange of found) this.fetched.set(exchange.id, exchange);
    }
    const exchange = this.fetched.get(id);
    return exchange && settled(this.desk, exchange, this.facts);
  }

  /** Of the records that are asked for, those that this changes or opens are as they will be. */
  private async factsFor(kind: AnyKind, name: string, exchange: Exchange, input: unknown): Promise<Facts> {
    const act = kind.acts[name];
    const asked = act?.by === 'system' ? act.reads?.(exchange, input, this.facts) : undefined;
    const facts = await withFound(this.desk, asked, this.facts);
    const changed = (asked?.records ?? []).flatMap((id) => this.changed.get(id)?.exchange ?? []);
    if (changed.length === 0) return facts;
    const records = new Map([...(facts.found?.records ?? []), ...changed.map((one) => [one.id, one] as const)]);
    return { ...facts, found: { ...facts.found, records } };
  }

  /**
   * Timers first, then the records: a crash in between leaves a timer that finds nothing to do. `first`: what the store
   * writes before them.
   */
  async commit(first?: Steps): Promise<boolean> {
    const all = await this.writes();
    const later = all.puts.length > MOST_PUTS ? waiting([...this.changed.values()]) : [];
    const written = later.length > 0 ? await this.writes(later) : all;
    const { puts } = written;
    this.written = written;
    await Promise.all(this.beside.map(({ item }) => arm(this.desk, item)));
    if (puts.length <= MOST_PUTS) return (await this.desk.ports.store.commit(puts, first)).committed;
    const { steps, rest } = await goingAhead(this.desk, puts, this.ahead);
    return (await this.desk.ports.store.commit(rest, [...(first ?? []), ...steps])).committed;
  }

  private writes(later: readonly Changed[] = []): Promise<Writes> {
    const { desk, facts, performer, org, withheld, bounds, beside, besides: owing, loading } = this;
    const changed = [...this.changed.values()];
    return writesOf(desk, { changed, facts, performer, org, withheld, bounds, beside, owing, loading }, later);
  }
}

function elseRefused(kind: AnyKind, exchange: Exchange, refusal: Refusal | null, orElse: Conflict): Problem {
  if (refusal?.code === 'invalid' || (refusal?.code === orElse && refusal.detail !== undefined))
    return problemOf(kind, exchange, refusal);
  return new Problem(orElse, '相关记录的状态已经变化，不能再办理此事。请刷新后查看最新状态。');
}

/** Whether what was late is so no longer, and not late with another thing beside. */
function isStruck(before: Exchange, { late, history }: Exchange): boolean {
  return late === undefined || history.slice(before.history.length).some(({ act }) => act === 'spared');
}
