/** Objecting to the draft, from both sides; what is decided too late stands in the next circular. */
import { describe, expect, test } from 'vitest';
import { NOTICES, noticeDays } from '../../shared/calendar/notices.ts';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

type County = ReportingCounty;

async function drafted(claimed = 10): Promise<{ county: County; ids: string[] }> {
  const county = await reportingCounty('2026-09-14T09:00');
  const ids = await county.pushes('SCJG', 12, claimed);
  await county.nineAt('2026-10-08');
  return { county, ids };
}

function object(
  county: County,
  push: string | undefined,
  as = 'scjg.officer',
  reason = '系统故障，无法认领',
  headers = {},
) {
  return county.call('POST', '/reports/quarters/2026Q3/corrections', { as, headers, body: { push, reason } });
}

const decide = (county: County, id: string, act: 'accept' | 'reject', as = 'spj.admin') =>
  county.call('POST', `/corrections/${id}/${act}`, { as, body: { reason: '已核实' } });

const figures = async (county: County, org: string, quarter = '2026Q3') =>
  (await county.circular(quarter)).organisations.find((one: { org: string }) => one.org === org);

const issue = (county: County, quarter = '2026Q3') =>
  county.call('POST', `/reports/quarters/${quarter}/issue`, {
    ...{ as: 'spj.admin', body: { documentNumber: `冠审批通〔2026〕${quarter}`, signedBy: '张三' } },
  });

describe('under an Idempotency-Key', () => {
  test('the same said again is the same; another reason or another push is refused', async () => {
    const { county, ids } = await drafted();
    const keyed = { 'idempotency-key': 'k-1' };
    const made = await object(county, ids[11], 'scjg.officer', '系统故障', keyed);
    const again = await object(county, ids[11], 'scjg.officer', '系统故障', keyed);
    expect([made.status, again.json.id]).toEqual([201, made.json.id]);
    const others = [
      await object(county, ids[11], 'scjg.officer', '另一理由', keyed),
      await object(county, ids[10], 'scjg.officer', '系统故障', keyed),
    ];
    expect(others.map(({ status, json }) => [status, json.code])).toEqual([
      [409, 'idempotency-key-reused'],
      [409, 'idempotency-key-reused'],
    ]);
    expect((await county.circular('2026Q3')).corrections).toHaveLength(1);
  });
});

describe('the organisation has ended, and another took its place', () => {
  async function ended(): Promise<{ county: County; ids: string[] }> {
    const { county, ids } = await drafted();
    // Closed with that, it stays where it is; what is still to be done goes over.
    const named = { as: 'scjg.officer', body: { name: '李某' } };
    expect((await county.call('POST', `/pushes/${ids[11]}/responsible`, named)).status).toBe(200);
    const reform = { by: 'NYNC', on: '2026-10-09', documentNumber: '冠编〔2026〕3号' };
    const asked = await county.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body: reform });
    const at = `/changes/${asked.json.id}/confirm`;
    expect((await county.call('POST', at, { as: 'zfb.office', body: {} })).status).toBe(200);
    return { county, ids };
  }

  test('the successor, who would be cautioned for it, objects to its figures, from the day on', async () => {
    const { county, ids } = await ended();
    expect((await object(county, ids[11], 'nync.officer')).status).toBe(404);
    await county.until('2026-10-09T09:00');
    expect((await object(county, ids[11], 'wjj.officer')).status).toBe(404);
    const made = await object(county, ids[11], 'nync.officer');
    expect([made.status, made.json.org, made.json.push]).toEqual([201, 'SCJG', ids[11]]);
    expect((await decide(county, made.json.id, 'accept')).status).toBe(200);
    expect(await figures(county, 'SCJG')).toMatchObject({ corrected: 1, serious: false });
    county.clock.set(at('2026-10-15T09:00'));
    expect((await issue(county)).json.corrections).toMatchObject([{ org: 'SCJG', state: 'accepted' }]);
  });

  test('and takes part where the sender objects', async () => {
    const { county, ids } = await ended();
    await county.until('2026-10-09T09:00');
    const made = await object(county, ids[11], 'spj.officer');
    expect((await county.call('GET', `/corrections/${made.json.id}`, { as: 'nync.officer' })).status).toBe(200);
  });
});

describe('the addressee objects, the bureau decides', () => {
  test('accepted: raw figures stay, rate, rank and seriousness leave it out', async () => {
    const { county, ids } = await drafted();
    const made = await object(county, ids[11]);
    expect([made.status, made.json.state, made.json.org]).toEqual([201, 'open', 'SCJG']);
    expect(made.headers.location).toBe(`/corrections/${made.json.id}`);
    expect((await county.circular('2026Q3', 'wjj.officer')).corrections).toEqual([
      { id: made.json.id, push: ids[11], org: 'SCJG', state: 'open', reason: '系统故障，无法认领', decision: null },
    ]);
    expect(await figures(county, 'SCJG')).toMatchObject({ corrected: 0, onTimeRatePercent: 83.3, serious: true });
    expect((await decide(county, made.json.id, 'accept', 'spj.officer')).status).toBe(403);
    expect((await decide(county, made.json.id, 'accept', 'zfb.office')).status).toBe(403);
    expect((await decide(county, made.json.id, 'accept', 'wjj.admin')).status).toBe(404);
    expect((await decide(county, made.json.id, 'accept')).status).toBe(200);
    expect((await decide(county, made.json.id, 'reject')).json.code).toBe('already-done');
    expect(await figures(county, 'SCJG')).toMatchObject({
      ...{ received: 12, claimedInTime: 10, deemedClaimed: 2, corrected: 1, onTimeRatePercent: 90.9, serious: false },
    });
    county.clock.set(at('2026-10-15T09:00'));
    const issued = await issue(county);
    expect(issued.json.corrections).toMatchObject([{ state: 'accepted', decision: '已核实' }]);
    expect(issued.json.totals).toMatchObject({ deemedClaimed: 2, corrected: 1, onTimeRatePercent: 90.9 });
  });

  test('of identity numbers in a reason everybody reads no more than lists show', async () => {
    const { county, ids } = await drafted();
    const made = await object(county, ids[11], 'scjg.officer', '经办人 371525199001011239 停电');
    const body = { reason: '已向 371525199001011239 核实' };
    await county.call('POST', `/corrections/${made.json.id}/accept`, { as: 'spj.admin', body });
    const told = { reason: '经办人 371525********1239 停电', decision: '已向 371525********1239 核实' };
    expect((await county.circular('2026Q3', 'wjj.officer')).corrections).toMatchObject([told]);
    county.clock.set(at('2026-10-15T09:00'));
    await issue(county);
    expect((await county.circular('2026Q3', 'wjj.officer')).corrections).toMatchObject([told]);
  });

  test('once a push and objector: the same again is the same, another reason is refused, also after the review', async () => {
    const { county, ids } = await drafted();
    const first = await object(county, ids[10]);
    const again = await object(county, ids[10]);
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect((await object(county, ids[10], 'scjg.head')).json.id).toBe(first.json.id);
    expect((await object(county, ids[10], 'scjg.officer', '别的理由')).json.code).toBe('already-objected');
    await decide(county, first.json.id, 'reject');
    county.clock.set(at('2026-10-15T00:00'));
    expect((await object(county, ids[10])).json).toMatchObject({
      id: first.json.id,
      state: 'rejected',
      decision: '已核实',
    });
    expect((await object(county, ids[11])).json.code).toBe('review-over');
    await issue(county);
    expect((await object(county, ids[11])).json.code).toBe('review-over');
  });

  test('issuing waits for every decision', async () => {
    const { county, ids } = await drafted();
    const [a, b] = [await object(county, ids[10]), await object(county, ids[11])];
    county.clock.set(at('2026-10-15T09:00'));
    expect((await issue(county)).json.code).toBe('corrections-open');
    await decide(county, a.json.id, 'accept');
    expect((await issue(county)).json.code).toBe('corrections-open');
    await decide(county, b.json.id, 'reject');
    expect((await issue(county)).status).toBe(200);
  });
});

describe('what may be objected to', () => {
  test('one’s own pushes of that quarter, in the review', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    const [claimed] = await county.pushes('SCJG', 1, 1);
    county.clock.set(at('2026-09-30T09:00'));
    const [next] = await county.pushes('SCJG', 1, 0);
    expect((await object(county, claimed)).status).toBe(404);
    expect((await object(county, claimed, 'spj.officer')).json.code).toBe('review-not-begun');
    await county.nineAt('2026-10-08');
    expect((await object(county, claimed, 'wjj.officer')).status).toBe(404);
    expect((await object(county, claimed, 'zfb.office')).status).toBe(403);
    expect((await object(county, 'f'.repeat(32))).status).toBe(404);
    expect((await object(county, next)).json.errors[0].pointer).toBe('/push');
    expect((await object(county, undefined)).status).toBe(422);
    expect((await object(county, claimed)).status).toBe(201);
  });
});

describe('where the bureau is a party, the government office decides', () => {
  test('the bureau objects as sender', async () => {
    const { county, ids } = await drafted();
    const made = await object(county, ids[11], 'spj.officer', '属于误推');
    expect((await decide(county, made.json.id, 'accept', 'spj.admin')).status).toBe(403);
    expect((await decide(county, made.json.id, 'accept', 'zfb.office')).status).toBe(200);
    expect(await figures(county, 'SCJG')).toMatchObject({ corrected: 1, onTimeRatePercent: 90.9 });
  });

  test('the bureau is the addressee, of a supervision result that it did not claim', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    const supervision = { kind: 'supervision', decision: undefined };
    const { id } = await county.push('S-1', supervision, 'scjg.officer');
    await county.nineAt('2026-10-08');
    expect(await figures(county, 'SPJ')).toMatchObject({ received: 1, deemedClaimed: 1, rank: null });
    const own = await object(county, id, 'spj.officer');
    expect((await decide(county, own.json.id, 'accept')).status).toBe(403);
    expect((await decide(county, own.json.id, 'reject', 'zfb.office')).status).toBe(200);
    const sender = await object(county, id, 'scjg.officer', '属于误推');
    expect((await decide(county, sender.json.id, 'accept')).status).toBe(403);
    expect((await decide(county, sender.json.id, 'accept', 'zfb.office')).status).toBe(200);
    expect(await figures(county, 'SPJ')).toMatchObject({ corrected: 1, onTimeRatePercent: null });
  });
});

test('one decided after issuing is an erratum of the next circular, and of no other', async () => {
  const { county, ids } = await drafted();
  county.clock.set(at('2026-10-15T09:00'));
  const issued = (await issue(county)).json;
  // A notice entered late makes 16 September a day off: the two deemed claims of 14 September would have been spared.
  const notice = NOTICES.find(({ year }) => year === 2026);
  if (!notice) throw new Error('no notice for 2026');
  const days = noticeDays(notice).map(({ date, working, name }) => ({ date, working, name }));
  const body = { source: '鲁政办发〔2026〕9号', days: [...days, { date: '2026-09-16', working: false, name: '抗洪' }] };
  const etag = (await county.call('GET', '/calendar/2026')).headers.etag as string;
  const entered = await county.call('PUT', '/calendar/2026', { as: 'spj.admin', body, headers: { 'if-match': etag } });
  expect(entered.json.spared.toSorted()).toEqual(ids.slice(10).toSorted());
  const open = await county.call('GET', '/corrections?box=in', { as: 'spj.admin' });
  const [first, second] = open.json.items;
  await decide(county, first.id, 'accept');
  await decide(county, second.id, 'reject');
  expect(await county.circular('2026Q3')).toEqual(issued);
  await county.nineAt('2027-01-04');
  const erratum = { quarter: '2026Q3', correction: first.id, push: first.push, org: 'SCJG', decision: '已核实' };
  expect((await county.circular('2026Q4')).errata).toEqual([erratum]);
  county.clock.set(at('2027-01-15T09:00'));
  expect((await issue(county, '2026Q4')).json.errata).toEqual([erratum]);
  await county.nineAt('2027-04-01');
  expect((await county.circular('2027Q1')).errata).toEqual([]);
});
