/**
 * How much a record takes in: people's acts end while what the clock, notices, mails and quarantine still have to write
 * fits into the item that it is (350 KB in either home).
 */
import { invalid, Problem } from '../errors.ts';
import type { Bound } from '../store.ts';
import type { Exchange } from './exchange.ts';
import type { AnyPersonAct } from './kind.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'history-full': true;
  }
}

/** People's acts end at this many entries; clock, mails and quarantine are always appended. */
export const HISTORY_LIMIT = 150;
const BYTES_LIMIT = 300 * 1024;
/** What acts with a reserve have beyond both. */
const RESERVE = { entries: 10, bytes: 30 * 1024 };
/** What has fewer entries is measured when it is written (`boundOf`). */
const FEW = 20;

export const FULL = '该记录的办理次数或内容已达上限，不能继续办理。请另行发起新的事项，并注明原编号。';
const TOO_LONG = '内容合计过长：一条记录最多保存约 300 KB。请精简文字，或者改为附件后重新提交';

/** Whether people can do nothing more with it. */
export function isFull(exchange: Exchange, act: AnyPersonAct): boolean {
  const { length } = exchange.history;
  if (length < FEW) return false;
  const more = hasReserve(act) ? RESERVE : { entries: 0, bytes: 0 };
  const bytes = Buffer.byteLength(JSON.stringify(exchange));
  return length >= HISTORY_LIMIT + more.entries || bytes > BYTES_LIMIT + more.bytes;
}

/** What the record may come to by an act; undefined for what must always be possible. */
export function boundOf(act: Partial<AnyPersonAct>): Bound | undefined {
  if (act.always) return undefined;
  return {
    bytes: BYTES_LIMIT + (hasReserve(act) ? RESERVE.bytes : 0),
    exceeded: () => new Problem('history-full', FULL),
  };
}

/** What brings the record further can be done though somebody has filled it with remarks, unless the act says not. */
function hasReserve({ reserve, to }: Partial<AnyPersonAct>): boolean {
  return reserve ?? to !== undefined;
}

/** What a new record may be. */
export const OPENED: Bound = {
  bytes: BYTES_LIMIT,
  exceeded: () => invalid([{ pointer: '', detail: TOO_LONG }]),
};
