/** A draft that concerns more organisations than one commit of the store has letters and places for (arts. 9, 20). */
import { expect, it } from 'vitest';
import type { Organisation } from '../../shared/county.ts';
import { expectRefusal } from '../contract-http/county.ts';
import { demonstrationOrganisations } from '../in-process/county.ts';
import { CATERING, type Drafting, drafting, FOOD, rowOf } from './story.ts';

const BUREAUS = Array.from({ length: 91 }, (_, i): Organisation => {
  const code = `D${String(i + 1).padStart(2, '0')}`;
  return { code, name: `单位 ${code}`, type: 'department', mail: null, sections: [], defaultSection: null };
});
const CODES = BUREAUS.map(({ code }) => code);
const NAMED = { department: null, section: null, addressing: 'named-per-push', enforcementAgency: null };

/** Two rows that name so many organisations together, of which SCJG had both until now. */
async function named(here: Drafting, codes: readonly string[], more: object = {}): Promise<void> {
  await here.change(FOOD, { ...NAMED, candidates: codes.slice(0, 30), ...more });
  await here.change(CATERING, { ...NAMED, candidates: codes.slice(30, 60), ...more });
}

it('sixty organisations are asked, answer, are asked anew, and the list is published', async () => {
  const here = await drafting('2026-11-02', { organisations: [...demonstrationOrganisations(), ...BUREAUS] });
  const statusOf = async (id: string) => (await here.call('GET', `/letters/${id}`, { as: 'zfb.office' })).json.status;
  const concerned = [...CODES.slice(0, 59), 'SCJG'];
  const answer = async () => {
    for (const org of concerned) expect((await here.reply(org)).status).toBe(200);
  };

  await named(here, CODES.slice(0, 59));
  const { json, status } = await here.act('submit');
  expect([status, json.status, json.confirmations.length]).toEqual([200, 'confirming', 60]);
  const inbox = (await here.call('GET', '/inbox', { as: 'd59.head' })).json.items;
  expect(inbox.map(({ kind }: { kind: string }) => kind)).toEqual(['letter']);
  const part = (await here.call('GET', '/boundary-list/drafts?box=part', { as: 'd59.head' })).json.items;
  expect(part.map(({ id }: { id: string }) => id)).toEqual([here.id]);
  const [first] = [await here.letterOf('D59')];
  await answer();
  expect((await here.draft()).json.status).toBe('confirmed');

  await here.act('revise');
  await named(here, CODES.slice(0, 59), { name: '食品经营许可（改）' });
  expect((await here.act('submit')).json.confirmations.length).toBe(60);
  expect(await here.letterOf('D59')).not.toBe(first);
  await answer();
  const published = await here.act('publish', { documentNumber: '冠政办字〔2026〕8号' });
  expect([published.status, published.json.status]).toEqual([200, 'published']);
  // The letters of both rounds have ended with the draft.
  expect(await Promise.all([first, await here.letterOf('D59')].map(statusOf))).toEqual(['concluded', 'concluded']);

  const next = await here.call('POST', '/boundary-list/drafts', { as: 'spj.admin', body: { validFrom: '2026-12-01' } });
  const at = `/boundary-list/drafts/${next.json.id}`;
  const row = { ...rowOf(FOOD), ...NAMED };
  for (const [i, code] of ['371525-X-001', '371525-X-002', '371525-X-003'].entries()) {
    const candidates = CODES.slice(i * 31, (i + 1) * 31);
    const made = await here.call('PUT', `${at}/rows/${code}`, { as: 'spj.admin', body: { ...row, code, candidates } });
    expect(made.status).toBe(201);
  }
  const refused = await here.call('POST', `${at}/submit`, { as: 'spj.admin', body: {} });
  expectRefusal(refused, 409, 'too-many-concerned');
  expect([refused.json.concerned, refused.json.most]).toEqual([91, 90]);
});
