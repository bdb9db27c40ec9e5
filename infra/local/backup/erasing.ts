/**
 * Beside the backups: which records have been quarantined, so that a restore takes them from sight again. Written when
 * the quarantine is durable; JSON lines `{at, jurisdiction, path, id, by, files}`, ids alone. One that was put in its
 * place again has a further line, `restored: true`.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CommitListener } from '../../../shared/adapters/sqlite-store.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import { KINDS } from '../../../shared/kinds.ts';
import type { Item, Log } from '../../../shared/ports.ts';
import { formatInstant } from '../../../shared/time.ts';
import { erasedBeside } from './place.ts';

/** Told of commits, it writes what they have quarantined. What cannot be written is logged, and stops nothing. */
export function keepErased(into: string, log: Log): CommitListener {
  const file = erasedBeside(join(into, 'any'));
  // A record is written again as its mails go out.
  const written = new Map<string, string>();
  return (items) => {
    const lines = linesOf(items).filter(({ id, at }) => written.get(id) !== at);
    if (lines.length === 0) return;
    try {
      mkdirSync(into, { recursive: true, mode: 0o700 });
      appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600, flush: true });
      for (const { id, at } of lines) written.set(id, at);
    } catch (error) {
      log.error('erased-unkept', { records: lines.map(({ id }) => id).join() }, error);
    }
  };
}

/** The records whose latest act is a quarantine, with the files that it took, or the restoring of one. */
export function linesOf(items: readonly Item[]) {
  const of = (family: string): unknown[] =>
    items.filter(({ key }) => splitKey(key).family === family).map(({ value }) => value);
  const gone = (of('file') as KeptFile[]).filter(({ state }) => state === 'gone');
  return (of('exchange') as Exchange[]).flatMap(({ jurisdiction, id, kind, history }) => {
    const last = history.at(-1);
    if (last?.act !== 'quarantine' && last?.act !== 'restore') return [];
    const files = gone.filter(({ records }) => records?.includes(id)).map((one) => one.id);
    const path = KINDS.get(kind)?.path ?? kind;
    return [
      {
        at: formatInstant(last.at),
        jurisdiction,
        path,
        id,
        by: last.by,
        files,
        ...(last.act === 'restore' && { restored: true }),
      },
    ];
  });
}
