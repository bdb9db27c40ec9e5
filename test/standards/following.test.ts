/** Standards follow their matters where the list gives these to another department (arts. 6, 9). */
import { expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, FOOD } from '../contract-http/county.ts';
import { act, agreed, propose } from './story.ts';

it('a cap and a proposal go to the department that the list names, and are its to repeal', async () => {
  const here = await countyHere();
  const cap = await agreed(here, { type: 'cap', title: '总量', cap: { quantity: 3, unit: '家' }, public: false });
  const proposed = (await propose(here, { title: '新条件' })).json.id;
  const both = await agreed(here, { title: '两项', matters: [FOOD, '371525-SCJG-002'] });
  const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
  const rows = items.map((row: { code: string }) =>
    row.code === FOOD ? { ...row, department: 'NYNC', section: 'NZJG' } : row,
  );
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
  const body = { validFrom: '2026-09-29', items: rows, superior };
  const { version } = (await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body })).json;
  expectRefusal(await here.call('GET', `/standards/${proposed}`, { as: 'nync.head' }), 404, 'not-found');
  here.clock.set('2026-09-29T08:40:00+08:00');
  await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);

  const read = async (id: string, as: string) => (await here.call('GET', `/standards/${id}`, { as })).json;
  expect(await read(cap, 'nync.head')).toMatchObject({ status: 'confirmed', department: 'NYNC' });
  expect(await read(proposed, 'nync.head')).toMatchObject({ status: 'proposed', department: 'NYNC' });
  const repeal = { from: '2026-10-09', reason: '不再需要' };
  expect((await act(here, cap, 'repeal', 'scjg.head', repeal)).status).toBe(404);
  expect((await act(here, cap, 'repeal', 'nync.head', repeal)).json.status).toBe('repealing');
  expect((await act(here, cap, 'confirm', 'spj.admin')).json.repealedFrom).toBe('2026-10-09');
  expect((await act(here, proposed, 'withdraw', 'nync.head')).json.status).toBe('withdrawn');
  // One of its matters is still the old department's.
  expect(await read(both, 'scjg.head')).toMatchObject({ department: 'SCJG' });
  const { items: history, verified } = (await here.call('GET', `/standards/${cap}/history`, { as: 'nync.head' })).json;
  expect([verified, history.map((entry: { act: string }) => entry.act)]).toEqual([
    true,
    ['open', 'confirm', 'follow', 'repeal', 'confirm'],
  ]);
});
