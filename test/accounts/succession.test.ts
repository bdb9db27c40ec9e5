/** An organisation ends (机构改革): another takes its place, and what is open goes over, record by record. */
import { describe, expect, it } from 'vitest';
import { deskAt } from '../../functions/desk.ts';
import { wakeKey } from '../../functions/timers/wake.ts';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { readSuccession } from '../../shared/accounts/succession.ts';
import { verify } from '../../shared/exchange/history.ts';
import type { Outgoing } from '../../shared/mail/outgoing.ts';
import { successionWords } from '../../shared/successions/telling.ts';
import { wakeSuccession } from '../../shared/successions/working.ts';
import { browserOf } from '../console/browser.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';
import { CATERING, FOOD } from '../list-drafts/story.ts';

const REFORM = { by: 'NYNC', on: '2026-09-28', documentNumber: '冠编〔2026〕3号' };

/** Asks, confirms, and does what is due. */
async function succeeded(here: Here, org: string, reform: object = REFORM): Promise<void> {
  const asked = await here.call('POST', `/organisations/${org}/succeed`, { as: 'spj.admin', body: reform });
  if (asked.status !== 202) throw new Error(asked.text);
  const done = await here.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  if (done.status !== 200) throw new Error(done.text);
  await wakeKey(here.platform, `371525#succession#${org}`);
}

const push = async (here: Here, reference: string, more: Record<string, unknown> = {}): Promise<string> => {
  const licence = { number: `JY-${reference}`, documentNumber: null, validFrom: null, validTo: null };
  return (await here.push(reference, { licence, ...more })).json.id;
};
const read = (here: Here, path: string, as: string) => here.call('GET', path, { as });
const progress = async (here: Here, org = 'SCJG', as = 'spj.admin') =>
  (await read(here, `/organisations/${org}/succession`, as)).json;

describe('who takes an organisation’s place', async () => {
  const here = await countyHere();
  const ask = (org: string, more: object, as = 'spj.admin') =>
    here.call('POST', `/organisations/${org}/succeed`, { as, body: { ...REFORM, ...more } });

  it.each([
    ['itself', 'SCJG', { by: 'SCJG' }, ['/by']],
    ['nobody', 'SCJG', { by: 'NOBODY' }, ['/by']],
    ['the bureau', 'SCJG', { by: 'SPJ' }, ['/by']],
    ['of the bureau', 'SPJ', {}, ['/by']],
    ['of the government office', 'ZFB', {}, ['/by']],
    ['more than a year ahead', 'SCJG', { on: '2027-10-01' }, ['/on']],
  ])('not %s', async (_title, org, more, pointers) => {
    expectRefusal(await ask(org, more), 422, 'invalid', pointers);
  });

  it('is asked by the bureau’s administrator and confirmed by the government office', async () => {
    expectRefusal(await ask('SCJG', {}, 'scjg.admin'), 403, 'not-allowed');
    const asked = await ask('SCJG', { on: '2026-10-08' });
    expect([asked.status, asked.json.state, asked.json.reasons]).toEqual([202, 'waiting', ['succession']]);
    expect(asked.json.after).toEqual({ ...REFORM, on: '2026-10-08' });
    const at = `/changes/${asked.json.id}/confirm`;
    expectRefusal(await here.call('POST', at, { as: 'spj.admin', body: {} }), 403, 'not-allowed');
    expect((await here.call('POST', at, { as: 'zfb.office', body: {} })).json.state).toBe('confirmed');
    expect((await read(here, '/organisations/SCJG', 'wjj.officer')).json).toMatchObject({
      active: true,
      succeededBy: { by: 'NYNC', on: '2026-10-08', documentNumber: '冠编〔2026〕3号' },
    });
    expect(await progress(here)).toMatchObject({ state: 'waiting', moved: [], entries: 0 });
  });

  it('under one Idempotency-Key is one wish', async () => {
    const headers = { 'idempotency-key': 'reform' };
    const wish = (by: string) =>
      here.call('POST', '/organisations/JTJ/succeed', { as: 'spj.admin', body: { ...REFORM, by }, headers });
    const [first, again] = [await wish('NYNC'), await wish('NYNC')];
    expect([first.status, again.status, again.json.id]).toEqual([202, 202, first.json.id]);
    expectRefusal(await wish('WJJ'), 409, 'idempotency-key-reused');
  });

  it('takes it on the day, not before; its progress is seen by both sides’ administrators', async () => {
    const id = await push(here, 'A-1');
    await wakeKey(here.platform, '371525#succession#SCJG');
    expect((await read(here, `/pushes/${id}`, 'nync.officer')).status).toBe(404);
    here.clock.set('2026-10-08T00:00:00+08:00');
    await wakeKey(here.platform, '371525#succession#SCJG');
    expect((await read(here, `/pushes/${id}`, 'nync.officer')).json.to.org).toBe('NYNC');
    for (const as of ['scjg.admin', 'nync.admin', 'zfb.office'])
      expect((await progress(here, 'SCJG', as)).state).toBe('done');
    for (const as of ['nync.officer', 'wjj.admin'])
      expect((await read(here, '/organisations/SCJG/succession', as)).status).toBe(404);
  });
});

describe('what goes over', async () => {
  const here = await countyHere();
  const claimed = await push(here, 'A-1');
  await here.call('POST', `/pushes/${claimed}/claim`, { as: 'scjg.officer', body: {} });
  const pending = await push(here, 'A-2', { matter: CATERING });
  const letter = async (from: string, to: string) => {
    const body = { purpose: 'inquiry', to: [{ org: to }], title: '商洽', text: '请说明。' };
    return (await here.call('POST', '/letters', { as: from, body })).json.items[0].id as string;
  };
  const received = await letter('spj.officer', 'SCJG');
  const sent = await letter('scjg.officer', 'WJJ');
  const over = await letter('wjj.officer', 'SCJG');
  await here.call('POST', `/letters/${over}/reply`, { as: 'scjg.officer', body: { text: '收悉。' } });
  await here.call('POST', `/letters/${over}/conclude`, { as: 'wjj.officer', body: { outcome: 'adopted' } });
  const standard = await here.call('POST', '/standards', {
    as: 'scjg.admin',
    body: {
      ...{ type: 'plan', matters: [FOOD], title: '食品经营布局规划', text: '按片区布局。', public: true },
      ...{ source: { documentNumber: '冠市监〔2026〕1号', issuer: '冠县市场监督管理局', level: 'county' } },
      ...{ validFrom: '2026-09-28' },
    },
  });
  await here.call('POST', `/standards/${standard.json.id}/confirm`, { as: 'spj.admin', body: {} });
  const request = await here.call('POST', '/account-requests', {
    as: 'scjg.admin',
    body: { accounts: 9, roles: ['officer'], people: [], reason: '增加人员' },
  });
  await succeeded(here, 'SCJG');

  it('is pending work, with its clock, at the default section where the section is not there', async () => {
    expect((await read(here, `/pushes/${pending}`, 'scjg.officer')).status).toBe(404);
    const { json } = await read(here, `/pushes/${pending}`, 'nync.officer');
    expect(json).toMatchObject({ status: 'pending', claimBy: '2026-09-30', to: { org: 'NYNC', handler: null } });
    expect((await here.call('POST', `/pushes/${pending}/claim`, { as: 'nync.officer', body: {} })).status).toBe(200);
    const history = (await read(here, `/pushes/${pending}/history`, 'nync.officer')).json;
    expect(history.verified).toBe(true);
    expect(history.items.map(({ act }: { act: string }) => act)).toEqual(['open', 'succeed', 'claim']);
    expect(history.items[1]).toMatchObject({ by: 'spj.admin', detail: { org: 'SCJG', ...REFORM } });
  });

  it('is its register: active there, transferred here', async () => {
    const entries = async (as: string) => (await read(here, '/register', as)).json.items;
    expect(await entries('scjg.officer')).toMatchObject([{ state: 'transferred', licence: { number: 'JY-A-1' } }]);
    const theirs = await entries('nync.officer');
    expect(
      theirs
        .map(({ state, licence }: { state: string; licence: { number: string } }) => [state, licence.number])
        .sort(),
    ).toEqual([
      ['active', 'JY-A-1'],
      ['active', 'JY-A-2'],
    ]);
  });

  it('is what it asked and what it was asked; closed records stay', async () => {
    expect(
      (await here.call('POST', `/letters/${received}/reply`, { as: 'nync.officer', body: { text: '明日。' } })).status,
    ).toBe(200);
    expect(
      (await here.call('POST', `/letters/${sent}/withdraw`, { as: 'nync.officer', body: { reason: '已知悉' } })).status,
    ).toBe(200);
    expect((await read(here, `/letters/${received}`, 'scjg.officer')).status).toBe(404);
    expect((await read(here, `/letters/${over}`, 'nync.officer')).status).toBe(404);
    expect((await read(here, `/letters/${over}`, 'scjg.officer')).json.status).toBe('concluded');
  });

  it('is a standard in force: its successor speaks for the department', async () => {
    const repeal = { from: '2026-10-20', reason: '机构改革' };
    const at = `/standards/${standard.json.id}/repeal`;
    expectRefusal(await here.call('POST', at, { as: 'scjg.admin', body: repeal }), 404, 'not-found');
    expect((await here.call('POST', at, { as: 'nync.admin', body: repeal })).json.status).toBe('repealing');
  });

  it('is no request for accounts: that ends', async () => {
    expect((await read(here, `/account-requests/${request.json.id}`, 'scjg.admin')).json.status).toBe('withdrawn');
    expect((await read(here, `/account-requests/${request.json.id}`, 'nync.admin')).status).toBe(404);
  });

  it('is told to both, and repeated a minute later until nothing is left', async () => {
    expect(await progress(here)).toMatchObject({ state: 'done', entries: 1, failures: 0 });
    const moved = new Map(
      (await progress(here)).moved.map((one: { kind: string; count: number }) => [one.kind, one.count]),
    );
    expect(Object.fromEntries(moved)).toEqual({ push: 1, letter: 2, standard: 1, 'account-request': 1 });
    here.clock.advance(60_000);
    await wakeKey(here.platform, '371525#succession#SCJG');
    const stored = await readSuccession(here.platform.ports.store, '371525', 'SCJG');
    expect(stored?.job.wakes).toBeNull();
  });
});

describe('what was counted', async () => {
  const here = await countyHere();
  await keepKindsSince(here.platform.ports.store, '371525', ['letter'], Date.parse('2026-08-01T00:00:00+08:00'));
  const deemed = await push(here, 'A-1');
  const late = (
    await here.call('POST', '/letters', {
      as: 'spj.officer',
      body: { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请说明。' },
    })
  ).json.items[0].id as string;
  // Deemed claimed at 10-01, late at 10-11; nobody has been named, and nothing replied.
  here.clock.set('2026-10-12T09:00:00+08:00');
  const pending = await push(here, 'A-2', { occurredAt: '2026-10-12T08:50:00+08:00' });
  await succeeded(here, 'SCJG', { ...REFORM, on: '2026-10-12' });
  const figures = async (quarter: string, org: string) => {
    const { organisations } = (await read(here, `/reports/quarters/${quarter}`, 'zfb.office')).json;
    return organisations.find((one: { org: string }) => one.org === org);
  };

  it('stays with whoever owed it: what the other names, or replies, later changes nothing of that', async () => {
    expect((await here.act(deemed, 'responsible', 'nync.officer', { name: '王五' })).status).toBe(200);
    const replied = await here.call('POST', `/letters/${late}/reply`, { as: 'nync.officer', body: { text: '补复。' } });
    expect(replied.json).toMatchObject({ status: 'replied', late: { due: '2026-10-10' } });
    expect(await figures('2026Q3', 'SCJG')).toMatchObject({ received: 1, deemedClaimed: 1 });
    expect(await figures('2026Q3', 'NYNC')).toMatchObject({ received: 0, deemedClaimed: 0 });
    expect((await figures('2026Q4', 'SCJG')).annex.repliesLate).toBe(1);
    expect((await figures('2026Q4', 'NYNC')).annex.repliesLate).toBe(0);
  });

  it('from then on counts against the successor', async () => {
    here.clock.set('2026-10-15T09:00:00+08:00');
    expect((await read(here, `/pushes/${pending}`, 'nync.officer')).json.status).toBe('deemed-claimed');
    expect(await figures('2026Q4', 'NYNC')).toMatchObject({ received: 1, deemedClaimed: 1 });
    expect(await figures('2026Q4', 'SCJG')).toMatchObject({ received: 0, deemedClaimed: 0 });
  });
});

describe('what ran out with the day before', async () => {
  const here = await countyHere();
  const store = here.platform.ports.store;
  await keepKindsSince(store, '371525', ['letter'], Date.parse('2026-06-01T00:00:00+08:00'));
  await push(here, 'A-1');
  const returned = await push(here, 'A-2');
  expect((await here.act(returned, 'return', 'scjg.officer', { reason: '不属本局' })).status).toBe(200);
  const inquiry = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请说明。', workingDays: 2 };
  expect((await here.call('POST', '/letters', { as: 'spj.officer', body: inquiry })).status).toBe(201);
  await succeeded(here, 'SCJG', { ...REFORM, on: '2026-10-01' });
  here.clock.set('2026-10-01T00:00:00+08:00');
  await wakeKey(here.platform, '371525#succession#SCJG');

  it('counts for whoever owed it on that day, and so does what it had returned', async () => {
    const { organisations } = (await read(here, '/reports/quarters/2026Q3', 'zfb.office')).json;
    const figures = (code: string) => {
      const { received, deemedClaimed, returned, notNamed, annex } = organisations.find(
        ({ org }: { org: string }) => org === code,
      );
      return { received, deemedClaimed, returned, notNamed, repliesLate: annex.repliesLate };
    };
    const none = { received: 0, deemedClaimed: 0, returned: 0, notNamed: 0, repliesLate: 0 };
    expect(figures('SCJG')).toEqual({ received: 2, deemedClaimed: 1, returned: 1, notNamed: 1, repliesLate: 1 });
    expect(figures('NYNC')).toEqual(none);
  });
});

describe('an organisation that has ended', async () => {
  const here = await countyHere();
  const put = async (more: object, org = 'WJJ') => {
    const { json, headers } = await read(here, `/organisations/${org}`, 'spj.admin');
    const { sections, confirmed: _c, confirmBy: _b, code: _o, ...rest } = json;
    const kept = sections.map(({ owners: _w, ownerless: _l, ...section }: Record<string, unknown>) => section);
    const body = { ...rest, sections: kept, ...more };
    return here.call('PUT', `/organisations/${org}`, {
      as: 'spj.admin',
      body,
      headers: { 'if-match': headers.etag as string },
    });
  };
  const matters = (await read(here, '/public/boundary-list.json', 'wjj.officer')).json.items as Record<
    string,
    unknown
  >[];
  const of = (row: Record<string, unknown>): boolean =>
    row.department === 'WJJ' || row.enforcementAgency === 'WJJ' || (row.candidates as string[]).includes('WJJ');
  const own = matters.find((row) => row.department === 'WJJ')?.code as string;
  const id = await push(here, 'W-1', { matter: own });
  await here.act(id, 'claim', 'wjj.officer');
  await here.call('POST', '/letters', {
    as: 'spj.officer',
    body: { purpose: 'inquiry', to: [{ org: 'WJJ' }], title: '商洽', text: '请说明。' },
  });

  it('is not kept in use by a training that it was at', async () => {
    const [title, startsAt, invite] = ['推送业务', '2026-09-28T09:00:00+08:00', [{ org: 'QQJD' }]];
    const training = { type: 'training', title, startsAt, place: '三楼', invite };
    const { id } = (await here.call('POST', '/meetings', { as: 'spj.officer', body: training })).json;
    const attendance = [{ org: 'QQJD', people: ['王芳'] }];
    expect((await put({ active: false }, 'QQJD')).json.by).toEqual(['open-work']);
    await here.call('POST', `/meetings/${id}/hold`, { as: 'spj.officer', body: { attendance } });
    expect((await put({ active: false }, 'QQJD')).json).toMatchObject({ active: false });
  });

  it('is not ended while anything hangs on it', async () => {
    const refused = await put({ active: false });
    expectRefusal(refused, 409, 'in-use');
    expect(refused.json.by).toEqual(['boundary-list', 'open-work', 'register']);
    expectRefusal(await put({ active: false }, 'SPJ'), 422, 'invalid', ['/active']);
    await succeeded(here, 'WJJ');
    expect((await put({ active: false })).json.by).toEqual(['boundary-list']);
    // As long as the list names it, whoever looks is told to change the list: what is pushed still goes to nobody.
    const listed = matters.filter(of).length;
    expect((await progress(here, 'WJJ')).listed).toBe(listed);
    const desk = deskAt(here.platform, '371525');
    const mail = await successionWords(desk, { day: 'WJJ', org: 'NYNC' } as Outgoing, await desk.facts());
    expect(mail?.remarks?.join()).toContain(`边界清单仍有 ${listed} 项列有冠县卫生健康局`);
    const admin = await browserOf(here, 'spj.admin');
    for (const page of ['succession', 'succeed'])
      expect((await admin.get(`/console/organisations/WJJ/${page}`)).text).toContain(`边界清单仍有 ${listed} 项`);
    const items = matters.map((row) =>
      of(row)
        ? {
            ...row,
            department: row.department === 'WJJ' ? 'NYNC' : row.department,
            section: row.department === 'WJJ' ? null : row.section,
            enforcementAgency: row.enforcementAgency === 'WJJ' ? null : row.enforcementAgency,
            candidates: (row.candidates as string[]).filter((one) => one !== 'WJJ'),
          }
        : row,
    );
    const superior = { documentNumber: '冠编〔2026〕3号', reason: '机构改革' };
    const list = { validFrom: '2026-09-28', items, superior };
    expect((await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body: list })).status).toBe(201);
    expect((await progress(here, 'WJJ')).listed).toBe(0);
    expect((await put({ active: false })).json).toMatchObject({ active: false, succeededBy: { by: 'NYNC' } });
  });

  it('has no accounts any more, and none can be opened in it', async () => {
    expect((await read(here, '/me', 'wjj.officer')).status).toBe(401);
    const { json, headers } = await read(here, '/organisations/WJJ/accounts/wjj.officer', 'spj.admin');
    expect(json.active).toBe(false);
    const { account: _, ...body } = { ...json, active: true };
    const again = { as: 'spj.admin', body, headers: { 'if-match': headers.etag as string } };
    expectRefusal(await here.call('PUT', '/organisations/WJJ/accounts/wjj.officer', again), 409, 'organisation-ended');
    // Whose identity it was takes an account in the successor.
    const { issuer, subject } = json;
    const moved = { name: '调入', roles: ['officer'], sections: 'all', scopes: null, issuer, subject };
    const at = '/organisations/NYNC/accounts/nync.moved';
    expect((await here.call('PUT', at, { as: 'spj.admin', body: moved })).status).toBe(201);
    expect((await read(here, '/me', 'wjj.officer')).json).toMatchObject({ account: 'nync.moved', org: 'NYNC' });
  });

  it('is sent nothing any more; who took its place is named', async () => {
    const letter = { purpose: 'inquiry', to: [{ org: 'WJJ' }], title: '商洽', text: '请说明。' };
    const refused = await here.call('POST', '/letters', { as: 'spj.officer', body: letter });
    expectRefusal(refused, 422, 'invalid', ['/to/0/org']);
    expect(refused.json.errors[0].detail).toContain('农业农村局承接');
    const row = { ...matters.find(({ code }) => code === own), department: 'WJJ' };
    const draft = await here.call('POST', '/boundary-list/drafts', {
      as: 'spj.admin',
      body: { validFrom: '2026-10-20' },
    });
    const wrong = await here.call('PUT', `/boundary-list/drafts/${draft.json.id}/rows/X-1`, {
      as: 'spj.admin',
      body: { ...row, code: 'X-1', section: null },
    });
    expectRefusal(wrong, 422, 'invalid', ['/department']);
    const grant = { to: 'WJJ', over: 'approvals', matters: 'all', purpose: '核验', from: '2026-09-28' };
    expectRefusal(await here.call('PUT', '/query-grants/g-1', { as: 'spj.admin', body: grant }), 422, 'invalid', [
      '/to',
    ]);
  });

  it('keeps its name in lists of before, its history and its figures', async () => {
    const all = (await read(here, '/organisations', 'scjg.officer')).json.items;
    expect(all.find(({ code }: { code: string }) => code === 'WJJ')).toMatchObject({
      active: false,
      succeededBy: { on: REFORM.on },
    });
    const versions = (await read(here, '/boundary-list/versions', 'scjg.officer')).json.items;
    expect((await read(here, `/public/boundary-list?version=${versions[0].version}`, 'scjg.officer')).status).toBe(200);
    const { organisations } = (await read(here, '/reports/quarters/2026Q3', 'zfb.office')).json;
    expect(organisations.find((one: { org: string }) => one.org === 'WJJ')).toMatchObject({
      received: 1,
      claimedInTime: 1,
    });
  });

  it('may be taken into use again, with no account opened by itself', async () => {
    expect((await put({ active: true })).json.active).toBe(true);
    expect((await read(here, '/organisations/WJJ/accounts/wjj.head', 'spj.admin')).json.active).toBe(false);
  });
});

it('a walk that is cut short a page at a time leaves nothing behind', async () => {
  const here = await countyHere({ since: '2026-07-01' });
  const desk = deskAt(here.platform, '371525');
  const ids: string[] = [];
  for (let i = 0; i < 70; i++) ids.push(await push(here, `B-${i}`, i % 2 ? { matter: CATERING } : {}));
  for (const id of ids.slice(0, 35)) await here.act(id, 'claim', 'scjg.officer');
  const asked = await here.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body: REFORM });
  await here.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  const job = async () => (await readSuccession(here.platform.ports.store, '371525', 'SCJG'))?.job;
  const wake = () => wakeSuccession(desk, { mailDomain: 'shenguan.example', millis: 0 }, 'SCJG');
  await wake();
  expect((await job())?.finishedAt).toBeNull();
  // One page a wake.
  for (let n = 0; n < 400 && (await job())?.finishedAt === null; n++) await wake();
  expect(await progress(here)).toMatchObject({
    state: 'done',
    entries: 35,
    failures: 0,
    moved: [{ kind: 'push', count: 35 }],
  });
  expect((await read(here, '/inbox', 'scjg.officer')).json.items).toEqual([]);
  for (const id of ids) {
    const record = (await here.platform.ports.store.get(`371525#exchange#${id}`))?.value as never;
    expect(verify(record)).toBe(true);
  }
  expect((await here.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body: REFORM })).status).toBe(202);
});
