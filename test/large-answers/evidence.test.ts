/** The evidence of a large county through the handler that Lambda runs, with files as S3 keeps them. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { httpHandler } from '../../functions/http/handler.ts';
import { inTime } from '../../functions/lambda.ts';
import { S3Files } from '../../shared/adapters/s3-files.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import type { Files, Store } from '../../shared/ports.ts';
import { subjectOf } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { eventOf } from '../in-process.ts';
import { type ReportingCounty, reportingCounty } from '../reports/county.ts';
import { type KeptFiles, keptFiles } from './kept.ts';

const PATH = '/reports/quarters/2026Q3/evidence.csv';
const COUNT = 720;

let county: ReportingCounty;
let files: KeptFiles;
let port: Files;
/** The index as it is seen: with what it hides, as one that has not caught up. */
let hidden = 0;
/** Milliseconds for each look at it. */
let slow = 0;

beforeAll(async () => {
  files = keptFiles();
  port = files;
  county = await reportingCounty('2026-09-14T09:00', {
    ports: { files: { offer: (...given) => port.offer(...given) } },
  });
  // 2,000 characters that are three bytes each: some 6 KB a line for whoever may see them.
  for (let n = 0; n < COUNT; n++) await county.push(`L-${n}`, { summary: `${n}`.padEnd(2000, '审') });
  await county.nineAt('2026-10-08');
  const { store } = county.platform.ports;
  const query: Store['query'] = async (...given) => {
    if (slow > 0) await pause(slow);
    const entries = await store.query(...given);
    return entries.length > hidden ? entries.slice(hidden) : entries;
  };
  county.platform.ports.store = new Proxy(store, {
    get: (target, name) => {
      if (name === 'query') return query;
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}, 120_000);

const get = (as: string, query = '') => county.call('GET', `${PATH}${query}`, { as });

test('is answered by the way to it, whole and under its name', async () => {
  const answer = await get('zfb.office');
  expect([answer.status, answer.text, answer.headers.location]).toEqual([303, '', 'https://bucket.example/1?signed']);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': expect.any(String) });
  const [kept] = files.kept.splice(0);
  expect(kept?.as).toEqual({
    type: 'text/csv; charset=utf-8',
    disposition: 'attachment; filename="2026Q3-evidence.csv"',
    cache: 'no-store',
  });
  expect(kept?.bytes.length).toBeGreaterThan(4 * 1_048_576);
  expect(kept?.bytes.toString().split('\r\n')).toHaveLength(COUNT + 2);
});

test('is as large as what its reader may see, and refused as ever to who may not', async () => {
  const mine = await get('scjg.officer');
  expect([mine.status, files.kept.splice(0).length]).toEqual([303, 1]);
  // The others' lines have neither party nor summary.
  const theirs = await get('wjj.officer');
  expect([theirs.status, theirs.text.split('\r\n').length]).toEqual([200, COUNT + 2]);
  expect(theirs.text).not.toContain('审审');
  const part = await get('zfb.office', '?org=WJJ');
  expect([part.status, part.text.split('\r\n').length]).toEqual([200, 2]);
  expect((await county.call('GET', PATH)).status).toBe(401);
  expect((await get('zfb.office', '?org=%20')).status).toBe(422);
  expect((await county.call('GET', PATH.replace('Q3', 'Q4'), { as: 'scjg.officer' })).status).toBe(404);
  expect((await county.call('HEAD', PATH, { as: 'zfb.office' })).status).toBe(200);
  expect(files.kept).toEqual([]);
});

test('is not offered where lines are missing', async () => {
  hidden = 1;
  const answer = await get('zfb.office');
  hidden = 0;
  expect([answer.status, answer.json.code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
  expect(files.kept).toEqual([]);
});

test('is 503 and logged while S3 is down; afterwards it is there', async () => {
  process.env.AWS_REGION ??= 'cn-north-1';
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  // A port on which nobody listens.
  port = new S3Files({ bucket: 'b', random: systemRandom, endpoint: 'http://127.0.0.1:9' });
  const answer = await get('zfb.office');
  port = files;
  expect([answer.status, answer.json.code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
  const fault = county.logged.findLast(({ event }) => event === 'fault');
  expect(fault?.error).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  expect((await get('zfb.office')).status).toBe(303);
  files.kept.length = 0;
});

test('is given up when its caller goes away, which is no fault', async () => {
  const gone = new AbortController();
  const issuer = await testIssuer();
  const token = await issuer.token(subjectOf('371525', 'zfb.office'), county.clock.now());
  const faults = () => county.logged.filter(({ event }) => event === 'fault').length;
  const before = faults();
  const handler = httpHandler(county.platform, ROUTES);
  gone.abort();
  const { statusCode } = await handler(eventOf('GET', PATH, {}, token), { gone: gone.signal });
  expect([statusCode, faults(), files.kept.length]).toEqual([499, before, 0]);
});

test('says how to ask for less where there is not the time for all', async () => {
  const issuer = await testIssuer();
  const token = await issuer.token(subjectOf('371525', 'zfb.office'), county.clock.now());
  const handler = inTime(httpHandler(county.platform, ROUTES), 10);
  slow = 20;
  const { statusCode, headers, body } = await handler(eventOf('GET', PATH, {}, token));
  slow = 0;
  expect([statusCode, headers['retry-after'], JSON.parse(body ?? '').detail]).toEqual([
    503,
    '2',
    expect.stringContaining('org'),
  ]);
  expect(files.kept).toEqual([]);
  const enough = inTime(httpHandler(county.platform, ROUTES), 20_000);
  expect((await enough(eventOf('GET', PATH, {}, token))).statusCode).toBe(303);
  files.kept.length = 0;
});

test('is the same bytes for whoever asks again', async () => {
  await get('zfb.office');
  await get('zfb.office');
  const digests = files.kept.splice(0).map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
  expect(new Set(digests).size).toBe(1);
  expect(digests).toHaveLength(2);
});
