/**
 * The log: one JSON object a line for machines, one short line for people at a terminal. A log never throws: work that
 * was done is not undone because nobody could be told of it.
 */
import { Problem } from '../errors.ts';
import type { Clock, Log } from '../ports.ts';
import { formatInstant } from '../time.ts';

type Fields = Record<string, string | number | boolean | null>;
type Level = 'info' | 'error';

export interface JsonLogOptions {
  readonly clock: Clock;
  /** Takes one line with its line feed. Standard output unless given. */
  readonly write?: (line: string) => void;
  /**
   * True where the lines of one turn of the event loop are written together, which under load saves most of the writes.
   * Only for a process that goes on running: what a crash of the whole machine takes is one turn more.
   */
  readonly together?: boolean;
  /** Short lines instead of JSON. By default where standard output is a terminal. */
  readonly readable?: boolean;
  /** How a stack is written; as it is unless given. */
  readonly stack?: (stack: string) => string;
}

/** Makes a log. In JSON, `at`, `level` and `event` are the line's own and win over fields of that name. */
export function openJsonLog(options: JsonLogOptions): Log {
  const lineByLine = options.write ?? standardOutput();
  const write = options.together ? together(lineByLine) : lineByLine;
  const format = (options.readable ?? process.stdout.isTTY === true) ? readableLine : jsonLine;
  const say = (level: Level, event: string, fields: Fields = {}, error?: unknown) => {
    try {
      write(
        `${format(formatInstant(options.clock.now()), level, event, { ...fields, ...describe(error, options.stack) })}\n`,
      );
    } catch {
      // A full disk or a closed pipe: nowhere is left to say so.
    }
  };
  return Object.freeze({
    info: (event: string, fields?: Fields) => say('info', event, fields),
    error: (event: string, fields?: Fields, error?: unknown) => say('error', event, fields, error),
  });
}

/**
 * Where its reader has gone away, standard output says so by an event, which would end the process if nobody heard it.
 */
function standardOutput(): (line: string) => void {
  if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
  return (line) => void process.stdout.write(line);
}

function ignore(): void {}

/** Also when the process ends: then at once. */
function together(write: (lines: string) => void): (line: string) => void {
  let waiting = '';
  const flush = (): void => {
    const lines = waiting;
    waiting = '';
    if (lines !== '') write(lines);
  };
  process.on('exit', flush);
  return (line) => {
    if (waiting === '') setImmediate(flush);
    waiting += line;
  };
}

function jsonLine(at: string, level: Level, event: string, fields: Fields): string {
  const own = { at, level, event };
  return JSON.stringify({ ...own, ...fields, ...own });
}

/** `09:00:00 event key=value`, errors marked; a stack follows on lines of its own. */
function readableLine(at: string, level: Level, event: string, fields: Fields): string {
  const { stack, ...rest } = fields;
  const pairs = Object.entries(rest).map(([name, value]) => ` ${name}=${visible(String(value))}`);
  const mark = level === 'error' ? '✗ ' : '';
  return `${at.slice(11, 19)} ${mark}${visible(event)}${pairs.join('')}${stack ? `\n${stack}` : ''}`;
}

/**
 * What an error says of itself. A refusal of ours (4xx) is named by its code alone: its text may quote what a person
 * typed. A fault (5xx and whatever else was thrown) comes with its stack and causes, since somebody has to find it.
 */
function describe(error: unknown, written: (stack: string) => string = String): Fields {
  if (error === undefined) return {};
  if (error instanceof Problem && error.status < 500) return { code: error.code };
  const stack = written(stackOf(error, 0));
  return error instanceof Problem ? { code: error.code, stack } : { stack };
}

function stackOf(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined || depth >= 4 ? '' : `\nCaused by: ${stackOf(error.cause, depth + 1)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Line feeds and other control characters as escapes, so that a field cannot forge a line or drive the terminal. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => JSON.stringify(c).slice(1, -1));
}
