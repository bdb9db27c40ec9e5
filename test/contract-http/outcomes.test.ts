/** What the bureau decides on a licence (art. 17(2), 19(2)), who learns of it, and when nothing is left to decide. */
import { describe, expect, it } from 'vitest';
import { expectRefusal, supervision } from './county.ts';
import { readdressed, type Story, story } from './licence-story.ts';

const PROMISED = { commitment: true };
const PARTY = { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' };

const tasks = async ({ here }: Story, status: string) =>
  (await here.call('GET', `/tasks?status=${status}`, { as: 'spj.officer' })).json.items;
const decide = async (told: Story) => {
  const [task] = await tasks(told, 'open');
  const body = { outcome: 'keep', note: '情节轻微' };
  return told.here.call('POST', `/tasks/${task.id}/decide`, { as: 'spj.officer', body });
};
/** The documents that have come to an organisation. */
const documents = async ({ here }: Story, org: string) =>
  (await here.call('GET', '/pushes?box=in&kind=document', { as: `${org}.officer` })).json.items.map(
    ({ copyOf }: { copyOf: string | null }) => (copyOf === null ? 'own' : 'copy'),
  );
/** A licence on a promise that SCJG has found broken. */
async function broken(): Promise<{ told: Story; grant: string; promise: string }> {
  const told = await story();
  const grant = await told.send('GRANT', PROMISED, 'SCJG');
  const promise = (await told.here.read(grant, 'scjg.officer')).json.verification;
  const body = { outcome: 'broken', on: '2026-09-28', text: '未履行' };
  await told.here.call('POST', `/commitments/${promise}/verify`, { as: 'scjg.officer', body });
  return { told, grant, promise };
}

describe('the outcome is told', () => {
  it('to whoever reported the result, and by a copy to whoever has the licence since', async () => {
    const told = await story();
    await told.send('GRANT', {}, 'SCJG');
    const body = supervision('FOUND', { party: PARTY });
    const { id } = (await told.here.call('POST', '/pushes', { as: 'scjg.officer', body })).json;
    await told.act(id, 'claim', 'spj.officer');
    await told.listed();
    expect((await decide(told)).status).toBe(200);
    expect([await documents(told, 'scjg'), await documents(told, 'nync')]).toEqual([['own'], ['copy']]);
  });

  it('to whoever reported it alone, while that has the licence', async () => {
    const { told } = await broken();
    expect((await decide(told)).status).toBe(200);
    expect([await documents(told, 'scjg'), await documents(told, 'nync')]).toEqual([['own'], []]);
  });

  it('after a broken promise, too, by an upheld dispute', async () => {
    const { told, grant } = await broken();
    await told.upheld(grant, 'SCJG', 'WJJ');
    expect((await decide(told)).status).toBe(200);
    expect([await documents(told, 'scjg'), await documents(told, 'wjj')]).toEqual([['own'], ['copy']]);
  });
});

describe('the task after a broken promise', () => {
  it('waits while a correction of the approval is pending, and ends once that is claimed', async () => {
    const { told } = await broken();
    const right = await told.send('RIGHT', { ...PROMISED, corrects: 'GRANT', summary: '更正' });
    expectRefusal(await decide(told), 409, 'result-corrected');
    await told.act(right, 'claim', 'scjg.officer');
    expect(await tasks(told, 'open')).toEqual([]);
    expect(await tasks(told, 'ended')).toMatchObject([{ correctedBy: right }]);
  });

  it('goes on where that correction is withdrawn', async () => {
    const { told } = await broken();
    const right = await told.send('RIGHT', { ...PROMISED, corrects: 'GRANT', summary: '更正' });
    await told.act(right, 'withdraw', 'spj.officer', { reason: '误推' });
    expect((await decide(told)).status).toBe(200);
  });

  it('ends with the licence, once the cancellation is claimed; and is open again where that is corrected', async () => {
    const { told, promise } = await broken();
    const end = await told.send('END', { decision: 'cancelled' });
    expect((await tasks(told, 'open')).length).toBe(1);
    await told.act(end, 'claim', 'scjg.officer');
    expect(await tasks(told, 'ended')).toMatchObject([{ endedBy: end }]);
    const read = await told.here.call('GET', `/commitments/${promise}`, { as: 'scjg.officer' });
    expect(read.json.status).toBe('broken');
    const other = { decision: 'cancelled', corrects: 'END', licence: { number: 'JY-9' } };
    await told.send('OTHER', other, 'SCJG');
    expect((await tasks(told, 'open')).length).toBe(1);
  });

  it('ends also where the licence has gone to another department before', async () => {
    const { told } = await broken();
    await told.listed();
    await told.send('END', { decision: 'cancelled' }, 'NYNC');
    expect(await tasks(told, 'open')).toEqual([]);
  });

  it('waits for the correction that goes to that department', async () => {
    const { told } = await broken();
    await told.listed();
    const right = await told.send('RIGHT', { ...PROMISED, corrects: 'GRANT', summary: '更正' });
    expectRefusal(await decide(told), 409, 'result-corrected');
    await told.act(right, 'claim', 'nync.officer');
    expect(await tasks(told, 'open')).toEqual([]);
  });
});

describe('a promise that goes to another department', () => {
  /** SCJG has ordered a rectification by 12 October. */
  async function ordered(): Promise<{ told: Story; grant: string; promise: string }> {
    const told = await story();
    const grant = await told.send('GRANT', PROMISED, 'SCJG');
    const promise = (await told.here.read(grant, 'scjg.officer')).json.verification;
    const body = { outcome: 'to-rectify', on: '2026-09-28', text: '补齐消防设施', rectifyBy: '2026-10-12' };
    await told.here.call('POST', `/commitments/${promise}/verify`, { as: 'scjg.officer', body });
    return { told, grant, promise };
  }
  const open = async ({ here }: Story, org: string) =>
    (await here.call('GET', '/commitments?box=in', { as: `${org}.officer` })).json.items;
  const GOING = { status: 'rectifying', due: '2026-10-12', rectifyBy: '2026-10-12' };

  it('with the list goes on where it was, and what was ordered is read there', async () => {
    const { told, promise } = await ordered();
    await told.listed();
    expect(await open(told, 'nync')).toMatchObject([{ ...GOING, before: promise }]);
    const { status, json } = await told.here.call('GET', `/commitments/${promise}`, { as: 'nync.officer' });
    expect([status, json.status, json.order]).toEqual([200, 'ended', '补齐消防设施']);
    expect((await told.here.call('GET', `/commitments/${promise}`, { as: 'jtj.officer' })).status).toBe(404);
    const { acts } = json;
    expect(acts).toEqual([]);
  });

  it('by an upheld dispute, returned and readdressed, likewise; what is ordered is so once', async () => {
    const { told, grant, promise } = await ordered();
    const { problem } = await told.act(grant, 'dispute', 'scjg.officer', { reason: '不属本局' });
    const body = { org: 'WJJ', reason: '按职责划分' };
    await told.here.call('POST', `/problems/${problem}/transfer`, { as: 'spj.officer', body });
    const [{ id }] = (await told.here.call('GET', '/pushes?box=in&status=pending', { as: 'wjj.officer' })).json.items;
    await told.act(id, 'return', 'wjj.officer', { reason: '也不属本局' });
    await readdressed(told, id, 'JTJ');
    const [there] = await open(told, 'jtj');
    expect(there).toMatchObject({ ...GOING, before: promise });
    const again = { outcome: 'to-rectify', on: '2026-09-28', text: '再整改', rectifyBy: '2026-10-20' };
    const answer = await told.here.call('POST', `/commitments/${there.id}/verify`, { as: 'jtj.officer', body: again });
    expectRefusal(answer, 422, 'invalid', ['/outcome']);
  });

  it('that was found broken before is verified anew, in sight of what was found', async () => {
    const { told, grant, promise } = await broken();
    await told.upheld(grant, 'SCJG', 'WJJ');
    expect(await open(told, 'wjj')).toMatchObject([{ status: 'pending', before: promise }]);
    expect((await told.here.call('GET', `/commitments/${promise}`, { as: 'wjj.officer' })).json.status).toBe('broken');
  });
});
