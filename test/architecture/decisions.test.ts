/** Decisions are named by their number: each has one of its own, and says it in its first line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = join(resolve(import.meta.dirname, '../..'), 'docs/decisions');
const files = readdirSync(FOLDER).toSorted();

it('each has a number of its own, none left out', () => {
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, i) => i + 1));
});

it.each(files)('%s begins with its number', (file) => {
  const number = Number(file.slice(0, 4));
  expect(readFileSync(join(FOLDER, file), 'utf8')).toMatch(new RegExp(`^# ${number}\\. \\S`));
});
