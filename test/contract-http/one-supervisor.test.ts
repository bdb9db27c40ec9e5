/**
 * A licence has one supervisor, also where a push that was returned is readdressed after the licence has gone to
 * another department (art. 17(1); decision 73).
 */
import { describe, expect, it } from 'vitest';
import { mailsOf, readdressed, type Story, stored, story } from './licence-story.ts';

const CHANGED = { decision: 'changed' };
const ENDED = { decision: 'cancelled' };
describe('a change that SCJG has returned', () => {
  const returned = async (here: Story): Promise<{ grant: string; change: string }> => {
    const grant = await here.send('GRANT', {}, 'SCJG');
    const change = await here.send('CHANGE', CHANGED);
    await here.act(change, 'return', 'scjg.officer', { reason: '不属本局' });
    return { grant, change };
  };

  it('claimed by another, takes the rest of the licence there, and SCJG is told', async () => {
    const here = await story();
    const { grant, change } = await returned(here);
    const next = (await here.act(change, 'readdress', 'spj.officer', { org: 'WJJ' })).id;
    expect(await here.states()).toEqual({ SCJG: ['active'] });
    await here.act(next, 'claim', 'wjj.officer');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], WJJ: ['active'] });
    const { supersededBy } = (await here.here.read(grant, 'scjg.officer')).json;
    expect((await here.here.read(supersededBy, 'wjj.officer')).json.status).toBe('for-information');
    expect(mailsOf(await stored(here, grant))).toContainEqual(['followed', 'SCJG']);
  });

  it('so does a deemed claim', async () => {
    const here = await story();
    const { change } = await returned(here);
    const { id } = await here.act(change, 'readdress', 'spj.officer', { org: 'WJJ' });
    here.here.clock.set('2026-10-09T09:00:00+08:00');
    await here.here.read(id, 'wjj.officer');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], WJJ: ['active'] });
  });

  it('goes to whoever has the licence by a new list, though SCJG claims it in the end', async () => {
    const here = await story();
    const { change } = await returned(here);
    await here.listed();
    expect(await here.states()).toEqual({ SCJG: ['transferred'], NYNC: ['active'] });
    const next = await readdressed(here, change, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], NYNC: ['active'] });
    const { supersededBy } = (await here.here.read(next, 'scjg.officer')).json;
    expect(mailsOf(await stored(here, supersededBy))).toContainEqual(['arrival', 'NYNC']);
  });

  it('goes to whoever has the licence by the outcome of a dispute', async () => {
    const here = await story();
    const { grant, change } = await returned(here);
    await here.upheld(grant, 'SCJG', 'WJJ');
    await readdressed(here, change, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], WJJ: ['active'] });
  });

  it('goes there from a third department, too, that the bureau took for the right one', async () => {
    const here = await story();
    const { change } = await returned(here);
    await here.listed();
    await readdressed(here, change, 'JTJ');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], JTJ: ['transferred'], NYNC: ['active'] });
  });

  it('returned twice and held on to, goes back to SCJG, which has the rest', async () => {
    const here = await story();
    const { change } = await returned(here);
    const next = (await here.act(change, 'readdress', 'spj.officer', { org: 'WJJ' })).id;
    await here.act(next, 'return', 'wjj.officer', { reason: '也不属本局' });
    await readdressed(here, next, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['active'] });
  });
});

describe('a grant that SCJG has returned', () => {
  it('is ended where the list has the matter by now, as the cancellation there says', async () => {
    const here = await story();
    const grant = await here.send('GRANT');
    await here.act(grant, 'return', 'scjg.officer', { reason: '不属本局' });
    await here.listed();
    await here.send('END', ENDED, 'NYNC');
    await readdressed(here, grant, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], NYNC: ['ended'] });
  });

  it('is where it was claimed, what SCJG claims of it afterwards too', async () => {
    const here = await story();
    const grant = await here.send('GRANT');
    await here.act(grant, 'return', 'scjg.officer', { reason: '不属本局' });
    const change = await here.send('CHANGE', CHANGED);
    await readdressed(here, grant, 'WJJ');
    await here.act(change, 'claim', 'scjg.officer');
    expect(await here.states()).toEqual({ SCJG: ['transferred'], WJJ: ['active'] });
  });

  it('needs nobody to verify what was promised, where it has been cancelled meanwhile', async () => {
    const here = await story();
    const grant = await here.send('GRANT', { commitment: true });
    await here.act(grant, 'return', 'scjg.officer', { reason: '不属本局' });
    await here.send('END', ENDED, 'SCJG');
    const next = await readdressed(here, grant, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['ended'] });
    const { verification } = (await here.here.read(next, 'scjg.officer')).json;
    const { status } = (await here.here.call('GET', `/commitments/${verification}`, { as: 'scjg.officer' })).json;
    expect(status).toBe('ended');
  });
});

describe('a correction that SCJG has returned', () => {
  it('stands at the department that the list has given the licence, under whatever number', async () => {
    const here = await story();
    await here.send('GRANT', {}, 'SCJG');
    const right = await here.send('RIGHT', { corrects: 'GRANT', licence: { number: 'JY-2' } });
    await here.act(right, 'return', 'scjg.officer', { reason: '请核对' });
    await here.listed();
    await readdressed(here, right, 'SCJG');
    const { SCJG, NYNC } = await here.states();
    expect([SCJG?.every((state) => state !== 'active'), NYNC?.sort()]).toEqual([true, ['active', 'ended']]);
  });
});

it('what is promised is verified by whoever has the licence in the end', async () => {
  const here = await story();
  await here.send('GRANT', {}, 'SCJG');
  const change = await here.send('CHANGE', { ...CHANGED, commitment: true });
  await here.act(change, 'return', 'scjg.officer', { reason: '不属本局' });
  await here.listed();
  await readdressed(here, change, 'SCJG');
  expect([await promises(here, 'scjg'), await promises(here, 'nync')]).toEqual([['ended'], ['pending']]);
});

async function promises({ here }: Story, org: string): Promise<string[]> {
  const { items } = (await here.call('GET', '/commitments?box=in', { as: `${org}.officer` })).json;
  return items.map(({ status }: { status: string }) => status);
}

it('a correction of a grant, pushed after the cancellation of the same day, revives nothing', async () => {
  const here = await story();
  await here.send('GRANT', {}, 'SCJG');
  await here.send('END', ENDED, 'SCJG');
  await here.send('RIGHT', { corrects: 'GRANT', summary: '更正' }, 'SCJG');
  expect(await here.states()).toEqual({ SCJG: ['ended'] });
});

it('a correction of what was readdressed, and claimed by nobody, comes together with what SCJG has of it', async () => {
  const here = await story();
  const grant = await here.send('GRANT');
  const change = await here.send('CHANGE', CHANGED);
  await here.act(grant, 'return', 'scjg.officer', { reason: '不属本局' });
  await here.act(grant, 'readdress', 'spj.officer', { org: 'WJJ' });
  const right = await here.send('RIGHT', { corrects: 'GRANT', summary: '更正' });
  await here.act(change, 'claim', 'scjg.officer');
  await here.act(right, 'claim', 'wjj.officer');
  expect(await here.states()).toEqual({ SCJG: ['active'], WJJ: ['transferred'] });
});

it('what SCJG claims of it in the end is where it has ended, though the list gives the matter back meanwhile', async () => {
  const here = await story();
  await here.send('GRANT', {}, 'SCJG');
  const change = await here.send('CHANGE', CHANGED);
  const goOn = await here.listed();
  await here.send('END', ENDED, 'NYNC');
  await here.listed('SCJG', '2026-09-30');
  await here.act(change, 'claim', 'scjg.officer');
  here.here.clock.set('2026-09-30T10:00:00+08:00');
  await goOn();
  expect(await here.states()).toEqual({ SCJG: ['transferred'], NYNC: ['ended'] });
});

it('a promise that a correction had ended is verified where the licence has gone, once that is withdrawn', async () => {
  const here = await story();
  await here.send('GRANT', { commitment: true }, 'SCJG');
  const right = await here.send('RIGHT', { corrects: 'GRANT', commitment: true, summary: '更正' });
  await here.listed();
  expect([await promises(here, 'scjg'), await promises(here, 'nync')]).toEqual([['ended'], []]);
  await here.act(right, 'withdraw', 'spj.officer', { reason: '误推' });
  expect([await promises(here, 'scjg'), await promises(here, 'nync')]).toEqual([['ended'], ['pending']]);
});

describe('a licence that a dispute gave to JTJ', () => {
  const atJtj = async (): Promise<Story> => {
    const here = await story();
    await here.upheld(await here.send('GRANT', {}, 'SCJG'), 'SCJG', 'JTJ');
    return here;
  };
  const addressee = async (here: Story, id: string) => (await here.here.read(id, 'spj.officer')).json.to.org;

  it('is ended there, though a change of it that JTJ returned waits at WJJ', async () => {
    const here = await atJtj();
    const change = await here.send('CHANGE', CHANGED);
    await here.act(change, 'return', 'jtj.officer', { reason: '不属本局' });
    await here.act(change, 'readdress', 'spj.officer', { org: 'WJJ' });
    expect(await addressee(here, await here.send('ENDED', ENDED))).toBe('JTJ');
  });

  it('has there what corrects a push of it that was withdrawn', async () => {
    const here = await atJtj();
    const again = await here.send('AGAIN', {});
    await here.act(again, 'withdraw', 'spj.officer', { reason: '误推' });
    expect(await addressee(here, await here.send('RIGHT', { corrects: 'AGAIN' }))).toBe('JTJ');
  });

  it.each(['before', 'after'])(
    'and SCJG once more is at JTJ, where its end is withdrawn %s SCJG claims',
    async (when) => {
      const here = await atJtj();
      const end = await here.send('END', ENDED);
      const again = await here.send('AGAIN', {});
      if (when === 'after') await here.act(again, 'claim', 'scjg.officer');
      await here.act(end, 'withdraw', 'spj.officer', { reason: '误推' });
      if (when === 'before') await here.act(again, 'claim', 'scjg.officer');
      expect(await here.states()).toEqual({ SCJG: ['transferred'], JTJ: ['active'] });
    },
  );

  it('has nothing noted where its end is withdrawn and nothing of it is elsewhere', async () => {
    const here = await atJtj();
    const end = await here.send('END', ENDED);
    await here.act(end, 'withdraw', 'spj.officer', { reason: '误推' });
    const { items } = (await here.here.call('GET', `/pushes/${end}/history`, { as: 'spj.officer' })).json;
    expect(items.map(({ act }: { act: string }) => act)).toEqual(['open', 'withdraw']);
  });

  it('and SCJG once more is at SCJG, where its end is corrected after that: it was a change', async () => {
    const here = await atJtj();
    await here.send('END', ENDED, 'JTJ');
    await here.send('AGAIN', {}, 'SCJG');
    expect(await here.states()).toEqual({ SCJG: ['active'], JTJ: ['ended'] });
    await here.send('RIGHT', { ...CHANGED, corrects: 'END' }, 'JTJ');
    expect(await here.states()).toEqual({ SCJG: ['active'], JTJ: ['transferred'] });
  });
});
