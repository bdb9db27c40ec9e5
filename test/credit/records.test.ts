/** Credit records (art. 19): each state, act and refusal, the seven working days, one decision with one record. */
import { describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { County } from '../../shared/county.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { annexKinds } from '../../shared/reports/late-records.ts';
import { startOfDay } from '../../shared/time.ts';
import { countyHere, expectRefusal, type Here, TODAY } from '../contract-http/county.ts';
import { reportingCounty } from '../reports/county.ts';

const DEPT = 'scjg.officer';
const CODE = '91371525MA3C00001R';
/** Made up: a valid check character, nobody's. */
const NUMBER = '371525199001012346';

const penalty = (number: string | null, more: object = {}) => ({
  ...{ CF_XDR_MC: '冠县某某食品有限公司', CF_XDR_LB: '法人及非法人组织', CF_XDR_SHXYM: CODE, CF_FRDB: '某某' },
  ...{ CF_WSH: number, CF_WFXW: '超范围经营', CF_SY: '某', CF_YJ: '某法第一条', CF_CFLB: '警告', CF_NR: '警告' },
  ...{ CF_CFJGDM: '11371525MB28000015', CF_SJLYDM: '11371525MB28000015' },
  ...more,
});
const licence = (number: string, more: object = {}) => ({
  ...{ XK_XDR_MC: '冠县某店', XK_XDR_LB: '个体工商户', XK_XDR_SHXYM: CODE, XK_XKWS: '准予许可决定书', XK_WSH: number },
  ...{ XK_XKLB: '普通', XK_NR: '食品销售', XK_YXQZ: '2026-09-28' },
  ...{ XK_XKJGDM: '11371525MB28000015', XK_LYDWDM: '11371525MB28000015' },
  ...more,
});
const open = (here: Here, body: object, as = DEPT) =>
  here.call('POST', '/credit-records', {
    as,
    body: { type: 'penalty', decidedOn: '2026-09-28', publish: true, ...body },
  });
const made = async (here: Here, number: string, more: object = {}): Promise<string> =>
  (await open(here, { fields: penalty(number), ...more })).json.id;
const act = (here: Here, id: string, name: string, body: object = {}, as = DEPT) =>
  here.call('POST', `/credit-records/${id}/${name}`, { as, body });
const read = async (here: Here, id: string, as = DEPT) =>
  (await here.call('GET', `/credit-records/${id}`, { as })).json;
const RECEIPT = { channel: 'export', receipt: '2026-0001' };
const missing = (json: { missing: { field: string }[] }) => json.missing.map(({ field }) => field);

describe('opened by hand', async () => {
  const here = await countyHere();

  it('decided today: due 2026-10-13, ready where nothing is missing, filled in where it follows', async () => {
    const { status, json } = await open(here, { fields: penalty('冠市监罚〔2026〕1号') });
    expect([status, json.missing]).toEqual([201, []]);
    expect(json).toMatchObject({ status: 'ready', due: '2026-10-13', publishUntil: '2029-09-28' });
    expect(json.fields).toMatchObject({ CF_JDRQ: '2026-09-28', CF_GSJZQ: '2029-09-28', CF_CFJG: expect.any(String) });
    expect(json.party).toMatchObject({ creditCode: CODE });
    expect(Object.keys(json.fields)).not.toContain('XK_WSH');
    // It waits for its owner alone: there is no other organisation to be reminded.
    expect(json.acts).not.toContain('nudge');
    expectRefusal(await act(here, json.id, 'nudge', { channel: 'notice' }), 409, 'already-done');
  });

  it.each([
    ['a penalty of which little is known', { fields: { CF_WSH: '冠罚2' } }, 'CF_XDR_MC'],
    ['an organisation without its code', { fields: penalty('冠罚3', { CF_XDR_SHXYM: null }) }, 'CF_XDR_SHXYM'],
    ['an organisation without its representative', { fields: penalty('冠罚4', { CF_FRDB: null }) }, 'CF_FRDB'],
    ['a fine without its amount', { fields: penalty('冠罚5', { CF_CFLB: '警告；罚款' }) }, 'CF_NR_FK'],
    [
      'confiscation without its amount',
      { fields: penalty('冠罚6', { CF_CFLB: '没收违法所得、没收非法财物' }) },
      'CF_NR_WFFF',
    ],
    ['a licence revoked without naming it', { fields: penalty('冠罚7', { CF_CFLB: '吊销许可证件' }) }, 'CF_NR_ZKDX'],
    ['a licence withheld without naming it', { fields: penalty('冠罚8', { CF_CFLB: '暂扣许可证件' }) }, 'CF_NR_ZKDX'],
    ['an inspection without its result', { type: 'inspection', fields: { JC_SX: '食品抽检' } }, 'JC_JG'],
  ])('%s is incomplete', async (_what, body, field) => {
    const { json } = await open(here, body);
    expect(json.status).toBe('incomplete');
    expect(missing(json)).toContain(field);
    expectRefusal(await act(here, json.id, 'send', RECEIPT), 409, 'record-incomplete');
  });

  it('a natural person and a licence of an individual business need what their class needs', async () => {
    const person = penalty('冠罚8', { CF_XDR_LB: '自然人', CF_XDR_SHXYM: null, CF_FRDB: null });
    expect((await open(here, { fields: person })).json.status).toBe('ready');
    expect((await open(here, { type: 'licence', fields: licence('冠许1') }, 'spj.officer')).json).toMatchObject({
      status: 'ready',
      publishUntil: null,
      fields: { XK_ZT: '1' },
    });
  });

  it.each<[string, object, string]>([
    ['a day to come', { decidedOn: '2026-09-29', fields: {} }, '/decidedOn'],
    ['a field of another type', { fields: { XK_WSH: '1' } }, '/fields/XK_WSH'],
    ['another day of decision', { fields: { CF_JDRQ: '2026-09-27' } }, '/fields/CF_JDRQ'],
    ['a class that there is not', { fields: { CF_CFLB: '训诫' } }, '/fields/CF_CFLB'],
    ['an amount with seven decimals', { fields: { CF_NR_FK: '1.0000001' } }, '/fields/CF_NR_FK'],
    ['an identity number where it is not sealed', { fields: { CF_SY: `某 ${NUMBER}` } }, '/fields/CF_SY'],
    ['an identity number of full width', { fields: { BZ: '３７１５２５１９９００１０１２３４６' } }, '/fields/BZ'],
    ['a severity of an inspection', { type: 'inspection', severity: 'minor', fields: {} }, '/severity'],
    [
      'a minor penalty public for four months',
      { severity: 'minor', publishUntil: '2027-01-28', fields: {} },
      '/publishUntil',
    ],
    [
      'a general one for more than a year',
      { severity: 'general', publishUntil: '2027-09-29', fields: {} },
      '/publishUntil',
    ],
    ['any for more than three years', { publishUntil: '2029-09-29', fields: {} }, '/publishUntil'],
    ['a last day of what is not public', { publish: false, publishUntil: '2027-01-01', fields: {} }, '/publishUntil'],
    ['another last day in the field', { fields: { CF_GSJZQ: '2027-01-01' } }, '/fields/CF_GSJZQ'],
  ])('takes no %s', async (_what, body, pointer) => {
    expectRefusal(await open(here, body), 422, 'invalid', [pointer]);
  });

  it.each([
    ['minor', '2026-12-28'],
    ['general', '2027-09-28'],
    ['serious', '2029-09-28'],
  ])('a %s penalty is public until %s', async (severity, until) => {
    expect((await open(here, { severity, fields: penalty(`冠罚-${severity}`) })).json.publishUntil).toBe(until);
    const on = await open(here, { severity, publishUntil: until, fields: penalty(`冠罚-${severity}-2`) });
    expect(on.json.fields.CF_GSJZQ).toBe(until);
  });

  it('by whoever decides, and nobody else', async () => {
    expectRefusal(await open(here, { fields: {} }, 'zfb.office'), 403, 'not-allowed');
    const id = await made(here, '冠罚9');
    expectRefusal(await here.call('GET', `/credit-records/${id}`, { as: 'spj.officer' }), 404, 'not-found');
    expectRefusal(await act(here, id, 'send', RECEIPT, 'spj.officer'), 404, 'not-found');
  });

  it('the same reference again is the same record', async () => {
    const body = { reference: 'R-1', fields: penalty('冠罚10') };
    const [first, again] = [await open(here, body), await open(here, body)];
    expect([first.status, again.status, again.json.id]).toEqual([201, 200, first.json.id]);
    expectRefusal(await open(here, { reference: 'R-1', fields: penalty('冠罚11') }), 409, 'reference-reused');
  });
});

describe('on its way', async () => {
  const here = await countyHere();

  it('completed, sent, accepted', async () => {
    const { json } = await open(here, { fields: penalty('冠罚1', { CF_NR: null }) });
    const { id } = json;
    expect(missing(json)).toEqual(['CF_NR']);
    expectRefusal(await act(here, id, 'complete', { fields: { XK_NR: '某' } }), 422, 'invalid', ['/fields/XK_NR']);
    const completed = await act(here, id, 'complete', { fields: { CF_NR: '警告' }, severity: 'general' });
    expect(completed.json).toMatchObject({ status: 'ready', missing: [], publishUntil: '2027-09-28' });
    expect((await act(here, id, 'complete', { fields: { CF_NR: null } })).json.status).toBe('incomplete');
    await act(here, id, 'complete', { fields: { CF_NR: '警告' } });
    expectRefusal(await act(here, id, 'answer', { accepted: true }), 409, 'not-sent');
    expect((await act(here, id, 'send', RECEIPT)).json).toMatchObject({ status: 'sent', receipt: '2026-0001' });
    for (const again of ['send', 'complete']) {
      const body = again === 'send' ? RECEIPT : { fields: {} };
      expectRefusal(await act(here, id, again, body), 409, 'already-sent');
    }
    expectRefusal(await act(here, id, 'answer', { accepted: false }), 422, 'invalid', ['/reasons']);
    expectRefusal(await act(here, id, 'answer', { accepted: true, reasons: '某' }), 422, 'invalid', ['/reasons']);
    expect((await act(here, id, 'answer', { accepted: true })).json).toMatchObject({ status: 'accepted', due: null });
    expectRefusal(await act(here, id, 'answer', { accepted: true }), 409, 'already-answered');
  });

  it('rejected: mended and sent again before its day, it is in time', async () => {
    const id = await made(here, '冠罚2');
    await act(here, id, 'send', RECEIPT);
    const rejected = await act(here, id, 'answer', { accepted: false, reasons: '文书号格式不对' });
    expect(rejected.json).toMatchObject({ status: 'rejected', due: '2026-10-13', late: null });
    expectRefusal(await act(here, id, 'send', RECEIPT), 409, 'record-incomplete');
    expect((await act(here, id, 'complete', { fields: { CF_WSH: '冠罚〔2026〕2号' } })).json.status).toBe('ready');
    expect((await act(here, id, 'send', RECEIPT)).json).toMatchObject({ status: 'sent', late: null });
  });

  it('one decision has one record: joined by hand, refused where a number would make a second', async () => {
    const id = await made(here, '冠罚〔2026〕3号');
    const again = await open(here, {
      decidedOn: '2026-09-25',
      fields: penalty('冠罚（2026）3号', { CF_FRDB: '另一人' }),
    });
    expect([again.status, again.json.id]).toEqual([200, id]);
    expect(again.json).toMatchObject({ decidedOn: '2026-09-25', due: '2026-10-12', fields: { CF_FRDB: '某某' } });
    expect(again.json.warnings).toMatchObject([{ code: 'credit-record-exists' }]);
    const other = await made(here, '冠罚4');
    const refused = await act(here, other, 'complete', { fields: { CF_WSH: '冠罚〔2026〕3号' } });
    expectRefusal(refused, 409, 'credit-record-exists');
    expect(refused.json.record).toBe(id);
    expect((await open(here, { fields: penalty('冠罚〔2026〕3号') }, 'zhzf.officer')).status).toBe(201);
  });

  it.each([
    ['sent in time for the earlier day, and rejected before it', '2026-09-24', 'rejected', null],
    ['sent in time for the earlier day, and rejected after it', '2026-09-18', 'rejected', '2026-09-29'],
    ['sent too late for the earlier day', '2026-09-16', 'sent', '2026-09-24'],
  ])('the earlier day counts of what the platform has not taken yet: %s', async (_what, decidedOn, status, due) => {
    const here = await countyHere();
    const id = await made(here, '冠罚26');
    await act(here, id, 'send', RECEIPT);
    here.clock.set('2026-10-09T10:00:00+08:00');
    await open(here, { decidedOn, fields: penalty('冠罚26', { BZ: '补记' }) });
    const answer = { accepted: false, reasons: '日期有误' };
    if (status === 'rejected') await act(here, id, 'answer', answer);
    const record = await read(here, id);
    expect(record).toMatchObject({ status, decidedOn, fields: { CF_JDRQ: decidedOn } });
    expect([record.late?.due ?? null, 'BZ' in record.fields]).toEqual([due, false]);
  });

  it('what was wrong makes room for another', async () => {
    const id = await made(here, '冠罚5');
    await act(here, id, 'withdraw', { reason: 'wrong' });
    const second = await open(here, { fields: penalty('冠罚5') });
    expect([second.status, second.json.id === id]).toEqual([201, false]);
  });

  it('withdrawn before it was sent it ends; after, the platform takes it back first', async () => {
    const unsent = await made(here, '冠罚6');
    expect((await act(here, unsent, 'withdraw', { reason: 'not-public' })).json).toMatchObject({
      status: 'withdrawn',
      due: null,
    });
    expectRefusal(await act(here, unsent, 'send', RECEIPT), 409, 'already-done');
    const sent = await made(here, '冠罚7');
    await act(here, sent, 'send', RECEIPT);
    expect((await act(here, sent, 'withdraw', { reason: 'repaired' })).json).toMatchObject({
      status: 'retracting',
      due: null,
    });
    expectRefusal(await act(here, sent, 'withdraw', { reason: 'wrong' }), 409, 'already-done');
    expect((await act(here, sent, 'send', RECEIPT)).json.status).toBe('withdrawn');
  });

  it('annulled today: due 2026-10-08', async () => {
    const id = await made(here, '冠罚8');
    await act(here, id, 'send', RECEIPT);
    const wanted = { reason: 'annulled' };
    expectRefusal(await act(here, id, 'withdraw', wanted), 422, 'invalid', ['/on', '/text']);
    expectRefusal(await act(here, id, 'withdraw', { ...wanted, on: '2026-09-29', text: '某' }), 422, 'invalid', [
      '/on',
    ]);
    expectRefusal(await act(here, id, 'withdraw', { ...wanted, on: '2026-09-27', text: '某' }), 422, 'invalid', [
      '/on',
    ]);
    const { json } = await act(here, id, 'withdraw', { ...wanted, on: TODAY, text: '复议撤销' });
    expect(json).toMatchObject({ status: 'retracting', due: '2026-10-08' });
    const why = await here.call('GET', `/credit-records/${id}/deadline`, { as: DEPT });
    expect(why.text).toContain('《行政处罚法》第四十八条');
    expectRefusal(await act(here, id, 'withdraw', { ...wanted, on: TODAY, text: '再次' }), 409, 'already-done');
  });

  it('annulled while it is taken back as repaired: from then on it has a day', async () => {
    const id = await made(here, '冠罚9');
    await act(here, id, 'send', RECEIPT);
    expect((await act(here, id, 'withdraw', { reason: 'repaired' })).json.due).toBeNull();
    const { json } = await act(here, id, 'withdraw', { reason: 'annulled', on: TODAY, text: '复议撤销' });
    expect(json).toMatchObject({ status: 'retracting', withdrawal: 'annulled', due: '2026-10-08' });
  });
});

describe('late', () => {
  it('sent, rejected, sent late: late once', async () => {
    const here = await countyHere();
    const id = await made(here, '冠罚1');
    await act(here, id, 'send', RECEIPT);
    const quoted = { accepted: false, reasons: '证件号码 371525199001011239 不符' };
    expect((await act(here, id, 'answer', quoted)).json.reasons).toBe('证件号码 371525********1239 不符');
    here.clock.set('2026-10-14T09:00:00+08:00');
    const due = { due: '2026-10-13', at: '2026-10-14T00:00:00+08:00' };
    expect(await read(here, id)).toMatchObject({ status: 'rejected', late: due });
    await act(here, id, 'complete', { fields: {} });
    expect((await act(here, id, 'send', RECEIPT)).json).toMatchObject({ status: 'sent', late: due });
    await act(here, id, 'answer', { accepted: false, reasons: '又' });
    here.clock.set('2026-10-20T09:00:00+08:00');
    expect((await read(here, id)).late).toEqual(due);
    const { items, verified } = (await here.call('GET', `/credit-records/${id}/history`, { as: DEPT })).json;
    expect([verified, items.filter(({ act }: { act: string }) => act === 'overdue').length]).toEqual([true, 1]);
  });

  it('sent in time it is not late while the platform has it; rejected after its day it is late from then', async () => {
    const here = await countyHere();
    const id = await made(here, '冠罚2');
    await act(here, id, 'send', RECEIPT);
    here.clock.set('2026-10-20T09:00:00+08:00');
    expect((await read(here, id)).late).toBeNull();
    const { json } = await act(here, id, 'answer', { accepted: false, reasons: '某' });
    expect(json.late).toEqual({ due: '2026-10-13', at: '2026-10-20T09:00:00+08:00' });
  });

  it.each([
    ['2026-10-12', { due: '2026-10-15', late: null }],
    ['2026-10-15', { due: '2026-10-15', late: null }],
    ['2026-10-16', { due: '2026-10-15', late: { due: '2026-10-15', at: '2026-10-16T09:00:00+08:00' } }],
  ])('an extension moves the day of what the platform has, too: rejected on %s', async (day, answered) => {
    const here = await countyHere();
    const id = await made(here, '冠罚27');
    await act(here, id, 'send', RECEIPT);
    const off = { from: '2026-10-12', to: '2026-10-13', documentNumber: '冠政办〔2026〕9号', reason: '系统停机' };
    expect((await here.call('POST', '/calendar/extensions', { as: 'spj.admin', body: off })).status).toBe(200);
    expect(await read(here, id)).toMatchObject({ status: 'sent', due: '2026-10-15' });
    here.clock.set(`${day}T09:00:00+08:00`);
    const rejected = await act(here, id, 'answer', { accepted: false, reasons: '字段有误' });
    expect(rejected.json).toMatchObject({ status: 'rejected', ...answered });
    expect(await read(here, id)).toMatchObject(answered);
  });

  it('what was decided long ago is late when it is entered; an annulment is late on its own day', async () => {
    const here = await countyHere();
    const { id } = (await open(here, { decidedOn: '2026-09-01', fields: penalty('冠罚3') })).json;
    expect((await read(here, id)).late.due).toBe('2026-09-10');
    const sent = await made(here, '冠罚4');
    await act(here, sent, 'send', RECEIPT);
    await act(here, sent, 'withdraw', { reason: 'annulled', on: TODAY, text: '某' });
    here.clock.set('2026-10-09T09:00:00+08:00');
    expect((await read(here, sent)).late.due).toBe('2026-10-08');
  });

  it('sent late and, once annulled, taken back late: late with both, each in its quarter', async () => {
    const county = await reportingCounty('2026-10-14T09:00');
    await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
    await county.nine();
    const { id } = (await open(county as never, { fields: penalty('冠罚-两次') })).json;
    const at = (name: string, body: object) => act(county as never, id, name, body);
    await at('send', RECEIPT);
    await at('answer', { accepted: true });
    county.clock.set('2027-01-04T09:00:00+08:00');
    await county.nine();
    await at('withdraw', { reason: 'annulled', on: '2027-01-04', text: '复议撤销' });
    expect(await read(county as never, id)).toMatchObject({ due: '2027-01-07', late: { due: '2026-10-13' } });
    county.clock.set('2027-01-08T09:00:00+08:00');
    expect((await at('send', RECEIPT)).json).toMatchObject({ status: 'withdrawn', late: { due: '2027-01-07' } });
    const late = async (quarter: string) => {
      const { organisations, corrections } = await county.circular(quarter);
      const of = organisations.find(({ org }: { org: string }) => org === 'SCJG');
      return [of.annex.creditLate, corrections.length];
    };
    expect([await late('2026Q4'), await late('2027Q1')]).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});

it('late in whichever state, it counts once in the annex', () => {
  const county = { kindsSince: { 'credit-record': '2026-01-01' } } as unknown as County;
  expect(annexKinds(KINDS, county, '2026Q4').creditLate).toEqual(['credit-record']);
});

describe('identity numbers', async () => {
  const { store, written } = watched();
  const here = await countyHere({ store });
  const fields = penalty('冠罚1', {
    CF_XDR_LB: '自然人',
    CF_XDR_SHXYM: null,
    CF_XDR_ZJLX: '身份证',
    CF_XDR_ZJHM: NUMBER,
  });

  it('are masked wherever the record is shown, and lie nowhere in clear', async () => {
    const { id, fields: shown } = (await open(here, { fields })).json;
    expect(shown.CF_XDR_ZJHM).toBe('371525********2346');
    // What is read and sent back does not put stars in the place of the number.
    const stars = await act(here, id, 'complete', { fields: { CF_XDR_ZJHM: shown.CF_XDR_ZJHM } });
    expectRefusal(stars, 422, 'invalid', ['/fields/CF_XDR_ZJHM']);
    await act(here, id, 'complete', { fields: { CF_FR_ZJHM: NUMBER } });
    for (const path of [
      `/credit-records/${id}`,
      `/credit-records/${id}/history`,
      '/credit-records?box=out',
      '/inbox',
    ]) {
      expect((await here.call('GET', path, { as: DEPT })).text).not.toContain('19900101');
    }
    expect(written().length).toBeGreaterThan(10);
    expect(written().filter((put) => put.includes('19900101'))).toEqual([]);
  });

  it('in a number of a licence (特种作业操作证): taken, sealed, one decision, and whole in the export alone', async () => {
    const body = { type: 'licence', fields: licence('冠许9', { XK_XKBH: `T${NUMBER}` }) };
    const { status, json } = await open(here, body);
    expect([status, json.missing, json.fields.XK_XKBH]).toEqual([201, [], 'T371525********2346']);
    expect(json.licence).toEqual({ number: 'T371525********2346', documentNumber: '冠许9' });
    // What it says of itself once more leaves it as it is.
    const kept = await act(here, json.id, 'complete', { fields: { XK_NR: '高压电工作业' } });
    expect(kept.json.fields).toMatchObject({ XK_XKBH: 'T371525********2346', XK_NR: '高压电工作业' });
    const found = await here.call('GET', `/timeline?licence=T${NUMBER}`, { as: DEPT });
    expect(found.json.items.map(({ id }: { id: string }) => id)).toEqual([json.id]);
    const numbered = (number: string) => open(here, { type: 'licence', fields: licence(number) });
    const first = (await numbered(`第${NUMBER}号`)).json.id;
    const again = await numbered(`第${NUMBER}号`);
    expect([again.json.id, again.json.warnings]).toMatchObject([first, [{ code: 'credit-record-exists' }]]);
    expect((await numbered(`附${NUMBER}号`)).json.id).not.toBe(first);
    expect(written().filter((put) => put.includes('19900101'))).toEqual([]);
    const whole = await here.call('GET', '/credit/export?type=licence&format=csv', { as: DEPT });
    expect(whole.text).toContain(`T${NUMBER}`);
  });
});

/** A store, and all that is ever written to it. */
function watched() {
  const puts: string[] = [];
  const store = openSqliteStore(':memory:');
  const commit: typeof store.commit = (all, first) => {
    puts.push(...all.map((put) => JSON.stringify(put)));
    return store.commit(all, first);
  };
  const proxy = new Proxy(store, {
    get: (target, name) => {
      if (name === 'commit') return commit;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { store: proxy, written: () => puts };
}

describe('a decision entered after the circular of its quarter was drafted', () => {
  it('stands in the next annex, once', async () => {
    const county = await reportingCounty('2026-10-08T09:00');
    await keepKindsSince(county.platform.ports.store, '371525', countedNames(KINDS), startOfDay('2026-07-01'));
    await county.pushes('WJJ', 1, 1);
    await county.nine();
    county.clock.set('2026-10-14T09:00:00+08:00');
    // Due on 09-11, and on 10-13.
    const decided = ['2026-09-02', '2026-09-28'];
    for (const [i, decidedOn] of decided.entries()) {
      const body = { type: 'penalty', decidedOn, publish: true, fields: penalty(`冠罚-晚-${i}`) };
      const { json } = await county.call('POST', '/credit-records', { as: DEPT, body });
      const send = { as: DEPT, body: RECEIPT };
      expect((await county.call('POST', `/credit-records/${json.id}/send`, send)).json.status).toBe('sent');
      const answer = { as: DEPT, body: { accepted: true } };
      await county.call('POST', `/credit-records/${json.id}/answer`, answer);
    }
    const late = async (quarter: string) =>
      (await county.circular(quarter)).organisations.find(({ org }: { org: string }) => org === 'SCJG').annex
        .creditLate;
    expect([await late('2026Q3'), await late('2026Q4')]).toEqual([0, 2]);
    county.clock.set('2027-01-04T09:00:00+08:00');
    await county.nine();
    expect(await late('2026Q4')).toBe(2);
    county.clock.set('2027-01-05T09:00:00+08:00');
    expect(await late('2027Q1')).toBe(0);
  });
});
