/** Every field that comes in, is answered or is kept has a title in Chinese, and every choice has words. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROUTES } from '../../functions/catalog.ts';
import { problemAnswer } from '../../functions/http/problem-answer.ts';
import type { Route } from '../../functions/http/route.ts';
import { CLOCKS } from '../../shared/clocks/clocks.ts';
import { choice, line, optional } from '../../shared/fields.ts';
import { KINDS } from '../../shared/kinds.ts';
import { layersOf, meaningOf, titleOf } from '../../shared/meaning.ts';

type Schema = z.core.$ZodType;

/** What a field or a choice lacks, each with its path. */
function lacking(schema: Schema, path = '', within: readonly Schema[] = []): string[] {
  const layers = layersOf(schema);
  const { def } = (layers.at(-1) as z.core.$ZodTypes)._zod;
  if (within.includes(schema)) return [];
  const inside = (child: Schema, at: string): string[] => lacking(child, at, [...within, schema]);
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([name, field]) => {
        const at = path === '' ? name : `${path}.${name}`;
        return [
          ...(/[\u4e00-\u9fff]|OpenAPI/.test(titleOf(field) ?? '') ? [] : [`${at}: no title`]),
          ...inside(field, at),
        ];
      });
    case 'array':
      return inside(def.element, `${path}[]`);
    case 'record':
      return [...inside(def.keyType, `${path}.*`), ...inside(def.valueType, `${path}.*`)];
    case 'union':
      return def.options.flatMap((option) => inside(option, path));
    case 'enum':
      return Object.values(def.entries).flatMap((value) =>
        /[\u4e00-\u9fff]/.test(meaningOf(schema).words?.[value] ?? '') ? [] : [`${path}: no words for ${value}`],
      );
    case 'literal':
      return def.values.flatMap((value) => (value === null ? [] : [`${path}: no words for ${String(value)}`]));
    default:
      return PLAIN.includes(def.type) ? [] : [`${path}: ${def.type} is not looked into`];
  }
}

/** What has nothing inside. */
const PLAIN: readonly string[] = ['string', 'number', 'int', 'boolean', 'null', 'unknown', 'any', 'custom', 'never'];

async function schemasOf(route: Route): Promise<[string, Schema][]> {
  const answers = Object.entries(route.answers).map(
    async ([status, { schema }]) => [status, await schema?.()] as const,
  );
  const all = [
    ['query', route.query?.()],
    ['body', route.body?.()],
    ['form', route.form?.()],
    ...(await Promise.all(answers)),
  ] as const;
  return all.flatMap(([name, schema]): [string, Schema][] => (schema ? [[name, schema]] : []));
}

describe('every field has a title, every choice its words', () => {
  it.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_name, route) => {
    const schemas = await schemasOf(route);
    expect(schemas.flatMap(([name, schema]) => lacking(schema).map((one) => `${name} ${one}`))).toEqual([]);
  });

  it.each([...KINDS.values()].map((kind) => [kind.kind, kind] as const))('the body of a %s', (_name, kind) => {
    expect(lacking(kind.body())).toEqual([]);
  });

  it('a refusal', () => {
    expect(lacking(problemAnswer)).toEqual([]);
  });
});

it('finds what is forgotten, however deep', () => {
  const deep = z.strictObject({
    named: line(10).meta({ title: '名称' }),
    nameless: optional(line(10)),
    parts: z
      .array(z.strictObject({ word: z.enum(['a', 'b']).nullable().meta({ title: '词' }) }))
      .meta({ title: '部分' }),
    pair: z.tuple([z.string()]).meta({ title: '一对' }),
    either: z.union([z.literal('all'), choice({ x: '甲' })]).meta({ title: 'either' }),
  });
  expect(lacking(deep)).toEqual([
    'nameless: no title',
    'parts[].word: no words for a',
    'parts[].word: no words for b',
    'pair: tuple is not looked into',
    'either: no title',
    'either: no words for all',
  ]);
});

it('says in Chinese what each clock starts from and what happens at its end', () => {
  const words = Object.entries(CLOCKS).flatMap(([name, { label, startsFrom, atItsEnd }]) =>
    [label, startsFrom, atItsEnd].map((text) => [name, text] as const),
  );
  expect(words.filter(([, text]) => /[a-z]/i.test(text) || text === '')).toEqual([]);
});

it('names in a refusal what each value of a choice means', () => {
  const { error } = choice({ keep: '维持许可', revoke: '撤销许可' }).safeParse('burn');
  expect(error?.issues[0]?.message).toBe('应为下列之一：keep（维持许可）、revoke（撤销许可）');
});
