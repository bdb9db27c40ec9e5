/**
 * What was late by a calendar that lacked a notice: the next who reads it strikes that, and the figure goes with it.
 */
import { describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { formatInstant } from '../../shared/time.ts';
import { countyHere, type Here } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';

/** The days of the law in 2027. */
const LAW_2027 = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
  2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);

/** A letter of Wednesday 2026-12-30 to SCJG, three working days: 12-31, and by the days of the law 01-04, 01-05. */
async function lateLetter(options = {}) {
  const here = await countyHere({ now: '2026-12-30T09:00:00+08:00', ...options });
  const { id, due, read } = await letterOf(here);
  expect(due).toBe('2027-01-05');
  const reply = (at: string) => {
    here.clock.set(at);
    return here.call('POST', `/letters/${id}/reply`, { as: 'scjg.officer', body: { text: '已阅' } });
  };
  return { here, id, read, reply };
}

/** A letter of now to SCJG, to be answered in three working days. */
async function letterOf(here: Here) {
  const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '某', text: '某', workingDays: 3 };
  const { json } = await here.call('POST', '/letters', { as: 'spj.officer', body: letter });
  const { id, due } = json.items[0];
  const read = async () => (await here.call('GET', `/letters/${id}`, { as: 'scjg.officer' })).json;
  return { id, due, read };
}

/** A notice for 2027 by which 4 January is off: then the third working day is 01-06. */
async function notice(here: Here, at: string, off = ['2027-01-04'], worked: string[] = []): Promise<void> {
  here.clock.set(at);
  const { etag } = (await here.call('GET', '/calendar/2027')).headers;
  const days = [
    ...[...LAW_2027, ...off].map((date) => ({ date, working: false, name: '放假' })),
    ...worked.map((date) => ({ date, working: true, name: '上班' })),
  ];
  const body = { source: '国务院办公厅关于2027年部分节假日安排的通知', days };
  const headers = { 'if-match': etag as string };
  expect((await here.call('PUT', '/calendar/2027', { as: 'spj.admin', body, headers })).status).toBe(200);
}

const LATE = { due: '2027-01-05', at: '2027-01-06T00:00:00+08:00' };

describe('a notice entered after the end', () => {
  it('before the new end: it is late no longer, and its clock runs on to that', async () => {
    const { here, id, read } = await lateLetter();
    here.clock.set('2027-01-06T08:00:00+08:00');
    expect(await read()).toMatchObject({ status: 'pending', late: LATE });
    await notice(here, '2027-01-06T09:00:00+08:00');
    const seen = await read();
    expect(seen).toMatchObject({
      status: 'pending',
      late: null,
      due: '2027-01-06',
      deadline: '2027-01-07T00:00:00+08:00',
    });
    const history = (await here.call('GET', `/letters/${id}/history`, { as: 'spj.officer' })).json;
    expect([history.verified, history.items.map(({ act }: { act: string }) => act)]).toEqual([
      ...[true, ['open', 'overdue', 'spared']],
    ]);
    expect(history.items[2].detail).toMatchObject({ due: '2027-01-05', to: '2027-01-06' });
    here.clock.set('2027-01-07T00:00:00+08:00');
    expect((await read()).late).toEqual({ due: '2027-01-06', at: '2027-01-07T00:00:00+08:00' });
  });

  it('after the new end: it is late by the new day', async () => {
    const { here, read } = await lateLetter();
    here.clock.set('2027-01-06T08:00:00+08:00');
    await read();
    await notice(here, '2027-01-08T09:00:00+08:00');
    expect((await read()).late).toEqual({ due: '2027-01-06', at: '2027-01-07T00:00:00+08:00' });
  });

  it.each([
    ['before the new end: it was in time', '2027-01-06T10:00:00+08:00', null],
    ['after the new end: it was late, and stays so', '2027-01-07T10:00:00+08:00', LATE],
  ])('answered %s', async (_what, at, late) => {
    const { here, read, reply } = await lateLetter();
    expect((await reply(at)).json).toMatchObject({ status: 'replied', late: LATE });
    await notice(here, '2027-01-08T09:00:00+08:00');
    expect(await read()).toMatchObject({ status: 'replied', late });
  });

  it('answered after the new end is late, though a colleague took it over before that', async () => {
    const { here, id, read } = await lateLetter();
    const letter = `/letters/${id}`;
    await here.call('POST', `${letter}/assign`, { as: 'scjg.head', body: { handler: 'scjg.officer' } });
    here.clock.set('2027-01-06T10:00:00+08:00');
    const to = { to: 'scjg.head', leave: false, reason: '岗位调整' };
    const path = '/organisations/SCJG/accounts/scjg.officer/hand-over';
    expect((await here.call('POST', path, { as: 'scjg.admin', body: to })).json.moved).toBe(1);
    here.clock.set('2027-01-07T10:00:00+08:00');
    await here.call('POST', `${letter}/reply`, { as: 'scjg.head', body: { text: '已阅' } });
    await notice(here, '2027-01-08T09:00:00+08:00');
    expect(await read()).toMatchObject({ status: 'replied', late: LATE });
  });

  it.each([
    ['before it began', ['2027-01-03']],
    ['after its last day', ['2027-01-06']],
    ['none', []],
  ])('with a day off %s: it stays late', async (_what, off) => {
    const { here, read } = await lateLetter();
    here.clock.set('2027-01-06T08:00:00+08:00');
    await read();
    await notice(here, '2027-01-06T09:00:00+08:00', off);
    expect((await read()).late).toEqual(LATE);
  });
});

describe('a credit record of a decision of 2026-12-24, seven working days: 01-05, and by the notice 01-06', () => {
  const [COMPLETED, SENT] = ['2027-01-06T08:00:00+08:00', '2027-01-06T10:00:00+08:00'];
  async function record(at: string) {
    const here = await countyHere({ now: '2026-12-24T09:00:00+08:00' });
    const fields = {
      ...{ CF_XDR_MC: '冠县某店', CF_XDR_LB: '个体工商户', CF_XDR_SHXYM: '91371525MA3C00001R', CF_FRDB: '某某' },
      ...{ CF_WSH: '冠市监罚〔2026〕9号', CF_WFXW: '超范围经营', CF_SY: '某', CF_YJ: '某法第一条', CF_CFLB: '警告' },
      ...{ CF_NR: '警告', CF_CFJGDM: '11371525MB28000015', CF_SJLYDM: '11371525MB28000015' },
    };
    const call = async (path: string, body: object, when: string) => {
      here.clock.set(when);
      return (await here.call('POST', path, { as: 'scjg.officer', body })).json;
    };
    const said = { type: 'penalty', decidedOn: '2026-12-24', publish: true, fields };
    const { id, due } = await call('/credit-records', said, '2026-12-24T10:00:00+08:00');
    expect(due).toBe('2027-01-05');
    const act = (name: string, body: object, when = at) => call(`/credit-records/${id}/${name}`, body, when);
    const read = async () => (await here.call('GET', `/credit-records/${id}`, { as: 'scjg.officer' })).json;
    return { here, act, read };
  }
  const send = { channel: 'export', receipt: '1' };

  it.each([
    ['before the new end', SENT, null],
    ['after the new end, though completed before it', '2027-01-07T10:00:00+08:00', LATE],
  ])('sent %s, and accepted', async (_what, at, late) => {
    const { here, act, read } = await record(at);
    await act('complete', { fields: { CF_NR: '警告一次' } }, COMPLETED);
    expect(await act('send', send)).toMatchObject({ status: 'sent', late: LATE });
    expect(await act('answer', { accepted: true })).toMatchObject({ status: 'accepted', late: LATE });
    await notice(here, '2027-01-08T09:00:00+08:00');
    expect(await read()).toMatchObject({ status: 'accepted', late });
  });

  it.each([
    ['before the new end, it was not late', SENT, '2027-01-06T11:00:00+08:00', false],
    ['after it, it was late from then', '2027-01-07T10:00:00+08:00', '2027-01-08T11:00:00+08:00', true],
  ])('sent in time and refused %s', async (_what, at, entered, isLate) => {
    const { here, act, read } = await record(at);
    await act('send', send, '2027-01-05T10:00:00+08:00');
    const late = { due: '2027-01-05', at };
    expect(await act('answer', { accepted: false, reasons: '某' })).toMatchObject({ status: 'rejected', late });
    await notice(here, entered);
    expect((await read()).late).toEqual(isLate ? late : null);
  });
});

/** Each kind that owes an answer in five working days of 2026-12-30: by 01-07, and by the notice by 01-08. */
describe('done a day late, and in time by the notice, whatever clock runs since', () => {
  const STANDARD = { documentNumber: '冠应急〔2026〕1号', issuer: '某', level: 'county' };
  const owed: [what: string, opened: [string, string, object], done: [string, string, object]][] = [
    [
      'a letter',
      ['/letters', 'spj.officer', { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '某', text: '某' }],
      ['reply', 'scjg.officer', { text: '已阅' }],
    ],
    [
      'an instruction',
      ['/instructions', 'zfb.office', { to: [{ org: 'SCJG' }], task: '某', workingDays: 5 }],
      ['report', 'scjg.officer', { text: '已办' }],
    ],
    [
      'a standard',
      [
        '/standards',
        'yjj.head',
        {
          type: 'rule',
          matters: ['371525-YJJ-003'],
          title: '某',
          text: '某',
          validFrom: '2027-06-01',
          source: STANDARD,
        },
      ],
      ['confirm', 'spj.admin', {}],
    ],
    [
      'a guidance',
      ['/guidance', 'scjg.officer', { projectName: '某', text: '某', matters: [], grounds: ['ecology'] }],
      ['ask', 'spj.officer', { to: [{ org: 'WJJ' }] }],
    ],
    [
      'a support request that is referred',
      ['/support-requests', 'scjg.officer', { category: 'fault', text: '某' }],
      ['refer', 'spj.officer', { platform: '省平台', number: '1', on: '2026-12-30' }],
    ],
    [
      'a problem',
      ['/problems', 'scjg.officer', { type: 'other', title: '某', text: '某', with: [], affected: [] }],
      ['reply', 'spj.officer', { text: '已阅' }],
    ],
    [
      'a request for accounts',
      ['/account-requests', 'scjg.admin', { accounts: 10, roles: ['officer'], people: [], reason: '某' }],
      ['grant', 'spj.admin', { accounts: 9 }],
    ],
  ];

  async function answered(opened: [string, string, object], done: [string, string, object], at: string) {
    const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
    const [path, as, body] = opened;
    const { json } = await here.call('POST', path, { as, body });
    const { id, due } = json.items?.[0] ?? json;
    expect(due).toBe('2027-01-07');
    here.clock.set(at);
    const [act, by, input] = done;
    expect((await here.call('POST', `${path}/${id}/${act}`, { as: by, body: input })).status).toBe(200);
    const read = async () => (await here.call('GET', `${path}/${id}`, { as: 'zfb.office' })).json;
    expect((await read()).late).toEqual({ due: '2027-01-07', at: '2027-01-08T00:00:00+08:00' });
    const history = async () => (await here.call('GET', `${path}/${id}/history`, { as: 'zfb.office' })).json;
    return { here, read, history };
  }

  it.each(owed)('%s', async (_what, opened, done) => {
    const { here, read, history } = await answered(opened, done, '2027-01-08T10:00:00+08:00');
    await notice(here, '2027-01-11T09:00:00+08:00');
    expect((await read()).late).toBeNull();
    const { verified, items } = await history();
    const said = items.filter(({ act }: { act: string }) => act === 'spared');
    expect([verified, said]).toMatchObject([true, [{ detail: { due: '2027-01-07', to: '2027-01-08' } }]]);
  });

  it.each(owed)('%s that was done later still stays late', async (_what, opened, done) => {
    const { here, read } = await answered(opened, done, '2027-01-09T10:00:00+08:00');
    await notice(here, '2027-01-11T09:00:00+08:00');
    expect((await read()).late).toMatchObject({ due: '2027-01-07' });
  });

  it('a promise verified', async () => {
    const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
    const { id } = (await here.push('P-1', { commitment: true, occurredAt: '2026-12-30T08:00:00+08:00' })).json;
    await here.act(id, 'claim', 'scjg.officer');
    const path = `/commitments/${(await here.read(id, 'scjg.officer')).json.verification}`;
    const read = async () => (await here.call('GET', path, { as: 'scjg.officer' })).json;
    const { due, deadline } = await read();
    here.clock.set(deadline);
    here.clock.advance(10 * 3_600_000);
    const body = { outcome: 'kept', on: due, text: '某' };
    await here.call('POST', `${path}/verify`, { as: 'scjg.officer', body });
    expect((await read()).late).toMatchObject({ due });
    here.clock.advance(24 * 3_600_000);
    // Beside the days that are made up for the Spring Festival by the law alone.
    await notice(here, formatInstant(here.clock.now()), ['2027-01-04', '2027-02-09', '2027-02-10']);
    expect(await read()).toMatchObject({ status: 'kept', late: null });
  });

  it('an instruction sent back, and late once more: it is late with that alone', async () => {
    const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
    const body = { to: [{ org: 'SCJG' }], task: '某', workingDays: 5 };
    const { id } = (await here.call('POST', '/instructions', { as: 'zfb.office', body })).json.items[0];
    const act = (name: string, as: string, input: object) =>
      here.call('POST', `/instructions/${id}/${name}`, { as, body: input });
    here.clock.set('2027-01-08T10:00:00+08:00');
    await act('report', 'scjg.officer', { text: '已办' });
    await act('send-back', 'zfb.office', { reason: '不够', workingDays: 1 });
    here.clock.set('2027-01-12T09:00:00+08:00');
    const read = async () => (await here.call('GET', `/instructions/${id}`, { as: 'zfb.office' })).json;
    expect((await read()).late.due).toBe('2027-01-07');
    await notice(here, '2027-01-12T10:00:00+08:00');
    expect((await read()).late).toEqual({ due: '2027-01-11', at: '2027-01-12T00:00:00+08:00' });
  });
});

it('a notice that takes back a Saturday that was to be worked: it is late no longer', async () => {
  // A letter of Thursday 18 February 2027, three working days: Friday, Saturday the 20th by the notice of then, and
  // Monday.
  const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
  await notice(here, '2026-12-30T10:00:00+08:00', [], ['2027-02-20']);
  here.clock.set('2027-02-18T09:00:00+08:00');
  const { id, read } = await letterOf(here);
  expect(await read()).toMatchObject({ due: '2027-02-22', late: null });
  here.clock.set('2027-02-23T08:00:00+08:00');
  expect(await read()).toMatchObject({ late: { due: '2027-02-22' } });
  await notice(here, '2027-02-23T09:00:00+08:00', []);
  expect(await read()).toMatchObject({ due: '2027-02-23', late: null });
  const { verified } = (await here.call('GET', `/letters/${id}/history`, { as: 'spj.officer' })).json;
  expect(verified).toBe(true);
});

it('an extension after the end helps nothing, not where the platform itself was out', async () => {
  for (const outage of [false, true]) {
    const { here, read, reply } = await lateLetter();
    await reply('2027-01-06T10:00:00+08:00');
    const body = { from: '2027-01-05', to: '2027-01-05', documentNumber: '冠政办〔2027〕1号', reason: '平台故障' };
    const entered = await here.call('POST', '/calendar/extensions', {
      as: 'spj.admin',
      body: { ...body, ...(outage && { outage }) },
    });
    expect(entered.status).toBe(outage ? 200 : 422);
    expect((await read()).late).toEqual(LATE);
  }
});

it('the annex counts it no longer, whoever reads first', async () => {
  const { here, reply } = await lateLetter();
  await keepKindsSince(here.platform.ports.store, JURISDICTION, ['letter'], here.clock.now());
  await reply('2027-01-06T10:00:00+08:00');
  const figure = async () => {
    const { json } = await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' });
    return json.organisations.find(({ org }: { org: string }) => org === 'SCJG').annex.repliesLate;
  };
  expect(await figure()).toBe(1);
  await notice(here, '2027-01-08T09:00:00+08:00');
  here.clock.advance(60_000);
  expect(await figure()).toBe(0);
  // No figures are frozen yet: there is nothing to put right.
  expect((await here.call('GET', '/corrections?box=in', { as: 'spj.admin' })).json.items).toEqual([]);
});
