/** What follows a push: problems and their transfer, the bureau's tasks, the register with feedback, reconciliation. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, MONDAY, supervision } from './county.ts';

describe('a problem', async () => {
  const here = await countyHere();
  const act = (id: string, name: string, as: string, body: unknown) => {
    return here.call('POST', `/problems/${id}/${name}`, { as, body });
  };
  const disputed = async (reference: string, more = {}): Promise<{ push: string; problem: string }> => {
    const { id } = (await here.push(reference)).json;
    await here.act(id, 'claim', 'scjg.officer');
    const { json } = await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本局', ...more });
    return { push: id, problem: json.problem };
  };
  const transfer = { org: 'WJJ', section: null, reason: '按职责边界清单由卫健局承担' };

  it('is replied to and transferred: by one commit the push gets its successor, whose figures start afresh', async () => {
    const { push, problem } = await disputed('A', { suggestedOrg: 'WJJ' });
    expect((await act(problem, 'reply', 'spj.officer', { text: '请提供依据' })).status).toBe(200);
    const replied = await act(problem, 'reply', 'scjg.officer', { text: '见清单第 9 项' });
    expect(replied.json.replies.map(({ by, text }: { by: string; text: string }) => [by, text])).toEqual([
      ['spj.officer', '请提供依据'],
      ['scjg.officer', '见清单第 9 项'],
    ]);
    const done = await act(problem, 'transfer', 'spj.officer', transfer);
    expect(done.json).toMatchObject({ status: 'resolved', outcome: 'transfer', transferredTo: 'WJJ' });
    const old = (await here.read(push, 'spj.officer')).json;
    expect(old).toMatchObject({ status: 'claimed', claimedBy: 'scjg.officer' });
    const next = (await here.read(old.supersededBy, 'wjj.officer')).json;
    expect(next).toMatchObject({
      reference: 'A#2',
      supersedes: push,
      status: 'pending',
      claimedAt: null,
      problem: null,
    });
    expect((await here.read(old.supersededBy, 'scjg.officer')).status).toBe(404);
    expect((await here.act(next.id, 'claim', 'wjj.officer')).json.status).toBe('claimed');
    expectRefusal(await act(problem, 'reply', 'spj.officer', { text: '再说' }), 409, 'already-done');
    expectRefusal(await act(problem, 'transfer', 'spj.officer', transfer), 409, 'already-done');
  });

  it.each([
    ['nobody known', { org: 'NOBODY' }, ['/org']],
    ['who claims nothing', { org: 'QQJD' }, ['/org']],
    ['its own sender', { org: 'SPJ' }, ['/org']],
    ['a section nobody has', { section: 'NONE' }, ['/section']],
  ])('cannot be transferred to %s, and nothing has changed', async (name, more, pointers) => {
    const { push, problem } = await disputed(`X ${name}`);
    expectRefusal(await act(problem, 'transfer', 'spj.officer', { ...transfer, ...more }), 422, 'invalid', pointers);
    expect((await here.call('GET', `/problems/${problem}`, { as: 'spj.officer' })).json.status).toBe('open');
    expect((await here.read(push, 'spj.officer')).json.supersededBy).toBeNull();
  });

  it("is the government office's where the bureau is suggested or returned it", async () => {
    const { problem } = await disputed('B', { suggestedOrg: 'SPJ' });
    const { json } = await here.call('GET', `/problems/${problem}`, { as: 'zfb.office' });
    expect(json.to.org).toBe('ZFB');
    const resolution = { outcome: 'resolution', resolution: '维持' };
    expectRefusal(await act(problem, 'resolve', 'spj.officer', resolution), 403, 'not-allowed');
    expect((await act(problem, 'resolve', 'zfb.office', resolution)).json).toMatchObject({
      status: 'resolved',
      ...resolution,
    });
  });
});

describe('a supervision result', () => {
  it.each(['claim', 'deem'])(
    "opens the bureau's task once claimed or deemed (%s); its outcome goes back",
    async (way) => {
      const here = await countyHere();
      const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body: supervision('V') })).json;
      if (way === 'claim') await here.act(id, 'claim', 'spj.officer');
      else here.clock.set('2026-10-09T09:00:00+08:00');
      await here.read(id, 'spj.officer');
      const [task] = (await here.call('GET', '/tasks?status=open', { as: 'spj.officer' })).json.items;
      expect(task).toMatchObject({ push: id, reportedBy: 'SCJG', licence: 'JY-1', status: 'open' });
      const decide = (body: object) => here.call('POST', `/tasks/${task.id}/decide`, { as: 'spj.officer', body });
      expectRefusal(await decide({ outcome: 'none' }), 422, 'invalid', ['/outcome', '/note']);
      const done = await decide({ outcome: 'revoke', documentNumber: '冠审撤〔2026〕1号', note: '情节严重' });
      expect(done.json).toMatchObject({ status: 'done', outcome: 'revoke' });
      const answer = (await here.read(done.json.answer, 'scjg.officer')).json;
      expect(answer).toMatchObject({
        kind: 'document',
        status: 'for-information',
        from: { org: 'SPJ' },
        to: { org: 'SCJG' },
      });
      expectRefusal(await decide({ outcome: 'keep', note: '再议' }), 409, 'already-done');
    },
  );
});

describe('a supervision result stays with the bureau', async () => {
  const here = await countyHere();

  it('returned, it is readdressed to the bureau alone', async () => {
    const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body: supervision('V') })).json;
    await here.act(id, 'return', 'spj.officer', { reason: '材料不全' });
    expectRefusal(await here.act(id, 'readdress', 'scjg.officer', { org: 'WJJ' }), 422, 'invalid', ['/org']);
    expect((await here.act(id, 'readdress', 'scjg.officer', { org: 'SPJ' })).json.to.org).toBe('SPJ');
  });

  it('disputed, it is transferred to nobody', async () => {
    const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body: supervision('W') })).json;
    await here.act(id, 'claim', 'spj.officer');
    const { problem } = (await here.act(id, 'dispute', 'spj.officer', { reason: '不属本局' })).json;
    const body = { org: 'WJJ', reason: '移交' };
    const answer = await here.call('POST', `/problems/${problem}/transfer`, { as: 'zfb.office', body });
    expectRefusal(answer, 422, 'invalid', ['/org']);
    expect((await here.call('GET', '/tasks', { as: 'wjj.officer' })).json.items).toEqual([]);
  });
});

describe('the register', async () => {
  const here = await countyHere();
  const entries = async (query = '', as = 'scjg.officer') => {
    return (await here.call('GET', `/register${query}`, { as })).json.items;
  };

  it('takes what is claimed or deemed; a revocation ends the entry; refused never enters', async () => {
    const licence = { number: 'JY-1' };
    await here.act((await here.push('A', { licence })).json.id, 'claim', 'scjg.officer');
    await here.push('B', { licence: { number: 'JY-2' } });
    await here.act(
      (await here.push('C', { decision: 'refused', licence: { number: 'JY-3' } })).json.id,
      'claim',
      'scjg.officer',
    );
    expect(await entries()).toMatchObject([{ state: 'active', licence, section: 'SPXK' }]);
    here.clock.set('2026-10-09T09:00:00+08:00');
    expect((await entries()).length).toBe(2);
    await here.act(
      (await here.push('D', { decision: 'revoked', licence, corrects: 'A' })).json.id,
      'claim',
      'scjg.officer',
    );
    expect(await entries('?licence=JY-1')).toMatchObject([{ state: 'ended' }]);
    expect((await entries('?state=active')).length).toBe(1);
    expect(await entries('', 'wjj.officer')).toEqual([]);
  });

  it.each([1, 2, 3, 4])('ends a licence that was granted and revoked at one instant (%i)', async (n) => {
    const licence = { number: `JY-AT-ONCE-${n}` };
    for (const decision of ['granted', 'revoked']) {
      const made = await here.push(`${decision} ${n}`, { decision, licence });
      await here.act(made.json.id, 'claim', 'scjg.officer');
    }
    expect(await entries(`?licence=JY-AT-ONCE-${n}`)).toMatchObject([{ state: 'ended' }]);
  });

  it("has the department's feedback, which the bureau may read and nobody else", async () => {
    const [{ id }] = await entries('?licence=JY-2');
    const give = (as: string, body: object = { result: 'compliant', day: '2026-10-09', detail: '合格' }) => {
      return here.call('POST', `/register/${id}/feedback`, { as, body });
    };
    const made = await give('scjg.officer');
    expect([made.status, made.headers.location]).toEqual([201, `/feedback/${made.json.id}`]);
    expect((await here.call('GET', `/register/${id}`, { as: 'scjg.officer' })).json.feedback).toMatchObject([
      { detail: '合格' },
    ]);
    for (const [as, status] of [
      ['spj.officer', 200],
      ['wjj.officer', 404],
    ] as const) {
      expect((await here.call('GET', `/feedback/${made.json.id}`, { as })).status).toBe(status);
    }
    expectRefusal(await give('wjj.officer'), 404, 'not-found');
    expectRefusal(await give('scjg.admin'), 403, 'not-allowed');
    expectRefusal(await give('scjg.officer', {}), 422, 'invalid', ['/result', '/day', '/detail']);
    const tomorrow = { result: 'compliant', day: '2099-01-01', detail: '合格' };
    expectRefusal(await give('scjg.officer', tomorrow), 422, 'invalid', ['/day']);
  });

  it('shows the feedback also where the entry has no licence number', async () => {
    const { id: push } = (await here.push('NO-LICENCE', { licence: null, party: { name: '无证号的店' } })).json;
    expect((await here.act(push, 'claim', 'scjg.officer')).status).toBe(200);
    const { items } = (await here.call('GET', '/register?limit=200', { as: 'scjg.officer' })).json;
    const { id } = items.find(({ pushes }: { pushes: string[] }) => pushes.includes(push));
    const body = { result: 'compliant', day: '2026-09-28', detail: '合格' };
    const made = await here.call('POST', `/register/${id}/feedback`, { as: 'scjg.officer', body });
    expect(made.status).toBe(201);
    const { feedback } = (await here.call('GET', `/register/${id}`, { as: 'scjg.officer' })).json;
    expect(feedback.map(({ id }: { id: string }) => id)).toEqual([made.json.id]);
  });
});

describe('reconciliation', async () => {
  const here = await countyHere();
  const reconcile = (items: object[], more: object = {}, as = 'construction') => {
    const body = { from: '2026-09-24', to: '2026-09-28', items, ...more };
    return here.call('POST', '/reconciliations', { as, body });
  };
  const done = (reference: string, completedAt = '2026-09-28T08:50:00+08:00') => ({ reference, completedAt });

  it('names what is missing, late, and unknown to the list', async () => {
    await here.push('IN TIME', {}, 'construction');
    await here.push('LATE', { occurredAt: '2026-09-24T08:50:00+08:00' }, 'construction');
    await here.push('UNKNOWN', {}, 'construction');
    await here.push('OF ANOTHER', {}, 'spj.officer');
    await here.push('A RISK', { kind: 'risk' }, 'construction');
    const answer = await reconcile([done('IN TIME'), done('LATE', '2026-09-24T08:50:00+08:00'), done('MISSING')]);
    expect([answer.status, answer.json]).toEqual([200, { missing: ['MISSING'], late: ['LATE'], unknown: ['UNKNOWN'] }]);
    expect((await reconcile([], { from: '1900-01-01', to: '9999-12-31' })).json.unknown.sort()).toEqual([
      'IN TIME',
      'LATE',
      'UNKNOWN',
    ]);
  });

  it('finds what was pushed under another reference by the number of its decision, or a licence’s of that day', async () => {
    const more = { occurredAt: '2026-09-24T08:50:00+08:00' };
    const own = { ...more, licence: { documentNumber: '青审批〔2026〕A1号', number: 'QH-A1' } };
    const byHand = (await here.push('LR-1', own, 'spj.officer')).json;
    const licensed = (await here.push('LR-2', { ...more, licence: { number: 'QH-A2' } }, 'spj.officer')).json;
    await here.push('LR-3', { ...more, licence: { number: 'QH-A3' } }, 'spj.officer');
    const withdrawn = await here.push('LR-4', { ...more, licence: { documentNumber: 'WITHDRAWN' } }, 'spj.officer');
    await here.act(withdrawn.json.id, 'withdraw', 'spj.officer', { reason: '误推' });
    const day = '2026-09-24T00:00:00+08:00';
    const items = [done('青审批[2026]A1号', day), done('qh-a2', day), done('QH-A3'), done('WITHDRAWN', day)];
    const { json } = await reconcile(items, {}, 'spj.officer');
    expect(json.named).toEqual([
      { reference: '青审批[2026]A1号', push: byHand.id, pushedAs: 'LR-1' },
      { reference: 'qh-a2', push: licensed.id, pushedAs: 'LR-2' },
    ]);
    expect(json.missing).toEqual(['QH-A3', 'WITHDRAWN']);
    expect([byHand.pushedLate, json.late]).toEqual([true, ['青审批[2026]A1号', 'qh-a2']]);
    expect(json.unknown).not.toContain('LR-1');
    expect(json.unknown).toContain('LR-3');
  });

  it('names what was pushed and is supervised by nobody', async () => {
    const id = async (reference: string, more: Record<string, unknown> = {}) =>
      (await here.push(reference, more, 'construction')).json.id as string;
    await here.act(await id('WITHDRAWN 1'), 'withdraw', 'construction', { reason: '误推' });
    await here.act(await id('RETURNED 1'), 'return', 'scjg.officer', { reason: '不属本单位' });
    await here.act(await id('QUARANTINED 1'), 'quarantine', 'construction', { reason: '误录' });
    // What a correction has taken the place of is pushed.
    await id('CORRECTED 1');
    await id('CORRECTION 1', { corrects: 'CORRECTED 1' });
    const all = ['WITHDRAWN 1', 'RETURNED 1', 'QUARANTINED 1', 'CORRECTED 1', 'CORRECTION 1'];
    const { json } = await reconcile(all.map((reference) => done(reference)));
    expect([json.missing, json.late]).toEqual([[], []]);
    expect([json.withdrawn, json.returned, json.quarantined]).toEqual([
      ...[['WITHDRAWN 1'], ['RETURNED 1'], ['QUARANTINED 1']],
    ]);
    const returned = (await here.call('GET', '/pushes?reference=RETURNED%201', { as: 'construction' })).json.items[0];
    await here.act(returned.id, 'readdress', 'construction', { org: 'WJJ' });
    expect((await reconcile([done('RETURNED 1')])).json.returned).toBeUndefined();
  });

  it('tells what does not fit, all at once, and is for those who push', async () => {
    const items = [done('A'), done('A'), done('B', '2026-09-29T00:00:00+08:00'), done('', MONDAY)];
    expectRefusal(await reconcile(items.slice(0, 3)), 422, 'invalid', ['/items/1/reference', '/items/2/completedAt']);
    expectRefusal(await reconcile(items.slice(3)), 422, 'invalid', ['/items/0/reference']);
    expectRefusal(await reconcile([], { to: '2026-09-01' }), 422, 'invalid', ['/to']);
    expectRefusal(await reconcile([], {}, 'spj.admin'), 403, 'not-allowed');
  });
});
