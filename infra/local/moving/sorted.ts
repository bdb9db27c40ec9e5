/** Items in order of key from a source that has none, in constant memory: sorted runs on the disk, merged. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item } from '../../../shared/ports.ts';
import { compareKeys, lineOf } from './format.ts';
import { linesOf } from './lines.ts';

/** Characters of a run's lines that are held in memory at once. */
const RUN = 32 * 1024 * 1024;
const PIECE = 1024 * 1024;

export class SortedRuns {
  readonly #folder: string;
  readonly #runSize: number;
  readonly #runs: string[] = [];
  #lines: { key: string; line: string }[] = [];
  #size = 0;

  constructor(folder: string, runSize = RUN) {
    this.#folder = folder;
    this.#runSize = runSize;
  }

  async add(item: Item): Promise<void> {
    const line = lineOf(item);
    this.#lines.push({ key: item.key, line });
    this.#size += line.length;
    if (this.#size >= this.#runSize) await this.end();
  }

  /** Writes what is held as a run. */
  async end(): Promise<void> {
    if (this.#lines.length === 0) return;
    const path = join(this.#folder, `run-${this.#runs.length}`);
    this.#lines.sort((a, b) => compareKeys(a.key, b.key));
    let piece = '';
    for (const { line } of this.#lines) {
      piece += `${line}\n`;
      if (piece.length < PIECE) continue;
      await appendFile(path, piece, { mode: 0o600 });
      piece = '';
    }
    await appendFile(path, piece, { mode: 0o600 });
    this.#runs.push(path);
    [this.#lines, this.#size] = [[], 0];
  }

  /** All items in order of key; as often as it is called. */
  async *items(): AsyncGenerator<Item> {
    const readers = this.#runs.map((path) => linesOf(path));
    const heads = await Promise.all(readers.map(next));
    for (;;) {
      let first = -1;
      for (const [i, head] of heads.entries()) {
        const best = heads[first];
        if (head && (!best || compareKeys(head.key, best.key) < 0)) first = i;
      }
      const item = heads[first];
      if (!item) return;
      yield item;
      heads[first] = await next(readers[first] as AsyncGenerator<string>);
    }
  }
}

async function next(reader: AsyncGenerator<string>): Promise<Item | undefined> {
  const { value, done } = await reader.next();
  return done ? undefined : (JSON.parse(value) as Item);
}
