/**
 * Two counties in one process: the same acts at the same instants, each by its own deadlines, hours and thresholds,
 * whatever the store. `storeOf` gives an empty one each time; SQLite in memory where it is left out.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { approvalIn, GUAN, SHEN, twoCounties as seeded, type TwoCounties } from './two-counties.ts';

type Ask = TwoCounties['shen'];

/** What each of both says. */
async function both<T>(here: TwoCounties, ask: (call: Ask, jurisdiction: string) => Promise<T>): Promise<[T, T]> {
  return [await ask(here.guan, GUAN), await ask(here.shen, SHEN)];
}

async function pushed(here: TwoCounties, reference: string, more: object = {}) {
  return both(here, async (call, jurisdiction) => {
    const body = approvalIn(jurisdiction, reference, here.clock.now(), more);
    return (await call('POST', '/pushes', 'spj.officer', body)).json;
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
type Json = any;

export function sideBySide(storeOf?: () => Promise<Store>): void {
  const twoCounties = async (now: string) => seeded(now, storeOf && { store: await storeOf() });

  describe('on Monday 2026-09-28 at 09:10, before the National Day holiday', async () => {
    const here = await twoCounties('2026-09-28T09:10');
    const [guan, shen]: Json[] = await pushed(here, 'A-1');
    const deadlineOf = async (open: (call: Ask) => Promise<Json>) =>
      both(here, async (call) => (await open(call)).json.clock?.deadline ?? null);

    it.each([
      ['claimed by', guan.claimBy, '2026-09-30', shen.claimBy, '2026-10-08'],
      ['deemed at', guan.claimDeadline, '2026-10-01T00:00:00+08:00', shen.claimDeadline, '2026-10-08T18:00:00+08:00'],
      ['to be pushed by', guan.pushDue, '2026-09-28', shen.pushDue, '2026-09-29'],
    ])('%s', (_, inGuan, expectedInGuan, inShen, expectedInShen) => {
      expect([inGuan, inShen]).toEqual([expectedInGuan, expectedInShen]);
    });

    it('a reply is due after 5, and after 8 working days', async () => {
      const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '请说明情况', text: '请说明情况。' };
      const sent = await both(
        here,
        async (call) => (await call('POST', '/letters', 'spj.officer', letter)).json.items[0],
      );
      const due = await Promise.all([
        here.guan('GET', `/letters/${sent[0].id}/deadline`, 'spj.officer'),
        here.shen('GET', `/letters/${sent[1].id}/deadline`, 'spj.officer'),
      ]);
      expect(due.map(({ json }) => [json.clock.workingDays, json.clock.deadline])).toEqual([
        [5, '2026-10-11T00:00:00+08:00'],
        [8, '2026-10-14T18:00:00+08:00'],
      ]);
      expect(due.map(({ json }) => json.clock.article)).toEqual(['10, 11, 20, 21', '9, 10, 19, 20']);
    });

    it.each([
      ['claim-approval', 2, '17(1)', 3, '16(1)'],
      ['claim-supervision', 2, '17(2)', 4, '16(2)'],
      ['rectification', 10, '23', 15, '22'],
      ['account-change', 5, '°', 2, '°'],
      ['circular-issue', 5, '°', 4, '°'],
    ])('the clock %s', async (name, inGuan, articleInGuan, inShen, articleInShen) => {
      const found = await both(here, async (call) =>
        (await call('GET', '/rule-sets', 'scjg.officer')).json.clocks.find((one: Json) => one.name === name),
      );
      expect(found.map(({ length, article }) => [length, article])).toEqual([
        [inGuan, articleInGuan],
        [inShen, articleInShen],
      ]);
    });

    it('why it is due says each one’s rule', async () => {
      const why = await both(
        here,
        async (call, jurisdiction) =>
          (await call('GET', `/pushes/${jurisdiction === GUAN ? guan.id : shen.id}/deadline`, 'scjg.officer')).json
            .clock,
      );
      expect(why.map(({ workingDays, article, endOfDay }) => [workingDays, article, endOfDay])).toEqual([
        [2, '17(1)', '24:00'],
        [3, '16(1)', '18:00'],
      ]);
    });

    it('an explanation in public counts by the county asked', async () => {
      const ask = async (more: string) =>
        (await here.call('GET', `/calendar/explain?from=2026-09-28T09:10:00%2B08:00&workingDays=1${more}`)).json;
      expect([(await ask('')).deadline, (await ask(`&jurisdiction=${SHEN}`)).deadline]).toEqual([
        '2026-09-30T00:00:00+08:00',
        '2026-09-29T18:00:00+08:00',
      ]);
    });

    it('neither sees the other', async () => {
      const [inGuan, inShen] = await both(
        here,
        async (call) => (await call('GET', '/pushes?box=out', 'spj.officer')).json.items,
      );
      expect([inGuan.length, inShen.length]).toEqual([1, 1]);
      expect((await here.shen('GET', `/pushes/${guan.id}`, 'zfb.office')).status).toBe(404);
      expect((await here.guan('GET', `/pushes/${shen.id}`, 'zfb.office')).status).toBe(404);
      expect((await here.shen('GET', `/pushes/${guan.id}?jurisdiction=${GUAN}`, 'zfb.office')).status).toBe(404);
      expect(await deadlineOf((call) => call('GET', `/pushes/${shen.id}/deadline`, 'zfb.office'))).toEqual([
        null,
        '2026-10-08T18:00:00+08:00',
      ]);
    });

    it('the same number is another push in each, and the same push again', async () => {
      const again: Json[] = await pushed(here, 'A-1');
      expect(again.map(({ id }) => id)).toEqual([guan.id, shen.id]);
      expect(guan.id).not.toBe(shen.id);
    });
  });

  describe('mails go out at each one’s hours', () => {
    it.each([
      // Pushed at 09:10 of a Monday: 冠县 at 09:30, 莘县 at 11:00.
      ['2026-09-14T09:10', ['2026-09-14T09:30', '2026-09-14T11:00']],
      // In the noon of 冠县 14:30, of 莘县 15:00.
      ['2026-09-14T12:30', ['2026-09-14T14:30', '2026-09-14T15:00']],
      // At 17:20: 17:30 in both.
      ['2026-09-14T17:20', ['2026-09-14T17:30', '2026-09-14T17:30']],
      // In the evening: with the digest, 08:30 and 09:00.
      ['2026-09-14T18:30', ['2026-09-15T08:30', '2026-09-15T09:00']],
    ])('pushed at %s', async (now, told) => {
      const here = await twoCounties(now);
      await pushed(here, 'M-1');
      const hours = ['09:30', '11:00', '14:30', '15:00', '17:30'].map((time) => `2026-09-14T${time}`);
      for (const time of [...hours, '2026-09-15T08:30', '2026-09-15T09:00']) if (time > now) await here.moveTo(time);
      const first = (domain: string) =>
        here.sent.find(({ to }) => to.startsWith('scjg-') && to.endsWith(domain))?.at.slice(0, 16);
      expect([first('@guanxian.example'), first('@shenxian.example')]).toEqual(told);
    });

    it('what is dangerous waits for the next office instant: 08:30, and 09:00', async () => {
      const here = await twoCounties('2026-09-14T19:00');
      await pushed(here, 'H-1', { riskPoints: [{ description: '燃气泄漏', severity: 'high' }] });
      for (const time of ['08:29', '08:30', '08:59', '09:00']) await here.until(`2026-09-15T${time}`);
      expect(
        here.sent.filter(({ to }) => to.startsWith('scjg-')).map(({ at, to }) => [at.slice(0, 16), to.split('@')[1]]),
      ).toEqual([
        ['2026-09-15T08:30', 'guanxian.example'],
        ['2026-09-15T09:00', 'shenxian.example'],
      ]);
    });
  });

  describe('the circular of 2026Q3', () => {
    let here: TwoCounties;
    beforeAll(async () => {
      here = await twoCounties('2026-09-14T09:30');
      for (let n = 1; n <= 6; n++) await pushed(here, `C-${n}`);
      const ids = await both(here, async (call) =>
        (await call('GET', '/pushes?box=in', 'scjg.officer')).json.items.map(({ id }: Json) => id),
      );
      await here.moveTo('2026-09-14T14:30');
      await Promise.all(
        ids[0].slice(0, 3).map((id: string) => here.guan('POST', `/pushes/${id}/claim`, 'scjg.officer', {})),
      );
      await Promise.all(
        ids[1].slice(0, 3).map((id: string) => here.shen('POST', `/pushes/${id}/claim`, 'scjg.officer', {})),
      );
    });
    const circular = () =>
      both(here, async (call) => (await call('GET', '/reports/quarters/2026Q3', 'spj.admin')).json);

    it('is drafted at 09:00, and at 10:00', async () => {
      await here.moveTo('2026-10-08T09:00');
      expect((await circular()).map(({ stage }) => stage)).toEqual(['under-review', 'running']);
      await here.moveTo('2026-10-08T10:00');
      expect((await circular()).map(({ stage, reviewEnds }) => [stage, reviewEnds])).toEqual([
        ['under-review', '2026-10-15T00:00:00+08:00'],
        ['under-review', '2026-10-12T18:00:00+08:00'],
      ]);
    });

    it('ranks and finds serious by each one’s thresholds, and measures by each one’s office hours', async () => {
      const lines = (await circular()).map(({ organisations }) =>
        organisations.find(({ org }: Json) => org === 'SCJG'),
      );
      expect(
        lines.map(({ claimedInTime, deemedClaimed, rank, serious }) => [claimedInTime, deemedClaimed, rank, serious]),
      ).toEqual([
        [3, 3, null, false],
        [3, 3, 1, true],
      ]);
      // 09:30 to 14:30: 2.5 + 1 hours in 冠县, 2.5 + 0.5 in 莘县.
      expect(lines.map(({ medianWorkingHoursToClaim }) => medianWorkingHoursToClaim)).toEqual([3.5, 3]);
    });

    it('is issued by each bureau, and leads to a caution where it is serious', async () => {
      await here.moveTo('2026-10-15T09:30');
      const issue = { documentNumber: '通报〔2026〕3号', signedBy: '张三' };
      const issued = await both(
        here,
        async (call) => (await call('POST', '/reports/quarters/2026Q3/issue', 'spj.admin', issue)).status,
      );
      expect(issued).toEqual([200, 200]);
      await here.moveTo('2026-10-15T10:00');
      const cautions = await both(
        here,
        async (call) => (await call('GET', '/cautions?box=out', 'spj.head')).json.items.length,
      );
      expect(cautions).toEqual([0, 1]);
    });
  });

  it('what one county sets is no other’s', async () => {
    const here = await twoCounties('2026-09-28T09:10');
    const before = (await here.guan('GET', '/county/settings', 'spj.admin')).json;
    const rules = {
      source: '莘政办发〔2026〕2号',
      from: '2026-09-29',
      clocks: { 'claim-approval': { length: 9 } },
      endOfDay: '12:00',
    };
    expect((await here.shen('POST', '/rule-sets', 'spj.admin', rules)).status).toBe(200);
    await here.moveTo('2026-09-29T09:10');
    const made: Json[] = await pushed(here, 'S-1');
    expect(made.map(({ claimDeadline }) => claimDeadline)).toEqual([
      '2026-10-09T00:00:00+08:00',
      '2026-10-16T12:00:00+08:00',
    ]);
    expect((await here.guan('GET', '/county/settings', 'spj.admin')).json).toEqual(before);
  });
}
