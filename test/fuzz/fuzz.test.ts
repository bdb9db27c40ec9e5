/**
 * Every route with what its own declaration takes, nearly: never a fault, every refusal a problem document in Chinese,
 * and nothing written by what is refused. `FUZZ_RUNS=100000` goes on longer, from another seed each time.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import type { Route } from '../../functions/http/route.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Store } from '../../shared/ports.ts';
import { countyHere, expectRefusal } from '../contract-http/county.ts';
import { runs } from '../runs.ts';
import { bytesOf, fittingBut, NASTY, nearly } from './hostile.ts';
import { sampleBody, schemaOf } from './sample.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? runs(2000));
const SEED = process.env.FUZZ_RUNS ? undefined : 20_220_902;

let written = 0;
const kept = openSqliteStore(':memory:');
const store: Store = {
  get: (key) => kept.get(key),
  getMany: (keys) => kept.getMany(keys),
  query: (index, partition, page) => kept.query(index, partition, page),
  commit: async (puts, first) => {
    const result = await kept.commit(puts, first);
    if (result.committed) written += puts.length;
    return result;
  },
};
const here = await countyHere({ store });
const ids = await Promise.all(['A', 'B', 'C'].map(async (reference) => (await here.push(reference)).json.id));
await here.act(ids[1], 'claim', 'scjg.officer');
await here.act(ids[2], 'return', 'scjg.officer', { reason: '某' });
const { problem } = (await here.act(ids[1], 'dispute', 'scjg.officer', { reason: '某' })).json;

const WORDS: Readonly<Record<string, readonly string[]>> = {
  id: [...ids, problem, '0'.repeat(32)],
  year: ['2026', '2027', '2028', '2029', '9999', '-1'],
  org: ['SCJG', 'ZHZF', 'NOBODY'],
  account: ['fuzz.one', 'fuzz.two', 'A B'],
  quarter: ['2026Q3', '2026Q2', '2026Q5', '0000Q1', '9999Q4'],
};
const odd = fc.constantFrom(
  ...NASTY.filter((value): value is string => typeof value === 'string' && value.isWellFormed()),
);

/** A path with each of its parameters known, or odd one time in eight. */
function pathOf({ path }: Route): fc.Arbitrary<string> {
  const parts = path.split('/').map((part) => {
    const name = /^\{(\w+)\}/.exec(part)?.[1];
    if (!name) return fc.constant(part);
    const known = fc.constantFrom(...(WORDS[name] ?? ['x']));
    const one = fc.oneof({ weight: 7, arbitrary: known }, { weight: 1, arbitrary: odd.map(encodeURIComponent) });
    return one.map((value) => part.replace(`{${name}}`, value || '%20'));
  });
  return fc.tuple(...parts).map((all) => all.join('/'));
}

function queryOf({ query }: Route): fc.Arbitrary<string> {
  const schema = query ? schemaOf(query()) : {};
  const known = Object.entries(schema.properties ?? {}).map(([name, one]) => {
    const pair = nearly(one, schema).map((value) => `${name}=${encodeURIComponent(asText(value).toWellFormed())}`);
    return fc.option(pair, { nil: null, freq: 2 });
  });
  const strange = fc.constantFrom(
    '__proto__=1',
    'limit=1&limit=2',
    'jurisdiction=371524',
    'cursor=W10',
    '%FF=%FF',
    '=',
    '&&',
    'x',
  );
  const beside = fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: strange });
  return fc.tuple(beside, ...known).map((all) => all.filter((one) => one !== null).join('&'));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const ACCOUNTS = [
  ...['spj.officer', 'spj.admin', 'scjg.head', 'scjg.officer', 'wjj.officer', 'zfb.office', 'construction'],
];

/** What can be done twice as often as what can be read. */
const often = [...ROUTES, ...ROUTES.filter(({ body }) => body)];

const asked = fc.constantFrom(...often).chain((route) => {
  const schema = route.body ? schemaOf(route.body()) : {};
  const headers = fc.record(
    {
      'idempotency-key': fc.constantFrom('k', 'k2', 'k3', 'k4', 'k5', 'x y', ''),
      'if-match': fc.constantFrom('*', '"0"', 'W/"1"', ''),
    },
    { requiredKeys: [] },
  );
  return fc.record({
    id: fc.constant(route.id),
    path: pathOf(route),
    query: queryOf(route),
    as: fc.constantFrom(...ACCOUNTS),
    body: route.body
      ? bytesOf(fc.oneof(nearly(schema, schema), fittingBut(sampleBody(route.body()))))
      : fc.constant(undefined),
    headers,
  });
});

it(`answers ${RUNS} requests as the contract says, whatever is in them`, { timeout: 3_600_000 }, async () => {
  const seen = new Map<number, number>();
  // Everybody has signed in: that is written, also where a request is refused.
  for (const as of ACCOUNTS) await here.call('GET', '/me', { as });
  // The county has its key: what has to be sealed makes it once, also where the act is then refused.
  await here.push('W', { licence: { number: 'T110101199003070791' } });
  // Without a list the query of credit answers 503: nothing must look clean then.
  const list = await here.call('PUT', '/credit/lists/red', { as: 'spj.admin', body: { entries: [] } });
  expect(list.status).toBe(200);
  const answersWell = fc.asyncProperty(asked, async ({ id, path, query, as, body, headers }) => {
    const { method, form } = ROUTES.find((route) => route.id === id) as Route;
    const before = [written, here.logged.filter(({ error }) => error !== undefined).length];
    const answer = await here.call(method, `${path}?${query}`, { as, body, headers });
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    expect(answer.status).toBeLessThan(500);
    // Of a form a wrong client is told as OAuth wants it.
    const asOAuth = form !== undefined && [400, 401].includes(answer.status);
    if (asOAuth) expect(answer.json.error).toMatch(/^[a-z_]+$/);
    else if (answer.status >= 400) expectRefusal(answer, answer.status, answer.json?.code);
    const only = answer.status >= 400;
    const after = [only ? written : before[0], here.logged.filter(({ error }) => error !== undefined).length];
    expect(after).toEqual(before);
  });
  await fc.assert(answersWell, { numRuns: RUNS, ...(SEED !== undefined && { seed: SEED }) });
  // Enough of it must have been taken, or the rest says little.
  const taken = [...seen].reduce((sum, [status, n]) => sum + (status < 300 ? n : 0), 0);
  expect(taken).toBeGreaterThan(RUNS / 50);
});
