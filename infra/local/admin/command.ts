/** A command of `npm run admin`. */
import type { Options } from './options.ts';

export interface Command {
  readonly name: string;
  /** Chinese. */
  readonly summary: string;
  readonly options: Options;
  /** Answers what to print. */
  run(args: readonly string[]): Promise<string>;
}

/** Where the data lies: in every command. */
export const dataDir = {
  value: '<目录>',
  help: '数据目录',
  preset: process.env.DATA_DIR || '.data',
} as const;
