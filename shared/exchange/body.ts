/**
 * The body of a kind, declared once as a zod schema: what its record keeps, with titles, and with a mark on what people
 * said. From it derive the type (`Checked`), the answer, what a quarantine takes, and the descriptions of the API. What
 * runs at each read is a plain function, made from the schema when it is first needed.
 */
import type * as z from 'zod';
import { lazily } from '../lazily.ts';
import { layersOf, meanings } from '../meaning.ts';
import { formatInstant, type Instant } from '../time.ts';
import type { Exchange } from './exchange.ts';
import type { BodySchema, Shape } from './kind.ts';
import { presentHead } from './present.ts';

type Schema = z.core.$ZodType;
type Change = (value: unknown) => unknown;

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

/** What follows from the body of a kind; spread into its declaration. */
export function keeps<S extends () => BodySchema>(body: S, beside?: Beside<z.output<ReturnType<S>>>) {
  type Body = z.output<ReturnType<S>>;
  const shown = lazily(() => shownBy(body()));
  const blank = lazily(() => blankBy(body()));
  return {
    body,
    ...(beside && { beside: beside.fields }),
    present: (exchange: Exchange<Body>): Record<string, unknown> => {
      const answer = shown()(exchange.body, presentHead(exchange));
      return beside ? Object.assign(answer, beside.of(exchange)) : answer;
    },
    blank: (value: Body): Body => blank()(value) as Body,
  };
}

/** Puts what a reader sees of a body onto an answer. */
export type Shown = (body: object, onto: Record<string, unknown>) => Record<string, unknown>;

/** What a reader sees of a body: instants as RFC 3339, and null, or an empty list, for what is absent. */
export function shownBy({ shape }: BodySchema): Shown {
  const changes = changesIn(shape, shownIn);
  const absent = absentOf(shape);
  return (body, onto) => {
    const answer = Object.assign(onto, absent, body);
    for (const [name, change] of changes) answer[name] = change(answer[name]);
    return answer;
  };
}

/** Of an object inside a body, too, null stands for what is absent. */
function shownIn(field: Schema): Change | undefined {
  if (meanings.get(field)?.is === 'instant') return (value) => formatInstant(value as Instant);
  const { def } = (field as z.core.$ZodTypes)._zod;
  if (def.type !== 'object' || !Object.values(def.shape).some((one) => isA(one, 'optional'))) return undefined;
  const [absent, inside] = [absentOf(def.shape), inObject(def.shape, shownIn)];
  return (value) => ({ ...absent, ...((inside ? inside(value) : value) as object) });
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

/** A function that changes what `of` names wherever it stands in a value; undefined where the schema has nothing of it. */
function throughout(schema: Schema, of: (schema: Schema) => Change | undefined): Change | undefined {
  const own = of(schema);
  if (own) return own;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return inObject(def.shape, of);
  if (def.type === 'array') {
    const each = throughout(def.element, of);
    return each && ((value) => (value as unknown[]).map(each));
  }
  const [, layer] = layersOf(schema);
  const inside = layer && throughout(layer, of);
  return inside && ((value) => (value === null || value === undefined ? value : inside(value)));
}

function inObject(shape: Readonly<Record<string, Schema>>, of: (schema: Schema) => Change | undefined) {
  const changes = changesIn(shape, of);
  if (changes.length === 0) return undefined;
  return (value: unknown): unknown => {
    const next = { ...(value as Record<string, unknown>) };
    for (const [name, change] of changes) {
      if (!(name in next)) continue;
      next[name] = change(next[name]);
      if (next[name] === undefined) delete next[name];
    }
    return next;
  };
}

/** The fields in which something changes, each with how. */
function changesIn(shape: Readonly<Record<string, Schema>>, of: (schema: Schema) => Change | undefined) {
  return Object.entries(shape).flatMap(([name, field]): [string, Change][] => {
    const change = throughout(field, of);
    return change ? [[name, change]] : [];
  });
}
