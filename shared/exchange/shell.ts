/**
 * The shell around the pure kernel: load, settle, decide, commit; again when somebody else was faster.
 *
 * Whoever loads an exchange settles it, and writes what settling changed before anything is said about it. A commit
 * that loses the race, or whose answer was lost, is decided again from the record; an entry with one's own request in
 * it tells that the act was done after all.
 */
import { notFound, Problem, unavailable } from '../errors.ts';
import { digest } from '../keys.ts';
import type { Item, Ports, Put } from '../ports.ts';
import type { Actor, Draft, Exchange } from './exchange.ts';
import { exchangeKey, toItem } from './item.ts';
import type { Act, AnyKind, Effect, Facts, Kinds } from './kind.ts';
import { maySee, misfit, refusalOf } from './refusal.ts';
import { kindNamed, type Outcome, open, type Performer, run, settle } from './run.ts';

/** What the shell works with: the ports, the kinds, how facts are had, and how a notice is made. */
export interface Desk {
  ports: Ports;
  kinds: Kinds;
  jurisdiction: string;
  /** Takes `now`, then reads the calendar's log and the county: in this order. */
  facts(): Promise<Facts>;
  /** The item of the notice that tells `org` of an exchange (`shared/notices`). */
  notice(about: Exchange, effect: { org: string; section: string | null; type: string }, facts: Facts): Item;
  /** Told of a record that the clock changed, once it is written: with facts read after that. */
  clockActed(exchange: Exchange, facts: Facts): Promise<void>;
}

/** Who asks, and by which request. */
export interface Request {
  actor: Actor;
  /** The same for the same request sent again; see `requestOf`. */
  request: string;
}

const ATTEMPTS = 12;

type ActEffect = Extract<Effect, { do: 'act' }>;

/** The id of a request: from account, act and Idempotency-Key, or random where there is no key. */
export function requestOf(desk: Desk, account: string, act: string, key: string | null): string {
  if (key !== null) return digest([account, act, key]).slice(0, 32);
  return Buffer.from(desk.ports.random.bytes(12)).toString('hex');
}

/** Reads and settles an exchange; undefined where there is none. */
export async function load(desk: Desk, id: string, given?: Facts): Promise<Exchange | undefined> {
  return again(desk, given, async (facts) => {
    const exchange = await read(desk, id);
    return { done: exchange && (await settled(desk, exchange, facts)) };
  });
}

/** Settles exchanges that were read, writing what changed. One that changed under our hands is read again. */
export async function settled(desk: Desk, exchange: Exchange, facts: Facts): Promise<Exchange> {
  const outcome = settle(desk.kinds, exchange, facts);
  if (!outcome) return exchange;
  const work = new Work(desk, facts, { by: 'clock', request: 'clock', said: '' });
  work.take(exchange, outcome);
  await work.expand();
  if (await work.commit()) {
    // Whatever was entered in the log until here has either been seen by `settle` or is seen now: nothing falls between.
    const after = await desk.facts();
    if (after.log.length > facts.log.length) await desk.clockActed(outcome.exchange, after);
    return outcome.exchange;
  }
  const newer = await load(desk, exchange.id);
  if (!newer) throw unavailable();
  return newer;
}

/** Opens an exchange unless it is there already: `id` is made from what identifies it. */
export async function create(
  desk: Desk,
  kind: string,
  id: string,
  request: Request,
  draft: (facts: Facts) => Promise<{ draft: Draft<unknown>; input: unknown }>,
): Promise<{ exchange: Exchange; created: boolean }> {
  return again(desk, undefined, async (facts) => {
    const there = await load(desk, id, facts);
    if (there) return { done: { exchange: there, created: there.history[0]?.request === request.request } };
    const made = await draft(facts);
    const performer = { by: request.actor.account, request: request.request, said: made.draft.content };
    const work = new Work(desk, facts, performer);
    work.take(null, open(desk.kinds, kind, made.input, made.draft, facts, performer));
    await work.expand();
    return (await work.commit()) ? { done: { exchange: work.now(id), created: true } } : null;
  });
}

/** Performs an act; throws the refusal (404, 403, 409) where it is not allowed. */
export async function perform(
  desk: Desk,
  kind: AnyKind,
  id: string,
  act: string,
  input: unknown,
  { actor, request }: Request,
): Promise<{ exchange: Exchange; repeated: boolean }> {
  const said = digest(input);
  return again<{ exchange: Exchange; repeated: boolean }>(desk, undefined, async (facts) => {
    const exchange = await load(desk, id, facts);
    if (!exchange || exchange.kind !== kind.kind || !maySee(exchange, actor)) throw notFound();
    const own = exchange.history.find((entry) => entry.request === request);
    if (own && (own.said !== said || own.act !== act)) throw reused();
    if (own) return { done: { exchange, repeated: true } };
    const refusal = refusalOf(kind, exchange, act, actor, input, facts);
    if (refusal?.status === 409 && kind.acts[act]?.repeats?.(exchange, input)) {
      return { done: { exchange, repeated: true } };
    }
    if (refusal) throw refusal;
    const performer = { by: actor.account, request, said };
    const work = new Work(desk, facts, performer);
    work.take(exchange, run(desk.kinds, exchange, act, input, facts, performer));
    await work.expand();
    return (await work.commit()) ? { done: { exchange: work.now(id), repeated: false } } : null;
  });
}

/** Woken by a timer or the sweep: brings the record up to the moment. Early, late or twice makes no difference. */
export async function wake(desk: Desk, id: string): Promise<void> {
  await load(desk, id);
}

export function reused(): Problem {
  return new Problem('idempotency-key-reused', '该 Idempotency-Key 已用于另一内容的请求。请换用新的 Idempotency-Key。');
}

async function read(desk: Desk, id: string): Promise<Exchange | undefined> {
  // Ids are 32 hex digits: whatever else comes in from outside never reaches the store.
  if (id.length !== 32) return undefined;
  const item = await desk.ports.store.get(exchangeKey(desk.jurisdiction, id));
  return item?.value as Exchange | undefined;
}

/** Tries until done, a refusal, or the attempts (some 2 s with their pauses) are spent. */
async function again<T>(
  desk: Desk,
  given: Facts | undefined,
  attempt: (facts: Facts) => Promise<{ done: T } | null>,
): Promise<T> {
  let cause: unknown;
  for (let n = 0; n < ATTEMPTS; n++) {
    try {
      const result = await attempt(n === 0 && given ? given : await desk.facts());
      if (result) return result.done;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
      cause = error;
    }
    await pause(desk, n);
  }
  throw unavailable(cause);
}

async function pause(desk: Desk, attempt: number): Promise<void> {
  const share = (desk.ports.random.bytes(1)[0] as number) / 256;
  const millis = share * Math.min(10 * 2 ** attempt, 350);
  await new Promise((resolve) => setTimeout(resolve, millis));
}

/** All that one decision writes, gathered so that no item is named twice, and committed together. */
class Work {
  private readonly changed = new Map<string, { exchange: Exchange; expected: string | null }>();
  private readonly pending: { origin: string; outcome: Outcome }[] = [];
  private readonly notices: Item[] = [];
  private readonly desk: Desk;
  private readonly facts: Facts;
  private readonly performer: Performer;

  constructor(desk: Desk, facts: Facts, performer: Performer) {
    this.desk = desk;
    this.facts = facts;
    this.performer = performer;
  }

  /** Takes up a changed exchange (`before` is null for a new one) and, later, what it causes. */
  take(before: Exchange | null, outcome: Outcome): void {
    const { exchange } = outcome;
    const known = this.changed.get(exchange.id);
    const expected = known ? known.expected : (before?.history.at(-1)?.hash ?? null);
    this.changed.set(exchange.id, { exchange, expected });
    this.pending.push({ origin: exchange.id, outcome });
  }

  now(id: string): Exchange {
    return (this.changed.get(id) as { exchange: Exchange }).exchange;
  }

  /** Opens, performs and notifies what has been caused, until nothing more is. */
  async expand(): Promise<void> {
    for (let next = this.pending.shift(); next; next = this.pending.shift()) {
      for (const effect of next.outcome.effects) {
        if (effect.do === 'notify') this.notices.push(this.desk.notice(this.now(next.origin), effect, this.facts));
        if (effect.do === 'act') await this.act(effect);
        if (effect.do === 'open') this.open(effect);
      }
    }
  }

  private open({ kind: name, input }: { kind: string; input: unknown }): void {
    const draft = kindNamed(this.desk.kinds, name).open(input, { ...this.facts, by: this.performer.by });
    this.take(null, open(this.desk.kinds, name, input, draft, this.facts, this.performer));
  }

  private async act({ on, act: name, input, orElse }: ActEffect): Promise<void> {
    const exchange = this.changed.get(on)?.exchange ?? (await load(this.desk, on, this.facts));
    if (!exchange) return;
    const act = kindNamed(this.desk.kinds, exchange.kind).acts[name] as Act<unknown, unknown> | undefined;
    const inState = name === 'quarantine' ? !exchange.quarantined : act?.from.includes(exchange.state);
    const refusal = inState && name !== 'quarantine' ? act?.refuse?.(exchange, input, null, this.facts) : null;
    if (orElse && refusal?.code === 'invalid') throw misfit(refusal);
    if (inState && !refusal)
      this.take(exchange, run(this.desk.kinds, exchange, name, input, this.facts, this.performer));
    else if (orElse) throw new Problem(orElse, '相关记录的状态已经变化，不能再办理此事。请刷新后查看最新状态。');
  }

  /** Timers first, then the records: a crash in between leaves a timer that finds nothing to do. */
  async commit(): Promise<boolean> {
    const items = [...this.changed.values()].map(({ exchange, expected }): Put => {
      return { item: toItem(kindNamed(this.desk.kinds, exchange.kind), exchange), expected };
    });
    const puts = [...items, ...this.notices.map((item): Put => ({ item, expected: null }))];
    for (const { item } of puts) await arm(this.desk, item);
    return (await this.desk.ports.store.commit(puts)).committed;
  }
}

/** A scheduler that is down does not stop intake: the sweep finds what is due. */
async function arm(desk: Desk, item: Item): Promise<void> {
  if (!item.places.wake) return;
  try {
    await desk.ports.timers.set(item.key, Number(item.places.wake.sort));
  } catch (error) {
    desk.ports.log.error('timer-unarmed', { key: item.key }, error);
  }
}
