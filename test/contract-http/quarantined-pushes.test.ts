/** A push whose content a quarantine has taken goes nowhere else, and nobody owes that it does (decision 71). */
import { expect, it } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { countyHere, expectRefusal } from './county.ts';

it('disputed, it is transferred to nobody: the problem ends otherwise', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A')).json;
  await here.act(id, 'claim', 'scjg.officer');
  const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本局' })).json;
  await here.act(id, 'quarantine', 'spj.officer', { reason: '误录' });
  const end = (act: string, body: object) =>
    here.call('POST', `/problems/${problem}/${act}`, { as: 'spj.officer', body });
  expectRefusal(await end('transfer', { org: 'WJJ', reason: '属卫健' }), 409, 'already-readdressed');
  expect((await here.read(id, 'spj.officer')).json.supersededBy).toBeNull();
  expect((await end('resolve', { outcome: 'resolution', resolution: '另行推送' })).status).toBe(200);
});

it('returned, it is late for nobody; what was late before is so still', async () => {
  const here = await countyHere();
  const returned = async (reference: string) => {
    const { id } = (await here.push(reference)).json;
    await here.act(id, 'return', 'scjg.officer', { reason: '不属本局' });
    return id as string;
  };
  const [first, second] = [await returned('A'), await returned('B')];
  await here.act(first, 'quarantine', 'spj.officer', { reason: '误录' });
  here.clock.set('2026-10-08T09:00:00+08:00');
  const late = async (id: string) => {
    await here.read(id, 'spj.officer');
    const stored = await here.platform.ports.store.get(`371525#exchange#${id}`);
    return (stored?.value as Exchange | undefined)?.late?.due;
  };
  expect([await late(first), await late(second)]).toEqual([undefined, '2026-09-29']);
  await here.act(second, 'quarantine', 'spj.officer', { reason: '误录' });
  expect(await late(second)).toBe('2026-09-29');
});
