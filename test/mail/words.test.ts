/** Every mail that a record may owe has words: of its kind where the kind has declared it, else those of all kinds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KINDS } from '../../shared/kinds.ts';
import { COMMON } from '../../shared/mail/common.ts';

const SHARED = join(import.meta.dirname, '../../shared');

/** What `interface MailTypes` says in all folders: type and kind. */
function declared(): [type: string, kind: string][] {
  const files = readdirSync(SHARED, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) => {
    const [, body = ''] = /interface MailTypes \{([^}]*)\}/.exec(readFileSync(join(SHARED, file), 'utf8')) ?? [];
    return [...body.matchAll(/'?([\w-]+)'?: '([\w*-]+)';/g)].map(([, type, kind]): [string, string] => [
      type as string,
      kind as string,
    ]);
  });
}

test('the declarations are found', () => {
  expect(declared()).toContainEqual(['returned', 'push']);
  expect(declared()).toContainEqual(['arrival', '*']);
});

test.each(declared())('a mail %s of %s', async (type, kind) => {
  if (kind === '*') return expect(Object.keys(COMMON)).toContain(type);
  const words = await KINDS.get(kind)?.mails?.();
  expect(Object.keys(words?.mails ?? {})).toContain(type);
});

test('words that nothing declares are those of mails that all kinds send', async () => {
  const known = new Map(declared());
  for (const [name, { mails }] of KINDS) {
    const types = Object.keys((await mails?.())?.mails ?? {});
    expect(types.filter((type) => !['*', name].includes(known.get(type) ?? ''))).toEqual([]);
  }
});
