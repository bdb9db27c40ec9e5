/**
 * What lies in a data folder beside its store, by which is known that there was one. A first start (or an import) that
 * was killed leaves the lock's files too, but then also `shenguan.db.making`: that is written before the lock is taken,
 * and becomes the store by a rename.
 */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a data folder's store is called, and while it is being made. */
export const STORE = 'shenguan.db';
export const MAKING = `${STORE}.making`;

/** Its log, its copies and its backups; the key of sealed content; lists, mails and files. */
const OURS = /^(?:shenguan(?:\.db|-\d{4}-)|seal\.key|last-backup\.json|erased\.jsonl|(?:mail|attachments)$)/;
const LOCK = 'lock.db';
const OF_THE_LOCK = /^lock\.(?:db|pid)/;

/** The names of what shows that the store of this folder is gone; none for a folder that never had one. */
export function tracesIn(path: string): string[] {
  const names = namesIn(path);
  const ours = names.filter((name) => OURS.test(name) && !name.startsWith(MAKING));
  // Who asks may hold the lock already, so that its files are named as one.
  if (ours.length === 0 && !names.includes(MAKING)) return names.some((name) => OF_THE_LOCK.test(name)) ? [LOCK] : [];
  return ours.map((name) => (statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory() ? `${name}/` : name));
}

/** Says in a folder without any trace that its store is about to be made. */
export function announce(path: string): void {
  if (tracesIn(path).length === 0) writeFileSync(join(path, MAKING), '', { flag: 'a' });
}

function namesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).sort() : [];
}
