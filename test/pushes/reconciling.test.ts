/** What a list does not have is looked for page by page: whole, each once, and nothing is read that the list has. */
import { describe, expect, it } from 'vitest';
import { unknownTo } from '../../functions/register/reconciliations.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { Position } from '../../shared/exchange/list.ts';
import { at, JURISDICTION, testCounty } from '../desk.ts';
import { inProcess } from '../in-process.ts';

const PERIOD = { from: '2026-09-14', to: '2026-09-14' };

describe('a reconciliation', () => {
  it('goes on where an answer ended, until all is told, and holds one page of records at a time', async () => {
    const read: string[][] = [];
    const county = await testCounty(at('2026-09-14T09:00'), (store) => ({
      get: (key) => store.get(key),
      getMany: (keys) => {
        read.push([...keys]);
        return store.getMany(keys);
      },
      query: (index, partition, page) => store.query(index, partition, page),
      commit: (puts, first) => store.commit(puts, first),
    }));
    const pushes = [];
    for (let i = 0; i < 450; i++) pushes.push(await county.push({ reference: `R${i}` }));
    county.clock(at('2026-10-12T09:00'));
    await county.push({ reference: 'LATER', occurredAt: '2026-10-12T08:50:00+08:00' });
    const listed = new Set(pushes.slice(0, 100).map(({ id }) => exchangeKey(JURISDICTION, id)));
    const looked = { source: 'SPJ', org: 'SPJ', ...PERIOD, listed };
    read.length = 0;
    const unknown: string[] = [];
    let answers = 0;
    for (let after: Position | null = null, more = true; more; answers++) {
      const told = await unknownTo(county.desk, { ...looked, after }, -1);
      unknown.push(...told.unknown);
      [after, more] = [told.next, told.next !== null];
    }
    expect(answers).toBe(3);
    expect(unknown.toSorted()).toEqual(
      pushes
        .slice(100)
        .map(({ reference }) => reference)
        .toSorted(),
    );
    expect(Math.max(...read.map((keys) => keys.length))).toBeLessThanOrEqual(200);
    expect(read.flat().filter((key) => listed.has(key))).toEqual([]);
    const { next, unknown: atOnce } = await unknownTo(county.desk, { ...looked, after: null });
    expect([next, atOnce.toSorted()]).toEqual([null, unknown.toSorted()]);
  });

  it('goes on for the same list alone', async () => {
    const { call } = await inProcess();
    const body = { ...PERIOD, items: [] };
    const answer = await call('POST', '/reconciliations?cursor=eyJ4', { as: 'construction', body });
    expect([answer.status, answer.json.errors[0].pointer]).toEqual([422, '?cursor']);
  });
});
