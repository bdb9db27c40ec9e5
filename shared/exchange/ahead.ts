/** What of a commit that the store would not take goes before it, since it is good by itself. */
import type { KeptFile } from '../files/file.ts';
import { splitKey } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Put } from '../ports.ts';
import type { Desk } from './desk.ts';
import { exchangeKey } from './item.ts';
import type { Elsewhere } from './run.ts';

/**
 * That is what says where those who take part find the record (they are shown it only once it says so itself), what a
 * file is named by (readers are given it only where the record names it, too), and acts that are `ahead`, on these
 * records. What is there already is left out.
 */
export async function goingAhead(
  { jurisdiction, ports }: Desk,
  puts: readonly Put[],
  records: ReadonlySet<string>,
): Promise<{ steps: Put[][]; rest: Put[] }> {
  const ahead = new Set([...records].map((id) => exchangeKey(jurisdiction, id)));
  const joins = ({ item, expected }: Put): boolean => expected === null && splitKey(item.key).family === 'part';
  const keys = puts.filter(joins).map(({ item }) => item.key);
  const there = new Set((await itemsOf(ports.store, keys)).map((item) => item?.key));
  const early = (put: Put): boolean => joins(put) || names(put) || ahead.has(put.item.key);
  return {
    steps: [puts.filter((put) => early(put) && !there.has(put.item.key))],
    rest: puts.filter((put) => !early(put)),
  };
}

/** A file that stays, and is named by one record more. */
function names({ item: { key, value } }: Put): boolean {
  return splitKey(key).family === 'file' && (value as KeptFile).state === 'stored';
}

/** What follows from an act that may be written before the rest may be so, too. */
export function alsoAhead(effect: Elsewhere): Elsewhere {
  return effect.do === 'act' ? { ...effect, ahead: true } : effect;
}
