/** The last decision tells how a licence stands, however late it is pushed and wherever its grant goes (art. 17). */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, type Here } from './county.ts';

const PARTY = { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };
const [DAY_1, DAY_2, DAY_3] = ['2026-09-25T09:00:00+08:00', '2026-09-26T09:00:00+08:00', '2026-09-28T08:00:00+08:00'];

async function story() {
  const here = await countyHere();
  const send = async (reference: string, occurredAt: string, more: object = {}) => {
    here.clock.advance(1000);
    return (await here.push(reference, { occurredAt, party: PARTY, licence: { number: 'JY-1' }, ...more })).json;
  };
  const act = async (id: string, name: string, as: string, body: object = {}) => {
    const done = await here.act(id, name, as, body as Record<string, unknown>);
    if (done.status >= 300) throw new Error(done.text);
    return done.json;
  };
  return { here, send, act };
}

async function states(here: Here, org: string): Promise<string[]> {
  const { items } = (await here.call('GET', '/register', { as: `${org}.officer` })).json;
  return items.map(({ state }: { state: string }) => state);
}

/** The matter goes to NYNC on 29 September; the version that says so. */
async function listed(here: Here): Promise<string> {
  const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
  const rows = items.map((row: { code: string }) =>
    row.code === '371525-SCJG-001' ? { ...row, department: 'NYNC', section: 'NZJG' } : row,
  );
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
  const body = { validFrom: '2026-09-29', items: rows, superior };
  return (await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).json.version;
}

async function handedOver(here: Here): Promise<void> {
  const version = await listed(here);
  here.clock.set('2026-09-29T08:40:00+08:00');
  await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
}

const ENDED = { decision: 'cancelled' };

describe('a licence that has been cancelled', () => {
  it('stays so where a change that was decided before is pushed afterwards', async () => {
    const { here, send, act } = await story();
    for (const [reference, day, more] of [
      ['GRANT', DAY_1, {}],
      ['END', DAY_3, ENDED],
      ['CHANGE', DAY_2, { decision: 'changed' }],
    ] as const)
      await act((await send(reference, day, more)).id, 'claim', 'scjg.officer');
    expect(await states(here, 'scjg')).toEqual(['ended']);
    await act((await send('AGAIN', DAY_3)).id, 'claim', 'scjg.officer');
    expect(await states(here, 'scjg')).toEqual(['active']);
  });

  it.each(['SCJG', 'WJJ'])('stays so where its grant, returned before, is readdressed to %s', async (org) => {
    const { here, send, act } = await story();
    const { id } = await send('GRANT', DAY_3);
    await act(id, 'return', 'scjg.officer', { reason: '不属本局' });
    await act((await send('END', DAY_3, ENDED)).id, 'claim', 'scjg.officer');
    const again = await act(id, 'readdress', 'spj.officer', { org });
    await act(again.id, 'claim', `${org.toLowerCase()}.officer`);
    expect(await states(here, org.toLowerCase())).toEqual(['ended']);
  });

  it('stays so where a dispute about its grant is upheld', async () => {
    const { here, send, act } = await story();
    const { id } = await send('GRANT', DAY_2);
    await act(id, 'claim', 'scjg.officer');
    const { problem } = await act(id, 'dispute', 'scjg.officer', { reason: '不属本局' });
    await act((await send('END', DAY_3, ENDED)).id, 'claim', 'scjg.officer');
    const body = { org: 'WJJ', reason: '属卫健' };
    await here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body });
    const [there] = (await here.call('GET', '/pushes?box=in&status=pending', { as: 'wjj.officer' })).json.items;
    await act(there.id, 'claim', 'wjj.officer');
    expect([await states(here, 'wjj'), await states(here, 'scjg')]).toEqual([['ended'], ['transferred']]);
  });

  it.each(['before', 'after'])('is so where it went, though the cancellation is claimed %s the grant', async (when) => {
    const { here, send, act } = await story();
    const { id } = await send('GRANT', DAY_2);
    await act(id, 'claim', 'scjg.officer');
    const { problem } = await act(id, 'dispute', 'scjg.officer', { reason: '不属本局' });
    const end = await send('END', DAY_3, ENDED);
    const body = { org: 'WJJ', reason: '属卫健' };
    await here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body });
    const [there] = (await here.call('GET', '/pushes?box=in&status=pending', { as: 'wjj.officer' })).json.items;
    const claims = [() => act(end.id, 'claim', 'scjg.officer'), () => act(there.id, 'claim', 'wjj.officer')];
    for (const claim of when === 'before' ? claims : claims.toReversed()) await claim();
    expect([await states(here, 'wjj'), await states(here, 'scjg')]).toEqual([['ended'], ['transferred']]);
  });

  it('stays so where the list hands over, later, what was granted before', async () => {
    const { here, send, act } = await story();
    const version = await listed(here);
    const grant = await send('GRANT', DAY_3);
    here.clock.set('2026-09-29T08:40:00+08:00');
    await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
    const end = await send('END', '2026-09-29T08:30:00+08:00', ENDED);
    await act(end.id, 'claim', 'nync.officer');
    await act(grant.id, 'claim', 'scjg.officer');
    here.clock.set('2026-09-29T10:00:00+08:00');
    await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
    expect([await states(here, 'nync'), await states(here, 'scjg')]).toEqual([['ended'], ['transferred']]);
  });

  it('is so at the department that has it, whichever the cancellation names', async () => {
    const { here, send, act } = await story();
    const named = { matter: '371525-SPJ-002' };
    await act((await send('GRANT', DAY_2, { ...named, to: { org: 'FGJ' } })).id, 'claim', 'fgj.officer');
    const made = await send('END', DAY_3, { ...named, ...ENDED, to: { org: 'ZJJ' } });
    expect([made.to.org, made.warnings]).toMatchObject(['FGJ', [{ code: 'goes-to-holder', pointer: '/to/org' }]]);
    await act(made.id, 'claim', 'fgj.officer');
    expect(await states(here, 'fgj')).toEqual(['ended']);
  });
});

it('what the list has given away is the business of the department that has it', async () => {
  const { here, send, act } = await story();
  const { id } = await send('GRANT', DAY_3);
  await act(id, 'claim', 'scjg.officer');
  const [entry] = (await here.call('GET', '/register', { as: 'scjg.officer' })).json.items;
  await handedOver(here);
  const report = (as: string, day: string) =>
    here.call('POST', `/register/${entry.id}/feedback`, { as, body: { result: 'compliant', day, detail: '检查' } });
  here.clock.set('2026-09-30T09:00:00+08:00');
  for (const day of ['2026-09-29', '2026-09-30'])
    expectRefusal(await report('scjg.officer', day), 422, 'invalid', ['/day']);
  expect((await report('scjg.officer', '2026-09-28')).status).toBe(201);
  const [there] = (await here.call('GET', '/register', { as: 'nync.officer' })).json.items;
  const body = { result: 'compliant', day: '2026-09-30', detail: '检查' };
  const theirs = await here.call('POST', `/register/${there.id}/feedback`, { as: 'nync.officer', body });
  expect(theirs.status).toBe(201);
  expect((await here.read(id, 'scjg.officer')).json.acts).not.toContain('dispute');
  expectRefusal(await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本局' }), 409, 'already-readdressed');
});

it('what was changed since goes along with a grant whose dispute is upheld', async () => {
  const { here, send, act } = await story();
  const { id } = await send('GRANT', DAY_1);
  await act(id, 'claim', 'scjg.officer');
  await act((await send('CHANGE', DAY_2, { decision: 'changed' })).id, 'claim', 'scjg.officer');
  const { problem } = await act(id, 'dispute', 'scjg.officer', { reason: '不属本局' });
  const body = { org: 'WJJ', reason: '属卫健' };
  await here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body });
  expect([await states(here, 'scjg'), await states(here, 'wjj')]).toEqual([['transferred'], ['active']]);
});

it('a returned push that is corrected is done with: nothing is owed for it, and it goes nowhere else', async () => {
  const { here, send, act } = await story();
  const { id } = await send('WRONG', DAY_3);
  await act(id, 'return', 'scjg.officer', { reason: '当事人写错' });
  const right = await send('RIGHT', DAY_3, { corrects: 'WRONG', party: { ...PARTY, name: '冠县另一食品有限公司' } });
  const old = (await here.read(id, 'spj.officer')).json;
  expect(old).toMatchObject({ status: 'returned', correctedBy: right.id });
  expect(old.acts).not.toContain('readdress');
  const body = { org: 'WJJ' };
  expectRefusal(
    await here.call('POST', `/pushes/${id}/readdress`, { as: 'spj.officer', body }),
    409,
    'already-readdressed',
  );
  expect((await here.call('GET', '/inbox', { as: 'spj.officer' })).json.items).toEqual([]);
  here.clock.set('2026-10-15T09:00:00+08:00');
  const { items } = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
  expect(items.map(({ act }: { act: string }) => act)).toEqual(['open', 'return', 'note-correcting']);
});
