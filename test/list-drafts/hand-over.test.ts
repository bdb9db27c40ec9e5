/** What a new version of the list does to what is under supervision, and to matters that it drops (art. 9, 17). */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { approval, expectRefusal, supervision } from '../contract-http/county.ts';
import { CATERING, DRAFTS, type Drafting, drafting } from './story.ts';

const NUMBER = { documentNumber: '冠政办字〔2026〕8号' };
const PARTY = { name: '冠县某某餐饮有限公司', creditCode: '91371525MA3C00001R' };
const GXJ = '371525-GXJ-001';

/** Confirmed by all whom it concerns, and published from 2026-10-20. */
async function published(here: Drafting, orgs: readonly string[]): Promise<string> {
  await here.act('submit');
  for (const org of orgs) await here.reply(org);
  const { json } = await here.act('publish', NUMBER);
  if (json.status !== 'published') throw new Error(JSON.stringify(json));
  return json.version;
}

/** The timers that are due, until none is. */
async function wake(here: Drafting): Promise<void> {
  for (let timer = here.timers.shift(); timer; timer = here.timers.shift()) await wakeKey(here.platform, timer.key);
}

const register = async (here: Drafting, org: string) =>
  (await here.call('GET', '/register', { as: `${org}.officer` })).json.items.map(
    (one: { licence: { number: string }; state: string; pushes: string[] }) =>
      `${one.licence.number} ${one.state} ${one.pushes.length}`,
  );

describe('what is still to be claimed on the day', async () => {
  const here = await drafting();
  const send = async (number: string): Promise<string> => {
    const licence = { number, documentNumber: `冠审〔2026〕${number}` };
    return (await here.push(`P-${number}`, { matter: CATERING, party: PARTY, licence })).json.id;
  };
  await here.change(CATERING, { department: 'NYNC', section: 'NZJG' });
  const version = await published(here, ['NYNC', 'SCJG']);
  here.clock.set('2026-10-19T10:00:00+08:00');
  const [claimed, deemed] = [await send('CLAIMED'), await send('DEEMED')];
  const job = `371525#boundary#hand-over/${version}`;
  const states = async () => [await register(here, 'scjg'), await register(here, 'nync')].map((all) => all.sort());

  it('is claimed where it was sent, and goes on to the new department within the hour', async () => {
    here.clock.set('2026-10-20T08:40:00+08:00');
    await wakeKey(here.platform, job);
    expect(await states()).toEqual([[], []]);
    await here.call('POST', `/pushes/${claimed}/claim`, { as: 'scjg.officer', body: {} });
    here.clock.set('2026-10-20T09:40:00+08:00');
    await wakeKey(here.platform, job);
    expect(await states()).toEqual([['CLAIMED transferred 1'], ['CLAIMED active 1']]);
  });

  it('so is what is deemed claimed, after which nothing is looked for any more', async () => {
    here.clock.set('2026-10-22T00:00:00+08:00');
    await wakeKey(here.platform, job);
    expect(await states()).toEqual([
      ['CLAIMED transferred 1', 'DEEMED transferred 1'],
      ['CLAIMED active 1', 'DEEMED active 1'],
    ]);
    expect((await here.read(deemed, 'scjg.officer')).json.claimMode).toBe('deemed');
    await wakeKey(here.platform, job);
    const stored = await here.platform.ports.store.get(job);
    expect(stored?.value).toMatchObject({ wakes: null });
  });
});

describe('a matter that changes hands', async () => {
  const here = await drafting();
  const pushed = async (number: string, more: object = {}, as = 'scjg.officer'): Promise<string> => {
    here.clock.advance(1000);
    const licence = { number, documentNumber: `冠审〔2026〕${number}` };
    const { id } = (
      await here.push(`R-${number}-${here.clock.now()}`, { matter: CATERING, party: PARTY, licence, ...more })
    ).json;
    if (as) await here.call('POST', `/pushes/${id}/claim`, { as, body: {} });
    return id;
  };
  const claimed = await pushed('A');
  await pushed('A', { decision: 'changed' });
  await pushed('B');
  await pushed('B', { decision: 'cancelled' });
  const pending = await pushed('C', {}, '');
  await here.change(CATERING, { department: 'NYNC', section: 'NZJG' });
  const version = await published(here, ['NYNC', 'SCJG']);

  it('stays where it is before the first day', async () => {
    here.clock.set('2026-10-19T23:59:00+08:00');
    await wake(here);
    expect(await register(here, 'nync')).toEqual([]);
    expect(await register(here, 'scjg')).toEqual(expect.arrayContaining(['A active 2', 'B ended 2', 'C active 1']));
  });

  it('on the first day its active entries are the new department’s, transferred at the old one', async () => {
    here.clock.set('2026-10-20T08:40:00+08:00');
    await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
    expect((await register(here, 'nync')).sort()).toEqual(['A active 2', 'C active 1']);
    expect((await register(here, 'scjg')).sort()).toEqual(['A transferred 2', 'B ended 2', 'C transferred 1']);
  });

  it('goes over without a clock and without a figure, each record naming the other', async () => {
    const old = (await here.read(claimed, 'scjg.officer')).json;
    expect(old).toMatchObject({ status: 'claimed', to: { org: 'SCJG' } });
    const fresh = (await here.read(old.supersededBy, 'nync.officer')).json;
    expect(fresh).toMatchObject({ status: 'for-information', supersedes: claimed, claimBy: null, claimMode: null });
    expect(fresh).toMatchObject({
      to: { org: 'NYNC', section: 'NZJG' },
      boundaryListVersion: version,
      pushedLate: null,
    });
    expect((await here.call('GET', `/pushes/${fresh.id}/history`, { as: 'nync.officer' })).json.verified).toBe(true);
    expectRefusal(
      await here.call('POST', `/pushes/${fresh.id}/claim`, { as: 'nync.officer', body: {} }),
      409,
      'not-pending',
    );
  });

  it('what was deemed claimed meanwhile had become an entry, and went over too', async () => {
    expect((await here.read(pending, 'scjg.officer')).json).toMatchObject({ status: 'deemed-claimed' });
  });

  it('is done once, however often it is woken; both departments are told', async () => {
    await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);
    expect((await register(here, 'nync')).length).toBe(2);
    await wake(here);
    const told = here.mails.filter(({ subject }) => subject.includes('监管台账随边界清单移交：2 条'));
    expect(told.length).toBe(2);
    expect(told.map(({ text }) => text).join('')).toContain('（A）');
  });

  it('what is pushed from then on joins the entry at the new department', async () => {
    const ended = await pushed('A', { decision: 'cancelled' }, 'nync.officer');
    expect((await here.read(ended, 'nync.officer')).json.to.org).toBe('NYNC');
    expect((await register(here, 'nync')).sort()).toEqual(['A ended 3', 'C active 1']);
  });

  it('a result published before is still the old department’s to push, one from then on the new one’s', async () => {
    const result = (reference: string, occurredAt: string) => ({
      ...supervision(reference),
      ...{ matter: CATERING, occurredAt },
    });
    const push = (as: string, body: object) => here.call('POST', '/pushes', { as, body });
    expect((await push('scjg.officer', result('S1', '2026-10-19T10:00:00+08:00'))).status).toBe(201);
    expectRefusal(await push('scjg.officer', result('S2', '2026-10-20T00:00:00+08:00')), 403, 'not-allowed');
    expect((await push('nync.officer', result('S3', '2026-10-20T00:00:00+08:00'))).status).toBe(201);
  });
});

describe('a matter that is dropped', async () => {
  const here = await drafting();
  const { headers } = await here.draft(`/rows/${GXJ}`);
  const dropped = { as: 'spj.admin', headers: { 'if-match': headers.etag as string } };
  await here.call('DELETE', `${DRAFTS}/${here.id}/rows/${GXJ}`, dropped);
  await published(here, ['GXJ']);
  here.clock.set('2026-10-21T09:00:00+08:00');
  const push = (reference: string, more: object) =>
    here.call('POST', '/pushes', { as: 'spj.officer', body: approval(reference, { matter: GXJ, ...more }) });
  const BEFORE = { occurredAt: '2026-10-19T23:59:59+08:00' };
  const AFTER = { occurredAt: '2026-10-20T00:00:00+08:00' };

  it.each([
    ['granted, completed before that day', { decision: 'granted', ...BEFORE }, 201],
    ['granted later', { decision: 'granted', ...AFTER }, 422],
    ['renewed later', { decision: 'renewed', ...AFTER }, 422],
    ['cancelled later', { decision: 'cancelled', ...AFTER }, 201],
    ['changed later', { decision: 'changed', ...AFTER }, 201],
    ['revoked later', { decision: 'revoked', ...AFTER }, 201],
  ] as const)('%s', async (name, more, status) => {
    const answer = await push(name, more);
    if (status === 422) expectRefusal(answer, 422, 'invalid', ['/matter']);
    else expect([answer.status, answer.json.to?.org]).toEqual([status, 'GXJ']);
    if (status === 201) expect(answer.json.boundaryListVersion).toMatch(/^v1-/);
  });

  it('its department’s results are taken', async () => {
    const body = { ...supervision('S'), matter: GXJ, ...AFTER };
    expect((await here.call('POST', '/pushes', { as: 'gxj.officer', body })).status).toBe(201);
  });
});

describe('what follows the pushes of a matter that changes hands', async () => {
  const CLINIC = '371525-SFJ-001';
  const here = await drafting();
  const pushed = async (reference: string, as: string) => {
    const said = { matter: CLINIC, party: PARTY, licence: { documentNumber: reference }, commitment: true };
    const { id } = (await here.push(reference, { ...said, occurredAt: new Date(here.clock.now()).toISOString() })).json;
    await here.call('POST', `/pushes/${id}/claim`, { as, body: {} });
  };
  const states = async (path: string, org: string) =>
    (await here.call('GET', path, { as: `${org}.officer` })).json.items.map(
      (one: { licence: { documentNumber: string }; status: string; due: string | null; late: object | null }) =>
        `${one.licence.documentNumber} ${one.status}${one.due === null ? '' : ` ${one.due}`}${one.late ? ' late' : ''}`,
    );
  await pushed('甲', 'sfj.officer');
  await pushed('乙', 'sfj.officer');
  const [first] = (await here.call('GET', '/certificates', { as: 'sfj.officer' })).json.items;
  await here.call('POST', `/certificates/${first.id}/issue`, {
    as: 'sfj.officer',
    body: { number: 'Y-1', issuedOn: '2026-09-28', method: '窗口领取' },
  });
  const terms = { certificateDays: 5, commitmentDays: 20 };
  await here.change(CLINIC, { department: 'NYNC', section: 'NZJG', ...terms });
  const version = await published(here, ['NYNC', 'SFJ']);
  here.clock.set('2026-10-20T08:40:00+08:00');
  await wakeKey(here.platform, `371525#boundary#hand-over/${version}`);

  it('goes along where it is still open, its term from that day; what was issued stays issued where it was', async () => {
    const issued = first.licence.documentNumber as string;
    const open = issued === '甲' ? '乙' : '甲';
    expect(await states('/certificates', 'nync')).toEqual([`${open} pending 2026-11-03`]);
    // Due on the 16th: late, and that stays with whoever owed it.
    const there = (await states('/certificates', 'sfj')).sort();
    expect(there).toEqual([`${open} ended late`, `${issued} issued 2026-10-16`].sort());
    expect((await states('/commitments', 'nync')).sort()).toEqual(['乙 pending 2026-12-15', '甲 pending 2026-12-15']);
    expect((await states('/commitments', 'sfj')).sort()).toEqual(['乙 ended', '甲 ended']);
  });

  it('is due by the terms of the row for what is pushed from then on', async () => {
    await pushed('丙', 'nync.officer');
    expect(await states('/certificates', 'nync')).toContain('丙 pending 2026-10-27');
    expect(await states('/commitments', 'nync')).toContain('丙 pending 2026-11-17');
  });
});
