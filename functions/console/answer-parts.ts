/**
 * What an answer of the API consists of, by its schema: its fields with their values, at whatever depth; nothing here
 * knows a kind.
 */
import * as z from 'zod';
import type { County } from '../../shared/county.ts';
import type { Column } from '../../shared/exchange/shows.ts';
import { layersOf, meaningOf } from '../../shared/meaning.ts';

export type Schema = z.core.$ZodType;
export type Object$ = Readonly<Record<string, unknown>>;

/** The names behind codes. */
export interface Names {
  readonly county: County;
  /** The county once more, where links to public pages have to name it. */
  readonly elsewhere?: string | null;
  /** Names by account: of one's own organisation by themselves, of others with their organisation (`withPeople`). */
  readonly people: ReadonlyMap<string, string>;
  /** The same of all, each with the organisation. */
  readonly placed?: ReadonlyMap<string, string>;
  /** What kinds of record are called. */
  readonly kinds: ReadonlyMap<string, string>;
  /** The organisation whose sections are meant where nothing stands beside them. */
  readonly org: string | null;
  /** The record on whose page a file is shown. */
  readonly record?: string;
  /**
   * What the records that are named are called, as far as this reader may see them (`namedRecords`); others are no
   * links.
   */
  readonly records?: ReadonlyMap<string, string>;
  /** Names that everybody is told, also of records that this reader may not open: they are no links. */
  readonly told?: ReadonlyMap<string, string>;
  /** What the list in force calls the matters of a record that says their codes alone. */
  readonly matters?: ReadonlyMap<string, string>;
  /** What lies sealed, on the page that opens it: its files are read with that. */
  readonly sealed?: string;
}

/** The schema of a field inside an answer, by its path: `party.name`. */
export function fieldAt(schema: Schema, path: string): Schema | undefined {
  return path.split('.').reduce<Schema | undefined>((at, name) => (at ? shapeOf(at)?.[name] : undefined), schema);
}

/** The value of that path. */
export function valueAt(answer: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (at === null || at === undefined ? at : (at as Object$)[name]), answer);
}

export interface Part {
  readonly name: string;
  readonly field: Schema;
  readonly part: unknown;
  readonly known: Names;
}

/** The fields of an object with their values; a section is one of the organisation beside it. */
export function partsOf(schema: Schema, value: Object$, names: Names): Part[] {
  const known = typeof value.org === 'string' ? { ...names, org: value.org } : names;
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) =>
    meaningOf(field).machines ? [] : [{ name, field, part: value[name], known }],
  );
}

/** The ids of records in an answer: what pages make links of. */
export function recordsIn(schema: Schema, value: unknown): string[] {
  return meantIn(schema, value, 'record');
}

/** The codes of matters in an answer. */
export function mattersIn(schema: Schema, value: unknown): string[] {
  return meantIn(schema, value, 'matter');
}

function meantIn(schema: Schema, value: unknown, is: 'record' | 'matter'): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => meantIn(elementOf(schema), one, is));
  if (typeof value === 'string') return meaningOf(schema).is === is ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) => meantIn(field, (value as Object$)[name], is));
}

/** The records that a column of a list names. */
export function recordsAt(schema: Schema, { fields }: Pick<Column, 'fields'>, line: Object$): string[] {
  return fields.flatMap((path) => {
    const field = fieldAt(schema, path);
    return field ? recordsIn(field, valueAt(line, path)) : [];
  });
}

/** The fields of an object's schema. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const { def } = coreOf(schema)._zod;
  return def.type === 'object' ? def.shape : undefined;
}

export function formatOf(schema: Schema): string | undefined {
  return layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.format as string | undefined)
    .find((format) => format !== undefined);
}

/** Of a list, or of a word in place of one, what stands in the list. */
export function elementOf(schema: Schema): Schema {
  const { def } = coreOf(schema)._zod;
  if (def.type === 'array') return def.element;
  const list = def.type === 'union' ? def.options.find((one) => coreOf(one)._zod.def.type === 'array') : undefined;
  return list ? elementOf(list) : schema;
}

export type Union = z.core.$ZodUnion;

export function isUnion(schema: Schema): schema is Union {
  return coreOf(schema)._zod.def.type === 'union';
}

export function coreOf(schema: Schema): z.core.$ZodTypes {
  return layersOf(schema).at(-1) as z.core.$ZodTypes;
}

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
