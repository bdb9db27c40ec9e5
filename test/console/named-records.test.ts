/** What pages show of records that are named in others, of digests, and of several things of one shape. */

import { html } from 'hono/html';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { shownOf, summary } from '../../functions/console/shown.ts';
import { hash, recordId } from '../../shared/record-fields.ts';
import { countyHere, supervision } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
const names = { county: {} as never, people: new Map<string, string>(), kinds: new Map<string, string>(), org: null };
const [SEEN, UNSEEN] = ['a'.repeat(32), 'b'.repeat(32)];

it('a problem about a push names it by matter, party and number, and links to it', async () => {
  const { id } = (await here.push('P1')).json;
  const raised = { type: 'other', title: '不属本局', text: '应由乡镇监管。', about: [id] };
  const { json } = await here.call('POST', '/problems', { as: 'scjg.officer', body: raised });
  const page = (await (await browserOf(here, 'scjg.officer')).get(`/console/problems/${json.id}`)).text;
  expect(page).toMatch(new RegExp(`<a href="/console/records/${id}">[^<]*许可，[^<]*，[^<]+</a>`));
  expect(page).not.toContain(`${id.slice(0, 8)}…`);
});

it('a matter of which the record says the code alone has its name beside it', async () => {
  const raised = { type: 'boundary-unclear', title: '界线不清', text: '归谁监管。', matter: '371525-SCJG-001' };
  const { json } = await here.call('POST', '/problems', { as: 'scjg.officer', body: raised });
  const page = (await (await browserOf(here, 'scjg.officer')).get(`/console/problems/${json.id}`)).text;
  expect(page).toContain('<dd>371525-SCJG-001 食品经营许可</dd>');
});

it('a record is a link under its name, none where the reader may not see it, and not to its own page', () => {
  const shown = (value: string, more: object = {}) =>
    String(shownOf(recordId(), value, { ...names, records: new Map([[SEEN, '函：年度修订']]), ...more }));
  expect(shown(SEEN)).toBe(`<a href="/console/records/${SEEN}">函：年度修订</a>`);
  expect(shown(UNSEEN)).toBe('<span class="soft">（不能在此打开的记录）</span>');
  expect(shown(UNSEEN, { record: UNSEEN })).toBe('本件');
});

it('digests lie folded below the fields that tell something', () => {
  const schema = z.strictObject({ proof: hash().meta({ title: '摘要' }), reason: z.string().meta({ title: '理由' }) });
  const page = String(summary(schema, { proof: 'c'.repeat(64), reason: '漏报' }, names));
  expect(page.indexOf('漏报')).toBeLessThan(page.indexOf('<summary>验证材料</summary>'));
  expect(page.indexOf('cccc')).toBeGreaterThan(page.indexOf('<summary>验证材料</summary>'));
  expect(String(summary(schema, { proof: null, reason: '漏报' }, names))).not.toContain('验证材料');
});

it('several things of one shape are a table without what is empty in all of them; one alone is none', () => {
  const text = (title: string) => z.string().nullable().meta({ title });
  const row = z.strictObject({ a: text('甲'), b: text('乙'), c: text('丙'), d: text('丁') });
  const list = z.array(row);
  const [first, second] = [
    { a: '1', b: '2', c: '3', d: null },
    { a: '4', b: null, c: '6', d: null },
  ];
  const table = String(html`${shownOf(list, [first, second], names)}`);
  expect([...table.matchAll(/<th scope="col">(.)</g)].map(([, title]) => title)).toEqual(['甲', '乙', '丙']);
  expect(table).toContain('<td data-label="乙" class="blank"></td>');
  expect(String(shownOf(list, [first], names))).not.toContain('<table');
});

it('who decides about a licence reads what the department found, on the record and on the form', async () => {
  const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body: supervision('SR-1') })).json;
  await here.act(id, 'claim', 'spj.officer');
  const { items } = (await here.call('GET', '/tasks', { as: 'spj.officer' })).json;
  const bureau = await browserOf(here, 'spj.officer');
  const page = (await bureau.get(`/console/tasks/${items[0].id}`)).text;
  const form = (await bureau.get(`/console/tasks/${items[0].id}/decide`)).text;
  for (const text of [page, form]) {
    expect(text).toContain('责令停产停业');
    expect(text).toContain(`<a class="screen" href="/console/pushes/${id}">打开该推送</a>`);
  }
  expect(form).toContain('另行推送该决定');
});

it('what was said in an act names its records, too', async () => {
  const push = (await here.push('P2')).json.id;
  const raised = { type: 'other', title: '不属本局', text: '应由乡镇监管。' };
  const { id } = (await here.call('POST', '/problems', { as: 'scjg.officer', body: raised })).json;
  const act = (name: string, as: string, body: object) => here.call('POST', `/problems/${id}/${name}`, { as, body });
  await act('resolve', 'spj.officer', { outcome: 'resolution', resolution: '按监管标准办理', links: [push] });
  const page = (await (await browserOf(here, 'scjg.officer')).get(`/console/problems/${id}`)).text;
  const done = page.slice(page.indexOf('<ol class="time">'));
  expect(done).toMatch(new RegExp(`<a href="/console/records/${push}">[^<]*许可，[^<]+</a>`));
});
