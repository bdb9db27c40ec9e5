/**
 * Opening records from a kind's declaration: checked, asked for what it needs, decided, and committed together. The
 * same said again is told by its `reference` (for ever) or by the request's Idempotency-Key, and answered as it was.
 */
import type * as z from 'zod';
import { comparedForm } from '../compared-number.ts';
import { organisationOf } from '../county.ts';
import { type FieldError, invalid, notAllowed, Problem } from '../errors.ts';
import { digest } from '../keys.ts';
import { meaningOf } from '../meaning.ts';
import { valuesAt } from '../pages.ts';
import { boundOf, OPENED } from './bounds.ts';
import { capacitiesOf } from './capacity.ts';
import { again, type Desk } from './desk.ts';
import { type Actor, type Draft, type Exchange, isOneOf } from './exchange.ts';
import type { Facts } from './facts.ts';
import { exchangeKey } from './item.ts';
import { aboutErrors, headWith, type Keys, keysApart } from './keyed.ts';
import type { AnyKind, NewRecord, OpeningFacts, Refusal } from './kind.ts';
import { withUntaken } from './known.ts';
import { holderOf } from './only.ts';
import { withFound } from './reads.ts';
import { fieldsOf, problemOf } from './refusal.ts';
import { open, type Performer } from './run.ts';
import { prepared } from './sealing.ts';
import { baseOf, idInSeries } from './series.ts';
import { requestOf, reused } from './shell.ts';
import { load, Work } from './work.ts';

type AnyOpening = NonNullable<AnyKind['opening']>;

/** What is opened, by whom, where. */
export interface Asking {
  readonly actor: Actor;
  readonly input: unknown;
  readonly params: Readonly<Record<string, string>>;
  /** The Idempotency-Key. */
  readonly key: string | null;
  /** What the county does not know of the input. */
  readonly unknown: readonly FieldError[];
}

export interface OpenedRecords {
  readonly exchanges: readonly Exchange[];
  /** False where the same reference had been seen before. */
  readonly created: boolean;
  readonly facts: Facts;
}

/** The machine account, else the organisation: whose numbers a reference is one of. */
export function sourceOf({ scopes, account, org }: Actor): string {
  return scopes === null ? org : account;
}

/** Opens what the kind's opening makes of the input. Throws 404, 422, 403 and 409 as the opening says. */
export async function openRecords(desk: Desk, kind: AnyKind, asking: Asking): Promise<OpenedRecords> {
  const { actor, params, key, unknown } = asking;
  const opening = kind.opening as AnyOpening;
  const { input: said, salt, digestOf } = await prepared(desk, opening.input(), asking.input);
  const { own: input, keys } = keysApart(said, opening.keys?.() ?? []);
  const head = await keyedHead(desk, keys);
  const reference = referenceOf(input);
  const source = sourceOf(actor);
  const request = requestOf(desk, actor.account, [kind.kind, ...Object.values(params)].join(' '), key);
  const base = baseOf(desk.jurisdiction, kind.kind, { org: actor.org, source, reference, request });
  return again<OpenedRecords>(desk, undefined, async (known, inTime) => {
    const bare: OpeningFacts = {
      ...{ ...known, actor, source, params, idOf: (nth) => idOf(opening, base, nth) },
      ...(salt !== undefined && { salt }),
    };
    const there = await load(inTime, bare.idOf(0), known);
    if (!there && unknown.length > 0) throw invalid(unknown);
    const facts = await withFound(inTime, opening.reads?.(input, bare), bare);
    // What was refused then would be refused as it would be now; what was opened is answered, whatever has changed
    // since.
    const what = opening.content?.(input, facts) ?? input;
    const content = digestOf(Object.keys(keys).length === 0 ? what : [what, keys]);
    if (there && !isOneOf(actor, opening.roles, opening.scope)) throw notAllowed();
    if (there) return { done: await seenBefore(inTime, opening, there, content, facts, reference) };
    const wrong = await aboutWrong(inTime, keys.about ?? [], actor);
    refuse(kind, input, facts, [...wrong, ...tiedErrors(opening, input, keys)]);
    const drafts = draftsOf(opening, input, facts, content, head);
    const standsFor = openingFor(opening, actor);
    const performer = {
      ...{ by: actor.account, request, said: content },
      ...(standsFor !== undefined && { standsFor }),
      ...(salt !== undefined && { salt }),
    };
    const work = new Work(inTime, facts, performer, actor.org);
    const holder = drafts[0] && (await holderOf(inTime, kind, drafts[0], (id) => load(inTime, id, known)));
    if (holder && drafts[0]) return joined(work, kind, holder, drafts[0], facts, { ...performer, request: base });
    for (const [nth, draft] of drafts.entries()) {
      const causes = nth === 0 ? opening.causes?.(input, facts) : undefined;
      work.take(null, open(desk.kinds, kind.kind, null, draft, facts, performer, causes));
      work.bound(draft.id, OPENED);
    }
    for (const put of opening.puts?.(input, facts) ?? []) work.put(put);
    await work.expand();
    if (!(await work.commit())) return null;
    return { done: { exchanges: drafts.map(({ id }) => work.now(id)), created: true, facts } };
  });
}

/** There is a record of that thing: what was said joins it, once. */
async function joined(
  work: Work,
  kind: AnyKind,
  holder: Exchange,
  draft: Draft<unknown>,
  facts: Facts,
  by: Performer,
): Promise<{ done: OpenedRecords } | null> {
  const answered = (exchange: Exchange) => ({ done: { exchanges: [exchange], created: false, facts } });
  if (holder.history.some(({ request }) => request === by.request)) return answered(holder);
  work.join(kind, holder, draft, by);
  work.bound(holder.id, boundOf({}));
  await work.expand();
  return (await work.commit()) ? answered(work.now(holder.id)) : null;
}

/** For whom a deputy opens it: nobody, where it may by its own roles. */
function openingFor({ roles }: AnyOpening, actor: Actor): string | undefined {
  const has = (one: Actor): boolean => roles.some((role) => one.roles.includes(role));
  const [own, ...others] = capacitiesOf(actor);
  return own && has(own.actor) ? undefined : others.find((one) => has(one.actor))?.standsFor;
}

/** What is asked for once it is known what was chosen first; all of it where nothing is, or nothing was. */
export function askedOf({ asksFirst, input }: AnyOpening, said: unknown): z.ZodType {
  const whole = input();
  if (!asksFirst || typeof said !== 'object' || said === null) return whole;
  const value = (said as Readonly<Record<string, unknown>>)[asksFirst.field];
  const words = meaningOf((whole as z.ZodObject).shape[asksFirst.field] as z.ZodType).words ?? {};
  return typeof value === 'string' && Object.hasOwn(words, value) ? asksFirst.input(value) : whole;
}

/** The records of a series have ids of their own, made from that of the whole. */
function idOf({ series }: AnyOpening, base: string, nth: number): string {
  return series ? idInSeries(base, nth) : base;
}

async function seenBefore(
  desk: Desk,
  opening: AnyOpening,
  first: Exchange,
  content: string,
  facts: OpeningFacts,
  reference: string | null,
): Promise<OpenedRecords> {
  if (first.content !== content) {
    throw reference === null ? reused() : referenceReused();
  }
  const exchanges = [first];
  for (let nth = 1; opening.series; nth++) {
    const next = await load(desk, facts.idOf(nth), facts);
    if (!next) break;
    exchanges.push(next);
  }
  return { exchanges, created: reference === null, facts };
}

/** What the keys say of the record's head. */
async function keyedHead(desk: Desk, keys: Keys): Promise<Partial<Exchange>> {
  const number = keys.licence?.number ?? keys.licence?.documentNumber ?? null;
  return headWith(keys, number === null ? null : await comparedForm(desk, number));
}

/** What is wrong with the records that somebody says another is about. */
export async function aboutWrong(desk: Desk, about: readonly string[], actor: Actor): Promise<FieldError[]> {
  if (about.length === 0) return [];
  const found = await valuesAt(
    desk.ports.store,
    about.map((id) => exchangeKey(desk.jurisdiction, id)),
  );
  return aboutErrors(about, new Map((found as Exchange[]).map((record) => [record.id, record])), actor);
}

/** The keys that are given where none may be. */
function tiedErrors(opening: AnyOpening, input: unknown, keys: object): FieldError[] {
  const detail = opening.untied?.(input) ?? null;
  if (detail === null) return [];
  const given = Object.entries(keys).filter(
    ([, value]) => value != null && (!Array.isArray(value) || value.length > 0),
  );
  return given.map(([name]) => ({ pointer: `/${name}`, detail }));
}

/**
 * In order: fields (422), what is not there (404), the right (403), the state (409). `others`: what else is found
 * wrong, said together with the fields.
 */
function refuse(kind: AnyKind, input: unknown, facts: OpeningFacts, others: readonly FieldError[]): void {
  const opening = kind.opening as AnyOpening;
  const verdict = opening.refuse?.(input, facts) ?? null;
  const said = [...(opening.across?.(input as object, facts) ?? []), ...fieldsOf(verdict), ...others];
  const wrong = withUntaken(said, askedOf(opening, input), input, facts.county);
  if (wrong.length > 0) throw invalid(wrong);
  const refusal = Array.isArray(verdict) ? null : (verdict as Refusal | null);
  if (refusal?.code === 'not-found') throw problemOf(kind, null, refusal);
  if (!isOneOf(facts.actor, opening.roles, opening.scope)) throw notAllowed();
  const { type } = organisationOf(facts.county, facts.actor.org) ?? {};
  if (opening.organisations && !(type && opening.organisations.includes(type))) {
    throw new Problem('not-allowed', `本单位不能${opening.label}。请联系有权办理的单位。`);
  }
  if (refusal !== null) throw problemOf(kind, null, refusal);
}

/** The drafts that an opening makes of an input that has been found to fit, with what it left out filled in. */
export function draftsOf(
  opening: AnyOpening,
  input: unknown,
  facts: OpeningFacts,
  content = digest(opening.content?.(input, facts) ?? input),
  head: Partial<Exchange> = {},
): Draft<unknown>[] {
  const { actor, source, idOf } = facts;
  return opening.drafts(input, facts).map((made: NewRecord<unknown, string>, nth: number) => {
    const id = idOf(nth);
    return {
      ...{ id, from: actor.org, to: null, section: null, handler: null, participants: [], source },
      ...{ reference: referenceOf(input) ?? id, claimBy: null, clock: null, party: null, licence: null, content },
      ...head,
      ...made,
    };
  });
}

function referenceOf(input: unknown): string | null {
  return (input as { reference?: string | null }).reference ?? null;
}

/** One number of one source, with other content than before. */
function referenceReused(): Problem {
  const detail = '该编号已用于另一内容的信息。请核对编号；内容有更正的，请使用新的编号，并注明原编号。';
  return new Problem('reference-reused', detail);
}
