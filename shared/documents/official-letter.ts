/**
 * An official letter (函, GB/T 9704-2012, 10.1) before it has a form: what Word and page have in common. Minutes (纪要)
 * and records of a visit (勘验记录) have the same form without number and addressee, and lines to sign on.
 */
import { formatInstant, type Instant } from '../time.ts';

export interface LetterPart {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** A table below them: what is counted, and the figure. */
  readonly figures?: readonly (readonly [label: string, value: string])[];
}

export interface OfficialLetter {
  readonly issuer: string;
  /** 发文字号; null until it has one. */
  readonly documentNumber: string | null;
  readonly signedBy: string | null;
  /** What every page says of a letter that is not sent; '' for one that is. */
  readonly mark: string;
  /** Broken where the sense allows. */
  readonly title: readonly string[];
  /** Null for what is addressed to nobody: minutes and records. */
  readonly addressee: string | null;
  readonly opening: string;
  /** Whose signatures stand below, each on a line of its own; absent for none. */
  readonly signatures?: readonly string[];
  readonly parts: readonly LetterPart[];
  /** 附件说明 (7.3.4): what they are called, so that the paper says what belongs to it; absent for none. */
  readonly attachments?: readonly string[];
  /** When it was sent; null until then. */
  readonly sentAt: Instant | null;
  /** When its figures were taken. */
  readonly asOf: Instant;
}

const ORDINALS = '一二三四五六七八九十';

/** Parts with their headings numbered (一、二、…) in the order in which they stand; those that say nothing are left out. */
export function numberedParts(parts: readonly LetterPart[]): LetterPart[] {
  return parts
    .filter(({ paragraphs, figures = [] }) => paragraphs.length + figures.length > 0)
    .map((part, i) => ({ ...part, heading: `${ORDINALS[i]}、${part.heading}` }));
}

/** When and where, as minutes and records begin; Beijing time to the minute. */
export function whenAndWhere(at: Instant, place: string): string {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(formatInstant(at)) ?? [];
  return `时间：${year}年${Number(month)}月${Number(day)}日${hour}时${minute}分；地点：${place}。`;
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What its file is called, without the ending. */
export function letterName({ title, mark }: OfficialLetter): string {
  return `${title.join('')}${mark}`;
}
