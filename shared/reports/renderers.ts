/** The circular's files. What draws them is heavy to load and is loaded when a file is wanted, never before. */

import { keeping } from '../kept.ts';
import { sha256 } from '../keys.ts';
import type { Circular, PushNames } from './circular.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function renderers() {
  return import('./files/index.ts');
}

type Drawn = 'png' | 'docx' | 'xlsx';

/**
 * Each takes some hundred milliseconds of the thread: the last few circulars' files are drawn once, for mails and
 * readers.
 */
const kept = keeping<Uint8Array>(12);

/** A file of the circular, or its picture for mail and page; the same for everybody. */
export function drawn(what: Drawn, circular: Circular, names: PushNames): Promise<Uint8Array> {
  return kept(sha256(JSON.stringify([what, circular, [...names]])), async () => {
    const { chartPng, renderDocx, renderXlsx } = await renderers();
    if (what === 'png') return chartPng(circular, 'screen');
    return what === 'docx' ? renderDocx(circular, names) : renderXlsx(circular, names);
  });
}
