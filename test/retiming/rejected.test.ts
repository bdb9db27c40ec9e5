/**
 * Deemed claims of 2027-01-04 that the notice for 2027 would have spared, by which that day is off. It is entered in
 * the review of their quarter. Of one the addressee's objection on other grounds has been rejected before.
 */
import { expect, it } from 'vitest';
import { reportingCounty } from '../reports/county.ts';

const OFF = `2027-01-01 2027-01-04 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02
  2027-06-09 2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);

it('the platform opens its own beside an objection that was rejected before, once', async () => {
  const county = await reportingCounty('2026-12-30T09:00');
  const { call, clock } = county;
  const post = async (path: string, as: string, body: object) => (await call('POST', path, { as, body })).json;
  const [rejected, open, none] = (await county.pushes('SCJG', 3, 0)) as [string, string, string];
  clock.set('2027-04-01T09:00:00+08:00');
  await county.nine();
  const object = (push: string) =>
    post('/reports/quarters/2027Q1/corrections', 'scjg.officer', { push, reason: '人手不足' });
  const { id } = await object(rejected);
  await object(open);
  await post(`/corrections/${id}/reject`, 'spj.admin', { reason: '不是理由' });
  const entered = async (name: string) => {
    const { etag } = (await call('GET', '/calendar/2027')).headers;
    const body = { source: `通知${name}`, days: OFF.map((date) => ({ date, working: false, name })) };
    const headers = { 'if-match': etag as string };
    return (await call('PUT', '/calendar/2027', { as: 'spj.admin', body, headers })).json.spared as string[];
  };
  expect((await entered('一')).sort()).toEqual([rejected, open, none].sort());
  const all = async () => {
    const { corrections } = await county.circular('2027Q1');
    return corrections as { id: string; push: string; state: string; reason: string }[];
  };
  const of = async (push: string) =>
    (await all()).filter((one) => one.push === push).map(({ state, reason }) => [state, reason]);
  const BY_NOTICE = ['open', expect.stringContaining('补录了放假安排')];
  expect((await of(rejected)).sort()).toEqual([BY_NOTICE, ['rejected', '人手不足']]);
  expect([await of(open), await of(none)]).toEqual([[['open', '人手不足']], [BY_NOTICE]]);
  // The next notice finds both there; what the platform has opened and was rejected is not opened again.
  const own = (await all()).find((one) => one.push === rejected && one.state === 'open');
  await post(`/corrections/${own?.id}/accept`, 'spj.admin', { reason: '按通知' });
  await post(`/corrections/${(await all()).find((one) => one.push === none)?.id}/reject`, 'spj.admin', {
    reason: '某',
  });
  clock.advance(60_000);
  await entered('二');
  expect(await of(none)).toHaveLength(1);
  expect((await of(rejected)).map(([state]) => state).sort()).toEqual(['accepted', 'rejected']);
  const bureau = (await county.circular('2027Q1')).organisations.find(({ org }: { org: string }) => org === 'SCJG');
  expect([bureau.deemedClaimed, bureau.corrected]).toEqual([3, 1]);
});
