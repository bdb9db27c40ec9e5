/**
 * What a reply to a draft of the boundary list needs (art. 5, 20): agreement with its opinions, or an objection by
 * rows. Pure.
 */
import type { FieldError } from '../errors.ts';
import type { LetterBody } from './body.ts';
import type { Reply } from './reply-input.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The rows of a draft that concern an organisation; null where the draft is not there any more. */
    confirmation: { ask: { draft: string; letter: string }; found: Confirmation | null };
  }
}

/** What an organisation is asked about. */
export interface Confirmation {
  /** Codes of the rows that concern it, as they were or as they are to be. */
  rows: ReadonlySet<string>;
  /** Codes of its guided rows on which it has to give an opinion. */
  opinions: readonly string[];
}

/** All that a letter says stands in its record. In characters. */
const MOST_WORDS = 60_000;

/** What is wrong with a reply; of other letters, that it says what they do not ask. */
export function confirmationErrors(
  purpose: LetterBody['purpose'],
  { position, rows, opinions }: Reply,
  asked: Confirmation | null,
): FieldError[] {
  if (purpose !== 'matter-change') return beside({ rows, opinions }, '该函件不需要填写此项，请删除');
  const positions = position === null || position === 'agree' || position === 'object';
  if (!positions) return [{ pointer: '/position', detail: '事项调整函告只能答复：同意（agree）、不同意（object）' }];
  if (position === 'agree') {
    return [...beside({ rows }, '同意的不填写，请删除'), ...opinionErrors(opinions ?? [], asked)];
  }
  if (position === null) return [];
  return [...beside({ opinions }, '不同意的不填写，请删除'), ...rowErrors(rows ?? [], asked)];
}

function beside(given: Readonly<Record<string, unknown>>, detail: string): FieldError[] {
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [{ pointer: `/${name}`, detail }],
  );
}

function rowErrors(rows: NonNullable<Reply['rows']>, asked: Confirmation | null): FieldError[] {
  if (rows.length === 0) return [{ pointer: '/rows', detail: '不同意的，请逐项填写事项编码和理由' }];
  const fits = (code: string): boolean => asked?.rows.has(code) ?? true;
  const errors = codeErrors('rows', rows, fits, '该事项不在本次调整涉及贵单位的事项之中');
  return [
    ...errors,
    ...tooLong(
      'rows',
      rows.map(({ reason }) => reason),
    ),
  ];
}

function opinionErrors(opinions: NonNullable<Reply['opinions']>, asked: Confirmation | null): FieldError[] {
  const needed = asked?.opinions ?? [];
  const given = new Set(opinions.map(({ code }) => code));
  const missing = needed.filter((code) => !given.has(code));
  const errors = codeErrors('opinions', opinions, (code) => needed.includes(code), '该事项不需要贵单位提出意见');
  if (missing.length > 0) {
    const codes = missing.slice(0, 20).join('、');
    errors.push({ pointer: '/opinions', detail: `以下需要贵单位指导的事项还没有意见：${codes}，请逐项填写` });
  }
  return [
    ...errors,
    ...tooLong(
      'opinions',
      opinions.map(({ text }) => text),
    ),
  ];
}

function tooLong(field: string, texts: readonly string[]): FieldError[] {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MOST_WORDS ? [{ pointer: `/${field}`, detail: `各项合计不能超过 ${MOST_WORDS} 字，请精简` }] : [];
}

function codeErrors(
  field: string,
  items: readonly { code: string }[],
  fits: (code: string) => boolean,
  detail: string,
): FieldError[] {
  return items.flatMap(({ code }, i) => {
    const pointer = `/${field}/${i}/code`;
    if (items.findIndex((one) => one.code === code) < i) return [{ pointer, detail: '事项编码重复，请删除' }];
    return fits(code) ? [] : [{ pointer, detail: `${detail}，请核对事项编码` }];
  });
}
