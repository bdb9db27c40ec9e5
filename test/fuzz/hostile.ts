/** Values that fit a schema mostly, and now and then are what no client should send. */
import * as fc from 'fast-check';
import { resolved } from './sample.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON Schema is of every form
type Schema = any;

export const NASTY: readonly unknown[] = [
  ...['', ' ', '\u0000', '\ud800', '\udfff食', '__proto__', 'constructor', '😀'.repeat(300), '食'.repeat(3000)],
  ...['2026-02-29', '0000-00-00', '9999-12-31', '2026-09-28T09:00:00+25:00', '2026-09-28T09:00:00+08:99'],
  ...['2026-09-28T09:00:00-13:00', '2026-09-28T23:59:60Z', '9999-12-31T23:59:59-12:00', '0101-01-01T00:00:00+14:00'],
  ...['#', 'A#2', '%00', '../..', "'; DROP TABLE items; --", '<script>', '\u202e', '\u2028', 'e\u0301', '371524'],
  ...[0, -1, -0, 0.1, 1e308, 2 ** 53, Number.MIN_VALUE, true, false, null],
  ...[[], [[]], {}, { length: 1 }, { toJSON: 1 }, { $ref: '#' }, ['a', 'a'], { toString: null }],
];

const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

/** A value for a schema; every part of it is something else one time in thirty. */
export function nearly(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 29, arbitrary: fitting(resolved(schema ?? {}, root), root) },
    { weight: 1, arbitrary: nasty },
  );
}

function fitting(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (either) return fc.oneof(...either.map((one: Schema) => nearly(one, root)));
  if (schema.allOf) return nearly(schema.allOf[0], root);
  if (schema.type === 'object') return object(schema, root);
  if (schema.type === 'array') return array(schema, root);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer' || schema.type === 'number') return fc.integer({ min: schema.minimum ?? 0, max: 1000 });
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type !== 'string') return nasty;
  const said = schema.example ?? schema.override?.example;
  const known = fc.constantFrom(
    said ?? '某',
    'SCJG',
    'WJJ',
    '2026-09-28',
    '371525-SCJG-001',
    '2026-09-28T08:00:00+08:00',
  );
  return schema.pattern ? fc.oneof(known, fc.stringMatching(new RegExp(schema.pattern))) : known;
}

function object({ properties = {}, required = [] }: Schema, root: Schema): fc.Arbitrary<unknown> {
  const parts = Object.entries(properties).map(([name, schema]) => {
    const there = required.includes(name) ? fc.constant(true) : fc.boolean();
    return fc.tuple(fc.constant(name), nearly(schema, root), there);
  });
  const beside = fc.oneof(
    { weight: 40, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGE) },
  );
  return fc.tuple(fc.tuple(...parts), beside).map(([fields, more]) => {
    return Object.fromEntries([
      ...fields.filter(([, , there]) => there).map(([name, value]) => [name, value]),
      ...more,
    ]);
  });
}

/** Unknown fields. `fromEntries` makes `__proto__` a field like any other. */
const STRANGE = [
  [['__proto__', { admin: true }]],
  [['constructor', 1]],
  [['x'.repeat(5000), 1]],
  [['\ud800', 1]],
  [['', 1]],
];

function array({ items, minItems = 0 }: Schema, root: Schema): fc.Arbitrary<unknown> {
  const few = fc.array(nearly(items, root), { minLength: minItems, maxLength: 3 });
  const many = nearly(items, root).map((one) => Array.from({ length: 121 }, () => one));
  return fc.oneof({ weight: 40, arbitrary: few }, { weight: 1, arbitrary: many });
}

/** A body that fits, and one with a single field that is something else. */
export function fittingBut(body: Record<string, unknown>): fc.Arbitrary<unknown> {
  const names = [...Object.keys(body), 'unknown'];
  const one = fc.tuple(fc.constantFrom(...names), nasty).map(([name, value]) => ({ ...body, [name]: value }));
  return fc.oneof(fc.constant(body), one);
}

/** The bytes of a body: its JSON, or that cut off, nested too deep, doubled, or not UTF-8. */
export function bytesOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<string | Uint8Array> {
  const json = value.map((one) => JSON.stringify(one) ?? 'null');
  return fc.oneof(
    { weight: 20, arbitrary: json },
    { weight: 1, arbitrary: json.map((text) => text.slice(0, -1)) },
    { weight: 1, arbitrary: json.map((text) => `\ufeff${text}`) },
    { weight: 1, arbitrary: json.map((text) => text.replace('{', '{"\\u005f_proto__":{"a":1},')) },
    {
      weight: 1,
      arbitrary: json.map((text) => text.replace('{', '{"kind":"risk","kind":"risk","reason":"a","reason":1,')),
    },
    { weight: 1, arbitrary: json.map((text) => Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])])) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', 'null', '[]', '"a"', '1e400', '{"a":1e999}', 'NaN', "{'a':1}", '{"a":\u00001}'),
    },
  );
}
