/**
 * What lies beside records and goes with a quarantine: the name of a party as it is searched, the rows of a draft, what
 * readers asked for. Whatever fails after the commit that took the words from sight, a timer ends it.
 */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { countyHere, type Here } from '../contract-http/county.ts';
import { FaultyStore } from '../faulty-store/store.ts';
import { CATERING, drafting } from '../list-drafts/story.ts';

const NAME = '鑫旺达养殖场';
const OFFICE = 'zfb.office';
const party = { type: 'organisation', name: NAME };

/** A store whose commits fail once so many have been made, of which one tells whether it holds a text anywhere. */
function failing() {
  const inner = openSqliteStore(':memory:');
  const store = new FaultyStore(inner);
  const failAfter = (most: number): void => {
    let commits = 0;
    store.reschedule(({ method }) => (method === 'commit' && ++commits > most ? { outcome: 'fail' } : undefined));
  };
  const items = () => [...inner.all()];
  const forms = (text: string) => [text, Buffer.from(text.slice(0, 2), 'utf8').toString('hex')];
  const holds = (text: string) => forms(text).some((form) => JSON.stringify(items()).includes(form));
  const found = () => items().filter(({ places }) => places.name).length;
  return { store, failAfter, holds, found };
}

/** Wakes what waits for that; answers how much there was. */
async function woken(here: Pick<Here, 'platform'>): Promise<number> {
  const { store } = here.platform.ports;
  const shards = await Promise.all(Array.from({ length: 8 }, (_, n) => store.query('wake', `${n}`, { limit: 500 })));
  const keys = shards.flat().flatMap(({ key }) => (key.split('#')[1] === 'beside' ? [key] : []));
  for (const key of keys) await wakeKey(here.platform, key);
  return keys.length;
}

const named = async (here: Here): Promise<string[]> => {
  const { json } = await here.call('GET', `/pushes?box=out&name=${NAME.slice(0, 2)}`, { as: 'spj.officer' });
  return json.items.map(({ reference }: { reference: string }) => reference);
};

describe('the name of a party', () => {
  it.each([1, 2, 3, 5, 7, 8])('goes though all but %i commits of the quarantine fail', async (most) => {
    const { store, failAfter, holds, found } = failing();
    const here = await countyHere({ store });
    const { id } = (await here.push('A', { party })).json;
    expect([found(), await named(here)]).toEqual([5, ['A']]);
    failAfter(most);
    expect((await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' })).status).toBe(200);
    store.reschedule();
    await woken(here);
    expect([found(), holds(NAME), await woken(here)]).toEqual([0, false, 0]);
  });

  it.each([1, 2, 3, 5, 7, 8])('stays for a push that came when %i commits had been made', async (most) => {
    const { store, failAfter } = failing();
    const here = await countyHere({ store });
    const { id } = (await here.push('A', { party })).json;
    failAfter(most);
    await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' });
    store.reschedule();
    await here.push('B', { party });
    await woken(here);
    expect([await named(here), await woken(here)]).toEqual([['B'], 0]);
  });

  it('is found again once the push is put back, though whoever decided died on the way', async () => {
    const { store, failAfter, found } = failing();
    const here = await countyHere({ store });
    const { id } = (await here.push('A', { party })).json;
    const { hash } = (await here.call('GET', `/pushes/${id}/history`, { as: OFFICE })).json.items.at(-1);
    const evidence = [{ record: id, hash }];
    const body = { limb: 'misconduct', org: 'SCJG', conduct: '不作为', harm: '造成损失', evidence };
    await here.call('POST', '/accountability', { as: OFFICE, body });
    await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' });
    expect(found()).toBe(0);
    const [held] = (await here.call('GET', '/sealed', { as: OFFICE })).json.items;
    failAfter(2);
    const answer = await here.call('POST', `/sealed/${held.id}/restore`, { as: OFFICE, body: { reason: '系证据' } });
    expect([answer.status, await named(here)]).toEqual([200, []]);
    store.reschedule();
    await woken(here);
    expect(await named(here)).toEqual(['A']);
  });

  it('goes from what a reader had asked for', async () => {
    const { store, failAfter, holds } = failing();
    const here = await countyHere({ store });
    const { id } = (await here.push('A', { party })).json;
    const search = `/pushes?org=SPJ&box=out&name=${NAME}`;
    expect((await here.call('GET', search, { as: OFFICE })).json.items).toHaveLength(1);
    failAfter(1);
    await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' });
    expect(holds(NAME)).toBe(true);
    store.reschedule();
    expect([await woken(here), holds(NAME)]).toEqual([1, false]);
  });
});

it('the rows of a draft go though all but the first commit of its quarantine fail', async () => {
  const { store, failAfter, holds } = failing();
  const here = await drafting('2026-10-20', { store });
  await here.change(CATERING, { name: NAME });
  failAfter(1);
  expect((await here.act('quarantine', { reason: '误录' })).status).toBe(200);
  expect(holds(NAME)).toBe(true);
  store.reschedule();
  expect([await woken(here), holds(NAME), await woken(here)]).toEqual([1, false, 0]);
});
