/** What a request reads: its caller's account, the county and its calendar by one round, each thing once. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { splitKey } from '../../shared/keys.ts';
import type { Store } from '../../shared/ports.ts';
import { type InProcess, inProcess } from '../in-process.ts';

const PUSH = {
  kind: 'approval',
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { documentNumber: '冠审批许字〔2026〕1号', name: '食品经营许可证', number: 'JY1371525000123' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予许可。',
};

let home: InProcess;
let calls: string[] = [];

/** Notes the families that each call reads or writes. */
function noting(store: Store): Store {
  const families = (keys: readonly string[]): string => keys.map((key) => splitKey(key).family).join(' ');
  const noted = <T>(call: string, done: () => T): T => {
    calls.push(call);
    return done();
  };
  return {
    get: (key) => noted(`get ${families([key])}`, () => store.get(key)),
    getMany: (keys) => noted(`get ${families(keys)}`, () => store.getMany(keys)),
    query: (index, partition, page) => noted(`query ${index}`, () => store.query(index, partition, page)),
    commit: (puts, first) =>
      noted(`put ${families(puts.map(({ item }) => item.key))}`, () => store.commit(puts, first)),
  };
}

const callsOf = async (...[method, path, options]: Parameters<InProcess['call']>): Promise<string[]> => {
  calls = [];
  const { status } = await home.call(method, path, options);
  return [String(status), ...calls];
};

const CALLER = ['get identity', 'get accounts county timekeeping'];

beforeAll(async () => {
  home = await inProcess({ store: noting(openSqliteStore(':memory:')) });
  // The first use of each token is written.
  for (const as of ['spj.officer', 'spj.admin', 'scjg.officer']) await home.call('GET', '/pushes?box=in', { as });
});

describe('one request', () => {
  it('reads the account, the county and the calendar by one round, and nothing twice', async () => {
    const pushed = await callsOf('POST', '/pushes', { as: 'spj.officer', body: { ...PUSH, reference: 'R-1' } });
    expect(pushed.slice(0, 4)).toEqual(['201', ...CALLER, 'get exchange']);
    expect(pushed.filter((call) => call.includes('county'))).toHaveLength(1);
    expect(pushed.at(-1)).toBe('put exchange');
    const next = await callsOf('POST', '/pushes', { as: 'spj.officer', body: { ...PUSH, reference: 'R-2' } });
    const rows = (calls: readonly string[]): number => calls.filter((call) => call === 'get boundary').length;
    // The versions, and the row once: what is published never changes.
    expect([rows(pushed), rows(next)]).toEqual([2, 1]);
    const listed = await home.call('GET', '/pushes?box=in', { as: 'scjg.officer' });
    const inbox = await callsOf('GET', '/pushes?box=in&status=pending', { as: 'scjg.officer' });
    expect(inbox).toEqual(['200', ...CALLER, 'query in', 'get exchange exchange']);
    const path = `/pushes/${listed.json.items[0].id}`;
    expect(await callsOf('GET', path, { as: 'scjg.officer' })).toEqual(['200', ...CALLER, 'get exchange']);
    expect(await callsOf('POST', `${path}/claim`, { as: 'scjg.officer', body: {} })).toEqual([
      ...['200', ...CALLER, 'get exchange', 'put exchange'],
    ]);
  });

  it('reads the calendar anew once it has entered something itself', async () => {
    const body = { from: '2026-10-09', to: '2026-10-09', documentNumber: '冠政办〔2026〕9号', reason: '系统检修' };
    const entered = await callsOf('POST', '/calendar/extensions', { as: 'spj.admin', body });
    expect(entered[0]).toBe('200');
    const written = entered.findIndex((call) => call.startsWith('put timekeeping'));
    expect(entered.slice(written).some((call) => call === 'get county timekeeping')).toBe(true);
  });
});
