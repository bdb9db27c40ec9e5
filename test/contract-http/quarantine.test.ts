/**
 * Quarantine (°): what should never have been here is gone from every answer, list and later mail; the figures stay.
 */
import { describe, expect, it } from 'vitest';
import { post } from '../mail/post.ts';
import { countyHere, document, expectRefusal, type Here, supervision, WITH_AGENCY } from './county.ts';

const SECRET = '绝密内容';
const SAID = {
  ...{ summary: SECRET, conditions: SECRET, matter: WITH_AGENCY },
  party: { name: SECRET, creditCode: '91371525MA3C00001R' },
  licence: { number: `L${SECRET}`, documentNumber: `D${SECRET}`, name: SECRET },
  site: { township: SECRET, address: SECRET },
  contact: { name: SECRET, phone: SECRET },
  riskPoints: [{ description: SECRET, severity: 'high' }],
  attachments: [{ name: `${SECRET}.pdf` }],
};
const REASON = { reason: '误传，应予隔离' };
const ACCOUNTS = ['spj.officer', 'zjj.officer', 'zhzf.officer', 'zfb.office', 'wjj.officer', 'construction'];

/** Every list, and every record and history that anybody finds in one, as one text. */
async function everything(here: Here): Promise<string> {
  const said: string[] = [];
  for (const as of ACCOUNTS) {
    for (const path of ['pushes', 'problems', 'tasks', 'corrections', 'register']) {
      for (const box of path === 'register' ? [''] : ['?box=in', '?box=out']) {
        const { json, text } = await here.call('GET', `/${path}${box}`, { as });
        said.push(text);
        for (const { id } of json?.items ?? []) {
          for (const part of ['', '/history'])
            said.push((await here.call('GET', `/${path}/${id}${part}`, { as })).text);
        }
      }
    }
  }
  return said.join('\n');
}

/** A push with a copy, returned, readdressed and disputed: whatever it says lies in six records. */
async function spread(here: Here): Promise<string> {
  const { id } = (await here.push('S', SAID)).json;
  await here.act(id, 'return', 'zjj.officer', { reason: SECRET });
  const second = (await here.act(id, 'readdress', 'spj.officer', { org: 'ZJJ' })).json.id;
  await here.act(second, 'claim', 'zjj.officer', { note: SECRET });
  const { problem } = (await here.act(second, 'dispute', 'zjj.officer', { reason: SECRET })).json;
  await here.call('POST', `/problems/${problem}/reply`, { as: 'spj.officer', body: { text: SECRET } });
  return id;
}

describe('a push and all that came of it', async () => {
  const here = await countyHere();
  const id = await spread(here);
  const before = (await here.read(id, 'spj.officer')).json;
  const shown = await everything(here);
  const answer = await here.act(id, 'quarantine', 'spj.officer', REASON);

  it('was everywhere before', () => expect(shown.split(SECRET).length).toBeGreaterThan(50));

  it('is nowhere afterwards', async () => {
    expect([answer.status, answer.json.quarantined, answer.text.includes(SECRET)]).toEqual([200, true, false]);
    expect(await everything(here)).not.toContain(SECRET);
    const found = await here.call('GET', '/pushes?box=out&party=91371525MA3C00001R', { as: 'spj.officer' });
    expect(found.json.items).toEqual([]);
  });

  it('keeps clock, state and figures, and its history holds', async () => {
    for (const field of ['reference', 'status', 'claimBy', 'claimDeadline', 'pushedAt', 'pushedLate', 'to', 'matter']) {
      expect([field, answer.json[field]]).toEqual([field, before[field]]);
    }
    const ids = [id, before.supersededBy, ...before.copies];
    for (const one of ids) {
      const { json } = await here.call('GET', `/pushes/${one}/history`, { as: 'spj.officer' });
      expect([json.verified, json.items.at(-1).act]).toEqual([true, 'quarantine']);
      expect(json.items.slice(0, -1).map(({ detail }: { detail: unknown }) => detail)).not.toContainEqual(
        expect.anything(),
      );
      expect(json.items[0].digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('can be said again, and the push sent again is the same', async () => {
    expect((await here.act(id, 'quarantine', 'spj.head', { reason: '再次' })).status).toBe(200);
    const again = await here.push('S', SAID);
    expect([again.status, again.json.id, again.text.includes(SECRET)]).toEqual([200, id, false]);
    await expect(here.push('S', { ...SAID, summary: '另一' })).rejects.toThrow('reference-reused');
  });

  it('leaves the store as well, but for its digest', async () => {
    const keys = [id, before.supersededBy, ...before.copies].map((one) => `371525#exchange#${one}`);
    expect(JSON.stringify(await here.platform.ports.store.getMany(keys))).not.toContain(SECRET);
  });
});

it.each(['pending', 'claimed', 'deemed-claimed', 'withdrawn'])('in any state: %s', async (state) => {
  const here = await countyHere();
  const { id } = (await here.push('A', SAID)).json;
  if (state === 'claimed') await here.act(id, 'claim', 'zjj.officer');
  if (state === 'withdrawn') await here.act(id, 'withdraw', 'spj.officer', { reason: SECRET });
  if (state === 'deemed-claimed') here.clock.set('2026-10-09T09:00:00+08:00');
  expect((await here.act(id, 'quarantine', 'spj.officer', REASON)).json).toMatchObject({
    status: state,
    quarantined: true,
  });
  expect(await everything(here)).not.toContain(SECRET);
});

it('a pending one is deemed claimed at its time all the same', async () => {
  const here = await countyHere();
  const { id } = (await here.push('A', SAID)).json;
  await here.act(id, 'quarantine', 'spj.officer', REASON);
  here.clock.set('2026-10-09T09:00:00+08:00');
  expect((await here.read(id, 'zjj.officer')).json).toMatchObject({ status: 'deemed-claimed', summary: null });
});

it('takes the task of a supervision result and the answer it gave along', async () => {
  const here = await countyHere();
  const body = supervision('V', { summary: SECRET, licence: { number: SECRET }, party: { name: SECRET } });
  const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body })).json;
  await here.act(id, 'claim', 'spj.officer', { note: SECRET });
  const [task] = (await here.call('GET', '/tasks', { as: 'spj.officer' })).json.items;
  const decided = { outcome: 'revoke', documentNumber: SECRET, note: SECRET };
  await here.call('POST', `/tasks/${task.id}/decide`, { as: 'spj.officer', body: decided });
  await here.act(id, 'quarantine', 'scjg.officer', REASON);
  expect(await everything(here)).not.toContain(SECRET);
  expect((await here.call('GET', '/pushes', { as: 'scjg.officer' })).text).not.toContain(SECRET);
});

it('no mail sent later says it', async () => {
  const here = await post('2026-09-26T09:00');
  const { id } = await here.push('A', { ...SAID, occurredAt: '2026-09-26T08:00:00+08:00' });
  const hidden = await here.call('POST', `/pushes/${id}/quarantine`, { as: 'spj.officer', body: REASON });
  expect([hidden.status, here.sent]).toEqual([200, []]);
  await here.push('B');
  await here.until('2026-09-28T17:30');
  expect(here.sent.map(({ to }) => to).join()).toContain('scjg');
  expect(JSON.stringify(here.sent)).not.toContain(SECRET);
});

it("is the sender's, by any officer; a copy's too; nobody else's", async () => {
  const here = await countyHere();
  const sent = await here.call('POST', '/pushes', {
    as: 'zfb.office',
    body: document('D', { copyTo: [{ org: 'WJJ' }] }),
  });
  const [copy] = sent.json.copies;
  expectRefusal(await here.act(sent.json.id, 'quarantine', 'scjg.officer', REASON), 403, 'not-allowed');
  expectRefusal(await here.act(copy, 'quarantine', 'wjj.officer', REASON), 403, 'not-allowed');
  expectRefusal(await here.act(copy, 'quarantine', 'jtj.officer', REASON), 404, 'not-found');
  expect((await here.act(copy, 'quarantine', 'zfb.office', REASON)).status).toBe(200);
  expect((await here.read(sent.json.id, 'scjg.officer')).json.quarantined).toBe(true);
});

describe('again', async () => {
  const here = await countyHere();
  const id = (await here.push('AGAIN', {})).json.id;
  await here.act(id, 'claim', 'scjg.officer');
  const quarantine = () => here.act(id, 'quarantine', 'spj.officer', REASON);

  it('reaches what was written after the first time', async () => {
    expect((await quarantine()).status).toBe(200);
    const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: SECRET })).json;
    expect((await quarantine()).status).toBe(200);
    const told = await here.call('GET', `/problems/${problem}`, { as: 'spj.officer' });
    expect([told.json.quarantined, told.text.includes(SECRET)]).toEqual([true, false]);
    await here.call('POST', `/problems/${problem}/reply`, { as: 'scjg.officer', body: { text: SECRET } });
    await here.act(id, 'assign', 'scjg.head', { handler: 'scjg.officer' });
    expect((await quarantine()).status).toBe(200);
    for (const path of [`/problems/${problem}`, `/pushes/${id}`]) {
      for (const part of ['', '/history']) {
        expect((await here.call('GET', `${path}${part}`, { as: 'spj.officer' })).text).not.toContain(SECRET);
      }
    }
  });

  it('is answered as done once the history is full, so that the clock can always write', async () => {
    for (let n = 0; n < 160; n++) expect((await quarantine()).json.quarantined).toBe(true);
    const { items, verified } = (await here.call('GET', `/pushes/${id}/history`, { as: 'spj.officer' })).json;
    expect([items.length, verified]).toEqual([150, true]);
  });
});

it.each(['zfb.office', 'jw.discipline'])('of a document by %s, who has no officers', async (as) => {
  const here = await countyHere();
  const { id } = (await here.call('POST', '/pushes', { as, body: document('Q', { summary: SECRET }) })).json;
  const answer = await here.act(id, 'quarantine', as, REASON);
  expect([answer.status, answer.json.quarantined, answer.text.includes(SECRET)]).toEqual([200, true, false]);
});
