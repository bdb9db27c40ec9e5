/**
 * A store against an earlier backup of it. Nothing but what expires is ever deleted, and histories, audit chains and
 * issued circulars are only gone on with: whatever the backup has has to be there still, and unchanged. So who rewrote
 * or deleted without a trace in the store itself is found by whatever copy he could not reach.
 */
import type { SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import type { Entry } from '../../../shared/audit/entry.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import type { Report } from '../../../shared/reports/report.ts';

export interface Differing {
  readonly finding: 'gone' | 'rewritten';
  readonly key: string;
}

/** In order of key. */
export function* differing(earlier: SqliteSnapshot, now: SqliteSnapshot): Generator<Differing> {
  for (const before of earlier.items()) {
    // Pairs of names by which parties are searched come and go.
    if (splitKey(before.key).family === 'party') continue;
    const after = now.get(before.key);
    if (!after) yield { finding: 'gone', key: before.key };
    else if (!goesOn(before, after)) yield { finding: 'rewritten', key: before.key };
  }
}

function goesOn(before: Item, after: Item): boolean {
  const { family } = splitKey(before.key);
  if (family === 'exchange') {
    const { history } = before.value as Exchange;
    return (after.value as Exchange).history[history.length - 1]?.hash === history.at(-1)?.hash;
  }
  // An end of a chain has no hash of its own; it follows from the entries.
  if (family === 'audit') return (before.value as Partial<Entry>).hash === (after.value as Partial<Entry>).hash;
  const issued = family === 'report' ? (before.value as Partial<Report>).issued : null;
  return !issued || issued.contentHash === (after.value as Partial<Report>).issued?.contentHash;
}
