/** Stacks of bundles as lines of the sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundleEntry } from '../../infra/bundle.ts';
import { openJsonLog } from '../../shared/adapters/json-log.ts';
import { inSourceLines } from '../../shared/adapters/source-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'shenguan-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SOURCE = `
export function fails(): void {
  const nothing = null as unknown as { here: string };
  console.log(nothing.here);
}
`;

function stackOfBundle(): string {
  const file = join(folder, 'failing.ts');
  writeFileSync(file, SOURCE);
  bundleEntry({ file }, join(folder, 'bundle'));
  const { fails } = createRequire(import.meta.url)(join(folder, 'bundle', 'index.js')) as { fails: () => void };
  try {
    fails();
  } catch (error) {
    return (error as Error).stack ?? '';
  }
  throw new Error('It did not fail');
}

it('names the line of the source', () => {
  const stack = stackOfBundle();
  expect(stack).toContain(`${join(folder, 'bundle', 'index.js')}:1:`);
  expect(inSourceLines(stack)).toContain('failing.ts:4:23');
  expect(inSourceLines(stack).split('\n')).toHaveLength(stack.split('\n').length);
});

it('leaves alone what has no map', () => {
  const stack = 'Error: no\n    at f (/nowhere/index.js:1:1)\n    at node:internal/timers:573:17';
  expect(inSourceLines(stack)).toBe(stack);
});

it('is what the log writes', () => {
  const lines: string[] = [];
  const clock = { now: () => 0 };
  const log = openJsonLog({ clock, readable: false, write: (line) => void lines.push(line), stack: () => 'mapped' });
  log.error('fault', {}, new Error('no'));
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'fault', stack: 'mapped' });
});
