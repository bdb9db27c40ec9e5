/** What each side does with a push, and what is answered where it cannot: the codes, with who claimed and when. */
import { describe, expect, it } from 'vitest';
import {
  type Anywhere,
  approval,
  BEFORE,
  CLOCK_STANDS,
  countyAnywhere,
  countyHere,
  DEADLINE,
  expectRefusal,
  MONDAY,
} from './county.ts';

const REASON = { reason: '不属本局职责' };
const nobody = { claimedAt: null, claimedBy: null };

/** A deemed one only where the clock can be moved: nobody waits for two working days. */
const DECIDED = ['claimed', ...(CLOCK_STANDS ? ['deemed'] : []), 'returned', 'withdrawn'];

/** Five pushes of one county, one in each state; the clock stands after the deadline of the deemed one. */
async function fiveStates(): Promise<{ here: Anywhere; ids: Record<string, string> }> {
  const here = await countyAnywhere();
  const ids: Record<string, string> = {};
  for (const state of DECIDED) ids[state] = (await here.push(state)).json.id;
  await here.act(ids.claimed as string, 'claim', 'scjg.officer');
  await here.act(ids.returned as string, 'return', 'scjg.officer', REASON);
  await here.act(ids.withdrawn as string, 'withdraw', 'spj.officer', REASON);
  here.clock?.set(DEADLINE);
  ids.pending = (await here.push('pending', { occurredAt: BEFORE })).json.id;
  return { here, ids };
}

const { here, ids } = await fiveStates();
const { claimedAt } = (await here.read(ids.claimed as string, 'spj.officer')).json;
const CLAIMED = { claimedAt: CLOCK_STANDS ? MONDAY : claimedAt, claimedBy: 'scjg.officer' };
const DEEMED = { claimedAt: DEADLINE, claimedBy: null };

describe('refused with the code of the state, and with who claimed', () => {
  it.each([
    ['claim', 'scjg.head', {}],
    ['return', 'scjg.officer', REASON],
    ['withdraw', 'spj.officer', REASON],
  ])('%s', async (act, as, body) => {
    for (const [state, code, more] of [
      ['claimed', 'already-claimed', CLAIMED],
      ['deemed', 'claim-deadline-passed', DEEMED],
      ['returned', 'not-pending', nobody],
      ['withdrawn', 'not-pending', nobody],
    ] as const) {
      if (!DECIDED.includes(state)) continue;
      const answer = await here.act(ids[state] as string, act, as, body);
      expectRefusal(answer, 409, code);
      expect(answer.json).toMatchObject(more);
    }
  });

  it.each([
    ['responsible', 'scjg.officer', { name: '某' }, ['pending', 'claimed', 'returned', 'withdrawn'], 'not-deemed'],
    ['assign', 'scjg.officer', { handler: 'scjg.head' }, ['returned', 'withdrawn'], 'not-pending'],
    ['readdress', 'spj.officer', { org: 'WJJ' }, ['pending', 'claimed', 'deemed', 'withdrawn'], 'not-returned'],
  ])('%s', async (act, as, body, states, code) => {
    for (const state of states.filter((one) => one in ids))
      expectRefusal(await here.act(ids[state] as string, act, as, body), 409, code);
  });
});

describe('a claim', () => {
  it('by oneself twice is refused the second time', async () => {
    const { json } = await here.push('TWICE', { occurredAt: BEFORE });
    const claimed = await here.act(json.id, 'claim', 'scjg.officer', { note: '收到' });
    expect(claimed.json).toMatchObject({ status: 'claimed', claimMode: 'manual', claimedBy: 'scjg.officer' });
    if (CLOCK_STANDS) expect(claimed.json.claimedAt).toBe(DEADLINE);
    expectRefusal(await here.act(json.id, 'claim', 'scjg.officer'), 409, 'already-claimed');
  });

  it.runIf(CLOCK_STANDS)('in the last millisecond is in time, at the deadline too late', async () => {
    const county = await countyHere();
    const [first, second] = [(await county.push('A')).json.id, (await county.push('B')).json.id];
    county.clock.set('2026-09-30T23:59:59.999+08:00');
    expect((await county.act(first, 'claim', 'scjg.officer')).json.claimedAt).toBe('2026-09-30T23:59:59.999+08:00');
    county.clock.set(DEADLINE);
    expectRefusal(await county.act(second, 'claim', 'scjg.officer'), 409, 'claim-deadline-passed');
    const { status, claimMode, claimedAt, claimedBy } = (await county.read(second, 'spj.officer')).json;
    expect([status, claimMode, claimedAt, claimedBy]).toEqual(['deemed-claimed', 'deemed', DEADLINE, null]);
  });
});

describe('claims by the batch', () => {
  const claim = (body: unknown, as = 'scjg.officer') => here.call('POST', '/pushes/claim', { as, body });

  it('each by itself, in order, with who was faster', async () => {
    const fresh = (await here.push('BATCH', { occurredAt: BEFORE })).json.id;
    const elsewhere = (await here.push('ELSEWHERE', { matter: '371525-WJJ-001', occurredAt: BEFORE })).json.id;
    const deemed = CLOCK_STANDS ? [{ id: ids.deemed, ok: false, code: 'claim-deadline-passed', ...DEEMED }] : [];
    const asked = [...deemed.map(({ id }) => id), ids.claimed, ids.returned];
    const { status, json } = await claim({ ids: [fresh, ...asked, elsewhere, 'no-such-id'] });
    expect(status).toBe(200);
    expect(json.results).toEqual([
      { id: fresh, ok: true, code: null },
      ...deemed,
      { id: ids.claimed, ok: false, code: 'already-claimed', ...CLAIMED },
      { id: ids.returned, ok: false, code: 'not-pending' },
      { id: elsewhere, ok: false, code: 'not-found' },
      { id: 'no-such-id', ok: false, code: 'not-found' },
    ]);
  });

  it.each([
    ['none', [], ['/ids']],
    ['101', Array.from({ length: 101 }, (_, i) => `${i}`), ['/ids']],
    ['twice the same', ['a', 'b', 'a'], ['/ids/2']],
    ['a number', [1], ['/ids/0']],
  ])('%s does not fit', async (_name, list, pointers) => {
    expectRefusal(await claim({ ids: list }), 422, 'invalid', pointers);
  });
});

describe('readdressing', () => {
  it('makes #2 and #3, each addressee seeing its own; a second return opens a problem', async () => {
    const first = (await here.push('CHAIN', { occurredAt: BEFORE })).json.id;
    await here.act(first, 'return', 'scjg.officer', { ...REASON, suggestedOrg: 'WJJ' });
    const second = await here.act(first, 'readdress', 'spj.officer', { org: 'WJJ' });
    expect([second.status, second.headers.location]).toEqual([201, `/pushes/${second.json.id}`]);
    expect(second.json).toMatchObject({
      reference: 'CHAIN#2',
      supersedes: first,
      status: 'pending',
      returnReason: null,
    });
    const old = await here.read(first, 'spj.officer');
    expect(old.json).toMatchObject({ status: 'returned', supersededBy: second.json.id, returnReason: REASON.reason });
    expect((await here.read(second.json.id, 'scjg.officer')).status).toBe(404);
    expect((await here.read(first, 'wjj.officer')).status).toBe(404);

    const again = await here.act(first, 'readdress', 'spj.head', { org: 'WJJ' });
    expect([again.status, again.json.id]).toEqual([200, second.json.id]);
    expectRefusal(await here.act(first, 'readdress', 'spj.officer', { org: 'JTJ' }), 409, 'already-readdressed');
    expect((await here.read(first, 'spj.officer')).json.acts).not.toContain('readdress');

    const returned = await here.act(second.json.id, 'return', 'wjj.officer', REASON);
    const problem = await here.call('GET', `/problems/${returned.json.problem}`, { as: 'spj.officer' });
    expect(problem.json).toMatchObject({ push: second.json.id, why: 'returned', to: { org: 'SPJ' } });
    const third = await here.act(second.json.id, 'readdress', 'spj.officer', { org: 'WJJ' });
    expect(third.json.reference).toBe('CHAIN#3');
    // They are numbers of its source from then on.
    const more = { licence: { documentNumber: '冠审〔2026〕9号', number: 'JY-OTHER' } };
    for (const taken of ['CHAIN#2', 'CHAIN#3']) {
      const body = approval(taken, more);
      expectRefusal(await here.call('POST', '/pushes', { as: 'spj.officer', body }), 409, 'reference-reused');
    }
    expect((await here.push('CHAIN#9', more)).status).toBe(201);
  });

  it.each([
    ['nobody known', { org: 'NOBODY' }, '/org'],
    ['a section nobody has', { org: 'WJJ', section: 'NONE' }, '/section'],
    ['who claims nothing', { org: 'ZFB' }, '/org'],
    ['oneself', { org: 'SPJ' }, '/org'],
  ])('to %s does not fit', async (_name, body, pointer) => {
    expectRefusal(await here.act(ids.returned as string, 'readdress', 'spj.officer', body), 422, 'invalid', [pointer]);
  });
});

describe('afterwards', () => {
  it.runIf(CLOCK_STANDS)('a deemed claim names who is responsible and stays a deemed one', async () => {
    const named = await here.act(ids.deemed as string, 'responsible', 'scjg.officer', { name: '张三', note: '漏看' });
    expect(named.json).toMatchObject({ responsible: '张三', status: 'deemed-claimed', claimMode: 'deemed', ...DEEMED });
  });

  it('a dispute opens one problem, once', async () => {
    const disputed = await here.act(ids.claimed as string, 'dispute', 'scjg.officer', {
      ...REASON,
      suggestedOrg: 'WJJ',
    });
    expect([disputed.status, disputed.json.status]).toEqual([200, 'claimed']);
    expect(disputed.json.problem).toMatch(/^[0-9a-f]{32}$/);
    expectRefusal(await here.act(ids.claimed as string, 'dispute', 'scjg.officer', REASON), 409, 'already-disputed');
    expect((await here.read(ids.claimed as string, 'scjg.officer')).json.acts).toEqual(['assign']);
    expectRefusal(await here.act(ids.pending as string, 'dispute', 'scjg.officer', REASON), 409, 'not-claimed');
    expectRefusal(
      await here.act(ids.pending as string, 'return', 'scjg.officer', { reason: 'x', suggestedOrg: 'NO' }),
      422,
      'invalid',
      ['/suggestedOrg'],
    );
  });

  it('inside a section an officer assigns the handler, between sections the section-head', async () => {
    const id = ids.pending as string;
    const handled = await here.act(id, 'assign', 'scjg.officer', { handler: 'scjg.head' });
    expect(handled.json.to).toEqual({ org: 'SCJG', section: 'SPXK', handler: 'scjg.head' });
    expectRefusal(await here.act(id, 'assign', 'scjg.officer', { section: 'SPSC' }), 403, 'not-allowed');
    expect((await here.act(id, 'assign', 'scjg.head', { section: 'SPSC' })).json.to.section).toBe('SPSC');
    expectRefusal(await here.act(id, 'assign', 'scjg.head', { section: 'NONE' }), 422, 'invalid', ['/section']);
    expectRefusal(await here.act(id, 'assign', 'scjg.head', {}), 422, 'invalid');
  });

  it('a correction withdraws what is pending, by the number of any of the chain', async () => {
    // A number of 100 characters is longer by `#2`.
    const number = 'O'.repeat(100);
    const old = (await here.push(number, { occurredAt: BEFORE })).json.id;
    await here.act(old, 'return', 'scjg.officer', REASON);
    const second = await here.act(old, 'readdress', 'spj.officer', { org: 'WJJ' });
    const corrected = await here.push('NEW', { corrects: `${number}#2`, occurredAt: BEFORE });
    expect(corrected.json.corrects).toBe(`${number}#2`);
    expect((await here.read(second.json.id, 'spj.officer')).json.status).toBe('withdrawn');
  });
});

it.each([
  ['withdraw', 'the addressee', 'scjg.officer', REASON],
  ['readdress', 'the addressee', 'scjg.officer', { org: 'WJJ' }],
  ['quarantine', 'the addressee', 'scjg.officer', REASON],
  ['claim', 'the sender', 'spj.officer', {}],
  ['return', 'the sender', 'spj.officer', REASON],
  ['dispute', 'the sender', 'spj.officer', REASON],
  ['responsible', 'the sender', 'spj.officer', { name: '某' }],
  ['claim', 'the government office, which reads all', 'zfb.office', {}],
  ['claim', 'an administrator', 'scjg.admin', {}],
])('%s is not for %s', async (act, _who, as, body) => {
  for (const id of Object.values(ids)) expectRefusal(await here.act(id, act, as, body), 403, 'not-allowed');
});

it('takes no suggestion of oneself, returning or disputing', async () => {
  const here = await countyAnywhere();
  const { id } = (await here.push('SELF')).json;
  const input = { reason: '不属本局', suggestedOrg: 'SCJG' };
  expectRefusal(await here.act(id, 'return', 'scjg.officer', input), 422, 'invalid', ['/suggestedOrg']);
  await here.act(id, 'claim', 'scjg.officer');
  expectRefusal(await here.act(id, 'dispute', 'scjg.officer', input), 422, 'invalid', ['/suggestedOrg']);
});

it('says to whoever returns or withdraws too late what is left to do', async () => {
  const here = await countyAnywhere();
  const { id } = (await here.push('LATE')).json;
  await here.act(id, 'claim', 'scjg.officer');
  const returned = await here.act(id, 'return', 'scjg.officer', { reason: '不属本局' });
  expect(returned.json.detail).toContain('认领异议');
  const withdrawn = await here.act(id, 'withdraw', 'spj.officer', { reason: '有误' });
  expect(withdrawn.json.detail).toContain('以新的编号推送更正');
});
