/**
 * Which records have been quarantined, so that a restore takes them from sight again: in the data folder, and beside
 * every backup of it. Written when the quarantine is durable; JSON lines `{at, jurisdiction, path, id, by, files}`, ids
 * alone. One that was put in its place again has a further line, `restored: true`. What lay under seal and has been
 * destroyed has one as well: `destroyed`, the records that it held.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import type { CommitListener } from '../../../shared/adapters/sqlite-store.ts';
import { WrittenItem } from '../../../shared/adapters/stored-json.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import type { Held } from '../../../shared/exchange/held.ts';
import type { KeptFile } from '../../../shared/files/file.ts';
import { splitKey } from '../../../shared/keys.ts';
import { KINDS } from '../../../shared/kinds.ts';
import type { Item, Log } from '../../../shared/ports.ts';
import { formatInstant } from '../../../shared/time.ts';
import { PLATFORM } from './blanking.ts';
import { type Erased, parsed } from './erased.ts';

/** The acts that take a record from sight and give it back. */
const ACTS: readonly string[] = ['quarantine', 'restore'];
const QUOTED = ACTS.map((act) => JSON.stringify(act));

/**
 * Told of commits, it writes into each of these lists what they have quarantined. What cannot be written is logged, and
 * stops nothing.
 */
export function keepErased(lists: readonly string[], log: Log): CommitListener {
  // A record is written again as its mails go out.
  const written = new Map<string, string>();
  return (items) => {
    const lines = linesOf(items.filter(mayBeErased)).filter(({ id, at }) => written.get(id) !== at);
    if (lines.length === 0) return;
    for (const list of lists) {
      try {
        append(list, lines);
      } catch (error) {
        log.error('erased-unkept', { list, records: lines.map(({ id }) => id).join() }, error);
      }
    }
    for (const { id, at } of lines) written.set(id, at);
  };
}

/** Of what is written nearly nothing is: a record is not read for this. */
function mayBeErased(item: Item): boolean {
  return splitKey(item.key).family !== 'exchange' || !(item instanceof WrittenItem) || item.mayHave(QUOTED);
}

/**
 * Adds to the list what it lacks. A list without lines is made too: it says that nothing has been quarantined. Where
 * the list knows whose act a quarantine was, that of a restore, which only did it again, is left out.
 */
export function addErased(list: string, lines: readonly Erased[]): void {
  const there = linesAt(list);
  const [facts, ids] = [new Set(there.map(factOf)), new Set(there.map(({ id }) => id))];
  const lacking: Erased[] = [];
  for (const line of lines) {
    const isAgain = line.by === PLATFORM.by && ids.has(line.id);
    if (!facts.has(factOf(line)) && !isAgain) lacking.push(line);
    facts.add(factOf(line));
    ids.add(line.id);
  }
  append(list, lacking);
}

/** All whole lines of the list, also of what has been put in its place again. */
export function linesAt(list: string): Erased[] {
  return existsSync(list) ? readFileSync(list, 'utf8').split('\n').flatMap(parsed) : [];
}

function factOf({ at, jurisdiction, id, restored = false }: Erased): string {
  return [at, jurisdiction, id, restored].join(' ');
}

/** The line of what has been destroyed under seal. */
export function destroyedLine(item: Item): Line[] {
  const { jurisdiction, id, state, records, decided } = item.value as Partial<Held>;
  if (state !== 'destroyed' || !jurisdiction || !id || !records || !decided) return [];
  const files = [...new Set(records.flatMap((record) => record.files))];
  const destroyed = records.map((record) => record.id);
  return [{ at: formatInstant(decided.at), jurisdiction, path: 'sealed', id, by: decided.by, files, destroyed }];
}

function append(list: string, lines: readonly object[]): void {
  mkdirSync(dirname(list), { recursive: true, mode: 0o700 });
  appendFileSync(list, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600, flush: true });
}

/**
 * The records whose latest act is a quarantine, with the files that it took, or the restoring of one; and what has been
 * destroyed under seal.
 */
export function linesOf(items: readonly Item[]): Line[] {
  const of = (family: string): Item[] => items.filter(({ key }) => splitKey(key).family === family);
  const gone = goneIn(of('file'));
  const records = of('exchange').flatMap(({ value }) => {
    const { history } = value as Exchange;
    return lineOf(value as Exchange, history.at(-1), gone);
  });
  return [...records, ...of('held').flatMap(destroyedLine)];
}

/** All records of a store that have been quarantined, whatever happened to them afterwards, as `linesOf`. */
export function linesIn(store: SqliteSnapshot): Line[] {
  const gone = goneIn([...store.family('file')]);
  const lines = [...store.family('exchange')].flatMap(({ value }) => {
    const { history } = value as Exchange;
    return lineOf(
      value as Exchange,
      history.findLast(({ act }) => ACTS.includes(act)),
      gone,
    );
  });
  const destroyed = [...store.family('held')].flatMap(destroyedLine);
  return [...lines, ...destroyed].sort((a, b) => (a.at < b.at ? -1 : 1));
}

interface Line extends Erased {
  readonly at: string;
  readonly path: string;
  readonly files: readonly string[];
}

function goneIn(files: readonly Item[]): KeptFile[] {
  return files.map(({ value }) => value as KeptFile).filter(({ state }) => state === 'gone');
}

function lineOf(
  { jurisdiction, id, kind }: Exchange,
  last: Exchange['history'][number] | undefined,
  gone: readonly KeptFile[],
): Line[] {
  if (last === undefined || !ACTS.includes(last.act)) return [];
  const files = gone.filter(({ records }) => records?.includes(id)).map((one) => one.id);
  const path = KINDS.get(kind)?.path ?? kind;
  const restored = last.act === 'restore' && { restored: true };
  return [{ at: formatInstant(last.at), jurisdiction, path, id, by: last.by, files, ...restored }];
}
