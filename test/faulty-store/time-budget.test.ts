/**
 * One time for the whole request (details: no attempt begins later than 2 s, none takes longer than 1.5 s): a store
 * that fails, keeps silent or lets somebody else be faster, wherever in the request that is, is a 503 within that time.
 * Once it answers again, the same request is done.
 */
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Store } from '../../shared/ports.ts';
import { countyHere, DEADLINE, expectRefusal, type Here } from '../contract-http/county.ts';
import type { Called } from '../in-process.ts';
import { FaultyStore, type StoreCall } from './store.ts';

type Fault = 'fails' | 'keeps silent' | 'is slower than others';

/** Milliseconds that a refusal may take: the time of the request, and of the attempt that runs at its end. */
const AT_MOST: Readonly<Record<Fault, number>> = {
  fails: 2_000,
  'keeps silent': 3_500,
  'is slower than others': 2_000,
};
/** What a machine that does other things as well may take on top. */
const TOLERANCE = 1_000;

interface Broken {
  here: Here;
  breaks(fault: Fault | null, hits: (call: StoreCall) => boolean): void;
}

async function breakable(): Promise<Broken> {
  const faulty = new FaultyStore(openSqliteStore(':memory:'));
  let lost = false;
  const store: Store = {
    get: (key) => faulty.get(key),
    getMany: (keys) => faulty.getMany(keys),
    query: (...asked) => faulty.query(...asked),
    commit: async (puts, first) => (lost ? { committed: false } : faulty.commit(puts, first)),
  };
  return {
    here: await countyHere({ store }),
    breaks(fault, hits) {
      lost = fault === 'is slower than others';
      const outcome = fault === 'fails' ? { outcome: 'fail' as const } : { delay: 60_000 };
      faulty.reschedule(fault === null || lost ? undefined : (call) => (hits(call) ? outcome : undefined));
    },
  };
}

interface Request {
  name: string;
  /** What it answers once all is well. */
  status: number;
  before?(here: Here): Promise<string>;
  call(here: Here, id: string): Promise<Called>;
}

const KEY = { 'idempotency-key': 'k' };
const pushed = async (here: Here): Promise<string> => (await here.push('A')).json.id;
const due = async (here: Here): Promise<string> => {
  const id = await pushed(here);
  for (const reference of ['B', 'C', 'D']) await here.push(reference);
  here.clock.set(DEADLINE);
  return id;
};
const disputed = async (here: Here): Promise<string> => {
  const id = await pushed(here);
  await here.act(id, 'claim', 'scjg.officer');
  await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本局职责' });
  return id;
};
const returned = async (here: Here): Promise<string> => {
  const id = await pushed(here);
  await here.act(id, 'return', 'scjg.officer', { reason: '不属本局职责' });
  return id;
};

const REQUESTS: readonly Request[] = [
  {
    name: 'a claim',
    status: 200,
    before: pushed,
    call: (here, id) => here.act(id, 'claim', 'scjg.officer', {}, KEY),
  },
  {
    name: 'an act that opens another record',
    status: 201,
    before: returned,
    call: (here, id) => here.act(id, 'readdress', 'spj.officer', { org: 'WJJ' }, KEY),
  },
  {
    name: 'a quarantine, which reaches what was caused',
    status: 200,
    before: disputed,
    call: (here, id) => here.act(id, 'quarantine', 'spj.officer', { reason: '误传' }, KEY),
  },
  {
    name: 'a list of what has fallen due',
    status: 200,
    before: due,
    call: (here) => here.call('GET', '/pushes?box=in', { as: 'scjg.officer' }),
  },
  {
    name: 'an organisation',
    status: 201,
    call: (here) =>
      here.call('PUT', '/organisations/XJD', {
        as: 'spj.admin',
        body: { name: '新街道办事处', type: 'township', mail: null, sections: [], defaultSection: null },
      }),
  },
  {
    name: 'an extension of deadlines',
    status: 200,
    before: pushed,
    call: (here) =>
      here.call('POST', '/calendar/extensions', {
        as: 'spj.admin',
        body: { from: '2026-09-29', to: '2026-09-29', documentNumber: '冠审批〔2026〕9号', reason: '平台故障' },
        headers: KEY,
      }),
  },
];

/** Where in the request the fault sits, by what has been asked of the store since the request began. */
const SITES: Readonly<Record<string, (call: StoreCall, since: number) => boolean>> = {
  'from its first read on': () => true,
  'once it is known who calls': ({ number }, since) => number - since > 2,
  'in writing': ({ method }) => method === 'commit',
};

const CASES = [
  ['fails', 'from its first read on'],
  ['fails', 'once it is known who calls'],
  ['fails', 'in writing'],
  ['keeps silent', 'once it is known who calls'],
  ['keeps silent', 'in writing'],
  ['is slower than others', 'in writing'],
] as const;

describe.concurrent.each(REQUESTS)('$name', (request) => {
  test.each(CASES)('where the store %s %s', async (fault, site) => {
    const { here, breaks } = await breakable();
    const id = (await request.before?.(here)) ?? '';
    let since: number | null = null;
    breaks(fault, (call) => {
      since ??= call.number;
      return SITES[site]?.(call, since) ?? false;
    });
    const begun = performance.now();
    const refused = await request.call(here, id);
    const millis = performance.now() - begun;
    expectRefusal(refused, 503, 'unavailable');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    expect(millis).toBeLessThan(AT_MOST[fault] + TOLERANCE);
    breaks(null, () => false);
    expect((await request.call(here, id)).status).toBe(request.status);
  });
});
