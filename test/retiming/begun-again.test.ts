/**
 * What an extension spared before it was revoked stays spared, also where something said later counts a clock from its
 * start. Of Monday 2026-09-14; the extension makes 09-21 and 09-22 days that do not count.
 */
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../shared/calendar/types.ts';
import { start, startedAt } from '../../shared/clocks/clocks.ts';
import { parseInstant } from '../../shared/time.ts';
import { countyHere, type Here } from '../contract-http/county.ts';

const NOW = '2026-09-14T09:00:00+08:00';
const CLINIC = '371525-WJJ-002';

const post = async (here: Here, path: string, as: string, body: object = {}) => {
  const { status, json, text } = await here.call('POST', path, { as, body });
  if (status >= 400) throw new Error(`${path}: ${text}`);
  return json;
};
const due = async (here: Here, path: string): Promise<string> =>
  (await here.call('GET', path, { as: 'scjg.officer' })).json.due;

/** Entered on 09-14 after what is opened first, and revoked on a morning. */
async function extended(here: Here, revokedAt: string): Promise<void> {
  here.clock.advance(1000);
  const extension = { from: '2026-09-21', to: '2026-09-22', documentNumber: '冠政办字〔2026〕7号', reason: '停电' };
  await post(here, '/calendar/extensions', 'spj.admin', extension);
  here.clock.set(revokedAt);
  const [{ id }] = (await here.call('GET', '/calendar/extensions', { as: 'spj.admin' })).json.items;
  await post(here, `/calendar/extensions/${id}/revoke`, 'spj.admin', { reason: '已恢复' });
}

describe('a credit record, due 09-22, extended to 09-24', () => {
  const record = async (here: Here, number: string): Promise<string> => {
    const fields = { CF_WSH: number, CF_XDR_MC: '甲', CF_XDR_LB: '自然人' };
    const body = { type: 'penalty', decidedOn: '2026-09-14', publish: true, fields };
    return `/credit-records/${(await post(here, '/credit-records', 'scjg.officer', body)).id}`;
  };

  it('is due on the same day where it is not to be public, and not late', async () => {
    const here = await countyHere({ now: NOW });
    const [one, other] = [await record(here, '罚1'), await record(here, '罚2')];
    expect(await due(here, one)).toBe('2026-09-22');
    await extended(here, '2026-09-23T09:00:00+08:00');
    await post(here, `${one}/complete`, 'scjg.officer', { fields: {}, publish: false });
    expect([await due(here, one), await due(here, other)]).toEqual(['2026-09-24', '2026-09-24']);
    expect((await here.call('GET', one, { as: 'scjg.officer' })).json.late).toBe(null);
  });
});

it('a certificate that is given back is due on the day that the extension had left', async () => {
  const here = await countyHere({ now: NOW });
  const said = { matter: CLINIC, party: { name: '甲' }, licence: { number: 'JY-1' }, occurredAt: NOW };
  const { id, certificate } = (await here.push('A', said)).json;
  await here.act(id, 'claim', 'wjj.officer');
  const read = async () => (await here.call('GET', `/certificates/${certificate}`, { as: 'wjj.officer' })).json;
  expect(await read()).toMatchObject({ due: '2026-09-28' });
  await extended(here, '2026-09-28T09:00:00+08:00');
  expect(await read()).toMatchObject({ due: '2026-09-29' });
  const end = (await here.push('X', { ...said, decision: 'revoked', occurredAt: '2026-09-28T09:00:00+08:00' })).json;
  await here.act(end.id, 'withdraw', 'spj.officer', { reason: '误推' });
  expect(await read()).toMatchObject({ status: 'pending', due: '2026-09-29', late: null });
});

it('a clock that is counted as of its start has what was entered since; counted with all at once, it has not', () => {
  const [began, entered, revoked] = [NOW, '2026-09-14T10:00:00+08:00', '2026-09-23T09:00:00+08:00'].map(
    parseInstant,
  ) as [number, number, number];
  const days = { from: '2026-09-21', to: '2026-09-22', documentNumber: '某', reason: '某' } as const;
  const log: LogEntry[] = [
    { type: 'extension', at: entered, by: 'spj.admin', ...days },
    { type: 'revocation', at: revoked, by: 'spj.admin', extension: 1, reason: '某' },
  ];
  expect(startedAt({ log, now: revoked }, began, 'credit-result', began).by).toBe('2026-09-24');
  expect(start(log, revoked, 'credit-result', began).by).toBe('2026-09-22');
});
