/** `/calendar`: what is read without login, how a year and whole days are entered, and what follows. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, MONDAY } from './county.ts';

const explain = (query: string) => `/calendar/explain?${query}`;

describe('read without login', async () => {
  const { call } = await countyHere();

  it('every day of a year, with reason and source', async () => {
    const { status, json, headers } = await call('GET', '/calendar/2026');
    expect([status, json.year, json.provisional, json.days.length]).toEqual([200, 2026, false, 365]);
    expect(headers.etag).toMatch(/^"[^"]+"$/);
    const day = (date: string) => json.days.find((d: { date: string }) => d.date === date);
    expect(Object.keys(day('2026-10-01')).sort()).toEqual(['date', 'reason', 'source', 'working']);
    expect([day('2026-10-01').working, day('2026-10-10').working, day('2026-09-28').working]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each([
    ['2018', 404],
    ['2019', 200],
    ['2028', 200],
    ['2029', 404],
    ['02026', 404],
    ['20x6', 404],
    ['extensions', 401],
  ])('%s is %i', async (year, status) => expect((await call('GET', `/calendar/${year}`)).status).toBe(status));

  it.each([
    ['with a plus as it is', 'from=2026-09-28T09:00:00+08:00&workingDays=2', '2026-09-30'],
    ['encoded', 'from=2026-09-28T09%3A00%3A00%2B08%3A00&workingDays=2', '2026-09-30'],
    ['in UTC', 'from=2026-09-28T01:00:00Z&workingDays=2', '2026-09-30'],
    ['over the holiday, with a make-up Saturday', 'from=2026-09-30T09:00:00+08:00&workingDays=2', '2026-10-09'],
    ['0 days', 'from=2026-09-26T09:00:00+08:00&workingDays=0', '2026-09-28'],
    ['for a county', 'from=2026-09-28T09:00:00+08:00&workingDays=2&jurisdiction=371525', '2026-09-30'],
  ])('explains %s', async (_name, query, by) => {
    const { status, json } = await call('GET', explain(query));
    expect([status, json.by, json.provisional]).toEqual([200, by, false]);
    expect(json.deadline).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\+08:00$/);
    expect(json.days.at(-1)).toMatchObject({ date: by, counted: true });
    expect(Object.keys(json.days[0]).sort()).toEqual(['counted', 'date', 'reason', 'source']);
  });

  it('says which years there are', async () => {
    const { json } = await call('GET', '/calendar/2029');
    expect(json.detail).toBe('没有 2029 年的日历。平台只有 2019 年至 2028 年的日历，请查询其中一年。');
  });

  it.each([
    ['before 2019', 'from=2018-12-31T09:00:00Z&workingDays=1'],
    ['beyond two years', 'from=2028-12-29T09:00:00Z&workingDays=9'],
  ])('%s: calendar-unknown', async (_name, query) => {
    expectRefusal(await call('GET', explain(query)), 422, 'calendar-unknown');
  });

  it.each<[string, string[]]>([
    ['', ['?from', '?workingDays']],
    ['from=2026-09-28&workingDays=2', ['?from']],
    ['from=2026-09-28T09:00:00&workingDays=2', ['?from']],
    ['from=2026-09-28T09:00:00+08:00&workingDays=-1', ['?workingDays']],
    ['from=2026-09-28T09:00:00+08:00&workingDays=251', ['?workingDays']],
    ['from=2026-09-28T09:00:00+08:00&workingDays=1.5', ['?workingDays']],
    ['from=2026-09-28T09:00:00+25:00&workingDays=2', ['?from']],
    ['from=2026-09-28T09:00:00+08:99&workingDays=2', ['?from']],
    ['from=2026-09-28T09:00:00-13:00&workingDays=2', ['?from']],
    ['from=2026-09-28T23:59:60Z&workingDays=2', ['?from']],
    ['from=9999-12-31T23:00:00Z&workingDays=2', ['?from']],
    ['from=2026-02-29T09:00:00Z&workingDays=2', ['?from']],
    ['from=2026-09-28T09:00:00Z&workingDays=2&days=3', ['?days']],
  ])('%s does not fit', async (query, pointers) => {
    expectRefusal(await call('GET', explain(query)), 422, 'invalid', pointers);
  });
});

/** The days of the law in 2027, as a notice of that year must have them. */
const LAW_2027 = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
  2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);
const notice = (days: readonly object[] = []) => ({
  source: '国务院办公厅关于2027年部分节假日安排的通知',
  days: [...LAW_2027.map((date) => ({ date, working: false, name: '放假' })), ...days],
});

describe('a year entered', async () => {
  const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
  const put = (body: unknown, headers = {}, as = 'spj.admin') =>
    here.call('PUT', '/calendar/2027', { as, body, headers });
  const etag = async () => (await here.call('GET', '/calendar/2027')).headers.etag as string;
  const pushed = await here.push('A', { occurredAt: '2026-12-30T08:00:00+08:00' });

  it('needs an If-Match that is not stale; what does not fit and who may not come first', async () => {
    expectRefusal(await put(notice()), 428, 'precondition-required');
    expectRefusal(await put(notice(), { 'if-match': '"0"' }), 412, 'precondition-failed');
    expectRefusal(await put(notice(), { 'if-match': await etag() }, 'spj.officer'), 403, 'not-allowed');
    expectRefusal(await put({ ...notice(), days: notice().days.slice(1) }), 422, 'invalid', ['/days']);
    const nameless = { source: '', days: notice().days.slice(1) };
    expectRefusal(await put(nameless), 422, 'invalid', ['/source', '/days']);
    const twice = notice([
      { date: '2027-01-01', working: false, name: 'x' },
      { date: '2028-01-01', working: false, name: 'x' },
    ]);
    expectRefusal(await put(twice), 422, 'invalid', ['/days/13/date', '/days/14/date']);
    expect((await here.call('GET', '/calendar/2027')).json.provisional).toBe(true);
  });

  it('moves what is pending, both dates in its history, and changes the ETag', async () => {
    expect(pushed.json).toMatchObject({ claimBy: '2027-01-04', provisional: true });
    const before = await etag();
    const entered = await put(notice([{ date: '2027-01-04', working: false, name: '元旦' }]), { 'if-match': before });
    expect([entered.status, entered.json]).toEqual([200, { retimed: 1, unchanged: 0, spared: [] }]);
    expect(await etag()).not.toBe(before);
    expectRefusal(await put(notice(), { 'if-match': before }), 412, 'precondition-failed');
    const { json } = await here.read(pushed.json.id, 'scjg.officer');
    expect(json).toMatchObject({
      claimBy: '2027-01-05',
      claimDeadline: '2027-01-06T00:00:00+08:00',
      provisional: false,
    });
    const history = (await here.call('GET', `/pushes/${pushed.json.id}/history`, { as: 'spj.officer' })).json;
    expect([history.verified, history.items.map(({ act }: { act: string }) => act)]).toEqual([
      true,
      ['open', 'retimed'],
    ]);
  });

  it('replaces what was entered before', async () => {
    expect((await put(notice(), { 'if-match': await etag() })).json).toMatchObject({ retimed: 1 });
    const { days } = (await here.call('GET', '/calendar/2027')).json;
    expect(days.find(({ date }: { date: string }) => date === '2027-01-04').working).toBe(true);
  });
});

describe('a notice that moves nothing', async () => {
  const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
  const { id } = (await here.push('A', { occurredAt: '2026-12-30T08:00:00+08:00' })).json;

  it('still makes provisional what it confirms no more, and the history says so', async () => {
    expect((await here.read(id, 'scjg.officer')).json).toMatchObject({ claimBy: '2027-01-04', provisional: true });
    const { etag } = (await here.call('GET', '/calendar/2027')).headers;
    const options = { as: 'spj.admin', body: notice(), headers: { 'if-match': etag as string } };
    const put = await here.call('PUT', '/calendar/2027', options);
    expect([put.status, put.json]).toEqual([200, { retimed: 0, unchanged: 1, spared: [] }]);
    expect((await here.read(id, 'scjg.officer')).json).toMatchObject({ claimBy: '2027-01-04', provisional: false });
    const { items, verified } = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
    expect([verified, items.map(({ act }: { act: string }) => act)]).toEqual([true, ['open', 'confirmed']]);
  });

  it('takes a whole year back as it was read; a December day named last is worked again', async () => {
    const put = async (year: number, days: unknown[]) => {
      const { etag } = (await here.call('GET', `/calendar/${year}`)).headers;
      const body = { source: '通知', days };
      return here.call('PUT', `/calendar/${year}`, { as: 'spj.admin', body, headers: { 'if-match': etag as string } });
    };
    const whole = async (year: number) => {
      const { days } = (await here.call('GET', `/calendar/${year}`)).json;
      return days.map(({ date, working, reason }: Record<string, unknown>) => ({ date, working, name: reason }));
    };
    const worked = async () => (await whole(2026)).find(({ date }: { date: string }) => date === '2026-12-31').working;
    const of2026 = await whole(2026);
    const off = { date: '2026-12-31', working: false, name: '元旦' };
    expect((await put(2027, [...(await whole(2027)), off])).status).toBe(200);
    expect(await worked()).toBe(false);
    expect((await put(2026, of2026)).status).toBe(200);
    expect(await worked()).toBe(true);
  });
});

describe('a notice entered late', async () => {
  const here = await countyHere({ now: '2026-12-30T09:00:00+08:00' });
  const { id } = (await here.push('A', { occurredAt: '2026-12-30T08:00:00+08:00' })).json;
  here.clock.set('2027-01-05T09:00:00+08:00');

  it('lists the deemed claims that it would have spared, and opens a correction for each', async () => {
    expect((await here.read(id, 'spj.officer')).json.status).toBe('deemed-claimed');
    const { etag } = (await here.call('GET', '/calendar/2027')).headers;
    const body = notice([{ date: '2027-01-04', working: false, name: '元旦' }]);
    const put = await here.call('PUT', '/calendar/2027', {
      as: 'spj.admin',
      body,
      headers: { 'if-match': etag as string },
    });
    expect(put.json).toEqual({ retimed: 0, unchanged: 0, spared: [id] });
    const { items } = (await here.call('GET', '/corrections', { as: 'spj.admin' })).json;
    expect(items).toMatchObject([{ push: id, org: 'SCJG', status: 'open' }]);
    expect((await here.read(id, 'spj.officer')).json).toMatchObject({
      status: 'deemed-claimed',
      claimBy: '2027-01-04',
    });
  });
});

describe('whole days that do not count', async () => {
  const here = await countyHere();
  const extend = (more: object, as = 'spj.admin') => {
    const body = {
      from: '2026-09-29',
      to: '2026-09-30',
      documentNumber: '冠政办〔2026〕1号',
      reason: '平台停运',
      ...more,
    };
    return here.call('POST', '/calendar/extensions', { as, body });
  };

  it('move what is pending', async () => {
    const pushed = await here.push('A');
    expect((await extend({})).json).toEqual({ retimed: 1, unchanged: 0, spared: [] });
    expect((await here.read(pushed.json.id, 'scjg.officer')).json.claimBy).toBe('2026-10-09');
  });

  it('help nothing that is already past', async () => {
    const { id } = (await here.push('B')).json;
    here.clock.set('2026-10-13T00:00:00+08:00');
    expect((await here.read(id, 'spj.officer')).json.status).toBe('deemed-claimed');
    expectRefusal(await extend({ from: '2026-10-08', to: '2026-10-12' }), 422, 'invalid', ['/to']);
    expect((await extend({ from: '2026-10-12', to: '2026-10-13' })).json).toEqual({
      retimed: 0,
      unchanged: 0,
      spared: [],
    });
    expect((await here.read(id, 'spj.officer')).json).toMatchObject({
      status: 'deemed-claimed',
      claimBy: '2026-10-09',
    });
  });

  it.each<[string, object, string[]]>([
    ['an end before the beginning', { from: '2026-10-02', to: '2026-10-01' }, ['/to']],
    ['more than a year', { from: '2026-01-01', to: '2027-02-01', confirm: true }, ['/to']],
    ['more than thirty days unconfirmed', { from: '2026-11-02', to: '2026-12-11' }, ['/confirm']],
    ['no reason, no number', { reason: '', documentNumber: null }, ['/reason', '/documentNumber']],
    ['no days', { from: MONDAY, to: null }, ['/from', '/to']],
  ])('%s does not fit', async (_name, more, pointers) => expectRefusal(await extend(more), 422, 'invalid', pointers));

  it("are the bureau's administrator's to enter", async () => {
    for (const as of ['spj.officer', 'scjg.admin', 'zfb.office', 'construction']) {
      expectRefusal(await extend({ from: '2026-11-02', to: '2026-11-03' }, as), 403, 'not-allowed');
    }
  });
});
