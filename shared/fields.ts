/**
 * The fields that bodies are made of. Text is brought to NFC and refused where it holds what no clerk types: NUL and
 * other control characters, lone surrogates. Messages are Chinese and say what to do.
 */

import * as z from 'zod';
import type { OrganisationType } from './county.ts';
import { lazily } from './lazily.ts';
import { type Meaning, meanings } from './meaning.ts';
import type { Sealed } from './seal.ts';
import { type Instant, isCivilDate, parseInstant } from './time.ts';

// Expressions over properties of characters are made by the first text that is checked: ICU takes most of a
// millisecond for them.

/**
 * What no clerk types: control characters, and marks of direction, by which a number could be made to read otherwise
 * than it is, in the subject of a mail for instance.
 */
const CONTROL = lazily(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  () => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u,
);
/** Likewise in one line, where there are neither breaks nor blanks that nobody sees: names and numbers are compared. */
const CONTROL_OR_BREAK = lazily(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  () => /[\u0000-\u001f\u007f-\u009f\u200b\u2028\u2029\u2060\ufeff]|[\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u,
);
/**
 * In a number that is compared, whatever leaves no mark on paper: two numbers that look the same must be the same.
 * U+2800 is a blank of Braille, U+FFFD stands where another program has lost a character.
 */
const UNSEEN = lazily(
  () => new RegExp(`${CONTROL_OR_BREAK().source}|[\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800\\ufffd]`, 'u'),
);
const BLANK_AT_END = lazily(() => /^\p{White_Space}|\p{White_Space}$/u);

/** At least one character that can be seen. */
const VISIBLE = lazily(() => /[^\p{Z}\p{C}\u115f\u1160\u2800\u3164\uffa0]/u);

/**
 * More marks upon one character than any script knows (Unicode's stream-safe form ends at 30). Bringing a long run of
 * them to NFC takes time by the square of its length: one body of 1 MB would hold the platform for minutes.
 */
const STACKED = lazily(() => /\p{M}{31}/u);

/** One line of text, 1 to `max` characters after NFC and without blanks at its ends counted as content. */
export function line(max: number, min = 1) {
  return textOf(max, min, CONTROL_OR_BREAK, '不能含有换行、控制字符、改变文字方向的字符或不可见的空格');
}

/**
 * A number that is compared with others (reference, document number, licence number): one line without anything unseen
 * and without blanks at its ends. `comparable` of `shared/identifier.ts` says when two are the same.
 */
export function identifier(max: number) {
  return textOf(max, 1, UNSEEN, '不能含有换行、控制字符或看不见的字符（如零宽字符、软连字符）')
    .refine((value) => value.trim() === '' || !BLANK_AT_END().test(value), { error: '首尾不能有空格，请删除' })
    .register(meanings, { is: 'number' });
}

/** Text of several lines. */
export function text(max: number, min = 1) {
  return textOf(max, min, CONTROL, '不能含有控制字符或改变文字方向的字符').register(meanings, { is: 'text' });
}

/** A civil date, `YYYY-MM-DD`. */
export const civilDate = lazily(() =>
  z
    .string({ error: '请填写日期，格式为 YYYY-MM-DD' })
    .refine(isCivilDate, { error: '日期不存在或格式不对，应为 YYYY-MM-DD，例如 2026-09-28' })
    .meta({ format: 'date', example: '2026-09-28' }),
);

/** An instant, RFC 3339 with its offset; taken in as milliseconds. */
export const instant = lazily(() =>
  z
    .string({ error: '请填写时间，格式如 2026-09-28T08:50:00+08:00' })
    .refine((value) => parseInstant(value) !== undefined, {
      error: '时间不存在或格式不对，应含时区，例如 2026-09-28T08:50:00+08:00',
    })
    .transform((value): Instant => parseInstant(value) as Instant)
    .meta({ format: 'date-time', example: '2026-09-28T08:50:00+08:00' }),
);

/** A list that may be left out. */
export function listOf<T extends z.ZodType>(item: T, max: number) {
  return z.array(item, { error: '应为数组' }).max(max, { error: `最多 ${max} 项` });
}

/** A field that may be left out or null: both mean the same. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? null);
}

/** The fields of a shape, each of which may be left out. */
export function allOptional<S extends Readonly<Record<string, z.ZodType>>>(shape: S) {
  const pairs = Object.entries(shape).map(([name, schema]) => [name, optional(schema)]);
  return Object.fromEntries(pairs) as { [K in keyof S]: ReturnType<typeof optional<S[K]>> };
}

/** The fields of a shape, each of which may be null. */
export function allNullable<S extends Readonly<Record<string, z.ZodType>>>(shape: S) {
  const pairs = Object.entries(shape).map(([name, schema]) => [name, schema.nullable()]);
  return Object.fromEntries(pairs) as { [K in keyof S]: z.ZodNullable<S[K]> };
}

/** A whole number. */
export function whole(min: number, max: number) {
  const error = `应为 ${min} 至 ${max} 的整数`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** One of a fixed set of values, each with the words that people read for it: `choice({ keep: '维持许可' })`. */
export function choice<const W extends Readonly<Record<string, string>>>(words: W) {
  type Value = keyof W & string;
  const named = Object.entries(words).map(([value, word]) => `${value}（${word}）`);
  const error = `应为下列之一：${named.join('、')}`;
  return z.enum(Object.keys(words) as [Value, ...Value[]], { error }).register(meanings, { words });
}

/** What people read for each of several things that have a label: `choice(labelsOf(kind.states))`. */
export function labelsOf<K extends string>(things: Readonly<Record<K, { label: string }>>): Record<K, string> {
  const pairs = Object.entries<{ label: string }>(things).map(([name, { label }]) => [name, label]);
  return Object.fromEntries(pairs) as Record<K, string>;
}

/** Yes or no. */
export const yesNo = lazily(() => z.boolean({ error: '应为 true 或 false' }));

/** The code of an organisation. */
export const organisation = lazily(() => codeOf('organisation').meta({ example: 'SCJG' }));

/** The same where one that has ended may be named, since it is about what was before. */
export const anyOrganisation = lazily(() => organisation().meta({}).register(meanings, { ended: true }));

/** The code of an organisation that is not one's own. */
export const otherOrganisation = lazily(() => organisation().meta({}).register(meanings, { other: true }));

/** The same of some types alone: forms offer no others. `why`, after the name of one of another type, says no. */
export function otherOfTypes(types: readonly OrganisationType[], why: string) {
  return otherOrganisation().meta({}).register(meanings, { other: true, only: { types, why } });
}

/** The code of a section of an organisation. */
export const section = lazily(() => codeOf('section').meta({ example: 'SPXK' }));

/** A person: an account of the platform, or a name. */
export const person = lazily(() => line(50).register(meanings, { is: 'person' }));

/** The account of somebody who has done something; pages show the name. */
export const account = lazily(() => line(64).register(meanings, { is: 'person' }));

/**
 * In an input: text that is sealed before anything is decided. Decisions and records have it as `Sealed`, never as it
 * is.
 */
export function toSeal<T extends z.ZodType<string>>(schema: T) {
  const whole = schema.refine(isWhole, { error: NOT_WHOLE });
  meanings.add(whole, { ...meanings.get(schema), sealed: true });
  return whole as unknown as z.ZodType<Sealed>;
}

/** In an input: a number that is sealed where it contains an identity number (特种作业操作证); any other stays as it is. */
export function toSealNumber<T extends z.ZodType<string>>(schema: T) {
  const whole = schema.refine(isWhole, { error: NOT_WHOLE });
  meanings.add(whole, { ...meanings.get(schema), sealsNumber: true });
  return whole as unknown as z.ZodType<string | Sealed>;
}

/**
 * Whether a number is none as answers show it: whoever reads a record and sends it back must not put
 * `371525********1234` in the place of the number.
 */
export function isWhole(number: string): boolean {
  return !/[*＊]{4}/.test(number);
}

export const NOT_WHOLE = '含有遮盖符号（*），不是完整的编号。请填写完整的编号；不改的，不要填写本项';

/** In an input: what stays out of every answer until the kind reveals it. `hiddenValue` keeps it in the record. */
export function toHide<T extends z.ZodType>(schema: T): T {
  meanings.add(schema, { hidden: true });
  return schema;
}

/** A SHA-256 in hex. */
export const sha256Hex = lazily(() =>
  z
    .string({ error: '请填写文件的 SHA-256 摘要' })
    .regex(/^[0-9a-fA-F]{64}$/, { error: '应为 64 位十六进制的 SHA-256 摘要' })
    .transform((value) => value.toLowerCase()),
);

/** Characters, not UTF-16 code units: a rare character of a name (𠮷) counts once. */
function fits(value: string, max: number): boolean {
  return value.length <= max || (value.length <= 2 * max && [...value].length <= max);
}

function codeOf(is: Meaning['is']) {
  return z
    .string({ error: '请填写代码' })
    .regex(/^[A-Z][A-Z0-9]{0,19}$/, { error: '代码由大写字母和数字组成，以字母开头，最长 20 位' })
    .register(meanings, { is });
}

/** One check for all that can be wrong: each further check would copy the schema, and so does each further layer. */
function textOf(max: number, min: number, forbidden: () => RegExp, why: string) {
  const bounds = `应为 ${min} 至 ${max} 个字符`;
  return z
    .string({ error: `请填写文本，${bounds}` })
    .check((context) => {
      const { value, issues } = context;
      const wrong = (message: string) => issues.push({ code: 'custom', message, input: value, continue: true });
      if (!value.isWellFormed() || forbidden().test(value)) wrong(`含有非法字符：${why}`);
      if (STACKED().test(value)) wrong('一个字符上叠加的附加符号过多，请删除多余的符号');
      if (issues.length > 0) return;
      const text = value.normalize('NFC');
      context.value = text;
      const long = fits(text, max) && text.trim().length >= min && (min === 0 || VISIBLE().test(text));
      if (!long) wrong(`长度不符，${bounds}`);
    })
    .meta({ minLength: min, maxLength: max });
}
