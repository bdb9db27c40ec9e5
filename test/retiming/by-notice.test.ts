/**
 * What a sender was late with by a calendar that lacked a notice: it stays as it was said, is listed with the notice,
 * and a correction of the annex is opened for whoever sent it.
 *
 * | completed        | pushed     | by the days of the law | by the notice (4 January off) |                |
 * |------------------|------------|------------------------|-------------------------------|----------------|
 * | Sunday 01-03     | 01-05 09:00 | due 01-04, late       | due 01-05                     | in time        |
 * | Sunday 01-03     | 01-06 09:00 | due 01-04, late       | due 01-05                     | late           |
 * | Tuesday 01-05    | 01-06 09:00 | due 01-05, late       | due 01-05                     | late           |
 */
import { expect, it } from 'vitest';
import { countyHere, type Here } from '../contract-http/county.ts';

/** The days of the law in 2027. */
const LAW_2027 = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
  2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);

async function pushed(here: Here, reference: string, completed: string, at: string) {
  here.clock.set(at);
  return (await here.push(reference, { occurredAt: `${completed}T10:00:00+08:00` })).json;
}

async function notice(here: Here, off: string[]) {
  const { etag } = (await here.call('GET', '/calendar/2027')).headers;
  const days = [...LAW_2027, ...off].map((date) => ({ date, working: false, name: '放假' }));
  const headers = { 'if-match': etag as string };
  const body = { source: '国务院办公厅关于2027年部分节假日安排的通知', days };
  return (await here.call('PUT', '/calendar/2027', { as: 'spj.admin', body, headers })).json;
}

it('is told by a correction, and is one less once that is accepted', async () => {
  const here = await countyHere({ now: '2027-01-05T09:00:00+08:00' });
  const spared = await pushed(here, 'A', '2027-01-03', '2027-01-05T09:00:00+08:00');
  const late = await pushed(here, 'B', '2027-01-03', '2027-01-06T09:00:00+08:00');
  const later = await pushed(here, 'C', '2027-01-05', '2027-01-06T09:00:00+08:00');
  expect([spared, late, later].map(({ pushDue, pushedLate }) => [pushDue, pushedLate])).toEqual([
    ['2027-01-04', true],
    ['2027-01-04', true],
    ['2027-01-05', true],
  ]);
  expect((await notice(here, ['2027-01-04'])).spared).toEqual([spared.id]);
  const quarter = async () =>
    (await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' })).json as {
      corrections: { id: string }[];
      organisations: { org: string; annex: { pushedLate: number } }[];
    };
  const { corrections } = await quarter();
  expect(corrections).toMatchObject([{ record: spared.id, figure: 'pushedLate', org: 'SPJ', state: 'open' }]);
  expect((await here.read(spared.id, 'spj.officer')).json.pushedLate).toBe(true);
  expect((await notice(here, ['2027-01-04', '2027-01-08'])).spared).toEqual([spared.id]);
  expect((await quarter()).corrections).toHaveLength(1);
  const accept = { as: 'zfb.office', body: { reason: '按通知不超期' } };
  expect((await here.call('POST', `/corrections/${corrections[0]?.id}/accept`, accept)).status).toBe(200);
  here.clock.set('2027-01-07T00:00:00+08:00');
  const bureau = (await quarter()).organisations.find(({ org }) => org === 'SPJ');
  expect(bureau?.annex.pushedLate).toBe(2);
});

it('a supervision result likewise, by its three days', async () => {
  const here = await countyHere({ now: '2027-01-05T09:00:00+08:00' });
  const result = { kind: 'supervision', licence: { number: 'JY-1' }, occurredAt: '2026-12-30T10:00:00+08:00' };
  here.clock.set('2027-01-06T09:00:00+08:00');
  const { id, pushDue, pushedLate } = (await here.push('S', result, 'scjg.officer')).json;
  expect([pushDue, pushedLate]).toEqual(['2027-01-05', true]);
  expect((await notice(here, ['2027-01-04'])).spared).toEqual([id]);
  const { corrections } = (await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' })).json;
  expect(corrections).toMatchObject([{ record: id, figure: 'pushedLate', org: 'SCJG' }]);
});

it.each([
  ['in time by the notice', '2027-01-06T09:00:00+08:00', true],
  ['late by it, too', '2027-01-07T09:00:00+08:00', false],
  ['by nobody yet', null, true],
])('readdressed %s', async (_what, at, isSpared) => {
  const here = await countyHere({ now: '2026-12-31T09:00:00+08:00' });
  const { id } = (await here.push('R')).json;
  // One working day for readdressing: 01-04, and by the notice 01-06.
  await here.act(id, 'return', 'scjg.officer', { reason: '不属于我局' });
  here.clock.set(at ?? '2027-01-07T09:00:00+08:00');
  if (at) await here.act(id, 'readdress', 'spj.officer', { org: 'WJJ' });
  expect((await notice(here, ['2027-01-04', '2027-01-05'])).spared).toEqual(isSpared ? [id] : []);
  const { corrections } = (await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' })).json;
  const found = corrections.map(({ figure, org }: { figure: string; org: string }) => `${figure} ${org}`);
  expect(found).toEqual(isSpared ? ['readdressedLate SPJ'] : []);
});
