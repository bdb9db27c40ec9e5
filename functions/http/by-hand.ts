/**
 * What is said of a field that does not fit to people, who write it by hand in a form or in a cell. The API's words
 * name fields and values as programs send them: `approval（审批信息）`, `（corrects）`. People know the Chinese alone, and
 * write days, times, yes and no as on paper.
 */
import type * as z from 'zod';
import type { FieldError } from '../../shared/errors.ts';
import { civilDate, instant, section, yesNo } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { layersOf, type Meaning, meaningOf } from '../../shared/meaning.ts';
import { schemaAt } from './wrong-field.ts';

type Schema = z.core.$ZodType;

/** The same error in their words; `schema`: of what the pointer points into. */
export function byHand<E extends FieldError>(schema: Schema, error: E): E {
  return { ...error, detail: inWordsOf(schema, error) };
}

/** The same of a cell, in which organisations and sections stand by their names. */
export function inCell<E extends FieldError>(schema: Schema, error: E): E {
  const noCode = error.detail === saidBy(section(), '?');
  const what = meaningAt(schema, error).is === 'section' ? '科室' : '单位';
  return noCode ? { ...error, detail: `没有这个${what}，请填写${what}的名称` } : byHand(schema, error);
}

function meaningAt(schema: Schema, { pointer }: FieldError): Meaning {
  const path = pointer.split(/[/?.]/).filter((part) => part !== '');
  const found = schemaAt(
    schema,
    path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
  );
  return found ? meaningOf(found) : {};
}

function inWordsOf(schema: Schema, error: FieldError): string {
  const { detail } = error;
  const { words } = meaningAt(schema, error);
  if (words && /^应为下列之一：/.test(detail)) return `应为下列之一：${Object.values(words).join('、')}`;
  const [, missing] = /^缺少“(.+?)”(?:（\w+）)?，请补充/.exec(detail) ?? [];
  return missing === undefined ? (FORMATS().get(detail) ?? withoutNames(schema, detail)) : `请填写${missing}`;
}

/** What schemas say of what has another format, and of nothing, beside what people are told. */
const FORMATS = lazily(() => {
  const formats: readonly (readonly [Schema, string, string])[] = [
    [civilDate(), '日期不存在，或写法不对：应如 2026-09-28', '请填写日期，如 2026-09-28'],
    [instant(), '时间不存在，或写法不对：应如 2026-09-28 08:50', '请填写时间，如 2026-09-28 08:50'],
    [yesNo(), '应为“是”或“否”', '应为“是”或“否”'],
  ];
  return new Map(
    formats.flatMap(([schema, other, nothing]) => [
      [saidBy(schema, '?'), other],
      [saidBy(schema, undefined), nothing],
    ]),
  );
});

function saidBy(schema: Schema, value: unknown): string {
  return (schema as z.ZodType).safeParse(value).error?.issues[0]?.message ?? '';
}

/** Without the names in brackets by which programs call what is named before them. */
function withoutNames(schema: Schema, detail: string): string {
  if (!/（[a-z]/.test(detail)) return detail;
  const names = namesIn(schema);
  return detail.replace(/（([a-z][\w-]*)）/g, (whole, name: string) => (names.has(name) ? '' : whole));
}

/** All fields of a schema, and the values of its choices. */
function namesIn(schema: Schema): Set<string> {
  const layers = layersOf(schema).map((layer) => (layer as z.core.$ZodTypes)._zod.def);
  const names = layers.flatMap((def): string[] => {
    if (def.type === 'object')
      return Object.entries(def.shape).flatMap(([name, member]) => [name, ...namesIn(member as Schema)]);
    if (def.type === 'array') return [...namesIn(def.element)];
    if (def.type === 'union') return def.options.flatMap((option) => [...namesIn(option)]);
    return [];
  });
  return new Set([...names, ...Object.keys(meaningOf(schema).words ?? {})]);
}
