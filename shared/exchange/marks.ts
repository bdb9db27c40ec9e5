/**
 * Walking a schema: what changes in a value wherever a field of some meaning stands in it, made from the schema once.
 */
import type * as z from 'zod';
import { layersOf, meanings } from '../meaning.ts';

type Schema = z.core.$ZodType;
export type Change = (value: unknown) => unknown;

export interface Marks {
  readonly sealed: boolean;
  readonly sealsNumber: boolean;
  readonly hidden: boolean;
}

/** A schema is made once. */
const known = new WeakMap<Schema, Marks>();

/** Which marks a schema has anywhere. */
export function marksOf(schema: Schema): Marks {
  const there = known.get(schema);
  if (there) return there;
  const bears = (mark: keyof Marks) => markedBy(schema, mark, (value) => value) !== undefined;
  const marks = { sealed: bears('sealed'), sealsNumber: bears('sealsNumber'), hidden: bears('hidden') };
  known.set(schema, marks);
  return marks;
}

/** Changes what bears a mark wherever it stands in a value; undefined where the schema has no such mark. */
export function markedBy(schema: Schema, mark: keyof Marks, change: Change): Change | undefined {
  return throughout(schema, (field) => (meanings.get(field)?.[mark] ? change : undefined));
}

/**
 * A function that changes what `of` names wherever it stands in a value; undefined where the schema has nothing of it.
 */
export function throughout(schema: Schema, of: (schema: Schema) => Change | undefined): Change | undefined {
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

export function inObject(shape: Readonly<Record<string, Schema>>, of: (schema: Schema) => Change | undefined) {
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
export function changesIn(shape: Readonly<Record<string, Schema>>, of: (schema: Schema) => Change | undefined) {
  return Object.entries(shape).flatMap(([name, field]): [string, Change][] => {
    const change = throughout(field, of);
    return change ? [[name, change]] : [];
  });
}
