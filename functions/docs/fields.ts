/** A schema as rows of a table: each field with its path, its type, its bounds and what it means. */
import type { OpenApi } from '../openapi/document.ts';
import { resolved, type Schema } from './read.ts';

export interface FieldRow {
  /** `party.name`, `riskPoints[].severity`. */
  path: string;
  /** What it is called, in Chinese. */
  title: string;
  type: string;
  required: boolean;
  description: string;
  /** Bounds, words, default, example: one line each. */
  limits: string[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: '是否',
  object: '对象',
  array: '数组',
  null: '空',
};
const FORMATS: Readonly<Record<string, string>> = { date: '日期', 'date-time': '时间' };
const DEEPEST = 6;

/** The fields of an object, and of what is inside it, in order. */
export function fieldRows(document: OpenApi, schema: Schema, prefix = '', depth = 0): FieldRow[] {
  if (depth > DEEPEST) return [];
  const { schema: plain } = plainOf(document, schema);
  const inside = (child: Schema, path: string): FieldRow[] => fieldRows(document, child, path, depth + 1);
  if (plain.items) return inside(plain.items as Schema, `${prefix}[]`);
  if (typeof plain.additionalProperties === 'object' && !plain.properties) {
    return inside(plain.additionalProperties as Schema, joined(prefix, '*'));
  }
  return Object.entries(plain.properties ?? {}).flatMap(([name, child]) => {
    const path = joined(prefix, name);
    const required = plain.required?.includes(name) ?? false;
    return [rowOf(document, path, child as Schema, required), ...inside(child as Schema, path)];
  });
}

/** One field: what stands at the reference or the alternative counts with it. */
export function rowOf(document: OpenApi, path: string, schema: Schema, required: boolean): FieldRow {
  const { schema: plain, nullable } = plainOf(document, schema);
  const type = `${typeOf(document, plain)}${nullable ? '，可为 null' : ''}`;
  const description = schema.description ?? plain.description ?? '';
  const title = schema.title ?? plain.title ?? '';
  return { path, title, type, required, description, limits: limitsOf(document, plain, schema) };
}

/** Without its reference, and without the alternative `null`. */
export function plainOf(document: OpenApi, schema: Schema): { schema: Schema; nullable: boolean } {
  const here = resolved<Schema>(document, schema);
  if (Array.isArray(here.type) && here.type.includes('null')) {
    const [type] = here.type.filter((one) => one !== 'null');
    return { schema: { ...here, type }, nullable: true };
  }
  const alternatives = (here.anyOf ?? []) as Schema[];
  const others = alternatives.filter((one) => one.type !== 'null');
  const [only] = others;
  if (!only || others.length > 1) return { schema: here, nullable: others.length < alternatives.length };
  const { anyOf: _anyOf, ...rest } = here;
  const inner = plainOf(document, only);
  return { schema: { ...inner.schema, ...rest }, nullable: inner.nullable || others.length < alternatives.length };
}

function typeOf(document: OpenApi, schema: Schema): string {
  const alternatives = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (alternatives) return alternatives.map((one) => typeOf(document, plainOf(document, one).schema)).join('或');
  if (schema.items) return `${typeOf(document, plainOf(document, schema.items as Schema).schema)}的数组`;
  if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format] as string;
  return TYPES[String(schema.type ?? (schema.const === undefined ? '' : typeof schema.const))] ?? '任意';
}

function limitsOf(document: OpenApi, plain: Schema, schema: Schema): string[] {
  const words = wordsOf(document, plain);
  const known = schema.default ?? plain.default;
  const example = schema.example ?? plain.example;
  return [
    between(plain.minLength, plain.maxLength, '个字符'),
    between(plain.minItems, plain.maxItems, '项'),
    between(plain.minimum, plain.maximum, ''),
    words && `取值：${words.join('、')}`,
    meanings(document, plain),
    plain.pattern && !plain.format && `格式：${plain.pattern}`,
    known !== undefined && `默认：${JSON.stringify(known)}`,
    example !== undefined && `例：${typeof example === 'string' ? example : JSON.stringify(example)}`,
  ].filter((limit) => typeof limit === 'string');
}

function wordsOf(document: OpenApi, { enum: words, items, const: only }: Schema): string[] | undefined {
  if (words) return words.map(String);
  if (only !== undefined) return [String(only)];
  return items ? wordsOf(document, plainOf(document, items as Schema).schema) : undefined;
}

/** What the values of a choice mean. */
function meanings(document: OpenApi, { items, ...plain }: Schema): string | undefined {
  const words = (plain as Record<string, unknown>)['x-enumDescriptions'] as Record<string, string> | undefined;
  if (words)
    return `含义：${Object.entries(words)
      .map(([value, word]) => `${value} ${word}`)
      .join('；')}`;
  return items ? meanings(document, plainOf(document, items as Schema).schema) : undefined;
}

function between(min: number | undefined, max: number | undefined, unit: string): string | undefined {
  const top = max !== undefined && max < Number.MAX_SAFE_INTEGER ? max : undefined;
  const low = min !== undefined && min > Number.MIN_SAFE_INTEGER ? min : undefined;
  const space = unit === '' ? '' : ' ';
  if (top === undefined) return low ? `至少 ${low}${space}${unit}` : undefined;
  return low === undefined ? `最多 ${top}${space}${unit}` : `${low}–${top}${space}${unit}`;
}

function joined(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}
