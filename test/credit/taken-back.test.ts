/**
 * What a push told is taken back: its sender corrects it, withdraws it, or has it taken from sight. The bureau's task
 * and the credit record go with it, unless others tell of the same decision.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here, supervision } from '../contract-http/county.ts';

const DEPT = 'scjg.officer';
const BUREAU = 'spj.officer';
const WRONG = { type: 'organisation', name: '错误公司', creditCode: '91371525MA3C00001R' };
const RIGHT = { type: 'organisation', name: '正确公司', creditCode: null };
const HANDLING = { type: 'penalty', documentNumber: '冠市监罚〔2026〕21号', decidedOn: '2026-09-28' };
const DECIDE = { outcome: 'revoke', documentNumber: '冠审撤〔2026〕1号', note: '违反条件' };
const REQUIRED = {
  ...{ CF_XDR_LB: '法人及非法人组织', CF_FRDB: '甲', CF_WFXW: '某', CF_SY: '某', CF_YJ: '某', CF_CFLB: '警告' },
  ...{ CF_NR: '某', CF_CFJGDM: '11371525MB2857000X', CF_SJLYDM: '11371525MB2857000X' },
};

const told = async (here: Here, reference: string, more: object = {}): Promise<string> => {
  const body = supervision(reference, { party: WRONG, handling: HANDLING, ...more });
  const { status, json } = await here.call('POST', '/pushes', { as: DEPT, body });
  expect([reference, status]).toEqual([reference, 201]);
  return json.id;
};
const on = (here: Here, path: string, as: string, body: object = {}) => here.call('POST', path, { as, body });
const read = async (here: Here, path: string, as: string) => (await here.call('GET', path, { as })).json;
const items = async (here: Here, path: string, as: string) => (await read(here, path, as)).items;
/** Whom the records of the department are of, and how they stand. */
const records = async (here: Here): Promise<string[][]> =>
  (await items(here, '/credit-records', DEPT)).map((one: { status: string; fields: { CF_XDR_MC?: string } | null }) => [
    one.fields?.CF_XDR_MC ?? '',
    one.status,
  ]);
const recordOf = async (here: Here, push: string): Promise<string> =>
  (await items(here, '/credit-records', DEPT)).find(({ about }: { about: string[] }) => about.includes(push)).id;
const claim = (here: Here, id: string) => here.act(id, 'claim', BUREAU);
const tasks = async (here: Here): Promise<{ id: string; push: string; status: string }[]> =>
  items(here, '/tasks', BUREAU);

describe('a supervision result that the bureau has taken over, corrected', () => {
  it('ends its task once the correction is claimed, and waits for that before', async () => {
    const here = await countyHere();
    const first = await told(here, 'F');
    await claim(here, first);
    const [task] = await tasks(here);
    const second = await told(here, 'F2', { corrects: 'F', party: RIGHT });
    const decide = () => on(here, `/tasks/${task?.id}/decide`, BUREAU, DECIDE);
    expect((await read(here, `/tasks/${task?.id}`, BUREAU)).acts).not.toContainEqual(
      expect.objectContaining({ act: 'decide' }),
    );
    expectRefusal(await decide(), 409, 'result-corrected');
    expect((await read(here, `/tasks/${task?.id}`, BUREAU)).status).toBe('open');
    await claim(here, second);
    expectRefusal(await decide(), 409, 'result-corrected');
    expect(await read(here, `/tasks/${task?.id}`, BUREAU)).toMatchObject({ status: 'ended', correctedBy: second });
    expect((await here.read(first, DEPT)).json.correctedBy).toBe(second);
    const next = (await tasks(here)).find(({ push }) => push === second);
    expect((await on(here, `/tasks/${next?.id}/decide`, BUREAU, DECIDE)).json.status).toBe('done');
    const inbox = await items(here, '/inbox', BUREAU);
    expect(inbox.map(({ kind }: { kind: string }) => kind)).not.toContain('task');
  });

  it('is decided on where the correction was withdrawn: the result stands, and its credit record', async () => {
    const here = await countyHere();
    const first = await told(here, 'F');
    await claim(here, first);
    const [task] = await tasks(here);
    const second = await told(here, 'F2', { corrects: 'F', party: RIGHT });
    await on(here, `/pushes/${second}/withdraw`, DEPT, { reason: '误更正' });
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'withdrawn'],
      [WRONG.name, 'incomplete'],
    ]);
    expect((await on(here, `/tasks/${task?.id}/decide`, BUREAU, DECIDE)).json.status).toBe('done');
  });

  it('takes its credit record along once the correction is claimed, by the clock as well', async () => {
    const here = await countyHere();
    await claim(here, await told(here, 'F'));
    await told(here, 'F2', { corrects: 'F', party: RIGHT });
    const before = await records(here);
    expect(before.toSorted()).toEqual([
      [RIGHT.name, 'incomplete'],
      [WRONG.name, 'incomplete'],
    ]);
    // Deemed claimed at the end of 2026-09-30.
    here.clock.set('2026-10-08T09:00:00+08:00');
    await here.call('GET', '/pushes?box=in', { as: BUREAU });
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'incomplete'],
      [WRONG.name, 'withdrawn'],
    ]);
    const inbox = await items(here, '/inbox', DEPT);
    expect(inbox.filter(({ kind }: { kind: string }) => kind === 'credit-record')).toHaveLength(1);
  });

  it.each([
    ['sent', []],
    ['accepted', [['answer', { accepted: true }]]],
  ] as const)('has its record taken back where that was %s', async (_state, more) => {
    const here = await countyHere();
    const first = await told(here, 'F');
    await claim(here, first);
    const at = `/credit-records/${await recordOf(here, first)}`;
    const acts = [['complete', { fields: REQUIRED }], ['send', { channel: 'export', receipt: '1' }], ...more] as const;
    for (const [act, body] of acts) expect((await on(here, `${at}/${act}`, DEPT, body)).status).toBe(200);
    await claim(here, await told(here, 'F2', { corrects: 'F', party: RIGHT }));
    const taken = await read(here, at, DEPT);
    expect(taken).toMatchObject({ status: 'retracting', withdrawal: 'wrong', due: null });
    expect(taken.withdrawalText).toContain('已更正');
    const done = await on(here, `${at}/send`, DEPT, { channel: 'export', receipt: '2' });
    expect(done.json.status).toBe('withdrawn');
  });

  it('keeps the record where the correction tells of the same decision', async () => {
    const here = await countyHere();
    await claim(here, await told(here, 'F'));
    await claim(here, await told(here, 'F2', { corrects: 'F', summary: '责令停产停业三日' }));
    expect(await records(here)).toEqual([[WRONG.name, 'incomplete']]);
    await claim(here, await told(here, 'F3', { corrects: 'F2', party: RIGHT }));
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'incomplete'],
      [WRONG.name, 'withdrawn'],
    ]);
  });
});

describe('a supervision result that nobody has taken over', () => {
  it('corrected, takes its credit record along at once; told again, it has one', async () => {
    const here = await countyHere();
    await told(here, 'F');
    await told(here, 'F2', { corrects: 'F', party: RIGHT });
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'incomplete'],
      [WRONG.name, 'withdrawn'],
    ]);
    await told(here, 'F3', { corrects: 'F2' });
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'withdrawn'],
      [WRONG.name, 'incomplete'],
      [WRONG.name, 'withdrawn'],
    ]);
  });

  it('returned and then corrected, takes it along as well', async () => {
    const here = await countyHere();
    await here.act(await told(here, 'F'), 'return', BUREAU, { reason: '当事人写错' });
    await told(here, 'F2', { corrects: 'F', party: RIGHT });
    expect((await records(here)).toSorted()).toEqual([
      [RIGHT.name, 'incomplete'],
      [WRONG.name, 'withdrawn'],
    ]);
  });

  it('corrected in another point, keeps it', async () => {
    const here = await countyHere();
    const first = await told(here, 'F');
    const second = await told(here, 'F2', { corrects: 'F', summary: '责令停产停业三日' });
    const [record, ...others] = await items(here, '/credit-records', DEPT);
    expect([record.status, record.about, others]).toEqual(['incomplete', [first, second], []]);
  });

  it('withdrawn as sent in error, ends it; not what another push tells of, too', async () => {
    const here = await countyHere();
    const [first, second] = [await told(here, 'F'), await told(here, 'G')];
    await on(here, `/pushes/${first}/withdraw`, DEPT, { reason: '误推' });
    expect(await records(here)).toEqual([[WRONG.name, 'incomplete']]);
    await on(here, `/pushes/${second}/withdraw`, DEPT, { reason: '误推' });
    expect(await records(here)).toEqual([[WRONG.name, 'withdrawn']]);
    // What never had to be sent was never late.
    here.clock.set('2026-10-20T09:00:00+08:00');
    expect((await items(here, '/credit-records', DEPT))[0]).toMatchObject({ late: null, withdrawal: 'wrong' });
  });

  it('leaves what its department has entered by hand', async () => {
    const here = await countyHere();
    const named = { CF_XDR_MC: WRONG.name, CF_XDR_SHXYM: WRONG.creditCode, CF_WSH: HANDLING.documentNumber };
    const fields = { ...REQUIRED, ...named };
    const hand = { type: 'penalty', decidedOn: HANDLING.decidedOn, publish: true, fields };
    expect((await on(here, '/credit-records', DEPT, hand)).status).toBe(201);
    const push = await told(here, 'F');
    await on(here, `/pushes/${push}/withdraw`, DEPT, { reason: '误推' });
    expect((await records(here)).map(([name]) => name)).toEqual([WRONG.name]);
    expect((await records(here))[0]?.[1]).not.toBe('withdrawn');
  });
});

describe('a supervision result that is taken from sight', () => {
  const quarantine = (here: Here, id: string) => on(here, `/pushes/${id}/quarantine`, DEPT, { reason: '误传' });

  it.each([
    ['the first', 0],
    ['the second', 1],
  ])('%s of two that tell of one decision leaves the record; the other takes it', async (_which, which) => {
    const here = await countyHere();
    const both = [await told(here, 'F'), await told(here, 'G')];
    const record = await recordOf(here, both[0] as string);
    await quarantine(here, both[which] as string);
    expect(await read(here, `/credit-records/${record}`, DEPT)).toMatchObject({ quarantined: false });
    expect(await records(here)).toEqual([[WRONG.name, 'incomplete']]);
    await quarantine(here, both[1 - which] as string);
    expect(await read(here, `/credit-records/${record}`, DEPT)).toMatchObject({ quarantined: true });
    expect((await here.call('GET', '/credit-records', { as: DEPT })).text).not.toContain(WRONG.name);
  });

  it('takes it though its department has changed the number since', async () => {
    const here = await countyHere();
    const both = [await told(here, 'F'), await told(here, 'G')];
    const at = `/credit-records/${await recordOf(here, both[0] as string)}`;
    await on(here, `${at}/complete`, DEPT, { fields: { CF_WSH: '冠市监罚〔2026〕22号' } });
    for (const id of both) await quarantine(here, id);
    expect((await read(here, at, DEPT)).quarantined).toBe(true);
  });

  it('takes along the record that it alone tells of, at once', async () => {
    const here = await countyHere();
    const push = await told(here, 'F');
    const record = await recordOf(here, push);
    await quarantine(here, push);
    expect((await read(here, `/credit-records/${record}`, DEPT)).quarantined).toBe(true);
  });
});
