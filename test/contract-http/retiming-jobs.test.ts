/** `/calendar/jobs`: an entry that takes long is answered 202 at once, and its job is done by timers and the sweep. */
import { describe, expect, it } from 'vitest';
import { sweep } from '../../functions/timers/sweep.ts';
import { Waker } from '../../infra/local/timers/waker.ts';
import { jobKey } from '../../shared/retiming/job.ts';
import { withSpared } from '../../shared/retiming/listed.ts';
import { countyHere, expectRefusal, type Here } from './county.ts';

const NO_TIME = { retiming: { request: 0, wake: 0 } };
const EXTENSION = { from: '2026-09-29', to: '2026-09-30', documentNumber: '冠政办〔2026〕1号', reason: '平台停运' };

const extend = (here: Here, headers = {}) =>
  here.call('POST', '/calendar/extensions', { as: 'spj.admin', body: EXTENSION, headers });
const job = (here: Here, path: string, as = 'spj.admin') => here.call('GET', `/calendar/jobs/${path}`, { as });

describe('an entry for which there is no time', async () => {
  const here = await countyHere({ settings: NO_TIME });
  const { id } = (await here.push('A')).json;
  const again = { 'idempotency-key': 'k-1' };
  const made = await extend(here, again);

  it('is 202 with the address of its job; deadlines are right at once', async () => {
    expect([made.status, made.headers.location]).toEqual([202, '/calendar/jobs/1']);
    expect(made.json).toEqual({
      job: {
        ...{ id: '1', state: 'running', startedAt: '2026-09-28T09:00:00+08:00', finishedAt: null },
        ...{ retimed: 1, unchanged: 0, failed: 0, spared: [], sparedCount: 0 },
      },
    });
    expect((await here.read(id, 'scjg.officer')).json.claimBy).toBe('2026-10-09');
    expect((await job(here, '1')).json).toEqual(made.json.job);
  });

  it('has a timer for its end of lease from the start, and one for at once when it is laid down', () => {
    const set = here.timers.filter(({ key }) => key === jobKey('371525', 1)).map(({ at }) => at - here.clock.now());
    expect(set).toEqual([60_000, 0]);
  });

  it('is done by the sweep, a while at a time', async () => {
    for (let n = 0; (await job(here, '1')).json.state === 'running'; n++) {
      await sweep(here.platform, { window: 0, timeLimit: 60_000 });
      expect(n).toBeLessThan(5);
    }
    expect((await job(here, '1')).json).toMatchObject({ state: 'done', finishedAt: '2026-09-28T09:00:00+08:00' });
  });

  it('sent again it is the same entry with the same result; another body under the key is refused', async () => {
    const repeated = await extend(here, again);
    expect([repeated.status, repeated.json]).toEqual([200, { retimed: 1, unchanged: 0, spared: [] }]);
    const other = { as: 'spj.admin', body: { ...EXTENSION, reason: '停电' }, headers: again };
    expectRefusal(await here.call('POST', '/calendar/extensions', other), 409, 'idempotency-key-reused');
    expectRefusal(await job(here, '2'), 404, 'not-found');
  });

  it('a year’s notice too, with its ETag', async () => {
    const year = await here.call('GET', '/calendar/2026');
    const off = year.json.days.filter((day: { reason: string }) => day.reason.endsWith('放假'));
    const days = off.map(({ date }: { date: string }) => ({ date, working: false, name: '放假' }));
    const headers = { 'if-match': year.headers.etag as string };
    const body = { source: '国办发明电〔2026〕99号', days };
    const put = await here.call('PUT', '/calendar/2026', { as: 'spj.admin', body, headers });
    expect([put.status, put.headers.location, put.headers.etag]).toEqual([202, '/calendar/jobs/2', '"2026.2"']);
    const stale = await here.call('PUT', '/calendar/2026', { as: 'spj.admin', body, headers });
    expectRefusal(stale, 412, 'precondition-failed');
  });

  it.each(['0', '01', '3', 'x', '1%2Fspared%2F0'])('there is no job %s', async (path) => {
    expectRefusal(await job(here, path), 404, 'not-found');
  });

  it("is the bureau's administrator's to see", async () => {
    for (const as of ['spj.officer', 'scjg.admin', 'zfb.office']) {
      expectRefusal(await job(here, '1', as), 403, 'not-allowed');
      expectRefusal(await job(here, '1/spared', as), 403, 'not-allowed');
      expectRefusal(await job(here, '9', as), 404, 'not-found');
    }
  });
});

describe('the spared', async () => {
  const here = await countyHere();
  expect((await extend(here)).status).toBe(200);
  const ids = Array.from({ length: 5300 }, (_, i) => i.toString(16).padStart(32, '0'));
  const { store } = here.platform.ports;
  for (let from = 0; from < ids.length; from += 100) {
    const before = await store.get(jobKey('371525', 1));
    const { job: value, along } = withSpared(before?.value as never, ids.slice(from, from + 100));
    const item = { key: jobKey('371525', 1), head: `h-${from}`, value, places: {} };
    await store.commit([{ item, expected: before?.head ?? null }, ...along]);
  }

  it('a job shows two hundred of them and their number', async () => {
    expect((await job(here, '1')).json).toMatchObject({ spared: ids.slice(0, 200), sparedCount: 5300 });
  });

  it('all of them are listed, page by page', async () => {
    const listed: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null; pages++) {
      const { json }: { json: { items: { push: string }[]; next: string | null } } = await job(
        here,
        `1/spared?limit=200${next === '' ? '' : `&cursor=${next}`}`,
      );
      listed.push(...json.items.map(({ push }) => push));
      next = json.next;
      expect(pages).toBeLessThan(40);
    }
    expect(listed).toEqual(ids);
  });

  it('a cursor belongs to its job', async () => {
    const { json } = await job(here, '1/spared?limit=5');
    await extend(here);
    expectRefusal(await job(here, `2/spared?cursor=${json.next}`), 422, 'invalid', ['?cursor']);
    expectRefusal(await job(here, '1/spared?cursor=x'), 422, 'invalid', ['?cursor']);
    expectRefusal(await job(here, '1/spared?limit=201'), 422, 'invalid', ['?limit']);
  });
});

describe('more spared than one answer holds', async () => {
  const here = await countyHere();
  const key = { 'idempotency-key': 'many' };
  await extend(here, key);

  it('is 202 though it is done', async () => {
    const { store } = here.platform.ports;
    const before = await store.get(jobKey('371525', 1));
    const value = { ...(before?.value as object), pages: 5, spared: ['0'.repeat(32)] };
    const item = { key: jobKey('371525', 1), head: 'h', value, places: {} };
    const pages = Array.from({ length: 5 }, (_, page) => ({
      item: { key: `371525#retiming#1/spared/${page}`, head: 'p', value: { ids: ids(page) }, places: {} },
      expected: null,
    }));
    await store.commit([{ item, expected: before?.head ?? null }, ...pages]);
    const again = await extend(here, key);
    expect([again.status, again.json.job.state, again.json.job.sparedCount]).toEqual([202, 'done', 5001]);
  });
});

const ids = (page: number): string[] =>
  Array.from({ length: 1000 }, (_, i) => (page * 1000 + i + 1).toString(16).padStart(32, '0'));

it('on one machine a job that was laid down is done when the clock goes on, however long it takes', async () => {
  const settings = { retiming: { request: 0, wake: Number.POSITIVE_INFINITY } };
  const here = await countyHere({ settings });
  for (const reference of ['A', 'B', 'C']) await here.push(reference);
  expect((await extend(here)).status).toBe(202);
  const waker = new Waker(here.platform, true, () => {});
  await waker.wakeAll(here.clock.now(), () => false);
  expect((await job(here, '1')).json).toMatchObject({ state: 'done', retimed: 3 });
});
