/** Acts on many records at once, each by itself, and the filters of lists that pages ask for. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { inProcess } from '../in-process.ts';
import { everything } from '../made-up/everything.ts';

const here = await countyHere();
const ids: string[] = [];
for (const reference of ['B1', 'B2', 'B3']) ids.push((await here.push(reference)).json.id);
const [first, second, third] = ids as [string, string, string];
const list = async (query: string, as = 'scjg.officer'): Promise<string[]> => {
  const { json } = await here.call('GET', `/pushes?${query}`, { as });
  return json.items.map(({ reference }: { reference: string }) => reference).toSorted();
};

describe('assigning many', () => {
  const assign = (body: object, as = 'scjg.officer') => here.call('POST', '/pushes/assign', { as, body });

  it('passes over what has a handler, unless it is to be replaced', async () => {
    await here.act(first, 'assign', 'scjg.officer', { handler: 'scjg.head' });
    const told = (await assign({ ids: [first, second], handler: 'scjg.officer' })).json.results;
    expect(told).toEqual([
      { id: first, ok: false, code: 'already-assigned' },
      { id: second, ok: true, code: null },
    ]);
    const replaced = await assign({ ids: [first], handler: 'scjg.officer', replace: true });
    expect(replaced.json.results).toEqual([{ id: first, ok: true, code: null }]);
  });

  it('says of each record by itself what is wrong with it', async () => {
    const { json } = await assign({ ids: [third], section: 'NONE' }, 'scjg.head');
    expect(json.results).toMatchObject([{ ok: false, code: 'invalid', errors: [{ pointer: '/section' }] }]);
  });

  it('asks for what the act itself asks for', async () => {
    const answer = await assign({ ids: [third] });
    expect([answer.status, answer.json.code]).toEqual([422, 'invalid']);
  });

  it('tells a stranger nothing, also not that somebody handles it', async () => {
    const { json } = await assign({ ids: [first], handler: '某' }, 'wjj.officer');
    expect(json.results).toEqual([{ id: first, ok: false, code: 'not-found' }]);
  });

  it('sent again under the same key it is answered as done', async () => {
    const again = () =>
      here.call('POST', '/pushes/assign', {
        as: 'scjg.officer',
        body: { ids: [third], handler: 'scjg.head' },
        headers: { 'idempotency-key': 'assign-once' },
      });
    expect((await again()).json.results).toEqual((await again()).json.results);
  });
});

describe('lists narrowed', () => {
  it.each([
    ['box=in', ['B1', 'B2', 'B3']],
    ['box=in&handler=me', ['B1', 'B2']],
    ['box=in&handler=none', []],
    ['box=in&section=mine', ['B1', 'B2', 'B3']],
    ['box=in&section=SPSC', []],
    ['box=in&kind=risk', []],
    ['box=in&due=today', []],
    ['box=in&due=overdue', []],
  ])('%s', async (query, found) => expect(await list(query)).toEqual(found));

  it('to those due today, on the last day', async () => {
    here.clock.set('2026-09-30T10:00:00+08:00');
    expect(await list('box=in&due=today')).toEqual(['B1', 'B2', 'B3']);
    const inbox = await here.call('GET', '/inbox?section=mine&handler=me&due=today', { as: 'scjg.officer' });
    expect(inbox.json.items).toHaveLength(2);
  });
});

it('any kind whose act says so has it', async () => {
  const { call } = await inProcess({ kinds: [everything] });
  const body = { title: '某', colour: 'red', to: { org: 'SCJG' } };
  const { id } = (await call('POST', '/everything', { as: 'spj.officer', body })).json;
  const done = await call('POST', '/everything/finish', { as: 'scjg.officer', body: { ids: [id, '0'.repeat(32)] } });
  expect(done.json.results).toEqual([
    { id, ok: true, code: null },
    { id: '0'.repeat(32), ok: false, code: 'not-found' },
  ]);
});

describe('why it is due on that day', () => {
  it('counts each day, and says what the clock is', async () => {
    const { json } = await here.call('GET', `/pushes/${first}/deadline`, { as: 'scjg.officer' });
    expect(json.clock).toMatchObject({ label: '审批信息认领', workingDays: 2, by: '2026-09-30', endOfDay: '24:00' });
    expect(json.days.map(({ date, counted }: { date: string; counted: boolean }) => [date, counted])).toEqual([
      ['2026-09-28', false],
      ['2026-09-29', true],
      ['2026-09-30', true],
    ]);
    expect(json.moves).toEqual([]);
  });

  it('is a secret to strangers, like the record', async () => {
    expect((await here.call('GET', `/pushes/${first}/deadline`, { as: 'wjj.officer' })).status).toBe(404);
  });

  it('says so where there is no clock', async () => {
    const body = { limb: 'misconduct', org: 'SCJG', conduct: '某', harm: '某' };
    const { json } = await here.call('GET', `/pushes/${first}/history`, { as: 'zfb.office' });
    const evidence = [{ record: first, hash: json.items.at(-1).hash }];
    const made = await here.call('POST', '/accountability', { as: 'zfb.office', body: { ...body, evidence } });
    const why = await here.call('GET', `/accountability/${made.json.id}/deadline`, { as: 'zfb.office' });
    expect(why.json).toEqual({ clock: null, days: [], moves: [] });
  });
});
