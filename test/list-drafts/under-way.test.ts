/** What is said of a licence while, and after, it changes hands: it reaches whoever has the licence by then. */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { countyHere, expectRefusal, type Here, supervision } from '../contract-http/county.ts';
import { CATERING, FOOD } from './story.ts';

const PARTY = { name: '冠县某某餐饮有限公司', creditCode: '91371525MA3C00001R' };

/** Pushes, a second after what was before; answers the push. */
async function send(here: Here, reference: string, number: string, more: object = {}) {
  here.clock.advance(1000);
  return (await here.push(reference, { party: PARTY, licence: { number }, ...more })).json;
}

async function claim(here: Here, id: string, org: string): Promise<void> {
  const { status, text } = await here.act(id, 'claim', `${org}.officer`);
  if (status !== 200) throw new Error(text);
}

async function entries(here: Here, org: string): Promise<string[]> {
  const { items } = (await here.call('GET', '/register', { as: `${org}.officer` })).json;
  return items
    .map((one: { licence: { number: string }; state: string }) => `${one.licence.number} ${one.state}`)
    .sort();
}

const codes = ({ warnings }: { warnings: { code: string }[] }): string[] => warnings.map(({ code }) => code);

async function dispute(here: Here, id: string): Promise<string> {
  const { json, text } = await here.act(id, 'dispute', 'scjg.officer', { reason: '不属本局' });
  if (!json.problem) throw new Error(text);
  return json.problem;
}

/** A version by the superior's order, from the day after; answers the key of its job. */
async function listed(here: Here, code: string, more: object): Promise<string> {
  const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
  const rows = items.map((row: { code: string }) => (row.code === code ? { ...row, ...more } : row));
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
  const body = { validFrom: '2026-09-29', items: rows, superior };
  const { status, json, text } = await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body });
  if (status !== 201) throw new Error(text);
  return `371525#boundary#hand-over/${json.version}`;
}

describe('a matter that the list gives to another department', async () => {
  const here = await countyHere();
  const CATERED = { matter: CATERING };
  const ids: Record<string, string> = {};
  for (const number of ['CANCELLED', 'CORRECTED', 'LATER', 'DISPUTED', 'KEPT']) {
    ids[number] = (await send(here, number, number, CATERED)).id;
    await claim(here, ids[number] as string, 'scjg');
  }
  const problems = [await dispute(here, ids.DISPUTED as string), await dispute(here, ids.KEPT as string)];
  const job = await listed(here, CATERING, { department: 'NYNC', section: 'NZJG' });
  // On the eve: both wait to be claimed when the day comes.
  const cancelled = await send(here, 'CANCELLED-E', 'CANCELLED', { ...CATERED, decision: 'cancelled' });
  const corrected = await send(here, 'CORRECTED-E', 'RIGHT', { ...CATERED, corrects: 'CORRECTED' });
  here.clock.set('2026-09-29T08:40:00+08:00');
  await wakeKey(here.platform, job);

  it('has its active entries there from that day on', async () => {
    const all = ['CANCELLED', 'CORRECTED', 'DISPUTED', 'KEPT', 'LATER'];
    expect(await entries(here, 'nync')).toEqual(all.map((number) => `${number} active`));
    expect(await entries(here, 'scjg')).toEqual(all.map((number) => `${number} transferred`));
  });

  it('is ended there by a cancellation that was still to be claimed where it was', async () => {
    await claim(here, cancelled.id, 'scjg');
    here.clock.set('2026-09-29T09:40:00+08:00');
    await wakeKey(here.platform, job);
    expect(await entries(here, 'nync')).toContain('CANCELLED ended');
    expect(await entries(here, 'scjg')).toContain('CANCELLED transferred');
  });

  it('is corrected there by what was still to be claimed where it was', async () => {
    await claim(here, corrected.id, 'scjg');
    expect(await entries(here, 'nync')).toContain('CORRECTED ended');
    here.clock.set('2026-09-29T10:40:00+08:00');
    await wakeKey(here.platform, job);
    expect(await entries(here, 'nync')).toEqual(expect.arrayContaining(['CORRECTED ended', 'RIGHT active']));
    expect(await entries(here, 'scjg')).toContain('RIGHT transferred');
  });

  it('is corrected there by what is pushed afterwards, and the push there says by what', async () => {
    const { id, to } = await send(here, 'LATER-2', 'LATER-RIGHT', { ...CATERED, corrects: 'LATER' });
    expect(to.org).toBe('NYNC');
    await claim(here, id, 'nync');
    expect(await entries(here, 'nync')).toEqual(expect.arrayContaining(['LATER ended', 'LATER-RIGHT active']));
    const { supersededBy } = (await here.read(ids.LATER as string, 'spj.officer')).json;
    expect((await here.read(supersededBy, 'nync.officer')).json.correctedBy).toBe(id);
    // A second correction goes on from the first.
    const again = await send(here, 'LATER-3', 'LATER-BEST', { ...CATERED, corrects: 'LATER' });
    await claim(here, again.id, 'nync');
    expect((await entries(here, 'nync')).filter((one) => one.startsWith('LATER'))).toEqual([
      'LATER ended',
      'LATER-BEST active',
      'LATER-RIGHT ended',
    ]);
  });

  it('goes from there to a third by the outcome of a dispute that was open, and both are told', async () => {
    const [open, kept] = problems as [string, string];
    const transfer = (id: string, org: string) =>
      here.call('POST', `/problems/${id}/transfer`, { as: 'spj.officer', body: { org, reason: '属卫健' } });
    expectRefusal(await transfer(kept, 'NYNC'), 422, 'invalid', ['/org']);
    expect((await transfer(open, 'WJJ')).json.status).toBe('resolved');
    expect(await entries(here, 'nync')).toContain('DISPUTED transferred');
    const { items } = (await here.call('GET', '/pushes?box=in&status=pending', { as: 'wjj.officer' })).json;
    expect(items.map((one: { licence: { number: string } }) => one.licence.number)).toEqual(['DISPUTED']);
    await claim(here, items[0].id, 'wjj');
    expect(await entries(here, 'wjj')).toEqual(['DISPUTED active']);
    for (let timer = here.timers.shift(); timer; timer = here.timers.shift()) await wakeKey(here.platform, timer.key);
    const subjects = here.mails.map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('认领异议已处理，不再由本单位监管')).length).toBe(1);
  });

  it('keeps every history verified', async () => {
    for (const id of Object.values(ids)) {
      expect((await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json.verified).toBe(true);
    }
  });
});

describe('a department whose place another has taken, while the list still names it', async () => {
  const here = await countyHere();
  for (const number of ['CANCELLED', 'CHANGED', 'CORRECTED']) {
    await claim(here, (await send(here, number, number, { matter: FOOD })).id, 'scjg');
  }
  const body = { by: 'NYNC', on: '2026-09-28', documentNumber: '冠编〔2026〕3号' };
  const asked = await here.call('POST', '/organisations/SCJG/succeed', { as: 'spj.admin', body });
  await here.call('POST', `/changes/${asked.json.id}/confirm`, { as: 'zfb.office', body: {} });
  await wakeKey(here.platform, '371525#succession#SCJG');

  it.each([
    ['ends it', 'CANCELLED', { decision: 'cancelled' }, ['CANCELLED ended']],
    ['changes it', 'CHANGED', { decision: 'changed' }, ['CHANGED active']],
    ['corrects it', 'RIGHT', { corrects: 'CORRECTED' }, ['CORRECTED ended', 'RIGHT active']],
  ])('has gone with its licences: what %s goes there, and says why', async (_what, number, more, shown) => {
    const made = await send(here, `${number}-2`, number, { matter: FOOD, ...more });
    expect([made.to.org, codes(made)]).toEqual(['NYNC', ['goes-to-holder']]);
    await claim(here, made.id, 'nync');
    expect(await entries(here, 'nync')).toEqual(expect.arrayContaining(shown));
  });

  it('is no longer the one that reports on them', async () => {
    const result = { matter: FOOD, licence: { number: 'CHANGED' }, party: PARTY };
    for (const [reference, more] of [
      ['FOUND', {}],
      ['FOUND 2', { licence: null }],
    ] as const) {
      const body = supervision(reference, { ...result, ...more });
      expect((await here.call('POST', '/pushes', { as: 'nync.officer', body })).status).toBe(201);
    }
  });

  it('gets nothing more: what the list sends it goes to its successor, and what is returned cannot go back', async () => {
    const made = await send(here, 'NEW', 'NEW', { matter: FOOD });
    expect([made.to.org, codes(made)]).toEqual(['NYNC', ['goes-to-successor']]);
    expect(made.warnings[0].detail).toBe(
      '冠县市场监督管理局已由冠县农业农村局承接（冠编〔2026〕3号），本件推送至冠县农业农村局。请及时调整边界清单。',
    );
    const other = await send(here, 'OTHER', 'OTHER', { matter: '371525-WJJ-001' });
    await here.act(other.id, 'return', 'wjj.officer', { reason: '不属本局' });
    const body = { org: 'SCJG' };
    const refused = await here.call('POST', `/pushes/${other.id}/readdress`, { as: 'spj.officer', body });
    expectRefusal(refused, 422, 'invalid', ['/org']);
    expect(refused.text).toContain('冠县市场监督管理局已由冠县农业农村局承接，请选择冠县农业农村局');
  });
});

it('a risk point that is corrected does not stand beside what is right', async () => {
  const here = await countyHere();
  const risk = { kind: 'risk', decision: null, riskPoints: [{ description: '冷藏不足', severity: 'medium' }] };
  await claim(here, (await send(here, 'R-1', 'WRONG', risk)).id, 'scjg');
  await claim(here, (await send(here, 'R-2', 'RIGHT', { ...risk, corrects: 'R-1' })).id, 'scjg');
  expect(await entries(here, 'scjg')).toEqual(['RIGHT active', 'WRONG ended']);
});
