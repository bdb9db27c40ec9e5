/** The calls that `/docs` gives to copy: whoever copies one as it stands takes nothing away from anybody. */
import { expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { curlOf } from '../../functions/docs/example.ts';
import { operationsOf } from '../../functions/docs/read.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { type InProcess, inProcess } from '../in-process.ts';

const document = await openApiDocument(ROUTES, { address: '' });
const calls = operationsOf(document)
  .filter(({ method }) => method !== 'GET')
  .map((operation) => ({ id: operation.id, ...parsed(curlOf(document, operation)) }));

interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

/** A call from the line that a reader copies. */
function parsed(curl: string): Call {
  const [first = '', ...rest] = curl.split(' \\\n  ');
  const [, method = '', path = ''] = /^curl -X (\w+) '(.*)'$/.exec(first) ?? [];
  const quoted = (flag: string) =>
    rest.filter((line) => line.startsWith(`${flag} `)).map((line) => line.slice(4, -1).replaceAll(`'\\''`, `'`));
  const headers = quoted('-H').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const wanted = headers.filter(([name]) => !['Authorization', 'Content-Type'].includes(name));
  const [json] = quoted('-d');
  const lower = wanted.map(([name, value]) => [name.toLowerCase(), value]);
  return { method, path, headers: Object.fromEntries(lower), body: json === undefined ? undefined : JSON.parse(json) };
}

/** Every organisation and every account, with all that each has and may do. */
async function rights({ call }: InProcess): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  const { items } = (await call('GET', '/organisations', { as: 'spj.admin' })).json;
  for (const org of items) {
    all.set(org.code, org);
    const accounts = (await call('GET', `/organisations/${org.code}/accounts`, { as: 'spj.admin' })).json.items;
    for (const account of accounts) all.set(account.account, account);
  }
  return all;
}

it('are there for everything that changes something', () => {
  expect(calls.map(({ id }) => id)).toEqual(expect.arrayContaining(['putOrganisation', 'putAccount', 'dropSecret']));
  const puts = calls.filter(({ method }) => method === 'PUT').map(({ id, path }) => [id, path]);
  expect(Object.fromEntries(puts)).toMatchObject({
    putOrganisation: '/organisations/XSDW',
    putAccount: '/organisations/XSDW/accounts/xsdw.officer',
  });
});

it('add what is new, and leave every organisation and account of the demonstration what it was', async () => {
  const here = await inProcess();
  const before = await rights(here);
  expect(before.size).toBeGreaterThan(50);
  for (const as of ['spj.admin', 'scjg.admin', 'zfb.office', 'jw.discipline']) {
    for (const { method, path, headers, body } of calls) {
      const { status } = await here.call(method, path, { as, headers, ...(body !== undefined && { body }) });
      expect([path, status < 500]).toEqual([path, true]);
    }
  }
  const after = await rights(here);
  for (const [name, had] of before) expect([name, after.get(name)]).toEqual([name, had]);
  expect(after.get('XSDW')).toMatchObject({ name: '新设单位', defaultSection: 'ZHK' });
  expect(after.get('xsdw.officer')).toMatchObject({ roles: ['officer'], active: true, subject: 'wangwu' });
});

it('are right as they stand where nothing but a made-up id or the day is in the way', async () => {
  const named = (id: string): Call => calls.find((one) => one.id === id) as Call & { id: string };
  const made = async (here: InProcess, as: string, { method, path, headers, body }: Call) =>
    (await here.call(method, path, { as, headers, body })).status;
  expect(await made(await inProcess({ matters: null }), 'spj.admin', named('publishBoundaryList'))).toBe(201);
  const here = await inProcess({ now: '2026-10-08T09:00:00+08:00' });
  expect(await made(here, 'spj.officer', named('openLetter'))).toBe(201);
  expect(await made(here, 'scjg.officer', named('openExpert'))).toBe(201);
  expect(await made(here, 'scjg.officer', named('objectToCircular'))).toBe(404);
});
