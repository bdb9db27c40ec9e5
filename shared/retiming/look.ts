/**
 * Looking at records after an entry: each is brought up to the moment, and its correction opened where it was spared.
 */
import type { LogEntry } from '../calendar/types.ts';
import { Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { exchangeKey } from '../exchange/item.ts';
import { load, settled } from '../exchange/work.ts';
import { openIfSpared } from './spared.ts';

/** As many records are looked at between one write of the job and the next. */
export const LOOK = 100;
const AT_ONCE = 25;

export interface Looked {
  /** As they are now. */
  exchanges: Exchange[];
  spared: string[];
  failed: number;
}

/** `log` is the log up to and with the entry. One record's fault does not keep the others waiting; it is logged. */
export async function lookAt(
  desk: Desk,
  ids: readonly string[],
  facts: Facts,
  log: readonly LogEntry[],
): Promise<Looked> {
  const found = await desk.ports.store.getMany(ids.map((id) => exchangeKey(desk.jurisdiction, id)));
  const left = found.flatMap((item) => (item ? [item.value as Exchange] : []));
  const looked: Looked = { exchanges: [], spared: [], failed: 0 };
  const worker = async (): Promise<void> => {
    for (let exchange = left.shift(); exchange; exchange = left.shift()) {
      try {
        const now = await broughtUp(desk, exchange, facts);
        looked.exchanges.push(now);
        if (await openIfSpared(desk, now, log)) looked.spared.push(now.id);
      } catch (error) {
        if (isUnavailable(error)) {
          left.length = 0;
          throw error;
        }
        looked.failed += 1;
        desk.ports.log.error('retiming-record', { id: exchange.id, version: log.length }, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return looked;
}

/**
 * True where nothing is to be had or written at present, whatever the record: the work is laid down and goes on later.
 */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Problem && error.status >= 503;
}

/** A store that throttles is asked again for some 2 s before the whole look is given up. */
async function broughtUp(desk: Desk, exchange: Exchange, facts: Facts): Promise<Exchange> {
  try {
    return await settled(desk, exchange, facts);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return (await load(desk, exchange.id)) ?? exchange;
  }
}
