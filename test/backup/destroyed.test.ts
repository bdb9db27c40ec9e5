/** What a restore destroys again of the evidence that lies under seal: what has been destroyed, and nothing else. */
import { expect, test } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { destroyAgain } from '../../infra/local/backup/blanking.ts';
import { countyHere } from '../contract-http/county.ts';

const LINE = { at: '2026-09-28T09:00:00+08:00', jurisdiction: '371525' };

test('the item itself, and none that merely holds one of its records', async () => {
  const here = await countyHere();
  const desk = deskAt(here.platform, LINE.jurisdiction);
  const quarantined = async (reference: string): Promise<string> => {
    const { id } = (await here.push(reference)).json;
    await here.act(id, 'claim', 'scjg.officer');
    await here.act(id, 'dispute', 'scjg.officer', { reason: '不归本局' });
    await here.act(id, 'quarantine', 'spj.officer', { reason: '误发' });
    return id;
  };
  const held = async (): Promise<{ id: string; state: string; records: { id: string }[] }[]> =>
    (await here.call('GET', '/sealed', { as: 'zfb.office' })).json.items;
  const states = async () => Object.fromEntries((await held()).map(({ records, state }) => [records[0]?.id, state]));
  const [a, b] = [await quarantined('A'), await quarantined('B')];
  const item = (await held()).find(({ records }) => records[0]?.id === a);
  const records = item?.records.map(({ id }) => id) ?? [];

  // Another item held the same record before: this one is undecided.
  const another = { ...LINE, id: 'f'.repeat(32), destroyed: [...records, b] };
  expect([await destroyAgain(desk, another), await states()]).toEqual([false, { [a]: 'held', [b]: 'held' }]);
  const itself = { ...LINE, id: item?.id ?? '', destroyed: records };
  expect([await destroyAgain(desk, itself), await states()]).toEqual([true, { [a]: 'destroyed', [b]: 'held' }]);
  expect(await destroyAgain(desk, itself)).toBe(false);
});
