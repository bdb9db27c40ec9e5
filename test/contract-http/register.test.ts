/**
 * Feedback on an entry of the register: where it is found again, who records it, and what a quarantine leaves of it.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, document, expectRefusal, type Here } from './county.ts';

const LICENCE = { number: 'JY-SHARED', documentNumber: '冠审〔2026〕77号' };
const SAID = { result: 'compliant', day: '2026-09-28', detail: '合格' };

/** A claimed push with a licence, and the entry that it made. */
async function entered(here: Here, reference: string, licence: object | null = LICENCE) {
  const push = (await here.push(reference, { licence })).json.id;
  await here.act(push, 'claim', 'scjg.officer');
  const { items } = (await here.call('GET', '/register?limit=200', { as: 'scjg.officer' })).json;
  const entry = items.find(({ pushes }: { pushes: string[] }) => pushes.includes(push)).id as string;
  const give = (as: string, more: object = {}) =>
    here.call('POST', `/register/${entry}/feedback`, { as, body: { ...SAID, ...more } });
  const read = async () => (await here.call('GET', `/register/${entry}`, { as: 'scjg.officer' })).json;
  return { push, entry, give, read };
}

describe('feedback', async () => {
  const here = await countyHere();
  const { entry, give, read } = await entered(here, 'A');
  const first = (await give('scjg.officer', { detail: '第一次' })).json.id;

  it('is not hidden by what others push about the same licence', async () => {
    for (let n = 0; n < 210; n++) {
      here.clock.advance(1000);
      const body = document(`FLOOD-${n}`, { licence: LICENCE });
      const made = await here.call('POST', '/pushes', { as: 'wjj.officer', body });
      expect(made.status).toBe(201);
    }
    expect((await read()).feedback).toEqual([{ id: first, entry, ...SAID, detail: '第一次' }]);
  });

  it('comes in pages, the newest first, and the newest 200 with the entry', async () => {
    for (let n = 0; n < 204; n++) {
      here.clock.advance(1000);
      await give('scjg.officer', { detail: `检查 ${n}` });
    }
    const shown = (await read()).feedback;
    expect([shown.length, shown[0].detail, shown.at(-1).detail]).toEqual([200, '检查 203', '检查 4']);
    const all: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const page = await here.call('GET', `/register/${entry}/feedback?limit=100${query}`, { as: 'scjg.officer' });
      expect(page.status).toBe(200);
      all.push(...page.json.items.map(({ detail }: { detail: string }) => detail));
      next = page.json.next;
    }
    expect([all.length, all[0], all.at(-1)]).toEqual([205, '检查 203', '第一次']);
  });

  it("of another's entry does not exist", async () => {
    expectRefusal(await here.call('GET', `/register/${entry}/feedback`, { as: 'wjj.officer' }), 404, 'not-found');
  });
});

describe('the last check', async () => {
  const here = await countyHere();
  const { give, read } = await entered(here, 'A');

  it.each([
    ['2026-09-24', 'penalised', '2026-09-24', 'penalised'],
    ['2026-09-22', 'compliant', '2026-09-24', 'penalised'],
    ['2026-09-24', 'rectified', '2026-09-24', 'rectified'],
    ['2026-09-26', 'compliant', '2026-09-26', 'compliant'],
  ])('after one of %s (%s) is of %s: %s, in entry and list', async (day, result, checkedOn, checkResult) => {
    here.clock.advance(1000);
    expect((await give('scjg.officer', { day, result })).status).toBe(201);
    expect(await read()).toMatchObject({ checkedOn, checkResult });
    const { items } = (await here.call('GET', '/register', { as: 'scjg.officer' })).json;
    expect(items).toMatchObject([{ checkedOn, checkResult }]);
  });
});

describe('whom it is about', async () => {
  const here = await countyHere();
  const { push, give } = await entered(here, 'A');
  const { id } = (await give('scjg.officer', { result: 'rectified' })).json;
  const seen = async () => (await here.call('GET', `/feedback/${id}`, { as: 'spj.officer' })).json;

  it('says the record to the bureau, as the register has it', async () => {
    const { party, licence, matterName } = (await here.call('GET', `/pushes/${push}`, { as: 'spj.officer' })).json;
    const { number, documentNumber } = licence;
    expect(await seen()).toMatchObject({ party, licence: { number, documentNumber }, matterName, result: 'rectified' });
  });

  it('goes with the push that said it', async () => {
    expect((await here.act(push, 'quarantine', 'spj.officer', { reason: '误写' })).status).toBe(200);
    expect(await seen()).toMatchObject({ party: null, licence: null, result: 'rectified' });
  });
});

describe('in the section of its entry', async () => {
  const here = await countyHere();
  const { issuers, jurisdiction } = here.platform.settings;
  const settle = async (account: string, sections: string[], roles = ['officer']) => {
    const identity = { issuer: issuers[0]?.issuer, subject: `${jurisdiction}/${account}` };
    const body = { name: account, roles, sections, ...identity };
    const made = await here.call('PUT', `/organisations/SCJG/accounts/${account}`, { as: 'spj.admin', body });
    expect(made.status).toBe(201);
  };
  await settle('scjg.food', ['SPXK']);
  await settle('scjg.drugs', ['SPSC']);
  await settle('scjg.none', []);
  await settle('scjg.chief', ['SPSC'], ['section-head']);
  const { give } = await entered(here, 'A');

  it.each(['scjg.drugs', 'scjg.none'])('is not recorded by %s, of another section', async (as) => {
    expectRefusal(await give(as), 403, 'not-your-section');
  });

  it.each(['scjg.food', 'scjg.officer', 'scjg.chief'])('is recorded by %s', async (as) => {
    expect((await give(as)).status).toBe(201);
  });
});

describe('a quarantine', async () => {
  const REASON = { reason: '误写' };

  it.each([
    ['a licence', LICENCE],
    ['no licence', null],
  ])('of the push leaves the entry of %s where it is, with its feedback', async (_title, licence) => {
    const here = await countyHere();
    const { push, entry, give, read } = await entered(here, 'A', licence);
    await give('scjg.officer');
    expect((await here.act(push, 'quarantine', 'spj.officer', REASON)).status).toBe(200);
    expect(await read()).toMatchObject({ id: entry, licence: null, feedback: [{ detail: '合格' }] });
    const { json } = await here.call('GET', '/register', { as: 'scjg.officer' });
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual([entry]);
    expect((await give('scjg.officer', { detail: '再查' })).status).toBe(201);
    expect((await read()).feedback).toHaveLength(2);
  });

  it('of the feedback is of the department that wrote it', async () => {
    const here = await countyHere();
    const { give, read } = await entered(here, 'A');
    const { id, acts } = (await give('scjg.officer', { detail: '秘密' })).json;
    expect(acts).toEqual(['quarantine']);
    const hide = (as: string) => here.call('POST', `/feedback/${id}/quarantine`, { as, body: REASON });
    expectRefusal(await hide('spj.officer'), 403, 'not-allowed');
    expectRefusal(await hide('wjj.officer'), 404, 'not-found');
    expect((await hide('scjg.officer')).json).toMatchObject({ quarantined: true, detail: null, result: 'compliant' });
    expect((await read()).feedback).toMatchObject([{ id, detail: null }]);
    const seen = await here.call('GET', `/feedback/${id}`, { as: 'spj.officer' });
    const history = await here.call('GET', `/feedback/${id}/history`, { as: 'spj.officer' });
    expect([seen.text.includes('秘密'), history.text.includes('秘密'), history.json.verified]).toEqual([
      false,
      false,
      true,
    ]);
    const key = `${here.platform.settings.jurisdiction}#exchange#${id}`;
    expect(JSON.stringify(await here.platform.ports.store.get(key))).not.toMatch(/秘密|JY-SHARED/);
  });
});
