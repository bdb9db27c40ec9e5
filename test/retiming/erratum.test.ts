/**
 * Lateness struck after its quarter's figures were frozen. On Monday 2026-12-28 two letters go to SCJG, five working
 * days: 12-29, 30, 31, and by the days of the law 2027-01-04, 01-05. Both are answered on 01-06. The notice for 2027,
 * by which 4 January is off, so that the fifth day is 01-06, is entered in the review of 2027Q1, or after its circular
 * has been issued.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { startOfDay } from '../../shared/time.ts';
import { browserOf } from '../console/browser.ts';
import { keyOfPush } from '../mail/post.ts';
import { type ReportingCounty, reportingCounty } from '../reports/county.ts';

const LAW_2027 = `2027-01-01 2027-01-04 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02
  2027-06-09 2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);
const SOURCE = '国务院办公厅关于2027年部分节假日安排的通知';

let county: ReportingCounty;
let letters: string[];

const read = async (id: string) => (await county.call('GET', `/letters/${id}`, { as: 'scjg.officer' })).json;
const lateOf = async (quarter: string): Promise<number> =>
  (await county.circular(quarter)).organisations.find(({ org }: { org: string }) => org === 'SCJG').annex.repliesLate;
const errata = async (as = 'scjg.officer') =>
  (await county.call('GET', '/reports/quarters/2027Q1/errata', { as })).json;

/** The draft alone: its mails stay where they are, which takes most of the time elsewhere. */
async function nineAt(day: string): Promise<void> {
  county.clock.set(`${day}T09:00:00+08:00`);
  await county.nine();
}

async function notice(): Promise<void> {
  const { etag } = (await county.call('GET', '/calendar/2027')).headers;
  const days = LAW_2027.map((date) => ({ date, working: false, name: '放假' }));
  const headers = { 'if-match': etag as string };
  const { status, text } = await county.call('PUT', '/calendar/2027', {
    ...{ as: 'spj.admin', body: { source: SOURCE, days }, headers },
  });
  expect([status, text]).toEqual([200, text]);
}

async function drafted(): Promise<void> {
  county = await reportingCounty('2026-12-28T09:00');
  await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
  const letter = { purpose: 'inquiry', title: '核实', text: '请核实。', to: [{ org: 'SCJG' }] };
  const send = async () =>
    (await county.call('POST', '/letters', { as: 'spj.officer', body: letter })).json.items[0].id;
  letters = [await send(), await send()];
  await county.pushes('WJJ', 1, 1);
  await nineAt('2027-01-04');
  county.clock.set('2027-01-06T10:00:00+08:00');
  for (const id of letters)
    await county.call('POST', `/letters/${id}/reply`, { as: 'scjg.officer', body: { text: '属实' } });
  expect((await read(letters[0] as string)).late.due).toBe('2027-01-05');
  await nineAt('2027-04-01');
  expect((await county.circular('2027Q1')).stage).toBe('under-review');
  expect(await lateOf('2027Q1')).toBe(2);
}

async function issue(quarter: string, number: string): Promise<string> {
  const body = { documentNumber: number, signedBy: '张三' };
  const { status, text } = await county.call('POST', `/reports/quarters/${quarter}/issue`, { as: 'spj.admin', body });
  expect([status, text]).toEqual([200, text]);
  return (await county.call('GET', `/reports/quarters/${quarter}`, { as: 'spj.admin' })).text;
}

describe('in a circular that is issued', () => {
  let issued: string;
  beforeAll(async () => {
    await drafted();
    county.clock.set('2027-04-12T09:00:00+08:00');
    issued = await issue('2027Q1', '冠审批通〔2027〕1号');
    expect(await errata()).toEqual({ quarter: '2027Q1', items: [] });
    await notice();
  });

  it('it stays as it was sealed, byte for byte', async () => {
    expect((await county.call('GET', '/reports/quarters/2027Q1', { as: 'spj.admin' })).text).toBe(issued);
  });

  it('each record has an erratum that says what changed and why, though nobody has read the record', async () => {
    const { items } = await errata();
    expect(items.map(({ record }: { record: string }) => record).sort()).toEqual([...letters].sort());
    for (const item of items) {
      expect(item).toMatchObject({ quarter: '2027Q1', org: 'SCJG', figure: 'repliesLate', namedIn: null });
      expect(item.decision).toContain('在 2027-01-05 未超期，附表该项减一');
      const correction = (await county.call('GET', `/corrections/${item.correction}`, { as: 'scjg.officer' })).json;
      expect(correction).toMatchObject({ status: 'accepted', from: { org: 'SCJG' }, to: { org: 'SPJ' } });
      expect(correction.reason).toContain(`“${SOURCE}”，按录入后的日历，该记录的期限为 2027-01-06`);
    }
    for (const id of letters) expect((await read(id)).late).toBeNull();
  });

  it('once, whoever reads the records again', async () => {
    county.clock.set('2027-04-12T12:00:00+08:00');
    for (const id of letters) await read(id);
    expect((await errata()).items).toHaveLength(2);
  });

  it('the bureau is told, with nothing to decide', async () => {
    const { correction } = (await errata()).items[0];
    county.clock.set('2027-04-12T14:00:00+08:00');
    await wakeKey(county.platform, keyOfPush({ id: correction }));
    const told = county.sent.filter(({ subject }) => subject.includes('通报附表已按补录的日历更正'));
    expect(told.map(({ to }) => to.split('@')[0])).toEqual(['spj']);
  });

  it('the console shows them beside the issued circular', async () => {
    const { text } = await (await browserOf(county, 'scjg.officer')).get('/console/reports/2027Q1');
    const shown = text.slice(text.indexOf('印发后的勘误'));
    expect(shown).toContain('答复超期');
    expect(shown).toContain('附表该项减一');
  });

  it('the next circular names them, and the year counts them no longer', async () => {
    await nineAt('2027-07-01');
    expect((await county.circular('2027Q2')).errata).toHaveLength(2);
    county.clock.set('2027-07-12T09:00:00+08:00');
    await issue('2027Q2', '冠审批通〔2027〕2号');
    const named = (await errata()).items.map(({ namedIn }: { namedIn: string }) => namedIn);
    expect(named).toEqual(['2027Q2', '2027Q2']);
    const year = (await county.call('GET', '/reports/years/2027', { as: 'spj.admin' })).json;
    expect(year.organisations.find(({ org }: { org: string }) => org === 'SCJG').annex.repliesLate).toBe(0);
  });
});

it('in a draft under review: the figure is less by it, and the circular lists why', async () => {
  await drafted();
  const body = { record: letters[0], reason: '节后第一日放假' };
  const asked = await county.call('POST', '/reports/quarters/2027Q1/corrections', { as: 'scjg.officer', body });
  await county.call('POST', `/corrections/${asked.json.id}/accept`, { as: 'spj.admin', body: { reason: '属实' } });
  expect(await lateOf('2027Q1')).toBe(1);
  await notice();
  // The first was taken out once already: it counts once less, whoever asked for it.
  expect(await lateOf('2027Q1')).toBe(0);
  expect((await county.circular('2027Q1')).corrections).toHaveLength(3);
  county.clock.set('2027-04-12T09:00:00+08:00');
  await issue('2027Q1', '冠审批通〔2027〕1号');
  expect((await errata()).items).toEqual([]);
});

it('an objection that was right strikes lateness, too: of a certificate that WJJ had no reason to issue', async () => {
  county = await reportingCounty('2026-09-28T09:00');
  await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
  const licence = { documentNumber: '冠审〔2026〕1号', decidedOn: '2026-09-28' };
  const push = await county.push('K-1', { matter: '371525-WJJ-002', licence });
  const { certificate } = (await county.call('GET', `/pushes/${push.id}`, { as: 'wjj.officer' })).json;
  const objected = { as: 'wjj.officer', body: { reason: '材料不全' } };
  const { problem } = (await county.call('POST', `/certificates/${certificate}/object`, objected)).json;
  await nineAt('2026-10-08');
  await nineAt('2027-01-04');
  county.clock.set('2027-01-12T09:00:00+08:00');
  await issue('2026Q4', '冠审批通〔2027〕1号');
  const body = { outcome: 'resolution', resolution: '不应配发', certificate: 'end' };
  const done = await county.call('POST', `/problems/${problem}/resolve`, { as: 'spj.officer', body });
  expect([done.status, done.text]).toEqual([200, done.text]);
  const { items } = (await county.call('GET', '/reports/quarters/2026Q4/errata', { as: 'wjj.officer' })).json;
  expect(items).toMatchObject([{ record: certificate, figure: 'certificatesLate', org: 'WJJ', namedIn: null }]);
});
