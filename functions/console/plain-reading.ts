/**
 * What was written in one control. What clerks paste is forgiven here: blanks, letters and digits of full width, dates
 * in any usual writing, brackets of years.
 */
import { civilDateOf, isCivilDate, parseInstant } from '../../shared/time.ts';
import type { Field } from './fields.ts';

/** What one control says, by its shape; undefined where nothing was written. */
export function plainOf(shape: Field['shape'], typed: string): unknown {
  const text = typed.replace(/\r\n?/g, '\n').trim();
  if (text === '') return undefined;
  switch (shape) {
    case 'whole':
      return pageOf(text);
    case 'date':
      return dateOf(text);
    case 'time':
      return timeOf(text);
    case 'code':
      return codeOf(text);
    case 'number':
      return numberOf(text);
    case 'matter':
      return matterOf(text);
    case 'record':
      return /[0-9a-f]{32}/.exec(narrow(text).toLowerCase())?.[0] ?? text;
    case 'line':
    case 'person':
      return text.replace(/\s+/gu, ' ');
    default:
      return text;
  }
}

/** A credit code has capitals alone; the county's own codes are what they are. */
function codeOf(text: string): string {
  const code = narrow(text).replace(/\s/gu, '');
  return /^[0-9A-Za-z]{18}$/.test(code) ? code.toUpperCase() : code;
}

/** `371525-SCJG-001 食品经营许可`, as a list proposes it: the code. */
export function matterOf(text: string): string {
  const [first = '', ...name] = narrow(text).trim().split(/\s+/u);
  return name.length > 0 && /^[0-9A-Za-z][0-9A-Za-z._-]*$/.test(first) ? first : narrow(text).trim();
}

function pageOf(text: string): number | string {
  const digits = narrow(text).replace(/[\s,，]/gu, '');
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : text;
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u;

/** `2026年9月8日`, `2026/9/8`, `2026.9.8`, `20260908`; what is none is left to the schema. */
export function dateOf(typed: string): string {
  const text = narrow(typed).replace(/\s/gu, '');
  const [, year, month, day] = DAY.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isCivilDate(date) ? date : text;
}

/** A wall-clock time of the county as RFC 3339; what carries its own offset stays. */
function timeOf(typed: string): string {
  const text = narrow(typed).trim();
  if (parseInstant(text) !== undefined) return text;
  const [, day = '', time] = /^(.+?)[T\s]\s*(\d{1,2}[:：]\d\d(?:[:：]\d\d)?)$/u.exec(text) ?? [];
  const [hours, minutes, seconds = '00'] = (time ?? '').split(/[:：]/u);
  const instant = `${dateOf(day)}T${hours?.padStart(2, '0')}:${minutes}:${seconds}+08:00`;
  return parseInstant(instant) === undefined ? text : instant;
}

/** As a form shows an instant: `2026-09-28T08:50`. */
export function wallClock(instant: string): string {
  const at = parseInstant(instant);
  return at === undefined ? instant : `${civilDateOf(at)}T${new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)}`;
}

/** `冠审批许字 [２０２６] 123 号` → `冠审批许字〔2026〕123号`; round brackets stay, since numbers of licences have them. */
function numberOf(text: string): string {
  const number = narrow(text).replace(/[[［﹝〔【]\s*(\d{4})\s*[\]］﹞〕】]/gu, '〔$1〕');
  return /\p{Script=Han}/u.test(number) ? number.replace(/\s/gu, '') : number;
}

/** Letters, digits and the blank of full width as usual ones; punctuation stays as it is. */
function narrow(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
