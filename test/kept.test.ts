/** Public files are made once for all who read them, and never one in place of another. */
import readXlsxFile from 'read-excel-file/node';
import { expect, it, vi } from 'vitest';
import type { Answer } from '../functions/http/route.ts';
import { keeping } from '../shared/kept.ts';
import { expectRefusal } from './contract-http/county.ts';
import { demonstrationMatters } from './in-process/county.ts';
import { inProcess } from './in-process.ts';

const answer = (data: string) => ({ status: 200, content: { type: 'text/plain', data } });

it('makes an answer once, keeps the last few, and none that could not be made', async () => {
  const kept = keeping<Answer>(2);
  const make = vi.fn(async () => answer('made'));
  const [one, two] = await Promise.all([kept('a', make), kept('a', make)]);
  expect([one === two, make.mock.calls.length]).toEqual([true, 1]);
  await kept('b', make);
  await kept('a', make);
  await kept('c', make);
  await kept('a', make);
  expect(make).toHaveBeenCalledTimes(3);
  await kept('b', make);
  expect(make).toHaveBeenCalledTimes(4);
  await expect(kept('d', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept('d', async () => answer('now'))).toEqual(answer('now'));
});

it('answers the same bytes again; no search has any, another version and another county have their own', async () => {
  const { call } = await inProcess();
  const workbook = async (query = '') => (await call('GET', `/public/boundary-list.xlsx${query}`)).bytes;
  const rows = async (bytes: Uint8Array) => ((await readXlsxFile(Buffer.from(bytes)))[0]?.data.length ?? 0) - 2;
  const first = await workbook();
  expect(Buffer.compare(first, await workbook())).toBe(0);
  expect(await rows(first)).toBe(demonstrationMatters().length);
  expectRefusal(await call('GET', '/public/boundary-list.xlsx?q=371525-SCJG-001'), 422, 'invalid', ['?q']);
  const { items } = (await call('GET', '/public/boundary-list.json')).json;
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整事项' };
  const body = { validFrom: '2026-09-28', items: items.slice(0, 3), superior };
  expect((await call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).status).toBe(201);
  expect(await rows(await workbook())).toBe(3);
  const elsewhere = await inProcess({ matters: items.slice(0, 5) });
  const theirs = (await elsewhere.call('GET', '/public/boundary-list.xlsx')).bytes;
  expect(await rows(theirs)).toBe(5);
});
