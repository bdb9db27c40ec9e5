/** Whether a store's files are still those that were opened. */
import { statSync } from 'node:fs';
import { StoreMoved } from './disk-faults.ts';

/**
 * Whether the file that is open, and its log, still have their names. SQLite goes on writing to files that were
 * removed: what is answered then would be gone with the process.
 */
export class Presence {
  readonly #files: readonly (readonly [path: string, inode: bigint])[];

  constructor(file: string) {
    const names = file === ':memory:' ? [] : [file, `${file}-wal`];
    this.#files = names.flatMap((path): [string, bigint][] => {
      const inode = inodeOf(path);
      return inode === undefined ? [] : [[path, inode]];
    });
  }

  /** Throws `StoreMoved`. */
  check(): void {
    for (const [path, inode] of this.#files) if (inodeOf(path) !== inode) throw new StoreMoved(`${path} is gone`);
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}
