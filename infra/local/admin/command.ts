/** A command of `npm run admin`. */
import { divisionCode } from './fitting.ts';
import type { Options } from './options.ts';

/** What a command does at one of the two homes. */
export interface Form {
  /** Chinese. */
  readonly summary: string;
  readonly options: Options;
  /** Answers what to print. */
  run(args: readonly string[]): Promise<string>;
}

/** By itself a command works on a data folder; with `--aws` on a deployed table, where it has such a form. */
export interface Command extends Form {
  readonly name: string;
  readonly aws?: Form;
}

/** Where the data lies: in every command that works on a data folder. */
export const dataDir = {
  value: '<目录>',
  help: '数据目录',
  preset: process.env.DATA_DIR || '.data',
} as const;

/** Of which county, in a folder that holds several. */
export const countyIn = {
  value: '<代码>',
  help: '六位行政区划代码；一个数据目录有几个县的，不填为最先建立的',
  check: divisionCode,
} as const;
