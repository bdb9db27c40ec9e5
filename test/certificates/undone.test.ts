/**
 * What ends a licence is undone: its certificate and the verification of its promise go on where they were.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, type Here } from '../contract-http/county.ts';

const CLINIC = '371525-WJJ-002';
const DEPT = 'wjj.officer';
const BUREAU = 'spj.officer';

const sent = async (here: Here, reference: string, more: object = {}) => {
  const said = { matter: CLINIC, party: { name: '冠县某某诊所' }, licence: { number: 'JY-1' }, ...more };
  return (await here.push(reference, said)).json;
};
const act = (here: Here, path: string, as: string, body: object = {}) => here.call('POST', path, { as, body });
const read = async (here: Here, path: string) => (await here.call('GET', path, { as: DEPT })).json;

/** A licence on a promise, granted and taken over on 2026-09-28: certificate due 10-16, verification 11-27. */
async function granted(here: Here) {
  const push = await sent(here, 'A', { commitment: true });
  const { verification } = (await here.act(push.id, 'claim', DEPT)).json;
  const [certificate, commitment] = [`/certificates/${push.certificate}`, `/commitments/${verification}`];
  return { push: push.id as string, certificate, commitment };
}
type Licence = Awaited<ReturnType<typeof granted>>;

const states = async (here: Here, { certificate, commitment }: Licence) =>
  Promise.all([certificate, commitment].map(async (at) => (await read(here, at)).status));
const cancels = (here: Here, more: object = {}) => sent(here, 'X', { decision: 'cancelled', ...more });
const withdraws = (here: Here, id: string) => here.act(id, 'withdraw', BUREAU, { reason: '误推' });

const ENDED = ['ended', 'ended'];
const OPEN = ['pending', 'pending'];

describe('a cancellation that is pushed ends both; undone, they go on to the days on which they were due', () => {
  it.each<[string, (here: Here, id: string) => Promise<unknown>]>([
    ['withdrawn', withdraws],
    ['returned', (here, id) => here.act(id, 'return', DEPT, { reason: '未注销过' })],
    [
      'corrected to another number',
      (here) => cancels(here, { reference: 'Y', corrects: 'X', licence: { number: 'JY-9' } }),
    ],
  ])('%s', async (_how, undo) => {
    const here = await countyHere();
    const licence = await granted(here);
    const { id } = await cancels(here);
    expect(await states(here, licence)).toEqual(ENDED);
    expect(await read(here, licence.certificate)).toMatchObject({ endReason: 'licence', endedBy: id, due: null });
    here.clock.set('2026-09-29T09:00:00+08:00');
    await undo(here, id);
    const open = { status: 'pending', endReason: null, endedBy: null, late: null };
    expect(await read(here, licence.certificate)).toMatchObject({ ...open, due: '2026-10-16' });
    expect(await read(here, licence.commitment)).toMatchObject({ ...open, due: '2026-11-27' });
    const inbox = (await here.call('GET', '/inbox', { as: DEPT })).json.items;
    expect(inbox.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['certificate', 'commitment']),
    );
  });

  it('claimed, it has ended them; corrected after that, once the correction is claimed', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    await here.act((await cancels(here)).id, 'claim', DEPT);
    expect(await states(here, licence)).toEqual(ENDED);
    const other = await cancels(here, { reference: 'Y', corrects: 'X', licence: { number: 'JY-9' } });
    expect(await states(here, licence)).toEqual(ENDED);
    await here.act(other.id, 'claim', DEPT);
    expect(await states(here, licence)).toEqual(OPEN);
  });

  it('corrected by one that ends the same licence, they stay ended once that is claimed', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    await here.act((await cancels(here)).id, 'claim', DEPT);
    const other = await cancels(here, { reference: 'Y', corrects: 'X', summary: '依申请注销' });
    await here.act(other.id, 'claim', DEPT);
    expect(await states(here, licence)).toEqual(ENDED);
  });

  it('granted anew at the very instant of the cancellation, what follows the new grant is open', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    await here.act((await cancels(here)).id, 'claim', DEPT);
    const { certificate } = await sent(here, 'B');
    expect([await states(here, licence), (await read(here, `/certificates/${certificate}`)).status]).toEqual([
      ENDED,
      'pending',
    ]);
  });

  it('of two that end it, each alone undoes nothing that the other has ended', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    const first = await cancels(here);
    await here.act((await cancels(here, { reference: 'Y', decision: 'revoked' })).id, 'claim', DEPT);
    await withdraws(here, first.id);
    expect(await states(here, licence)).toEqual(ENDED);
  });

  it('returned and sent again, it ends them once it is claimed', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    const { id } = await cancels(here);
    await here.act(id, 'return', DEPT, { reason: '请核对' });
    const again = (await here.act(id, 'readdress', BUREAU, { org: 'WJJ' })).json.id;
    expect(await states(here, licence)).toEqual(OPEN);
    await here.act(again, 'claim', DEPT);
    expect(await states(here, licence)).toEqual(ENDED);
  });
});

it('a correction of the grant that is withdrawn gives back what followed the grant', async () => {
  const here = await countyHere();
  const licence = await granted(here);
  const { id } = await sent(here, 'B', { corrects: 'A', commitment: true, summary: '更正' });
  expect(await states(here, licence)).toEqual(ENDED);
  await withdraws(here, id);
  expect(await states(here, licence)).toEqual(OPEN);
});

it('begins where the licence has gone meanwhile, with what was ordered', async () => {
  const here = await countyHere();
  const licence = await granted(here);
  const order = { outcome: 'to-rectify', on: '2026-09-28', text: '某', rectifyBy: '2026-10-09' };
  await act(here, `${licence.commitment}/verify`, DEPT, order);
  const { id } = await cancels(here);
  const { problem } = (await here.act(licence.push, 'dispute', DEPT, { reason: '不属本局' })).json;
  await act(here, `/problems/${problem}/transfer`, BUREAU, { org: 'SCJG', reason: '按职责划分' });
  const next = (await read(here, `/pushes/${licence.push}`)).supersededBy;
  await here.act(next, 'claim', 'scjg.officer');
  await withdraws(here, id);
  expect(await states(here, licence)).toEqual(ENDED);
  const items = async (path: string) => (await here.call('GET', path, { as: 'scjg.officer' })).json.items;
  // Ten working days from the day on which SCJG hears of it.
  expect(await items('/certificates?box=in')).toMatchObject([{ status: 'pending', due: '2026-10-16' }]);
  expect(await items('/commitments?box=in')).toMatchObject([{ status: 'rectifying', due: '2026-10-09' }]);
});

describe('days that pass meanwhile', () => {
  it('are owed by nobody: what was due then begins anew', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    const { id } = await cancels(here);
    await here.act(id, 'claim', DEPT);
    here.clock.set('2026-10-20T09:00:00+08:00');
    const other = await cancels(here, { reference: 'Y', corrects: 'X', licence: { number: 'JY-9' } });
    await here.act(other.id, 'claim', DEPT);
    // Ten working days from 10-20.
    expect(await read(here, licence.certificate)).toMatchObject({ status: 'pending', due: '2026-11-03', late: null });
  });

  it('what was late before is late still', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    here.clock.set('2026-10-20T09:00:00+08:00');
    const late = { due: '2026-10-16' };
    expect((await read(here, licence.certificate)).late).toMatchObject(late);
    const { id } = await cancels(here);
    await withdraws(here, id);
    expect(await read(here, licence.certificate)).toMatchObject({ status: 'pending', due: '2026-10-16', late });
  });

  it('of a rectification that was ordered are those that were said', async () => {
    const here = await countyHere();
    const licence = await granted(here);
    const order = { outcome: 'to-rectify', on: '2026-09-28', text: '某', rectifyBy: '2026-10-09' };
    await act(here, `${licence.commitment}/verify`, DEPT, order);
    const { id } = await cancels(here);
    await withdraws(here, id);
    expect(await read(here, licence.commitment)).toMatchObject({ status: 'rectifying', due: '2026-10-09' });
  });
});
