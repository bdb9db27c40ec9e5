/**
 * Certificates (配发证照, art. 13): opened with the approval, due by the matter's days, going and ending with their push.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const HOSPITAL = '371525-WJJ-002';
const DEPT = 'wjj.officer';
const approval = (reference: string, more: object = {}) => ({
  ...{ kind: 'approval', reference, matter: HOSPITAL, party: { name: '冠县某医院' }, summary: '准予执业登记' },
  ...{ licence: { documentNumber: `冠审〔2026〕${reference}`, decidedOn: '2026-09-28' } },
  ...{ occurredAt: '2026-09-28T08:50:00+08:00', ...more },
});
const send = async (here: Here, reference: string, more: object = {}) =>
  (await here.call('POST', '/pushes', { as: 'spj.officer', body: approval(reference, more) })).json;
const read = async (here: Here, id: string, as = DEPT) => (await here.call('GET', `/certificates/${id}`, { as })).json;
const act = (here: Here, id: string, name: string, body: object, as = DEPT) =>
  here.call('POST', `/certificates/${id}/${name}`, { as, body });
const ISSUED = { number: 'PDY371525', issuedOn: '2026-09-28', deliveredOn: null, method: '窗口领取' };

describe('opened with the approval', async () => {
  const here = await countyHere();

  it.each([
    ['decided today', 'A-1', {}, '2026-10-16'],
    ['late: decided and completed on 09-01, from the day it was pushed', 'A-2', LATE(), '2026-10-16'],
    ['decided on 09-01 and pushed when told', 'A-3', { licence: { decidedOn: '2026-09-01' } }, '2026-10-16'],
    ['without a decision’s day, from its completion', 'A-4', { licence: null }, '2026-10-16'],
    ['changed', 'A-5', { decision: 'changed' }, '2026-10-16'],
    ['renewed', 'A-6', { decision: 'renewed' }, '2026-10-16'],
  ])('%s', async (_what, reference, more, due) => {
    const push = await send(here, reference, more);
    expect(await read(here, push.certificate)).toMatchObject({
      ...{
        status: 'pending',
        due,
        push: push.id,
        matter: HOSPITAL,
        from: { org: 'SPJ' },
        party: { name: '冠县某医院' },
      },
    });
  });

  it.each([
    ['refused', { decision: 'refused' }],
    ['cancelled', { decision: 'cancelled' }],
    ['of a matter without that stage', { matter: '371525-WJJ-001' }],
  ])('none where it is %s', async (what, more) => {
    expect((await send(here, `N-${what}`, more)).certificate).toBeNull();
  });

  it('is the department’s and the bureau’s to see', async () => {
    const { certificate } = await send(here, 'A-7');
    expect((await here.call('GET', `/certificates/${certificate}`, { as: 'spj.officer' })).status).toBe(200);
    expectRefusal(await here.call('GET', `/certificates/${certificate}`, { as: 'jtj.officer' }), 404, 'not-found');
    const { items } = (await here.call('GET', '/inbox?kind=certificate', { as: DEPT })).json;
    expect(items.map(({ id }: { id: string }) => id)).toContain(certificate);
  });
});

it('says from what it counts: from the decision, or since it was told of one that came late', async () => {
  const here = await countyHere();
  for (const [reference, more, from] of [
    ['S-1', {}, '决定作出'],
    ['S-2', LATE(), '得知决定'],
  ] as const) {
    const { certificate } = await send(here, reference, more);
    const { json } = await here.call('GET', `/certificates/${certificate}/deadline`, { as: DEPT });
    expect(json.clock.startsFrom).toBe(from);
  }
});

function LATE() {
  return { licence: { decidedOn: '2026-09-01' }, occurredAt: '2026-09-01T09:00:00+08:00' };
}

it('a decision of a day to come is taken with a warning, and lengthens no term', async () => {
  const here = await countyHere();
  const due = async (reference: string, decidedOn: string) => {
    const pushed = await send(here, reference, { licence: { number: reference, decidedOn } });
    const { json } = await here.call('GET', `/certificates/${pushed.certificate}`, { as: 'spj.officer' });
    return [json.due, pushed.warnings.map(({ code }: { code: string }) => code)];
  };
  const [today] = await due('D-1', '2026-09-28');
  expect(await due('D-2', '2027-03-01')).toEqual([today, ['decided-in-future']]);
});

describe('issued', async () => {
  const here = await countyHere();

  it('by the entry here; what was in time is not late', async () => {
    const { certificate: id } = await send(here, 'I-1');
    expectRefusal(await act(here, id, 'issue', ISSUED, 'spj.officer'), 403, 'not-allowed');
    expectRefusal(await act(here, id, 'issue', { ...ISSUED, issuedOn: '2026-09-29' }), 422, 'invalid', ['/issuedOn']);
    const slip = { ...ISSUED, issuedOn: '2020-09-28', deliveredOn: null };
    expectRefusal(await act(here, id, 'issue', slip), 422, 'invalid', ['/issuedOn']);
    const early = { ...ISSUED, deliveredOn: '2026-09-27' };
    expectRefusal(await act(here, id, 'issue', early), 422, 'invalid', ['/deliveredOn']);
    expect((await act(here, id, 'issue', ISSUED)).json).toMatchObject({
      ...{ status: 'issued', number: 'PDY371525', issuedAt: '2026-09-28T09:00:00+08:00', late: null },
    });
    expectRefusal(await act(here, id, 'issue', ISSUED), 409, 'already-done');
  });

  it('late is late for good; it counts in the annex of the quarter', async () => {
    const { certificate: id } = await send(here, 'I-2');
    here.clock.set('2026-10-17T09:00:00+08:00');
    const { json } = await act(here, id, 'issue', ISSUED);
    expect(json).toMatchObject({ status: 'issued', late: { due: '2026-10-16', at: '2026-10-17T00:00:00+08:00' } });
  });
});

describe('an objection', async () => {
  const here = await countyHere();
  const objected = async (reference: string) => {
    const { certificate: id } = await send(here, reference);
    const { json } = await act(here, id, 'object', { reason: '材料不全' });
    return { id, problem: json.problem as string };
  };
  const resolve = (problem: string, more: object) =>
    here.call('POST', `/problems/${problem}/resolve`, {
      as: 'spj.officer',
      body: { outcome: 'resolution', resolution: '经核实', ...more },
    });

  it('opens a problem at the bureau, once, and stops no clock', async () => {
    const { id, problem } = await objected('O-1');
    expect(await read(here, id)).toMatchObject({ status: 'pending', due: '2026-10-16', objection: '材料不全' });
    const seen = (await here.call('GET', `/problems/${problem}`, { as: 'spj.officer' })).json;
    expect(seen).toMatchObject({ why: 'certificate', certificate: id, to: { org: 'SPJ' } });
    expectRefusal(await act(here, id, 'object', { reason: '再次' }), 409, 'already-contested');
  });

  it('is resolved by saying whether the certificate is issued', async () => {
    const { id, problem } = await objected('O-2');
    expectRefusal(await resolve(problem, {}), 422, 'invalid', ['/certificate']);
    expect((await resolve(problem, { certificate: 'issue' })).json.status).toBe('resolved');
    expect((await read(here, id)).status).toBe('pending');
  });

  it('that is right ends it, and strikes what was late since', async () => {
    const { id, problem } = await objected('O-3');
    here.clock.set('2026-10-19T09:00:00+08:00');
    expect((await read(here, id)).late).toMatchObject({ due: '2026-10-16' });
    await resolve(problem, { certificate: 'end' });
    expect(await read(here, id)).toMatchObject({ status: 'ended', endReason: 'objection', late: null });
    const { verified } = (await here.call('GET', `/certificates/${id}/history`, { as: DEPT })).json;
    expect(verified).toBe(true);
  });

  it('is no matter of other problems', async () => {
    const body = { type: 'other', title: '某', text: '某' };
    const { id } = (await here.call('POST', '/problems', { as: DEPT, body })).json;
    expectRefusal(await resolve(id, { certificate: 'end' }), 422, 'invalid', ['/certificate']);
  });
});

describe('goes where its push goes', async () => {
  const here = await countyHere();
  const on = (id: string, name: string, as: string, body: object) =>
    here.call('POST', `/pushes/${id}/${name}`, { as, body });

  it('waits while the push stands returned, and begins anew where that is sent', async () => {
    const { id, certificate } = await send(here, 'G-1');
    await on(id, 'return', DEPT, { reason: '不归' });
    expect(await read(here, certificate)).toMatchObject({ status: 'pending', due: null });
    here.clock.set('2026-09-29T09:00:00+08:00');
    const next = (await on(id, 'readdress', 'spj.officer', { org: 'SCJG' })).json;
    expect(await read(here, certificate)).toMatchObject({ status: 'ended', endReason: 'readdressed' });
    expect(next.certificate).not.toBe(certificate);
    const there = await read(here, next.certificate, 'scjg.officer');
    expect(there).toMatchObject({ status: 'pending', due: '2026-10-19', to: { org: 'SCJG' }, push: next.id });
  });

  it.each([
    ['withdrawn', 'withdrawn', async (id: string) => on(id, 'withdraw', 'spj.officer', { reason: '误推' })],
    ['corrected while pending', 'corrected', async () => send(here, 'G-2b', { corrects: 'G-corrected while pending' })],
    [
      'corrected once claimed',
      'corrected',
      async (id: string) => {
        await on(id, 'claim', DEPT, {});
        return send(here, 'G-3b', { corrects: 'G-corrected once claimed' });
      },
    ],
    [
      'revoked',
      'licence',
      async (id: string) => {
        await on(id, 'claim', DEPT, {});
        return send(here, 'G-4b', { decision: 'revoked', licence: { documentNumber: '冠审〔2026〕G-revoked' } });
      },
    ],
  ])('ends when that is %s', async (what, endReason, ends) => {
    const { id, certificate } = await send(here, `G-${what}`);
    await ends(id);
    expect(await read(here, certificate)).toMatchObject({ status: 'ended', endReason, due: null });
  });
});
