/**
 * Comments fit into 120 columns, as the formatter holds code to; rows of tables and addresses are as long as they are.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const COLUMNS = 120;
const FOLDERS = ['shared', 'functions', 'infra', 'test', 'bench'];
const sources = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }));
const COMMENT = /^\s*(?:\/\/|\/?\*)/;
/** A row of a table, and what cannot be broken. */
const WHOLE = /^\s*\* \||biome-ignore|https?:/;

it('comments', () => {
  const wide = sources
    .filter((file) => !file.includes('node_modules'))
    .flatMap((file) => {
      const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
      return lines.flatMap((line, i) =>
        line.length > COLUMNS && COMMENT.test(line) && !WHOLE.test(line) ? [`${file}:${i + 1}`] : [],
      );
    });
  expect(wide).toEqual([]);
  expect(sources.length).toBeGreaterThan(800);
});
