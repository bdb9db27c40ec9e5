/** The mails of a circular: each recipient once for each stage, whatever fails on the way. */
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { MailRefused } from '../../shared/ports.ts';
import { type Fault, FaultyStore, scripted } from '../faulty-store/store.ts';
import { demonstrationMatters, demonstrationOrganisations } from '../in-process/county.ts';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

const FEW = ['SPJ', 'SCJG', 'WJJ', 'ZFB', 'JW'];
const organisations = demonstrationOrganisations().filter(({ code }) => FEW.includes(code));
const matters = demonstrationMatters().filter(({ department }) => department && FEW.includes(department));
const small = {
  organisations,
  matters: matters.map((matter) => ({ ...matter, enforcementAgency: null, candidates: [] })),
};

const issue = (county: ReportingCounty, quarter = '2026Q3') =>
  county.call('POST', `/reports/quarters/${quarter}/issue`, {
    ...{ as: 'spj.admin', body: { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' } },
  });

/** Mails of circulars: `stage recipient`, in order. */
const mailed = (county: ReportingCounty) =>
  county.sent
    .filter(({ subject }) => subject.includes('情况通报'))
    .map(({ subject, to }) => `${subject.includes('征求意见稿') ? 'draft' : 'issued'} ${to.split('@')[0]}`)
    .sort();

describe('what is mailed', () => {
  test('the draft at 09:00: own figures first, how to object by when, the files', async () => {
    const county = await reportingCounty('2026-09-14T09:00');
    await county.pushes('SCJG', 12, 10);
    await county.nineAt('2026-10-08');
    const all = demonstrationOrganisations().length;
    expect(mailed(county)).toHaveLength(all);
    expect(new Set(mailed(county)).size).toBe(all);
    const mail = county.sent.find(
      ({ to, subject }) => to === 'scjg@guanxian.example' && subject.includes('征求意见稿'),
    );
    expect(mail?.at).toBe('2026-10-08T09:00:00+08:00');
    expect(mail?.subject).toBe('【审管互动】冠县2026年第三季度审管互动信息认领情况通报（征求意见稿，请核对）');
    expect(mail?.text.split('\n').slice(2, 5)).toEqual([
      '冠县市场监督管理局：',
      '接收 12 条，按期认领 10 条，视为认领（超期）2 条，退回 0 条，撤回 0 条',
      '按期认领率 83.3%，第 1 名；上季度 无',
    ]);
    expect(mail?.text).toContain('2026-10-14（星期三）24:00 前');
    expect(mail?.html.indexOf('冠县市场监督管理局')).toBeLessThan(mail?.html.indexOf('冠县卫生健康局') ?? 0);
    expect(mail?.attachments.map(({ filename }) => filename.split('.').at(-1)).sort()).toEqual(['docx', 'png', 'xlsx']);
    // Mail leaves the platform: nothing of a party is in it.
    expect(`${mail?.text}${mail?.html}`).not.toContain('甲乙丙');
  });

  test('the issued one at once, at whatever hour a person issues; the same again mails nobody', async () => {
    const county = await reportingCounty('2026-09-14T09:00', small);
    await county.nineAt('2026-10-08');
    await county.until('2026-10-17T22:00');
    expect((await issue(county)).status).toBe(200);
    await county.until('2026-10-17T22:00');
    const issued = mailed(county).filter((one) => one.startsWith('issued'));
    expect(issued).toEqual(['issued jw', 'issued scjg', 'issued spj', 'issued wjj', 'issued zfb']);
    expect(county.sent.at(-1)?.at).toBe('2026-10-17T22:00:00+08:00');
    expect(county.sent.at(-1)?.subject).toContain('（冠审批通〔2026〕3号）');
    await issue(county);
    await county.until('2026-10-20T09:00');
    expect(mailed(county)).toHaveLength(10);
    expect(new Set(county.sent.map(({ messageId }) => messageId)).size).toBe(county.sent.length);
  });

  test('an organisation without an address is shown to the bureau, one that refuses is parked, the others get theirs', async () => {
    const without = organisations.map((org) => (org.code === 'WJJ' ? { ...org, mail: null } : org));
    const send = async ({ to }: { to: string }) => {
      if (to.startsWith('scjg')) throw new MailRefused('no such user');
    };
    const county = await reportingCounty('2026-09-14T09:00', { ...small, organisations: without, send });
    await county.nineAt('2026-10-08');
    expect(mailed(county)).toEqual(['draft jw', 'draft spj', 'draft zfb']);
    const { items } = (await county.call('GET', '/notices', { as: 'spj.admin' })).json;
    expect(items.map(({ type, org }: { type: string; org: string }) => `${type} ${org}`).sort()).toEqual([
      'circular-draft SCJG',
      'circular-draft WJJ',
    ]);
  });

  test('five working days after the review the government office is told that nothing was issued, once', async () => {
    const county = await reportingCounty('2026-09-14T09:00', small);
    await county.nineAt('2026-10-08');
    const told = () => county.outbox().filter((line) => line.includes('超期未印发'));
    await county.until('2026-10-21T23:59');
    expect(told()).toEqual([]);
    await county.until('2026-10-30T09:00');
    expect(told()).toEqual(['2026-10-22T08:30 zfb@guanxian.example 【审管互动】通报超期未印发：2026年第三季度']);
    const other = await reportingCounty('2026-09-14T09:00', small);
    await other.nineAt('2026-10-08');
    await other.until('2026-10-20T09:00');
    await issue(other);
    await other.until('2026-10-30T09:00');
    expect(other.outbox().filter((line) => line.includes('超期未印发'))).toEqual([]);
  });
});

describe('whatever fails, each gets each stage once', () => {
  const OUTCOMES = ['fail', 'lose', 'late'] as const;
  /** The first commits go through, the next does not, and for a while nothing does. */
  const crashAfter = (commits: number, outcome: Fault['outcome'], lasts = 40): Fault[] => [
    ...Array.from({ length: commits }, () => ({})),
    ...Array.from({ length: lasts }, () => ({ outcome })),
  ];

  async function unreliable(): Promise<{ county: ReportingCounty; store: FaultyStore }> {
    const store = new FaultyStore(openSqliteStore(':memory:'));
    const county = await reportingCounty('2026-09-14T09:00', { ...small, store });
    await county.until('2026-10-08T09:00');
    return { county, store };
  }

  test.each(OUTCOMES)('drafting, with a commit that ends as %s at every step', async (outcome) => {
    // Figures, report, three mails, the report again.
    for (let step = 0; step <= 6; step++) {
      const { county, store } = await unreliable();
      store.reschedule(scripted(crashAfter(step, outcome)));
      await county.nine().catch(() => {});
      await store.land();
      store.reschedule();
      await county.until('2026-10-08T09:05');
      await county.nine();
      await county.nine();
      await county.until('2026-10-08T10:00');
      expect(mailed(county), `${outcome} at ${step}`).toEqual([
        'draft jw',
        'draft scjg',
        'draft spj',
        'draft wjj',
        'draft zfb',
      ]);
      expect((await county.circular('2026Q3')).stage).toBe('under-review');
    }
  });

  test.each(OUTCOMES)('issuing, with a commit that ends as %s at every step', async (outcome) => {
    for (let step = 0; step <= 6; step++) {
      const { county, store } = await unreliable();
      await county.nine();
      await county.until('2026-10-15T20:00');
      store.reschedule(scripted(crashAfter(step, outcome)));
      const first = await issue(county);
      expect([200, 503]).toContain(first.status);
      await store.land();
      store.reschedule();
      await county.until('2026-10-15T20:05');
      expect((await issue(county)).status).toBe(200);
      await county.until('2026-10-16T09:00');
      const issued = mailed(county).filter((one) => one.startsWith('issued'));
      expect(issued, `${outcome} at ${step}`).toEqual([
        'issued jw',
        'issued scjg',
        'issued spj',
        'issued wjj',
        'issued zfb',
      ]);
    }
  });

  test('two schedules and three sweeps at once', async () => {
    const { county } = await unreliable();
    await Promise.all([county.nine(), county.nine(), county.nine()]);
    await county.until('2026-10-08T09:00');
    await county.nine();
    await county.until('2026-10-08T12:00');
    expect(mailed(county)).toEqual(['draft jw', 'draft scjg', 'draft spj', 'draft wjj', 'draft zfb']);
    county.clock.set(at('2026-10-15T20:00'));
    const answers = await Promise.all([issue(county), issue(county), issue(county)]);
    expect(new Set(answers.map(({ json }) => json.contentHash)).size).toBe(1);
    await county.until('2026-10-15T20:01');
    expect(mailed(county).filter((one) => one.startsWith('issued'))).toHaveLength(5);
  });
});
