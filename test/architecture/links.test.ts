/** Every link between the documents leads somewhere: to a file that is there, and to a heading in it. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const documents = ['*.md', 'docs/**/*.md'].flatMap((pattern) => globSync(pattern, { cwd: ROOT })).toSorted();
const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g;

function read(file: string): string | null {
  try {
    return readFileSync(join(ROOT, file), 'utf8');
  } catch (error) {
    // A folder is there, and has no headings.
    return (error as NodeJS.ErrnoException).code === 'EISDIR' ? '' : null;
  }
}

/** As Git hosts name headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return headings.map((heading) => heading.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}

it.each(documents)('%s', (document) => {
  const broken = [...(read(document) as string).matchAll(LINK)].flatMap(([link, path = '', anchor]) => {
    const text = read(path === '' ? document : join(dirname(document), path));
    const leads = text !== null && (anchor === undefined || anchorsOf(text).includes(anchor));
    return leads ? [] : [link];
  });
  expect(broken).toEqual([]);
});

it('looks at all of them', () => expect(documents.length).toBeGreaterThan(60));
