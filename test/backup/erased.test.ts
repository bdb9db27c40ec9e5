/** The list beside the backups: what was quarantined and is so still; a line that was cut off. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { erasedIn } from '../../infra/local/backup/erased.ts';
import { addErased, linesAt, linesOf } from '../../infra/local/backup/erasing.ts';
import type { Item } from '../../shared/ports.ts';
import { folder } from '../home/products.ts';

const A = { at: '2026-11-26T09:00:00+08:00', jurisdiction: '371525', path: 'pushes', id: 'a'.repeat(32), files: [] };
const B = { ...A, id: 'b'.repeat(32), by: 'spj.officer' };

const LATER = '2026-11-27T09:00:00+08:00';
type Line = Parameters<typeof addErased>[1][number];

test.each<[says: string, lines: (object | string)[], left: string[]]>([
  ['nothing is left out', [A, B], [A.id, B.id]],
  ['one was put in its place again', [A, B, { ...A, restored: true }], [B.id]],
  ['and quarantined once more', [A, { ...A, restored: true }, B, A], [B.id, A.id]],
  ['the last line was cut off', [A, '{"at":"2026'], [A.id]],
])('%s', async (_, lines, left) => {
  const path = join(await folder(), 'erased.jsonl');
  writeFileSync(path, lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'));
  expect((await erasedIn(path)).map(({ id }) => id)).toEqual(left);
});

test('a line that is damaged within is said; no list is none', async () => {
  const path = join(await folder(), 'erased.jsonl');
  expect(await erasedIn(path)).toEqual([]);
  writeFileSync(path, `{"at":\n${JSON.stringify(A)}\n`);
  await expect(erasedIn(path)).rejects.toThrow('第 1 行不完整');
});

test.each([
  ['quarantine', [{ id: A.id, by: 'spj.officer', files: ['f'] }]],
  ['restore', [{ id: A.id, by: 'spj.officer', files: ['f'], restored: true }]],
  ['claim', []],
])('of a commit that ends with %s', (act, lines) => {
  const history = [{ act, at: Date.parse('2026-11-26T09:00:00+08:00'), by: 'spj.officer' }];
  const record = { key: `371525#exchange#${A.id}`, value: { ...A, kind: 'push', history } };
  const file = { key: '371525#file#f', value: { id: 'f', state: 'gone', records: [A.id] } };
  const items = [record, file].map((item) => ({ head: 'x', places: {}, ...item })) as Item[];
  const found = linesOf(items).map(({ at: _, jurisdiction: __, path: ___, ...line }) => line);
  expect(found).toEqual(lines);
});

test.each<[says: string, there: object[], added: Line[], left: (string | undefined)[]]>([
  ['is there, if only empty', [], [], []],
  ['keeps what it has, and gains what it lacks', [A], [A, B], [undefined, 'spj.officer']],
  ['has a line once', [], [B, B], ['spj.officer']],
  ['has one that was put in its place again', [A], [A, { ...A, restored: true }], [undefined, undefined]],
  ['keeps whose act it was, whoever restores', [B], [{ ...B, at: LATER, by: 'system' }], ['spj.officer']],
  ['takes a restore’s where it knows no other', [], [{ ...B, by: 'system' }], ['system']],
])('a list %s', async (_, there, added, left) => {
  const path = join(await folder(), 'made', 'erased.jsonl');
  addErased(path, there as Line[]);
  addErased(path, added);
  expect(linesAt(path).map(({ by }) => by)).toEqual(left);
});
