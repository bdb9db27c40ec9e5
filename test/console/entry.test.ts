/** 推送录入: matter first, then only its fields; nothing that was typed is lost, nothing is pushed twice. */
import { describe, expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

const home = await inProcess({ now: '2026-09-28T09:00:00+08:00' });
const FOOD = '371525-SCJG-001';
const FORM = `/console/entry/approval/${FOOD}`;
const CODE = '91371525MA3C00001R';
const SAID = {
  'party/creditCode': CODE,
  'party/name': '冠县某某食品有限公司',
  decision: 'granted',
  'licence/name': '食品经营许可证',
  'licence/number': 'JY13715250000123',
  'licence/documentNumber': '冠审食许〔2026〕12号',
  occurredAt: '2026-09-28T08:50',
};

async function at(account: string): Promise<Browser> {
  const browser = await browserOf(home, account);
  await browser.get('/console');
  return browser;
}

/** The controls that stand in front, by name: what is folded away is for the rare push. */
function inFront(text: string): string[] {
  const form = text.slice(text.indexOf('data-draft='), text.indexOf('<details', text.indexOf('data-draft=')));
  const names = [...form.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name as string);
  return names.filter((name) => !['token', 'key'].includes(name));
}

/** What a page compares: what it is called, as it was, as it is. */
function comparedIn(text: string): string[] {
  const tables = [...text.matchAll(/<table class="cards compared">.*?<tbody>(.*?)<\/tbody>/gs)];
  const rows = tables.flatMap(([, body = '']) => body.split('</tr>').slice(0, -1));
  return rows.map((row) =>
    row
      .replace(/<\/t[hd]>(?=<td)/g, ' | ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

const entryIn = (text: string): string => /value="([0-9a-f]{32})">/.exec(text)?.[1] ?? '';

describe('choosing the matter', () => {
  it.each([
    ['a whole code', FOOD, FORM],
    ['what the list of suggestions fills in', `${FOOD} 食品经营许可`, FORM],
    ['words that fit one matter alone', '食品经营许可 371525-SCJG-001', FORM],
  ])('%s leads to its form', async (_, q, to) => {
    const browser = await at('spj.officer');
    const answer = await browser.get(`/console/entry?${new URLSearchParams({ q, code: CODE })}`);
    expect([answer.status, answer.headers.location]).toEqual([303, `${to}?code=${CODE}`]);
  });

  it('lists those that fit, and says so where none does', async () => {
    const browser = await at('spj.officer');
    const many = await browser.get('/console/entry?q=%E9%A3%9F%E5%93%81');
    expect([many.status, many.text.includes(`href="${FORM}"`)]).toEqual([200, true]);
    const none = await browser.get('/console/entry?q=%E4%B8%8D%E5%AD%98%E5%9C%A8');
    expect(none.text).toContain('没有找到与“不存在”有关的事项');
  });

  it('offers a department the matters that it supervises, and documents alone to offices', async () => {
    const department = await (await at('scjg.officer')).get('/console/entry');
    expect(department.text).toContain(`/console/entry/supervision/${FOOD}`);
    expect(department.text).not.toContain('/console/entry/supervision/371525-WJJ');
    const office = await (await at('zfb.office')).get('/console/entry');
    expect(office.headers.location).toBe('/console/entry/document');
    const admin = await (await at('scjg.admin')).get('/console/entry');
    expect(admin.status).toBe(403);
  });
});

describe('the form of an approval', () => {
  it('asks eight fields beside the matter, and says to whom it goes', async () => {
    const { text } = await (await at('spj.officer')).get(FORM);
    expect(inFront(text)).toEqual([...Object.keys(SAID), 'summary']);
    for (const words of ['冠县市场监督管理局', '<details><summary>其他内容（选填）', '推送录入：审批信息']) {
      expect(text).toContain(words);
    }
  });

  it('comes back filled in where something is wrong, each error at its field', async () => {
    const browser = await at('spj.officer');
    await browser.get(FORM);
    const wrong = { ...SAID, 'party/name': '', occurredAt: '2026-09-28T23:00', 'riskPoints/0/description': '后厨偏小' };
    const { status, text } = await browser.post(FORM, { ...wrong, key: 'w'.repeat(32) });
    expect(status).toBe(422);
    const linked = [...text.matchAll(/<a href="#(f-[\w-]+)">/g)].map(([, id]) => id as string);
    expect(linked).toEqual(['f-party-name', 'f-riskPoints-0-severity', 'f-occurredAt']);
    for (const id of linked) expect(text).toContain(`id="${id}"`);
    for (const typed of [CODE, 'JY13715250000123', '后厨偏小', '<details open>']) expect(text).toContain(typed);
  });

  it('begins with the usual decision; one that was taken out is no grant', async () => {
    const browser = await at('spj.officer');
    const form = (await browser.get(FORM)).text;
    expect(form).toMatch(/<option value="granted" selected/);
    const { status, text } = await browser.post(FORM, { ...SAID, decision: '', key: 'd'.repeat(32) });
    expect([status, text.includes('请选择审批决定'), text.includes('href="#f-decision"')]).toEqual([422, true, true]);
  });

  it('pushes once for a key, leads on to the next, and knows the party from then on', async () => {
    const browser = await at('spj.officer');
    await browser.get(FORM);
    const key = '0'.repeat(32);
    const sent = await browser.post(FORM, { ...SAID, key });
    const next = sent.headers.location as string;
    expect([sent.status, next]).toEqual([
      303,
      expect.stringMatching(/^\/console\/entry\?kind=approval&done=[0-9a-f]{32}$/),
    ]);
    const again = await browser.post(FORM, { ...SAID, key });
    expect(again.headers.location).toBe(next);
    const other = await browser.post(FORM, { ...SAID, 'licence/number': 'JY13715250000124', key });
    expect([other.status, other.text.includes('已经提交并办理过一次')]).toEqual([409, true]);
    expect(entryIn(other.text)).not.toBe(key);
    const page = await browser.get(next);
    for (const words of ['✓ 已推送至冠县市场监督管理局', '冠县某某食品有限公司', '认领期限'])
      expect(page.text).toContain(words);
    const { json } = await home.call('GET', `/pushes/${next.slice(-32)}`, { as: 'spj.officer' });
    expect(json).toMatchObject({ kind: 'approval', matter: FOOD, summary: expect.stringMatching(/^准予：/) });
    const filled = await browser.get(`${FORM}?code=${CODE.toLowerCase()}`);
    for (const value of ['冠县某某食品有限公司', CODE, '食品经营许可证'])
      expect(filled.text).toContain(`value="${value}"`);
    const known = await browser.post(FORM, { 'party/creditCode': ` ${CODE} `, more: 'party', key: '1'.repeat(32) });
    expect([known.status, known.text.includes('已填入：冠县某某食品有限公司')]).toEqual([200, true]);
    const unknown = await browser.post(FORM, { 'party/creditCode': '91371525MA3C000020', more: 'party', key: '1' });
    expect(unknown.text).toContain('请填写名称');
  });

  it('tells what the platform has noticed, and how to mend it, before the next one is entered', async () => {
    const browser = await at('spj.officer');
    await browser.get(FORM);
    const risk = { 'riskPoints/0/description': '负责人 371525199001011239 未到场', 'riskPoints/0/severity': 'high' };
    const said = { ...SAID, ...risk, 'licence/number': 'JY-W' };
    const sent = await browser.post(FORM, { ...said, key: '6'.repeat(32) });
    const next = sent.headers.location as string;
    const id = next.slice(-32);
    const { warnings } = (await home.call('GET', `/pushes/${id}`, { as: 'spj.officer' })).json;
    const { text } = await browser.get(next);
    expect(warnings).not.toEqual([]);
    for (const { detail } of warnings) expect(text).toContain(`${detail}</li>`);
    expect(text).toMatch(/<li>监管风险点，第 1 项，[^<：]+：疑似含有公民身份号码/);
    expect(text).toContain(`href="${FORM}?corrects=${id}"`);
    expect((await browser.get(`/console/pushes/${id}/withdraw`)).status).toBe(200);
  });

  it('asks once more before a colleague pushes the same decision again', async () => {
    const [first, second] = [await at('spj.officer'), await at('spj.head')];
    const said = { ...SAID, 'licence/documentNumber': '冠审食许〔2026〕77号', 'licence/number': 'JY-77' };
    const post = (browser: Browser, key: string, more: object = {}) =>
      browser.post(FORM, { ...said, ...more, key: key.repeat(32) });
    for (const browser of [first, second]) await browser.get(FORM);
    expect((await post(first, 'a')).status).toBe(303);
    // The same form sent again is the same push; another decision on the licence is another.
    expect((await post(first, 'a')).status).toBe(303);
    expect((await post(first, 'b', { decision: 'changed' })).status).toBe(303);
    const asked = await post(second, 'c', { 'licence/documentNumber': '冠审食许[2026]77号' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('同一文书号、事项、相对人和决定的信息已于 2026-09-28');
    expect(asked.text).toContain('<input type="hidden" name="twice" value="on">');
    expect((await post(second, 'c', { twice: 'on' })).status).toBe(303);
  });

  it('begins with what it corrects, where the push was entered by hand', async () => {
    const browser = await at('spj.officer');
    await browser.get(FORM);
    const risk = { 'riskPoints/0/description': '后厨偏小', 'riskPoints/0/severity': 'high' };
    const sent = await browser.post(FORM, { ...SAID, ...risk, 'licence/number': 'JY-OLD', key: '7'.repeat(32) });
    const id = (sent.headers.location as string).slice(-32);
    const way = `${FORM}?corrects=${id}`;
    expect((await browser.get(`/console/pushes/${id}`)).text).toContain(`href="${way}"`);
    expect((await (await at('scjg.officer')).get(`/console/pushes/${id}`)).text).not.toContain('录入更正');
    const { json } = await home.call('GET', `/pushes/${id}`, { as: 'spj.officer' });
    const form = (await browser.get(way)).text;
    for (const typed of ['value="JY-OLD"', '后厨偏小', `value="${json.reference}"`, 'value="2026-09-28T08:50"']) {
      expect(form).toContain(typed);
    }
    const more = { ...risk, corrects: json.reference, 'licence/number': 'JY-NEW', key: '8'.repeat(32) };
    const said = { ...SAID, 'party/type': 'organisation', summary: json.summary, ...more };
    expect(form).not.toContain('与所更正的推送相比');
    const wrong = await browser.post(FORM, { ...said, occurredAt: '2026-09-28T23:00', 'riskPoints/0/severity': 'low' });
    expect([wrong.status, comparedIn(wrong.text)]).toEqual([
      422,
      [
        '证照与决定文书：证照编号 | JY-OLD | JY-NEW',
        '监管风险点 | 风险描述 后厨偏小 程度 高 | 风险描述 后厨偏小 程度 低',
        '办结时间 | 2026-09-28 08:50 | 2026-09-28 23:00',
      ],
    ]);
    const corrected = await browser.post(FORM, said);
    expect(corrected.status).toBe(303);
    const changed = ['证照与决定文书：证照编号 | JY-OLD | JY-NEW'];
    const at2 = `/console/pushes/${(corrected.headers.location as string).slice(-32)}`;
    for (const account of ['spj.officer', 'scjg.officer']) {
      expect(comparedIn((await (await at(account)).get(at2)).text)).toEqual(changed);
    }
    expect(comparedIn((await (await at('scjg.officer')).get(`${at2}/return`)).text)).toEqual(changed);
    expect(comparedIn((await browser.get(`/console/pushes/${id}`)).text)).toEqual([]);
    expect((await home.call('GET', `/pushes/${id}`, { as: 'spj.officer' })).json.status).toBe('withdrawn');
    expect((await browser.get(`${FORM}?corrects=${'f'.repeat(32)}`)).status).toBe(404);
  });

  it('keeps a draft, which another company does not fill', async () => {
    const browser = await at('spj.officer');
    await browser.get(FORM);
    const draft = `/console/drafts?${new URLSearchParams({ form: FORM, title: '推送录入' })}`;
    await browser.post(draft, { ...SAID, 'party/name': '草稿公司', key: '2'.repeat(32) });
    expect((await browser.get(FORM)).text).toContain('value="草稿公司"');
    const other = (await browser.get(`${FORM}?code=91371525MA3C000020`)).text;
    expect([other.includes('草稿公司'), other.includes('另有 1 份您保存的草稿')]).toEqual([false, true]);
    await browser.get(FORM);
    await browser.post(FORM, { ...SAID, 'licence/number': 'JY13715250000125', key: '2'.repeat(32) });
    expect((await browser.get(FORM)).text).not.toContain('草稿公司');
  });

  it('is a page of 404 for a matter that is not listed, or is not the reader’s', async () => {
    expect((await (await at('spj.officer')).get('/console/entry/approval/NONE-1')).status).toBe(404);
    expect((await (await at('scjg.officer')).get(FORM)).status).toBe(404);
    expect((await (await at('wjj.officer')).get(`/console/entry/supervision/${FOOD}`)).status).toBe(404);
  });
});

describe('other kinds', () => {
  it('pushes what a department decided to the bureau', async () => {
    const browser = await at('scjg.officer');
    const form = `/console/entry/supervision/${FOOD}`;
    const { text } = await browser.get(form);
    expect(inFront(text)).toContain('handling/type');
    const said = { 'party/creditCode': CODE, 'party/name': '冠县某某食品有限公司', summary: '检查未发现问题' };
    const sent = await browser.post(form, { ...said, occurredAt: '2026-09-28T08:00', key: '3'.repeat(32) });
    const page = await browser.follow(sent);
    expect(page.text).toContain('✓ 已推送至冠县行政审批服务局');
  });

  it('sends a document to whom it names', async () => {
    const browser = await at('zfb.office');
    const { text } = await browser.get('/console/entry/document');
    expect(inFront(text).slice(0, 2)).toEqual(['to', 'document/type']);
    const empty = await browser.post('/console/entry/document', { occurredAt: '2026-09-28T08:00', key: '4' });
    expect([empty.status, empty.text.includes('href="#f-to"')]).toEqual([422, true]);
    const said = { to: 'SPJ', summary: '转发上级通知，请知悉', occurredAt: '2026-09-28T08:00', key: '5'.repeat(32) };
    const sent = await browser.post('/console/entry/document', said);
    expect([sent.status, sent.headers.location]).toEqual([303, expect.stringContaining('done=')]);
    const opened = await browser.follow(sent);
    expect([opened.status, opened.text.includes('✓ 已推送至')]).toEqual([200, true]);
    expect(opened.text).toContain('：转发上级通知，请知悉。');
  });

  it('calls a document by its number and title, and says at once what is missing and late', async () => {
    const browser = await at('scjg.officer');
    await browser.get('/console/entry/document');
    const said = {
      ...{ to: 'WJJ', summary: '供知悉', occurredAt: '2026-09-28T08:00', key: '6'.repeat(32) },
      ...{ 'document/type': 'own', 'document/number': '冠市监发〔2026〕8号', 'document/title': '关于餐饮监管的通知' },
      ...{ 'document/issuer': '冠县市场监督管理局', 'document/issuedOn': '2026-09-01' },
    };
    const { text } = await browser.follow(await browser.post('/console/entry/document', said));
    expect(text).toContain('要同时发县行政审批服务局');
    expect(text).toMatch(/推送期限为 2026-09-\d\d，本次推送已超过期限/);
    const list = await (await at('wjj.officer')).get('/console/pushes?standing=information');
    expect(list.text).toContain('文件资料：冠市监发〔2026〕8号　关于餐饮监管的通知');
  });
});
