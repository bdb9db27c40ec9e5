/**
 * The shell around the pure kernel: load, settle, decide, commit; again when somebody else was faster.
 *
 * Whoever loads an exchange settles it, and writes what settling changed before anything is said about it. A commit
 * that loses the race, or whose answer was lost, is decided again from the record; an entry with one's own request in
 * it tells that the act was done after all.
 */
import { type FieldError, invalid, notFound, Problem } from '../errors.ts';
import { digest } from '../keys.ts';
import type { Put, Steps } from '../ports.ts';
import { boundOf, OPENED } from './bounds.ts';
import { again, type Desk } from './desk.ts';
import type { Actor, Draft, Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import type { AnyKind, AnyPersonAct } from './kind.ts';
import { withFound } from './reads.ts';
import { decided } from './refusal.ts';
import { open, type Performer, run } from './run.ts';
import { prepared } from './sealing.ts';
import { sightOf } from './sight.ts';
import { load, loadWhole, Work } from './work.ts';

/** Who asks, and by which request. */
export interface Request {
  actor: Actor;
  /** The same for the same request sent again; see `requestOf`. */
  request: string;
}

/** The id of a request: from account, act and Idempotency-Key, or random where there is no key. */
export function requestOf(desk: Desk, account: string, act: string, key: string | null): string {
  if (key !== null) return digest([account, act, key]).slice(0, 32);
  return Buffer.from(desk.ports.random.bytes(12)).toString('hex');
}

/** A record to be opened, with what opens it. */
export interface ToCreate {
  draft: Draft<unknown>;
  input: unknown;
  /**
   * What is written before it, where there is something; `ended` is told once the commit is over, whatever became of
   * it.
   */
  before?: { readonly first: Steps; ended(): void } | null;
  /** What the same commit writes beside it. */
  beside?: readonly Put[];
}

/**
 * Opens an exchange unless it is there already: `id` is made from what identifies it. `facts` are those it was read
 * with.
 */
export async function create(
  desk: Desk,
  kind: string,
  id: string,
  request: Request,
  draft: (facts: Facts) => Promise<ToCreate>,
): Promise<{ exchange: Exchange; created: boolean; facts: Facts }> {
  return again(desk, undefined, async (facts, inTime) => {
    const there = await load(inTime, id, facts);
    if (there) return { done: { exchange: there, created: there.history[0]?.request === request.request, facts } };
    const { draft: made, input, before, beside = [] } = await draft(facts);
    try {
      const performer = { by: request.actor.account, request: request.request, said: made.content };
      const work = new Work(inTime, facts, performer, request.actor.org);
      work.take(null, open(desk.kinds, kind, input, made, facts, performer));
      work.bound(made.id, OPENED);
      for (const put of beside) work.put(put);
      await work.expand();
      return (await work.commit(before?.first)) ? { done: { exchange: work.now(id), created: true, facts } } : null;
    } finally {
      before?.ended();
    }
  });
}

/** What this request has found already. */
export interface Found {
  readonly facts: Facts;
  /** What the county does not know of the input: refused before all else, unless the act has been done before. */
  readonly unknown: readonly FieldError[];
}

/** Performs an act; throws the refusal (422, 404, 403, 409) where it is not allowed. */
export async function perform(
  desk: Desk,
  kind: AnyKind,
  id: string,
  act: string,
  input: unknown,
  { actor, request }: Request,
  given?: Found,
): Promise<{ exchange: Exchange; repeated: boolean }> {
  const unknown = given?.unknown ?? [];
  // What is nobody's to perform has no form; it is refused below.
  const named = kind.acts[act] as Omit<AnyPersonAct, 'input'> & Partial<Pick<AnyPersonAct, 'input'>>;
  const { input: asked, salt, digestOf } = await prepared(desk, named.input?.(), input);
  const said = digestOf(asked);
  return again<{ exchange: Exchange; repeated: boolean }>(desk, given?.facts, async (known, inTime) => {
    const exchange = await loadWhole(inTime, id, known);
    if (!exchange || exchange.kind !== kind.kind || sightOf(exchange, actor) === null) {
      throw unknown.length > 0 ? invalid(unknown) : notFound();
    }
    const own = exchange.history.find((entry) => entry.request === request);
    if (own && (own.said !== said || own.act !== act)) throw reused();
    if (own) return { done: { exchange, repeated: true } };
    const repeats = named.repeats?.(exchange, asked) ?? false;
    if (unknown.length > 0 && !repeats) throw invalid(unknown);
    const facts = await withFound(
      inTime,
      named.reads?.(exchange, asked, { ...known, ...(salt !== undefined && { salt }) }),
      known,
    );
    const { refusal, standsFor } = decided(kind, exchange, act, actor, asked, facts);
    if (refusal?.status === 409 && repeats) return { done: { exchange, repeated: true } };
    if (refusal) throw refusal;
    const performer: Performer = {
      ...{ by: actor.account, request, said, org: actor.org },
      ...(standsFor !== undefined && { standsFor }),
      ...(salt !== undefined && { salt }),
    };
    const work = new Work(inTime, facts, performer, actor.org);
    work.take(exchange, run(desk.kinds, exchange, act, asked, facts, performer));
    work.bound(id, boundOf(kind.acts[act] as AnyPersonAct));
    await work.expand();
    if (!(await work.commit())) return null;
    if (work.under !== null) await endedSoon(inTime, work.under);
    if (work.owed !== null) await (await import('./doing-beside.ts')).besideSoon(inTime, work.owed);
    return { done: { exchange: work.now(id), repeated: false } };
  });
}

/** What was withheld is gone from every answer; where it cannot be blanked everywhere now, a timer does it. */
async function endedSoon(desk: Desk, id: string): Promise<void> {
  try {
    const { endWithholding } = await import('./withholding.ts');
    await endWithholding(desk, id);
  } catch (error) {
    desk.ports.log.info('withholding-goes-on', { id, why: error instanceof Problem ? error.code : 'fault' });
  }
}

export function reused(): Problem {
  return new Problem('idempotency-key-reused', '该 Idempotency-Key 已用于另一内容的请求。请换用新的 Idempotency-Key。');
}
