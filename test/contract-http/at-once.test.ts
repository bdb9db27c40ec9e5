/** Many at once: one of them does it, the others are told so; the same request many times is one act. */
import { expect, it } from 'vitest';
import {
  approval,
  BEFORE,
  CLOCK_STANDS,
  countyAnywhere,
  countyHere,
  document,
  expectRefusal,
  TOMORROW,
} from './county.ts';

const MANY = 12;
const many = <T>(ask: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: MANY }, (_, i) => ask(i)));
const tally = (answers: { status: number }[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const here = await countyAnywhere();

it('one push for one reference', async () => {
  const answers = await many(() => here.call('POST', '/pushes', { as: 'spj.officer', body: approval('ONE') }));
  expect(tally(answers)).toEqual({ 200: MANY - 1, 201: 1 });
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
});

it('one content for one reference', async () => {
  const post = (i: number) =>
    here.call('POST', '/pushes', { as: 'spj.officer', body: approval('TWO', { summary: `第${i % 2}稿` }) });
  expect(tally(await many(post))).toEqual({ 200: MANY / 2 - 1, 201: 1, 409: MANY / 2 });
});

it('one claim; everybody else is told who', async () => {
  const { id } = (await here.push('CLAIM')).json;
  const answers = await many((i) => here.act(id, 'claim', i % 2 ? 'scjg.officer' : 'scjg.head'));
  expect(tally(answers)).toEqual({ 200: 1, 409: MANY - 1 });
  const { claimedBy } = (await here.read(id, 'spj.officer')).json;
  for (const answer of answers)
    expect([claimedBy, answer.json.code ?? 'done']).toEqual([
      answer.json.claimedBy,
      answer.status === 200 ? 'done' : 'already-claimed',
    ]);
});

it('one claim for one key', async () => {
  const { id } = (await here.push('KEY')).json;
  const answers = await many(() => here.act(id, 'claim', 'scjg.officer', {}, { 'idempotency-key': 'k' }));
  expect(tally(answers)).toEqual({ 200: MANY });
  const { items } = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
  expect(items.map(({ act }: { act: string }) => act)).toEqual(['open', 'claim']);
});

it('claim, return and withdraw: one outcome', async () => {
  const { id } = (await here.push('RACE')).json;
  const acts = [
    ['claim', 'scjg.officer'],
    ['return', 'scjg.head'],
    ['withdraw', 'spj.officer'],
  ] as const;
  const answers = await many((i) => {
    const [act, as] = acts[i % 3] as (typeof acts)[number];
    return here.act(id, act, as, act === 'claim' ? {} : { reason: '某' });
  });
  expect(tally(answers)).toEqual({ 200: 1, 409: MANY - 1 });
});

it('one successor for one readdressing, wherever else it was wanted', async () => {
  const { id } = (await here.push('CHAIN')).json;
  await here.act(id, 'return', 'scjg.officer', { reason: '某' });
  const answers = await many((i) => here.act(id, 'readdress', 'spj.officer', { org: i % 2 ? 'WJJ' : 'JTJ' }));
  expect(tally(answers)).toEqual({ 200: MANY / 2 - 1, 201: 1, 409: MANY / 2 });
});

it('one problem for one dispute', async () => {
  const { id } = (await here.push('DISPUTE')).json;
  await here.act(id, 'claim', 'scjg.officer');
  expect(tally(await many(() => here.act(id, 'dispute', 'scjg.officer', { reason: '某' })))).toEqual({
    200: 1,
    409: MANY - 1,
  });
});

it('one entry of whole days for one key', async () => {
  const body = { from: TOMORROW, to: TOMORROW, documentNumber: '1', reason: '停运' };
  const extend = () =>
    here.call('POST', '/calendar/extensions', { as: 'spj.admin', body, headers: { 'idempotency-key': 'e' } });
  expect(tally(await many(extend))).toEqual({ 200: MANY });
});

it('twenty copies in one commit, and a correction that withdraws with them', async () => {
  const orgs = (await here.call('GET', '/organisations', { as: 'spj.admin' })).json.items;
  const copyTo = orgs
    .map(({ code }: { code: string }) => ({ org: code }))
    .filter(({ org }: { org: string }) => !['ZFB', 'SCJG'].includes(org))
    .slice(0, 20);
  const { json } = await here.call('POST', '/pushes', { as: 'zfb.office', body: document('D', { copyTo }) });
  expect(new Set(json.copies).size).toBe(20);
  const old = (await here.push('WITH COPY', { matter: '371525-ZJJ-001' })).json;
  await here.push('CORRECTED', { matter: '371525-ZJJ-001', corrects: 'WITH COPY' });
  for (const id of [old.id, old.copies[0]]) expect((await here.read(id, 'spj.officer')).json.status).toBe('withdrawn');
});

it.runIf(CLOCK_STANDS)('a county without a list in force takes documents alone', async () => {
  const bare = await countyHere({ matters: null });
  const post = (body: object) => bare.call('POST', '/pushes', { as: 'spj.officer', body });
  expectRefusal(await post(approval('A')), 422, 'invalid', ['/matter']);
  expect((await post(document('B', { occurredAt: BEFORE }))).status).toBe(201);
});
