/**
 * The body of a kind, declared once as a zod schema: what its record keeps, with titles, and with a mark on what people
 * said. From it derive the type (`Checked`), the answer, what a quarantine takes, and the descriptions of the API. What
 * runs at each read is a plain function, made from the schema when it is first needed.
 */
import type * as z from 'zod';
import { lazily } from '../lazily.ts';
import { layersOf, meanings } from '../meaning.ts';
import type { Sealed } from '../seal.ts';
import { formatInstant, type Instant } from '../time.ts';
import type { Exchange } from './exchange.ts';
import type { BodySchema, Shape } from './kind.ts';
import { type Change, changesIn, inObject, markedBy, throughout } from './marks.ts';
import { presentHead } from './present.ts';

type Schema = z.core.$ZodType;

/** What somebody wrote: a quarantine makes it null, a list empty, and takes away what may be absent. */
export function said<T extends z.ZodType>(schema: T) {
  const plain = ['array', 'optional'].includes(schema._zod.def.type);
  const kept = plain ? schema : schema.nullable();
  return kept.register(meanings, { said: true }) as T extends z.ZodArray | z.ZodOptional ? T : z.ZodNullable<T>;
}

/** What a record shows beside its head and its body, such as what stands in its history alone. */
export interface Beside<Body> {
  fields: () => Shape;
  of(exchange: Exchange<Body>): Record<string, unknown>;
}

/** What follows from the body of a kind; spread into its declaration. `reveals`: when what is hidden in it is shown. */
export function keeps<S extends () => BodySchema>(
  body: S,
  beside?: Beside<z.output<ReturnType<S>>> | null,
  reveals?: (exchange: Exchange<z.output<ReturnType<S>>>) => boolean,
) {
  type Body = z.output<ReturnType<S>>;
  const hiding = lazily(() => shownBy(body()));
  const revealing = lazily(() => shownBy(body(), true));
  const blank = lazily(() => blankBy(body()));
  return {
    body,
    ...(beside && { beside: beside.fields }),
    ...(reveals && { reveals }),
    present: (exchange: Exchange<Body>): Record<string, unknown> => {
      const shown = reveals?.(exchange) ? revealing() : hiding();
      const answer = shown(exchange.body, presentHead(exchange));
      return beside ? Object.assign(answer, beside.of(exchange)) : answer;
    },
    blank: (value: Body): Body => blank()(value) as Body,
    refilled: (value: Body, before: Body): Body => refill(body(), value, before) as Body,
    opened: (value: Body, open: (sealed: Sealed) => Sealed): Body => openedBy(body(), open)(value) as Body,
  };
}

/** Puts what a reader sees of a body onto an answer. */
export type Shown = (body: object, onto: Record<string, unknown>) => Record<string, unknown>;

/**
 * What a reader sees of a body: instants as RFC 3339, null, or an empty list, for what is absent, what is sealed as it
 * is shown, and null for what is hidden unless it is `revealed`.
 */
export function shownBy({ shape }: BodySchema, revealed = false): Shown {
  const changes = changesIn(shape, revealed ? revealedIn : shownIn);
  const absent = absentOf(shape);
  return (body, onto) => {
    const answer = Object.assign(onto, absent, body);
    for (const [name, change] of changes) answer[name] = change(answer[name]);
    return answer;
  };
}

const shownIn = (field: Schema): Change | undefined => shownField(field, shownIn, () => null);

const revealedIn = (field: Schema): Change | undefined =>
  shownField(field, revealedIn, (value) => (value as { value: unknown }).value);

/**
 * Of an object inside a body, too, null stands for what is absent. `within`: of its own fields; `hidden`: of what is.
 */
function shownField(field: Schema, within: typeof shownIn, hidden: Change): Change | undefined {
  const { is, sealed, hidden: hides } = meanings.get(field) ?? {};
  if (is === 'instant') return (value) => formatInstant(value as Instant);
  if (sealed) return (value) => (typeof value === 'string' ? value : (value as Sealed).shown);
  if (hides) return hidden;
  const { def } = (field as z.core.$ZodTypes)._zod;
  const sparse = meanings.get(field)?.sparse;
  if (def.type !== 'object' || !Object.values(def.shape).some((one) => isA(one, 'optional'))) return undefined;
  const [absent, inside] = [sparse ? {} : absentOf(def.shape), inObject(def.shape, within)];
  return (value) => ({ ...absent, ...((inside ? inside(value) : value) as object) });
}

/** A body in which what people said stands again where a quarantine has taken it; all else as it is now. */
function refill(schema: Schema, now: unknown, before: unknown): unknown {
  if (meanings.get(schema)?.said) return isTaken(now) ? before : now;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (isTaken(now) || isTaken(before)) return now;
  if (def.type === 'object') {
    const fields = Object.entries(def.shape).map(([name, field]) => [
      name,
      refill(field, of(now, name), of(before, name)),
    ]);
    return { ...(now as object), ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
  }
  if (def.type === 'array')
    return (now as unknown[]).map((one, i) => refill(def.element, one, (before as unknown[])[i]));
  const [, layer] = layersOf(schema);
  return layer ? refill(layer, now, before) : now;
}

/** Whether a value of a body is what a quarantine leaves. */
export function isTaken(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function of(value: unknown, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

/** A body in which everything sealed has become what `open` makes of it. */
function openedBy(schema: BodySchema, open: (sealed: Sealed) => Sealed): Change {
  const opened = (value: unknown) => (typeof value === 'string' ? value : open(value as Sealed));
  return markedBy(schema, 'sealed', opened) ?? ((body) => body);
}

/** What is answered for the fields of a shape that are absent. */
function absentOf(shape: Readonly<Record<string, Schema>>): object {
  const unset = Object.entries(shape)
    .filter(([, field]) => isA(field, 'optional'))
    .map(([name, field]) => [name, isA(field, 'array') ? [] : null]);
  return Object.fromEntries(unset);
}

/** A body without what people said; its digests in the history stay. */
export function blankBy(schema: BodySchema): Change {
  const taking = throughout(schema, (field) => {
    if (!meanings.get(field)?.said) return undefined;
    if (isA(field, 'optional')) return () => undefined;
    return isA(field, 'array') ? () => [] : () => null;
  });
  return taking ?? ((body) => body);
}

/** True where the field, or what it wraps, is of that type. */
function isA(field: Schema, type: 'array' | 'optional'): boolean {
  return layersOf(field).some(({ _zod }) => _zod.def.type === type);
}
