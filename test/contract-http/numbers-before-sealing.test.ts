/**
 * Licences that were pushed before identity numbers in licence numbers were sealed (details E1): they lie under the
 * number as it was said, and are found, ended and known again all the same.
 */
import { expect, it, vi } from 'vitest';
import { approval, countyHere, expectRefusal } from './county.ts';

const before = vi.hoisted(() => ({ sealing: false }));
vi.mock('../../shared/pushes/sealed-numbers.ts', async (actual) => {
  const module = await actual<typeof import('../../shared/pushes/sealed-numbers.ts')>();
  const withSealedNumbers: typeof module.withSealedNumbers = (at, push) =>
    before.sealing ? Promise.resolve(push) : module.withSealedNumbers(at, push);
  return { ...module, withSealedNumbers };
});

/** A made-up person's. */
const ID = '371525198501012348';
const LICENCE = { name: '特种作业操作证', number: `T${ID}`, documentNumber: `冠应急〔2026〕${ID}号` };
const said = { licence: LICENCE, summary: '准予' };
const here = await countyHere();
const get = (path: string, as = 'spj.officer') => here.call('GET', path, { as });

before.sealing = true;
const old: string = (await here.push('T-1', said)).json.id;
before.sealing = false;
await here.act(old, 'claim', 'scjg.officer');

it('sent again it is the same push, and with other content another', async () => {
  const again = await here.call('POST', '/pushes', { as: 'spj.officer', body: approval('T-1', said) });
  expect([again.status, again.json.id]).toEqual([200, old]);
  const body = approval('T-1', { ...said, licence: { ...LICENCE, number: 'T371525198601072348' } });
  expectRefusal(await here.call('POST', '/pushes', { as: 'spj.officer', body }), 409, 'reference-reused');
});

it('another source with the same document number is told that it may be a duplicate', async () => {
  const body = approval('T-2', { ...said, decision: 'changed' });
  const { json } = await here.call('POST', '/pushes', { as: 'construction', body });
  expect(json.warnings.map(({ code }: { code: string }) => code)).toEqual(['possible-duplicate']);
});

it('is found by its numbers, and shown masked wherever more than it is shown', async () => {
  const { json } = await get(`/pushes?box=out&documentNumber=${encodeURIComponent(LICENCE.documentNumber)}`);
  expect(json.items.map(({ id }: { id: string }) => id)).toContain(old);
  const timeline = (await get(`/timeline?licence=T${ID}`)).json.items;
  expect(timeline.map(({ id }: { id: string }) => id)).toContain(old);
  const entries = (await get(`/register?licence=T${ID}`, 'scjg.officer')).json.items;
  expect(entries).toMatchObject([{ pushes: [old], licence: { number: 'T371525********2348' } }]);
  for (const [path, as] of [
    ['/pushes?box=out', 'spj.officer'],
    ['/pushes?box=in&detail=whole', 'scjg.officer'],
    ['/register', 'scjg.officer'],
    [`/timeline?licence=T${ID}`, 'spj.officer'],
  ] as const) {
    const { status, text } = await get(path, as);
    expect([path, status, text.includes(ID)]).toEqual([path, 200, false]);
  }
  for (const as of ['spj.officer', 'scjg.officer']) {
    expect((await get(`/pushes/${old}`, as)).json.licence).toMatchObject(LICENCE);
  }
  expect((await get(`/pushes/${old}`, 'zfb.office')).text).not.toContain(ID);
});

it('is what a list of finished approvals names by its number', async () => {
  const items = [{ reference: LICENCE.documentNumber, completedAt: approval('x').occurredAt }];
  const body = { from: '2026-09-28', to: '2026-09-28', items };
  const { status, json } = await here.call('POST', '/reconciliations', { as: 'spj.officer', body });
  expect([status, json.missing]).toEqual([200, []]);
});

it('what is cancelled now ends the entry that was begun then', async () => {
  const { json } = await here.push('T-3', { licence: LICENCE, decision: 'cancelled', summary: '注销' });
  expect(json.warnings.map(({ code }: { code: string }) => code)).not.toContain('nothing-to-end');
  await here.act(json.id, 'claim', 'scjg.officer');
  const entries = (await get('/register', 'scjg.officer')).json.items;
  expect(entries).toMatchObject([{ state: 'ended', pushes: [old, json.id] }]);
});
