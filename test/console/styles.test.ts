/** What pages are marked with has a style: a class that the sheet does not know looks as if there were none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const CONSOLE = join(import.meta.dirname, '../../functions/console');
const sheet = readFileSync(join(CONSOLE, 'assets/console.css'), 'utf8');

it('the sheet knows every class that pages write', () => {
  const files = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const unknown = files.flatMap((file) => {
    const text = readFileSync(join(CONSOLE, file), 'utf8');
    // What a template puts together is left out.
    const named = [...text.matchAll(/class="([^"$]*)/g)].flatMap(([, names = '']) => names.split(' '));
    return [...new Set(named)]
      .filter((name) => name !== '' && !name.endsWith('-') && !new RegExp(`\\.${name}(?![\\w-])`).test(sheet))
      .map((name) => `${file}: ${name}`);
  });
  expect(unknown).toEqual([]);
});
