/**
 * Certificates and promises where their push goes elsewhere, is taken from sight, or has a number nobody else may read.
 */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';
import { post } from '../mail/post.ts';

const CLINIC = '371525-WJJ-002';
const certified = (more: object = {}) => ({
  ...{ matter: CLINIC, party: { name: '冠县某某诊所' }, licence: { documentNumber: 'W-1', decidedOn: '2026-09-28' } },
  ...more,
});
const ISSUED = { number: 'PDY-0001', issuedOn: '2026-09-28', method: '窗口领取' };
const FOUND = { outcome: 'kept', on: '2026-09-28', text: '现场与承诺一致。' };
const ORDER = { outcome: 'to-rectify', on: '2026-09-28', text: '缺少防鼠设施。', rectifyBy: '2026-10-03' };

const act = (here: Pick<Here, 'call'>, path: string, as: string, body: object = {}) =>
  here.call('POST', path, { as, body });
const listed = async (here: Here, path: string, as: string) => (await here.call('GET', path, { as })).json.items;
const read = async (here: Here, path: string, as: string) => (await here.call('GET', path, { as })).json;

/** A push that asks WJJ for a certificate. */
async function asked(here: Here, more: object = {}) {
  const { id, certificate } = (await here.push('A', certified(more))).json;
  return { push: id as string, at: `/certificates/${certificate}` };
}

/** A claimed push on a promise, at SCJG. */
async function promised(here: Here, more: object = {}) {
  const { id } = (await here.push('A', { matter: FOOD, commitment: true, ...more })).json;
  const { verification } = (await here.act(id, 'claim', 'scjg.officer')).json;
  return { push: id as string, at: `/commitments/${verification}` };
}

async function transferred(here: Here, push: string, as: string, org: string): Promise<string> {
  const { problem } = (await here.act(push, 'dispute', as, { reason: '不属于我局' })).json;
  await act(here, `/problems/${problem}/transfer`, 'spj.officer', { org, reason: '属该局' });
  return (await here.read(push, 'spj.officer')).json.supersededBy;
}

describe('a certificate whose push goes elsewhere', () => {
  it('cannot be issued, nor objected to, while that stands returned, and waits for nobody', async () => {
    const here = await countyHere();
    const { push, at } = await asked(here);
    await here.act(push, 'return', 'wjj.officer', { reason: '不属于我局' });
    expectRefusal(await act(here, `${at}/issue`, 'wjj.officer', ISSUED), 409, 'push-returned');
    expectRefusal(await act(here, `${at}/object`, 'wjj.officer', { reason: '某' }), 409, 'push-returned');
    expect(await listed(here, '/inbox', 'wjj.officer')).toEqual([]);
  });

  it('once issued, its push is not returned any more: it is claimed, or disputed then', async () => {
    const here = await countyHere();
    const { push, at } = await asked(here);
    await act(here, `${at}/issue`, 'wjj.officer', ISSUED);
    expectRefusal(await here.act(push, 'return', 'wjj.officer', { reason: '不属于我局' }), 409, 'certificate-issued');
    expect((await here.act(push, 'claim', 'wjj.officer')).status).toBe(200);
  });

  it.each([
    ['issued: nobody issues it again', true],
    ['not issued: it ends, and is the other department’s', false],
  ])('transferred once claimed, %s', async (_what, issued) => {
    const here = await countyHere();
    const { push, at } = await asked(here);
    await here.act(push, 'claim', 'wjj.officer');
    if (issued) await act(here, `${at}/issue`, 'wjj.officer', ISSUED);
    const next = await transferred(here, push, 'wjj.officer', 'SCJG');
    expect((await read(here, at, 'wjj.officer')).status).toBe(issued ? 'issued' : 'ended');
    const there = await listed(here, '/certificates', 'scjg.officer');
    expect(there.map(({ id }: { id: string }) => id)).toEqual(issued ? [] : [there[0].id]);
    expect((await here.read(next, 'scjg.officer')).json.certificate).toBe(issued ? null : there[0].id);
  });

  it('made void by a decision under another number, it goes on', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    await here.push('B', certified({ decision: 'revoked', licence: { documentNumber: 'W-2' } }));
    expect((await read(here, at, 'wjj.officer')).status).toBe('pending');
  });

  it('is due with the claim at the earliest, where the list gives a day less', async () => {
    const here = await countyHere({
      matters: [(await import('../list-drafts/story.ts')).rowOf(CLINIC)].map((row) => ({ ...row, certificateDays: 1 })),
    });
    const { at } = await asked(here);
    expect((await read(here, at, 'wjj.officer')).due).toBe('2026-09-30');
  });
});

describe('a certificate’s number', () => {
  it('finds a licence that had none yet', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    await act(here, `${at}/issue`, 'wjj.officer', ISSUED);
    const { items } = await read(here, '/timeline?licence=PDY-0001', 'wjj.officer');
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['certificate']);
  });

  it('lies sealed where an identity number stands in it, whole to both sides alone', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    const number = 'T110101199003070791';
    const issued = (await act(here, `${at}/issue`, 'wjj.officer', { ...ISSUED, number })).json;
    expect(issued.number).toBe('T110101********0791');
    for (const as of ['wjj.officer', 'spj.officer']) expect((await read(here, at, as)).sealedNumber).toBe(number);
    const others = await Promise.all(['', '/history'].map((part) => here.call('GET', at + part, { as: 'zfb.office' })));
    const list = await here.call('GET', '/certificates', { as: 'wjj.officer' });
    expect([...others, list].map(({ status, text }) => [status, text.includes(number)])).toEqual(
      [200, 200, 200].map((status) => [status, false]),
    );
    const found = await read(here, `/timeline?licence=${number}`, 'wjj.officer');
    expect(found.items).toHaveLength(1);
  });
});

describe('an objection that was right', () => {
  it('strikes no lateness of before it', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    here.clock.set('2026-10-20T09:00:00+08:00');
    const { problem } = (await act(here, `${at}/object`, 'wjj.officer', { reason: '不符合设置规划' })).json;
    const body = { outcome: 'resolution', resolution: '某', certificate: 'end' };
    await act(here, `/problems/${problem}/resolve`, 'spj.officer', body);
    expect(await read(here, at, 'wjj.officer')).toMatchObject({ status: 'ended', late: { due: '2026-10-16' } });
  });

  const resolve = (here: Here, problem: string, as: string, certificate: string) =>
    act(here, `/problems/${problem}/resolve`, as, { outcome: 'resolution', resolution: '某', certificate });

  it.each<[string, readonly Way[]]>([
    ['its certificate', []],
    ['the one that took its place', [(here, push) => byDispute(here, push)]],
  ])('after which the government office has it issued all the same: %s is to be issued', async (_which, ways) => {
    const here = await countyHere();
    const { problem, next } = await gone(here, ways);
    await resolve(here, problem, 'spj.officer', 'end');
    const there = ways.length === 0 ? 'wjj.officer' : 'scjg.officer';
    expect(await read(here, next, there)).toMatchObject({ status: 'ended', endedBy: problem });
    await act(here, `/problems/${problem}/escalate`, 'wjj.officer', { reason: '应当配发' });
    expect((await resolve(here, problem, 'zfb.office', 'issue')).status).toBe(200);
    const open = { status: 'pending', endReason: null, endedBy: null, due: '2026-10-16' };
    expect(await read(here, next, there)).toMatchObject(open);
    expect((await act(here, `${next}/issue`, there, ISSUED)).json.status).toBe('issued');
  });

  it('decides nothing that has been done, or ended, otherwise: 422', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    const { problem } = (await act(here, `${at}/object`, 'wjj.officer', { reason: '某' })).json;
    await here.push('B', certified({ decision: 'revoked' }));
    expectRefusal(await resolve(here, problem, 'spj.officer', 'issue'), 422, 'invalid', ['/certificate']);
    expect((await resolve(here, problem, 'spj.officer', 'end')).status).toBe(200);
    const other = await countyHere();
    const issued = await asked(other);
    const second = (await act(other, `${issued.at}/object`, 'wjj.officer', { reason: '某' })).json.problem;
    await act(other, `${issued.at}/issue`, 'wjj.officer', ISSUED);
    expectRefusal(await resolve(other, second, 'spj.officer', 'end'), 422, 'invalid', ['/certificate']);
    expect((await resolve(other, second, 'spj.officer', 'issue')).status).toBe(200);
  });

  /** Objected to on 2026-09-28; the push went on to SCJG, and from there perhaps to NYNC. */
  const gone = async (here: Here, ways: readonly Way[]) => {
    const { push, at } = await asked(here);
    await here.act(push, 'claim', 'wjj.officer');
    const { problem } = (await act(here, `${at}/object`, 'wjj.officer', { reason: '不符合设置规划' })).json;
    let last = push;
    for (const way of ways) last = await way(here, last);
    return { problem, first: at, next: `/certificates/${(await here.read(last, 'spj.officer')).json.certificate}` };
  };
  type Way = (here: Here, push: string) => Promise<string>;
  const byDispute: Way = async (here, push) => {
    const next = await transferred(here, push, 'wjj.officer', 'SCJG');
    await here.act(next, 'claim', 'scjg.officer');
    return next;
  };
  const bySuccession: Way = async (here, push) => {
    const org = (await here.read(push, 'spj.officer')).json.to.org;
    const reform = { by: 'NYNC', on: '2026-09-28', documentNumber: '冠编〔2026〕3号' };
    const { id } = (await act(here, `/organisations/${org}/succeed`, 'spj.admin', reform)).json;
    await act(here, `/changes/${id}/confirm`, 'zfb.office');
    await wakeKey(here.platform, `371525#succession#${org}`);
    return (await here.read(push, 'spj.officer')).json.supersededBy;
  };

  it.each<[string, readonly Way[], string]>([
    ['to another department by a dispute', [byDispute], 'scjg.officer'],
    ['to the organisation that takes the place of its own', [bySuccession], 'nync.officer'],
    ['twice', [byDispute, bySuccession], 'nync.officer'],
  ])('reaches the certificate where its matter has gone since, %s', async (_how, ways, there) => {
    const here = await countyHere();
    const { problem, first, next } = await gone(here, ways);
    here.clock.set('2026-10-20T09:00:00+08:00');
    expect(await read(here, next, there)).toMatchObject({ status: 'pending', late: { due: '2026-10-16' } });
    const body = { outcome: 'resolution', resolution: '不发证', certificate: 'end' };
    expect((await act(here, `/problems/${problem}/resolve`, 'spj.officer', body)).status).toBe(200);
    expect(await read(here, next, there)).toMatchObject({ status: 'ended', endReason: 'objection', late: null });
    expect(await read(here, first, 'spj.officer')).toMatchObject({ status: 'ended', endReason: 'readdressed' });
    expectRefusal(await act(here, `${next}/issue`, there, { ...ISSUED, issuedOn: '2026-10-20' }), 409, 'already-done');
    expect((await listed(here, '/inbox', there)).map(({ kind }: { kind: string }) => kind)).not.toContain(
      'certificate',
    );
  });

  it('leaves what the other department has issued, or is to issue', async () => {
    for (const certificate of ['issue', 'end']) {
      const here = await countyHere();
      const { problem, next } = await gone(here, [byDispute]);
      if (certificate === 'end') await act(here, `${next}/issue`, 'scjg.officer', ISSUED);
      const body = { outcome: 'resolution', resolution: '某', certificate };
      expect((await act(here, `/problems/${problem}/resolve`, 'spj.officer', body)).status).toBe(200);
      const status = certificate === 'end' ? 'issued' : 'pending';
      expect(await read(here, next, 'scjg.officer')).toMatchObject({ status });
    }
  });
});

describe('a promise', () => {
  it('of what was ordered keeps the order, with its files, beside what came of it', async () => {
    const here = await countyHere();
    const { at } = await promised(here);
    await act(here, `${at}/verify`, 'scjg.officer', ORDER);
    const kept = (await act(here, `${at}/verify`, 'scjg.officer', { ...FOUND, text: '已整改。' })).json;
    expect(kept).toMatchObject({ status: 'kept', order: ORDER.text, text: '已整改。', rectifyBy: '2026-10-03' });
  });

  it('has no other day set for what is to be rectified; for the verification it may have', async () => {
    const here = await countyHere();
    const { at } = await promised(here);
    const later = { workingDays: 60, reason: '某' };
    expect((await act(here, `${at}/set-due`, 'spj.officer', later)).status).toBe(200);
    await act(here, `${at}/verify`, 'scjg.officer', ORDER);
    expectRefusal(await act(here, `${at}/set-due`, 'zfb.office', later), 409, 'already-done');
  });

  it.each([false, true])('broken, after an order %s: the bureau’s task, whose outcome comes back', async (after) => {
    const here = await countyHere();
    const { push, at } = await promised(here);
    if (after) await act(here, `${at}/verify`, 'scjg.officer', ORDER);
    await act(here, `${at}/verify`, 'scjg.officer', { ...FOUND, outcome: 'broken', text: '未按承诺整改。' });
    const [task] = await listed(here, '/tasks', 'spj.officer');
    const { approvingSection } = (await import('../list-drafts/story.ts')).rowOf(FOOD);
    // In the section that approves such matters, not in one of the department.
    expect(task).toMatchObject({ push, reportedBy: 'SCJG', to: { org: 'SPJ', section: approvingSection } });
    const whole = await read(here, `/tasks/${task.id}`, 'spj.officer');
    expect(`/commitments/${whole.commitment}`).toBe(at);
    const decided = await act(here, `/tasks/${task.id}/decide`, 'spj.officer', {
      outcome: 'revoke',
      note: '撤销许可。',
    });
    const { summary } = (await here.read(decided.json.answer, 'scjg.officer')).json;
    expect(summary).toContain('未履行告知承诺的审批处理结果：撤销许可');
  });

  it('verified already is verified by the other department, too, once that has claimed', async () => {
    const here = await countyHere();
    const { push, at } = await promised(here);
    await act(here, `${at}/verify`, 'scjg.officer', FOUND);
    const next = await transferred(here, push, 'scjg.officer', 'WJJ');
    expect((await read(here, at, 'scjg.officer')).status).toBe('kept');
    const { verification } = (await here.act(next, 'claim', 'wjj.officer')).json;
    expect(await read(here, `/commitments/${verification}`, 'wjj.officer')).toMatchObject({
      ...{ status: 'pending', due: '2026-11-27' },
    });
  });
});

describe('is taken from sight', () => {
  it('with its push', async () => {
    const here = await countyHere();
    const { push, at } = await asked(here);
    await here.act(push, 'quarantine', 'spj.officer', { reason: '误推' });
    expect(await read(here, at, 'wjj.officer')).toMatchObject({ quarantined: true, party: null, licence: null });
  });

  it('by the department what it has written, by the bureau the whole: a certificate', async () => {
    const here = await countyHere();
    const { at } = await asked(here);
    const take = (as: string) => act(here, `${at}/quarantine`, as, { reason: '误录' });
    expectRefusal(await take('wjj.officer'), 409, 'nothing-issued');
    await act(here, `${at}/issue`, 'wjj.officer', ISSUED);
    expect((await take('wjj.officer')).json).toMatchObject({
      ...{ quarantined: false, number: null, method: null, party: { name: '冠县某某诊所' } },
    });
    expect((await take('spj.officer')).json).toMatchObject({ quarantined: true, party: null });
  });

  it('and found by its number no longer, but by the push’s, until it is put back', async () => {
    const here = await countyHere();
    const { push, at } = await asked(here);
    const office = 'zfb.office';
    await act(here, `${at}/issue`, 'wjj.officer', ISSUED);
    const found = async (licence: string) =>
      (await listed(here, `/timeline?licence=${licence}`, 'wjj.officer'))
        .map(({ kind }: { kind: string }) => kind)
        .sort();
    expect([await found('PDY-0001'), await found('W-1')]).toEqual([['certificate'], ['push']]);
    const { hash } = (await listed(here, `${at}/history`, office)).at(-1);
    const evidence = [{ record: at.slice('/certificates/'.length), hash }];
    const one = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence };
    await act(here, '/accountability', office, one);
    await act(here, `${at}/quarantine`, 'wjj.officer', { reason: '误录' });
    expect([await found('PDY-0001'), await found('W-1')]).toEqual([[], ['certificate', 'push']]);
    expect(JSON.stringify(await here.platform.ports.store.get(`371525#exchange#${evidence[0]?.record}`))).not.toMatch(
      /PDY-?0001/i,
    );
    const [held] = await listed(here, '/sealed', office);
    await act(here, `/sealed/${held.id}/restore`, office, { reason: '系证据' });
    expect([await found('PDY-0001'), await found('W-1')]).toEqual([['certificate'], ['push']]);
    await here.act(push, 'quarantine', 'spj.officer', { reason: '误推' });
    expect([await found('PDY-0001'), await found('W-1')]).toEqual([[], []]);
  });

  it('the same: a promise', async () => {
    const here = await countyHere();
    const { at } = await promised(here);
    const take = (as: string) => act(here, `${at}/quarantine`, as, { reason: '误录' });
    expectRefusal(await take('scjg.officer'), 409, 'nothing-verified');
    await act(here, `${at}/verify`, 'scjg.officer', FOUND);
    expect((await take('scjg.officer')).json).toMatchObject({ quarantined: false, text: null, outcome: 'kept' });
    expect((await take('spj.officer')).json).toMatchObject({ quarantined: true, party: null });
  });
});

describe('who is told, and no party is named', () => {
  const pushed = (more: object) => ({
    ...{ kind: 'approval', reference: 'A', party: { name: '冠县某某店' }, summary: '准予' },
    ...{ occurredAt: '2026-09-28T08:50:00+08:00', ...more },
  });
  const told = (sent: readonly { subject: string; text: string }[], about: string) => {
    const found = sent.filter(({ subject }) => subject.includes(about));
    expect(found.map(({ text }) => text).join()).not.toContain('某某店');
    return found.map(({ subject }) => subject.replace('【审管互动】', ''));
  };

  it('the department of a certificate that is wanted no longer', async () => {
    const county = await post('2026-09-28T09:00');
    const licence = { documentNumber: '冠审〔2026〕7号' };
    const { id } = (await act(county, '/pushes', 'spj.officer', pushed({ matter: CLINIC, licence }))).json;
    await county.until('2026-09-28T09:30');
    await act(county, `/pushes/${id}/withdraw`, 'spj.officer', { reason: '误推' });
    await county.until('2026-09-28T09:50');
    // The decision's number tells the clerk which it is, the mail of the end why.
    const [opened, ended] = county.sent.filter(({ subject }) => subject.includes('证照'));
    for (const mail of [opened, ended]) {
      expect(mail?.text).toContain('冠审〔2026〕7号');
      expect(mail?.text).toContain('医疗机构执业登记');
    }
    expect(opened?.text).toMatch(/办理期限.*2026-/);
    expect(ended?.text).toMatch(/终止原因.*推送撤回/);
    expect(told(county.sent, '证照')).toEqual([...['新的配发证照：医疗机构执业登记', '证照不再需要配发']]);
  });

  it('the bureau of an order, and both when its day is over', async () => {
    const county = await post('2026-09-28T09:00');
    const { id } = (await act(county, '/pushes', 'spj.officer', pushed({ matter: FOOD, commitment: true }))).json;
    const { verification } = (await act(county, `/pushes/${id}/claim`, 'scjg.officer')).json;
    await county.until('2026-09-28T09:30');
    const order = { ...ORDER, rectifyBy: '2026-09-29' };
    await act(county, `/commitments/${verification}/verify`, 'scjg.officer', order);
    await county.until('2026-09-30T08:40');
    expect(told(county.sent, '承诺')).toEqual([
      ...['新的承诺核查：食品经营许可', '承诺核查：已责令限期整改', '承诺整改期满', '承诺整改期满'],
    ]);
  });
});
