/** Handing over (art. 16): joining and leaving take effect at once, and no open work is lost on the way. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { goOn } from '../../shared/accounts/handing-over.ts';
import { LEASE, type Moving, movingItem, movingKey, readMoving } from '../../shared/accounts/moving.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';
import { runs } from '../runs.ts';

const handOver = (here: Here, account: string, body: object, as = 'scjg.admin') =>
  here.call('POST', `/organisations/SCJG/accounts/${account}/hand-over`, {
    as,
    body: { leave: false, reason: '岗位调整', ...body },
  });
const settle = async (here: Here, account: string, more: object = {}) => {
  const issuer = here.platform.settings.issuers[0]?.issuer;
  const identity = { issuer, subject: subjectOf(JURISDICTION, account) };
  const body = { name: account, roles: ['officer'], sections: 'all', ...identity, ...more };
  expect((await here.call('PUT', `/organisations/SCJG/accounts/${account}`, { as: 'scjg.admin', body })).status).toBe(
    201,
  );
};
const given = async (here: Here, reference: string, handler: string): Promise<string> => {
  const { id } = (await here.push(reference)).json;
  expect((await here.act(id, 'assign', 'scjg.head', { handler })).status).toBe(200);
  return id;
};
const handlerOf = async (here: Here, id: string) => {
  const { to, handlerAccount } = (await here.read(id, 'scjg.head')).json;
  return [to.handler, handlerAccount];
};

it('under one Idempotency-Key it is one hand-over', async () => {
  const here = await countyHere();
  const call = (body: object) =>
    here.call('POST', '/organisations/SCJG/accounts/scjg.officer/hand-over', {
      ...{ as: 'scjg.admin', headers: { 'idempotency-key': 'once' } },
      body: { to: 'scjg.head', leave: false, reason: '岗位调整', ...body },
    });
  await given(here, 'A-1', 'scjg.officer');
  const [first, again] = [await call({}), await call({})];
  expect([first.status, first.json.moved, again.status, again.json]).toEqual([200, 1, 200, first.json]);
  expectRefusal(await call({ reason: '调离' }), 409, 'idempotency-key-reused');
});

describe('whoever leaves', async () => {
  const here = await countyHere();
  const [first, second] = [await given(here, 'A-1', 'scjg.officer'), await given(here, 'A-2', 'scjg.officer')];
  const done = await given(here, 'A-3', 'scjg.officer');
  await here.act(done, 'claim', 'scjg.officer');
  const others = await given(here, 'A-4', 'scjg.head');
  const letter = (
    await here.call('POST', '/letters', {
      as: 'spj.officer',
      body: { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '了解情况', text: '请函复。' },
    })
  ).json.items[0].id;
  await here.call('POST', `/letters/${letter}/assign`, { as: 'scjg.head', body: { handler: 'scjg.officer' } });
  const answer = await handOver(here, 'scjg.officer', { to: 'scjg.head', leave: true, reason: '调离' });

  it('is gone at the next request, and the open work of every kind is the other’s', async () => {
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ moved: 3, to: 'scjg.head', sectionsWithoutOwner: [] });
    expect((await here.call('GET', '/me', { as: 'scjg.officer' })).status).toBe(401);
    for (const id of [first, second, others]) expect(await handlerOf(here, id)).toEqual(['scjg.head', 'scjg.head']);
    const read = await here.call('GET', `/letters/${letter}`, { as: 'scjg.head' });
    expect(read.json.handlerAccount).toBe('scjg.head');
    const mine = (await here.call('GET', '/inbox?handler=me', { as: 'scjg.head' })).json.items;
    expect(mine.map(({ id }: { id: string }) => id).sort()).toEqual([first, second, others, letter].sort());
  });

  it('what is done stays as it was, and the history says who moved what', async () => {
    expect(await handlerOf(here, done)).toEqual(['scjg.officer', 'scjg.officer']);
    const { items, verified } = (await here.call('GET', `/pushes/${first}/history`, { as: 'scjg.head' })).json;
    expect([verified, items.at(-1)]).toMatchObject([
      true,
      { act: 'reassign', by: 'scjg.admin', detail: { to: 'scjg.head', reason: '调离' } },
    ]);
  });

  it('nothing is given to them any more', async () => {
    const refused = await here.act(first, 'assign', 'scjg.head', { handler: 'scjg.officer' });
    expectRefusal(refused, 422, 'invalid', ['/handler']);
    expectRefusal(await here.act(first, 'assign', 'scjg.head', { handler: '张三' }), 422, 'invalid', ['/handler']);
  });

  it('again it moves nothing', async () => {
    const again = await handOver(here, 'scjg.officer', { to: 'scjg.head', leave: true });
    expect([again.status, again.json.moved]).toEqual([200, 0]);
  });
});

describe('handing over', async () => {
  const here = await countyHere();
  await settle(here, 'scjg.food', { sections: ['SPXK'] });
  await settle(here, 'scjg.drugs', { sections: ['SPSC'] });
  const id = await given(here, 'B-1', 'scjg.food');

  it.each<[string, string, object, string[]]>([
    ['to somebody who acts in other sections', 'scjg.food', { to: 'scjg.drugs' }, ['/to']],
    ['to oneself', 'scjg.food', { to: 'scjg.food' }, ['/to']],
    ['to nobody of the organisation', 'scjg.food', { to: 'wjj.officer' }, ['/to']],
    ['to an administrator', 'scjg.food', { to: 'scjg.admin' }, ['/to']],
    ['of a section that is not there', 'scjg.food', { section: 'NONE' }, ['/section']],
    ['of one section when leaving', 'scjg.food', { section: 'SPXK', leave: true }, ['/section']],
    ['without a reason', 'scjg.food', { reason: '' }, ['/reason']],
  ])('%s does not fit', async (_what, account, body, pointers) => {
    expectRefusal(await handOver(here, account, body), 422, 'invalid', pointers);
  });

  it('is for administrators, of their own organisation or the bureau’s', async () => {
    expectRefusal(await handOver(here, 'scjg.food', {}, 'scjg.head'), 403, 'not-allowed');
    expectRefusal(await handOver(here, 'scjg.food', {}, 'wjj.admin'), 404, 'not-found');
    expectRefusal(await handOver(here, 'scjg.nobody', {}), 404, 'not-found');
    expectRefusal(await handOver(here, 'scjg.admin', { leave: true }), 409, 'own-account');
  });

  it('of another section moves nothing; to nobody it waits for who assigns it', async () => {
    expect((await handOver(here, 'scjg.food', { section: 'SPSC' })).json.moved).toBe(0);
    expect((await handOver(here, 'scjg.food', { section: 'SPXK' }, 'spj.admin')).json.moved).toBe(1);
    expect(await handlerOf(here, id)).toEqual([null, undefined]);
    expect((await here.call('GET', '/me', { as: 'scjg.food' })).status).toBe(200);
  });
});

describe('more than one request moves', async () => {
  const here = await countyHere();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await given(here, `C-${n}`, 'scjg.officer'));
  const desk = deskAt(here.platform, JURISDICTION);
  const now = here.clock.now();
  const moving: Moving = {
    ...{ jurisdiction: JURISDICTION, id: 'd'.repeat(32), org: 'SCJG', account: 'scjg.officer', to: 'scjg.head' },
    ...{
      section: null,
      reason: '调离',
      by: 'scjg.admin',
      startedAt: now,
      moved: 0,
      finishedAt: null,
      wakes: now + LEASE,
    },
  };
  const item = movingItem(moving);
  await desk.ports.store.commit([{ item, expected: null }]);
  const progress = (as = 'scjg.admin') => here.call('GET', `/organisations/SCJG/hand-overs/${moving.id}`, { as });

  it('is gone on with by its timer, and looked at once more for what was assigned meanwhile', async () => {
    const begun = await goOn(desk, { moving, head: item.head }, { atOnce: 3 });
    expect([begun.moved, begun.finishedAt, begun.wakes]).toEqual([3, null, now]);
    expect((await progress()).json).toMatchObject({ moved: 3, finishedAt: null });
    await wakeKey(here.platform, item.key);
    expect((await progress()).json).toMatchObject({ moved: 5, finishedAt: '2026-09-28T09:00:00+08:00' });
    const late = await given(here, 'C-LATE', 'scjg.officer');
    here.clock.advance(LEASE);
    await wakeKey(here.platform, item.key);
    here.clock.advance(LEASE);
    await wakeKey(here.platform, movingKey(JURISDICTION, moving.id));
    expect((await readMoving(desk, moving.id))?.moving).toMatchObject({ moved: 6, wakes: null });
    for (const id of [...ids, late]) expect(await handlerOf(here, id)).toEqual(['scjg.head', 'scjg.head']);
  });

  it('is shown to administrators of that organisation alone', async () => {
    expectRefusal(await progress('scjg.head'), 403, 'not-allowed');
    expectRefusal(await progress('wjj.admin'), 404, 'not-found');
    const other = `/organisations/SPJ/hand-overs/${moving.id}`;
    expectRefusal(await here.call('GET', other, { as: 'spj.admin' }), 404, 'not-found');
  });
});

test.each([true, false])('what is handed over is laid down and told of by one commit (leave: %s)', async (leave) => {
  const store = openSqliteStore(':memory:');
  const here = await countyHere({ store });
  const commits: string[][] = [];
  const recording = {
    get: (key: string) => store.get(key),
    getMany: (keys: readonly string[]) => store.getMany(keys),
    query: (...asked: Parameters<typeof store.query>) => store.query(...asked),
    commit: (...written: Parameters<typeof store.commit>) => {
      commits.push(written[0].map(({ item }) => item.key.split('#').slice(1, 3).join(' ')));
      return store.commit(...written);
    },
  };
  here.platform.ports.store = recording;
  expect((await handOver(here, 'scjg.officer', { to: 'scjg.head', leave })).status).toBe(200);
  const laid = commits.find((keys) => keys.some((key) => key.startsWith('moving ')));
  expect(laid).toContain('audit hand-overs/SCJG');
  expect(laid?.includes('accounts SCJG')).toBe(leave);
});

type Step =
  | { do: 'push' }
  | { do: 'assign'; nth: number; who: number }
  | { do: 'claim'; nth: number }
  | { do: 'hand-over'; who: number; to: number | null };
const PEOPLE = ['scjg.officer', 'scjg.head', 'scjg.third'];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ do: 'push' as const }),
  fc.record({ do: fc.constant('assign' as const), nth: fc.nat(5), who: fc.nat(2) }),
  fc.record({ do: fc.constant('claim' as const), nth: fc.nat(5) }),
  fc.record({ do: fc.constant('hand-over' as const), who: fc.nat(2), to: fc.option(fc.nat(2)) }),
);

test('whatever is assigned, done and handed over: no open work is lost, none is anybody else’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const here = await countyHere();
      await settle(here, 'scjg.third');
      const model = new Map<string, { handler: string | null; open: boolean }>();
      const nth = (n: number): string | undefined => [...model.keys()][n % Math.max(model.size, 1)];
      for (const [at, one] of steps.entries()) {
        if (one.do === 'push') model.set((await here.push(`M-${at}`)).json.id, { handler: null, open: true });
        else if (one.do === 'hand-over') await handedOver(here, model, one);
        else {
          const id = nth(one.nth);
          const known = id === undefined ? undefined : model.get(id);
          if (id === undefined || !known?.open) continue;
          const handler = one.do === 'assign' ? (PEOPLE[one.who] as string) : known.handler;
          const done = await here.act(id, one.do, 'scjg.head', one.do === 'assign' ? { handler } : {});
          expect(done.status).toBe(200);
          model.set(id, { handler, open: one.do === 'assign' });
        }
      }
      const listed = (await here.call('GET', '/inbox?limit=100', { as: 'scjg.head' })).json.items;
      const found = listed.map(({ id, to }: { id: string; to: { handler: string | null } }) => [id, to.handler]);
      const expected = [...model].filter(([, { open }]) => open).map(([id, { handler }]) => [id, handler]);
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: runs(20) },
  );
}, 60_000);

async function handedOver(
  here: Here,
  model: Map<string, { handler: string | null; open: boolean }>,
  { who, to }: { who: number; to: number | null },
): Promise<void> {
  if (who === to) return;
  const [from, heir] = [PEOPLE[who] as string, to === null ? null : (PEOPLE[to] as string)];
  const mine = [...model].filter(([, { handler, open }]) => open && handler === from);
  const answer = await handOver(here, from, { to: heir });
  expect([answer.status, answer.json.moved]).toEqual([200, mine.length]);
  for (const [id, known] of mine) model.set(id, { ...known, handler: heir });
}
