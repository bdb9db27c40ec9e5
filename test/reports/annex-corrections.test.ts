/** Objecting to a figure of the annex (更正, art. 23): by whoever it is counted against; accepted, it is one less. */
import { beforeAll, describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { startOfDay } from '../../shared/time.ts';
import { at } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from './county.ts';

let county: ReportingCounty;
/** A letter that SCJG leaves unanswered, and one that it answers in time. */
let late: string;
let inTime: string;
/** Decided on Friday 11 September, pushed on Monday; returned, and never readdressed. */
let pushed: string;

const object = (body: object, as = 'scjg.officer') =>
  county.call('POST', '/reports/quarters/2026Q3/corrections', { as, body: { reason: '系统故障', ...body } });
const annexOf = async (org: string) =>
  (await county.circular('2026Q3')).organisations.find((one: { org: string }) => one.org === org).annex;
const accept = (id: string, as: string) =>
  county.call('POST', `/corrections/${id}/accept`, { as, body: { reason: '已核实' } });

beforeAll(async () => {
  county = await reportingCounty('2026-09-14T09:00');
  const { store } = county.platform.ports;
  await keepKindsSince(store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
  const letter = { purpose: 'inquiry', title: '核实经营地址', text: '请核实。', to: [{ org: 'SCJG' }] };
  const send = async () =>
    (await county.call('POST', '/letters', { as: 'spj.officer', body: letter })).json.items[0].id as string;
  [late, inTime] = [await send(), await send()];
  await county.call('POST', `/letters/${inTime}/reply`, { as: 'scjg.officer', body: { text: '属实。' } });
  pushed = (await county.push('L-1', { occurredAt: '2026-09-11T09:00:00+08:00' })).id;
  await county.call('POST', `/pushes/${pushed}/return`, { as: 'scjg.officer', body: { reason: '不归我局' } });
  expect((await object({ record: pushed }, 'spj.officer')).json.code).toBe('review-not-begun');
  await county.nineAt('2026-10-08');
});

describe('whoever a figure is counted against may object', () => {
  it('before: one late reply of SCJG, a late push and a late readdressing of the bureau', async () => {
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 1, pushedLate: 0 });
    expect(await annexOf('SPJ')).toMatchObject({ repliesLate: 0, pushedLate: 1, readdressedLate: 1 });
  });

  it('nobody else, and of nothing that is not counted', async () => {
    expect((await object({ record: late }, 'spj.officer')).status).toBe(403);
    expect((await object({ record: late }, 'wjj.officer')).status).toBe(404);
    const wrong = [
      { record: inTime },
      { record: late, figure: 'certificatesLate' },
      { record: late, push: pushed },
      {},
    ];
    for (const [body, pointer] of wrong.map((body, i) => [body, i < 2 ? '/record' : '/push'] as const)) {
      const { status, json } = await object(body);
      expect([status, json.errors[0].pointer]).toEqual([422, pointer]);
    }
    const { json } = await object({ record: pushed }, 'spj.officer');
    expect(json.errors[0].pointer).toBe('/figure');
  });

  it('accepted: one less, listed, once; ranks and rates stay', async () => {
    const made = await object({ record: late });
    expect([made.status, made.json]).toEqual([
      201,
      expect.objectContaining({ record: late, figure: 'repliesLate', org: 'SCJG', quarter: '2026Q3', state: 'open' }),
    ]);
    expect('push' in made.json).toBe(false);
    expect((await object({ record: late })).json.id).toBe(made.json.id);
    expect((await object({ record: late, reason: '别的' })).json.code).toBe('already-objected');
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 1 });
    expect((await accept(made.json.id, 'spj.admin')).status).toBe(200);
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 0 });
    const { corrections, organisations } = await county.circular('2026Q3');
    expect(corrections).toMatchObject([{ id: made.json.id, record: late, figure: 'repliesLate', state: 'accepted' }]);
    expect(organisations.find(({ org }: { org: string }) => org === 'SCJG').corrected).toBe(0);
  });

  it('of how a push was claimed no figure is named: it would count against another organisation', async () => {
    const refused = await object({ push: pushed, figure: 'pushedLate' }, 'spj.officer');
    expect([refused.status, refused.json.errors]).toMatchObject([422, [{ pointer: '/figure' }]]);
    expect((await county.circular('2026Q3')).corrections).toHaveLength(1);
  });

  it('a push late in two figures is objected to in each; the government office decides for the bureau', async () => {
    const [first, second] = await Promise.all(
      ['pushedLate', 'readdressedLate'].map((figure) => object({ record: pushed, figure }, 'spj.officer')),
    );
    expect([first?.status, second?.status]).toEqual([201, 201]);
    await county.until('2026-10-08T09:01');
    const asked = county.sent.filter(({ subject }) => subject.includes('新的更正申请待决定：食品经营许可'));
    expect(asked.map(({ to }) => to)).toEqual(['zfb@guanxian.example', 'zfb@guanxian.example']);
    expect(asked.map(({ text }) => /附表项目：(.*)/.exec(text)?.[1]).sort()).toEqual(['推送超期', '改派超期'].sort());
    expect(asked[0]?.text).toContain('推送：食品经营许可，冠县甲乙丙食品有限公司，冠审批许字〔2026〕123号');
    expect((await accept(first?.json.id, 'spj.admin')).status).toBe(403);
    expect((await accept(first?.json.id, 'zfb.office')).status).toBe(200);
    expect(await annexOf('SPJ')).toMatchObject({ pushedLate: 0, readdressedLate: 1 });
    const reject = { as: 'zfb.office', body: { reason: '已核实' } };
    expect((await county.call('POST', `/corrections/${second?.json.id}/reject`, reject)).status).toBe(200);
    expect(await annexOf('SPJ')).toMatchObject({ pushedLate: 0, readdressedLate: 1 });
  });

  it('a lateness of an organisation that has ended is objected to by who took its place, and counts once', async () => {
    const reform = { by: 'NYNC', on: '2026-10-08', documentNumber: '冠编〔2026〕3号' };
    const asked = await county.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body: reform });
    expect((await object({ record: late }, 'nync.officer')).status).toBe(404);
    await county.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
    const made = await object({ record: late }, 'nync.officer');
    expect([made.status, made.json.org, made.json.figure]).toEqual([201, 'SCJG', 'repliesLate']);
    expect((await accept(made.json.id, 'spj.admin')).status).toBe(200);
    expect(await annexOf('SCJG')).toMatchObject({ repliesLate: 0 });
  });

  it('files and page name the figure and the record', async () => {
    const page = await county.call('GET', '/reports/quarters/2026Q3.html', { as: 'wjj.officer' });
    expect(page.text).toContain('答复超期：');
    expect(page.text).toContain('推送超期：');
  });

  it('the year counts what is left, and scores pushes alone', async () => {
    county.clock.set(at('2026-10-15T09:00'));
    const body = { documentNumber: '冠审批通〔2026〕3号', signedBy: '张三' };
    expect((await county.call('POST', '/reports/quarters/2026Q3/issue', { as: 'spj.admin', body })).status).toBe(200);
    const { json } = await county.call('GET', '/reports/years/2026', { as: 'wjj.officer' });
    const line = (org: string) => json.organisations.find((one: { org: string }) => one.org === org);
    expect(line('SPJ')).toMatchObject({ pushedLate: 0, readdressedLate: 1, annex: { repliesLate: 0 } });
    expect(line('SCJG').annex).toMatchObject({ repliesLate: 0 });
  });

  it('a quarantine of the letter takes what the objection quotes', async () => {
    await county.call('POST', `/letters/${late}/quarantine`, { as: 'spj.officer', body: { reason: '误录' } });
    const { corrections } = await county.circular('2026Q3');
    expect(corrections.find(({ record }: { record?: string }) => record === late).reason).toBeNull();
  });
});
