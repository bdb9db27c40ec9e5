/**
 * A Chinese document has the commands and the names of the English one: the same code blocks, but for their comments,
 * and the same words in `inline code`. What is changed in one and not in the other fails here.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const translations = globSync('docs/*.zh-CN.md', { cwd: ROOT }).toSorted();
/** Also within a list, where it is indented. */
const BLOCK = /^ *```(.*)\n([\s\S]*?)^ *```$/gm;

/** The `#` stays, so that a comment in one of the two alone is a difference. */
function withoutComments(code: string): string {
  return code.replace(/(?<=^|\s)# .*$/gm, '#');
}

function blocksOf(text: string): { language: string; code: string }[] {
  return [...text.matchAll(BLOCK)].map(([, language = '', code = '']) => ({ language, code: withoutComments(code) }));
}

/** Each once, in order; a line may end within one. */
function inlineCodeOf(text: string): string[] {
  const found = [...text.replace(BLOCK, '').matchAll(/`([^`]+)`/g)];
  return [...new Set(found.map(([, code = '']) => code.replace(/\s+/g, ' ')))].toSorted();
}

function headOf(text: string): string {
  return text.split('\n').slice(0, 5).join('\n');
}

describe.each(translations)('%s', (translation) => {
  const original = translation.replace('.zh-CN.md', '.md');
  const chinese = readFileSync(join(ROOT, translation), 'utf8');
  const english = readFileSync(join(ROOT, original), 'utf8');

  it('has the code blocks of the English document', () => expect(blocksOf(chinese)).toEqual(blocksOf(english)));

  it('has its inline code', () => expect(inlineCodeOf(chinese)).toEqual(inlineCodeOf(english)));

  it('leads to it in its first lines, and is led to', () => {
    expect(headOf(chinese)).toContain(`[English](${basename(original)})`);
    expect(headOf(english)).toContain(`[简体中文](${basename(translation)})`);
  });
});

it('looks at all of them', () => expect(translations.length).toBeGreaterThanOrEqual(3));

it.each([
  ['npm ci   # brings the Node', 'npm ci   #', 'a comment'],
  ['client_max_body_size 100m;   # as FILE_MB', 'client_max_body_size 100m;   #', 'in any language'],
  [`-d '{"account": "#1"}'`, `-d '{"account": "#1"}'`, 'no space before it: no comment'],
  ['$(token construction)', '$(token construction)', 'nothing to leave out'],
])('compares %s as %s: %s', (line, compared) => expect(withoutComments(line)).toBe(compared));
