/** The worked example of docs/figures.md, lived through by the kernel. Who changes one changes the other. */
import { expect, test } from 'vitest';
import { draftFigures, organisationsOf } from '../../shared/reports/assemble.ts';
import { tallyQuarter } from '../../shared/reports/gather.ts';
import { actor, at, testCounty } from '../desk.ts';

/** Number, pushed, then what SCJG did and when. Times are of September 2026. */
const PUSHES: [number, string, ('claim' | 'return' | 'withdraw')?, string?][] = [
  [1, '14T09:00', 'claim', '14T10:30'],
  [2, '14T11:00', 'claim', '14T14:00'],
  [3, '14T17:00', 'claim', '15T09:00'],
  [4, '15T09:00', 'claim', '16T16:00'],
  [5, '18T16:30', 'claim', '20T09:30'],
  [6, '21T08:30', 'claim', '21T08:33'],
  [7, '24T12:30', 'claim', '24T13:30'],
  [8, '28T10:00', 'claim', '28T11:00'],
  [9, '28T14:00', 'claim', '30T17:30'],
  [10, '15T10:00'],
  [11, '28T15:00'],
  [12, '22T09:00', 'return', '22T10:00'],
  [13, '23T09:00', 'withdraw', '23T09:05'],
  [14, '29T13:30', 'claim', '30T09:00'],
];

test('thirteen pushes count, nine of eleven in time: 81.8 per cent', async () => {
  const county = await testCounty(at('2026-09-14T08:00'));
  const day = (text: string) => at(`2026-09-${text}`);
  const ids = new Map<number, string>();
  const lastDays: [number, string | null][] = [];
  const events: [number, () => Promise<unknown>][] = [];
  for (const [n, pushed, act, when] of PUSHES) {
    // Number 10 was decided on Monday at 17:20 and pushed on Tuesday: late.
    const occurredAt = new Date(n === 10 ? day('14T17:20') : day(pushed)).toISOString();
    const push = async (): Promise<void> => {
      const made = await county.push({ reference: `N-${n}`, occurredAt });
      ids.set(n, made.id);
      lastDays.push([n, made.claimBy]);
    };
    events.push([day(pushed), push]);
    const by = actor(act === 'withdraw' ? 'SPJ' : 'SCJG');
    const input = act === 'claim' ? { note: null } : { reason: '见说明' };
    if (act && when) events.push([day(when), () => county.act(ids.get(n) as string, act, input, by)]);
  }
  const named = () => county.act(ids.get(10) as string, 'responsible', { name: '王五' }, actor('SCJG'));
  const readdressed = () => county.act(ids.get(12) as string, 'readdress', { org: 'WJJ' }, actor('SPJ'));
  events.push([day('21T09:00'), named], [day('24T09:00'), readdressed]);
  for (const [when, happens] of events.sort(([a], [b]) => a - b)) {
    county.clock(when);
    await happens();
  }
  const september = lastDays.sort(([a], [b]) => a - b).map(([, day]) => Number(day?.slice(8)));
  expect(september).toEqual([16, 16, 16, 17, 21, 23, 29, 30, 30, 17, 30, 24, 28, 8]);
  county.clock(at('2026-10-08T09:00'));
  const facts = await county.desk.facts();
  const tally = await tallyQuarter(county.desk, facts, '2026Q3', Number.NEGATIVE_INFINITY);
  const draft = draftFigures(tally, facts.county, '2026Q3', facts.now);
  const line = (org: string, corrections: Parameters<typeof organisationsOf>[1] = []) =>
    organisationsOf(draft, corrections, null).find((one) => one.org === org);
  expect(line('SCJG')).toMatchObject({
    ...{ received: 13, claimedInTime: 9, deemedClaimed: 2, returned: 1, withdrawn: 1, onTimeRatePercent: 81.8 },
    ...{ medianWorkingHoursToClaim: 1.5, p95WorkingHoursToClaim: 18.5, notNamed: 1, serious: true, rank: 1 },
  });
  expect(line('SPJ')?.annex).toMatchObject({ pushedLate: 1, readdressedLate: 1, creditLate: null });
  const accepted = { id: 'c', push: ids.get(11) as string, org: 'SCJG', state: 'accepted', reason: '', decision: '' };
  expect(line('SCJG', [{ ...accepted, category: 'deemed-claimed' }])).toMatchObject({
    ...{ deemedClaimed: 2, corrected: 1, onTimeRatePercent: 90, serious: false, rank: 1 },
  });
});
