/** What forms offer and say: phrases, the organisations concerned, when an act is possible, and what it has caused. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Organisation } from '../../shared/county.ts';
import { approval } from '../contract-http/county.ts';
import { demonstrationMatters, demonstrationOrganisations } from '../in-process/county.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { putAgain } from '../put.ts';
import { type Browser, browserOf } from './browser.ts';

let home: InProcess;
let officer: Browser;
let bureau: Browser;
beforeAll(async () => {
  home = await inProcess();
  officer = await browserOf(home, 'scjg.officer');
  bureau = await browserOf(home, 'spj.officer');
});

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const pushed = async (reference: string): Promise<string> => {
  const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: approval(reference) });
  return json.id;
};

describe('phrases', () => {
  it('of the county are there for a new account, and what was written is kept beside them', async () => {
    const id = await pushed('FO-1');
    const page = `/console/pushes/${id}/return`;
    const { text } = await officer.get(page);
    expect(text).toMatch(/<optgroup label="全县常用语"><option value="不属于本单位职责/);
    expect(text).not.toContain('我的常用语');
    const kept = await officer.post(page, { reason: '请先补充营业执照。', keep: 'reason', key: 'fo-1' });
    expect([kept.status, kept.text.includes('已存入您的常用语。')]).toEqual([200, true]);
    expect(kept.text).toContain('<optgroup label="我的常用语"><option value="请先补充营业执照。">');
    expect(kept.text).toMatch(/<textarea[^>]*name="reason"[^>]*>请先补充营业执照。</);
    expect((await home.call('GET', `/pushes/${id}`, { as: 'scjg.officer' })).json.status).toBe('pending');
    const empty = await officer.post(page, { reason: ' ', keep: 'reason', key: 'fo-1' });
    expect(empty.text).toContain('请填写常用语');
  });

  it('are the county’s own once its bureau has set them', async () => {
    const { json } = await home.call('GET', '/county/settings', { as: 'spj.admin' });
    const body = { ...json, phrases: ['请按清单办理。'] };
    expect((await putAgain(home.call, '/county/settings', { as: 'spj.admin', body })).json.phrases).toEqual(
      body.phrases,
    );
    const { text } = await officer.get(`/console/pushes/${await pushed('FO-2')}/return`);
    expect(text).toContain('<optgroup label="全县常用语"><option value="请按清单办理。">');
    expect(text).not.toContain('不属于本单位职责');
    expect((await officer.get('/console/phrases')).text).toContain('请按清单办理。');
  });
});

describe('organisations', () => {
  it('that were suggested stand first where a push is addressed anew, and then the one that returned it', async () => {
    const id = await pushed('FO-3');
    const body = { reason: '不属于本单位职责', suggestedOrg: 'WJJ' };
    await home.call('POST', `/pushes/${id}/return`, { as: 'scjg.officer', body });
    const { text } = await bureau.get(`/console/pushes/${id}/readdress`);
    const first = /<optgroup label="最可能的">(.*?)<\/optgroup>/s.exec(text)?.[1] ?? '';
    expect([...first.matchAll(/value="([^"]+)"/g)].map(([, org]) => org)).toEqual(['WJJ', 'SCJG']);
  });

  it('that came are those that were invited, and the convenor’s own', async () => {
    const body = {
      ...{ type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: '2026-09-28T09:00:00+08:00' },
      ...{ site: { township: '清泉街道' }, invite: [{ org: 'SCJG' }], items: ['操作间面积'] },
    };
    const made = await home.call('POST', '/surveys', { as: 'spj.officer', body });
    const { text } = await bureau.get(`/console/surveys/${made.json.id}/hold`);
    const offered = /name="attendance\/0\/org"[^>]*>(.*?)<\/select>/s.exec(text)?.[1] ?? '';
    const codes = [...offered.matchAll(/<option value="([A-Z]+)"/g)].map(([, org]) => org);
    expect(codes.toSorted()).toEqual(['SCJG', 'SPJ']);
    // A row for each, so that nobody is left out unawares.
    const chosen = [...text.matchAll(/<select[^>]*name="attendance\/\d+\/org".*?<\/select>/gs)].map(
      ([select]) => /value="([A-Z]+)" selected/.exec(select)?.[1] ?? null,
    );
    expect(chosen.slice(0, 2)).toEqual(['SPJ', 'SCJG']);
    const filled = { 'attendance/0/org': 'SPJ', 'attendance/0/people': '甲', 'attendance/1/org': 'SCJG' };
    await bureau.post(`/console/surveys/${made.json.id}/hold`, { ...filled, 'attendance/1/people': '', key: 'fo-h' });
    const held = await home.call('GET', `/surveys/${made.json.id}`, { as: 'spj.officer' });
    expect(held.json).toMatchObject({ status: 'held', attendance: [{ org: 'SPJ', people: ['甲'] }] });
    // What is put right stands beside what it was, in the form that comes back.
    const at = `/console/surveys/${made.json.id}/correct-attendance`;
    expect((await bureau.get(at)).text).not.toContain('与原有内容相比');
    const wrong = await bureau.post(at, { ...filled, 'attendance/1/people': '乙', reason: '', key: 'fo-c' });
    expect(wrong.status).toBe(422);
    const [, rows = ''] = /<table class="cards compared">(.*?)<\/table>/s.exec(wrong.text) ?? [];
    expect(wrong.text).toContain('与原有内容相比，改动 1 处');
    expect([rows.includes('甲'), /class="old"(?!.*class="old").*?乙/s.test(rows)]).toEqual([true, true]);
  });
});

it('an account request offers the roles that the organisation can have', async () => {
  const { text } = await (await browserOf(home, 'scjg.admin')).get('/console/account-requests/new');
  const roles = [...text.matchAll(/name="roles" value="([^"]+)"/g)].map(([, role]) => role);
  expect(roles).toEqual(['officer', 'section-head', 'org-admin']);
});

it('an act that may say its reason asks for it, and is not done by one press', async () => {
  const body = {
    ...{ name: '甲', level: 'county', specialties: ['食品安全'], employer: { name: '某研究所' } },
    ...{ termTo: '2028-01-01', reviewBy: '2027-01-01' },
  };
  const { json } = await home.call('POST', '/experts', { as: 'scjg.officer', body });
  const { text } = await (await browserOf(home, 'spj.admin')).get(`/console/experts/${json.id}`);
  expect(text).toContain(`action="/console/experts/${json.id}/admit"`);
  expect(text).toMatch(new RegExp(`<a [^>]*href="/console/experts/${json.id}/refuse">不予入库…</a>`));
});

it('an act whose day has not come is not offered: the page says from when on', async () => {
  const body = { type: 'standards-differ', title: '标准不一', text: '同一事项两个标准。', with: ['WJJ'] };
  const { json } = await home.call('POST', '/problems', { as: 'scjg.officer', body });
  const { text } = await (await browserOf(home, 'wjj.officer')).get(`/console/problems/${json.id}`);
  expect(textOf(text)).toMatch(/自 10 月 \d+ 日起可以提请县政府办公室处理：该问题的办理期限未满/);
  expect(text).not.toContain(`${json.id}/escalate`);
});

it('feedback asks for nothing that its entry says, and tells of the credit record that it has caused', async () => {
  const id = await pushed('FO-4');
  await home.call('POST', `/pushes/${id}/claim`, { as: 'scjg.officer', body: {} });
  const [entry] = (await home.call('GET', '/register', { as: 'scjg.officer' })).json.items;
  const page = `/console/register/${entry.id}/feedback`;
  const form = await officer.get(page);
  expect(form.text).not.toMatch(/name="(?:party|licence)\//);
  expect(form.text).toContain('同时为本单位登记一条信用记录');
  const said = { result: 'penalised', day: '2026-09-28', detail: '处以罚款。', documentNumber: '冠市监罚〔2026〕1号' };
  const { text } = await officer.follow(await officer.post(page, { ...said, key: 'fo-4' }));
  expect(textOf(text)).toMatch(/✓ 已办理：登记监管反馈，现为“已记录”。 同时产生： [^ ]+ （期限 2026-10-\d\d）/);
  expect(text).toMatch(/<li><a href="\/console\/records\/[0-9a-f]{32}">/);
});

it('an extension says how many deadlines it will move before it is entered', async () => {
  const admin = await browserOf(home, 'spj.admin');
  const page = '/console/extensions/new';
  await admin.get(page);
  const said = {
    from: '2026-09-29',
    to: '2026-09-29',
    documentNumber: '冠政办发〔2026〕5号',
    reason: '停电',
    key: 'fo-5',
  };
  const seen = await admin.post(page, said);
  expect([seen.status, textOf(seen.text)]).toEqual([200, expect.stringMatching(/将移动 [1-9]\d* 件尚未届满的期限/)]);
  expect((await home.call('GET', '/calendar/extensions', { as: 'spj.admin' })).json.items).toEqual([]);
  const previewed = /name="previewed" value="([^"]+)"/.exec(seen.text)?.[1] as string;
  const other = await admin.post(page, { ...said, to: '2026-09-30', previewed });
  expect(other.status).toBe(200);
  const done = await admin.post(page, { ...said, previewed });
  expect(done.status).toBe(303);
  expect(textOf((await admin.follow(done)).text)).toContain('✓ 期限顺延已录入');
});

describe('a county that has nothing yet', async () => {
  const organisations = demonstrationOrganisations().filter(({ type }) => type === 'approval-bureau');
  const empty = await inProcess({ organisations, matters: null });

  it('tells its first administrator what comes first', async () => {
    const { text } = await (await browserOf(empty, 'spj.admin')).get('/console/inbox');
    expect(textOf(text)).toMatch(/开通步骤 \d\/5 单位和科室 下一步 ：/);
    for (const step of ['账号', '边界清单', '日历', '设置']) expect(text).toContain(`>${step}</a>`);
    expect((await (await browserOf(home, 'spj.admin')).get('/console/inbox')).text).not.toContain('开通步骤');
  });

  it('goes on telling it while no department has an account, though the list is published', async () => {
    const department = demonstrationOrganisations().find(({ code }) => code === 'SCJG') as Organisation;
    const unstaffed = await inProcess({
      organisations: [...organisations, { ...department, code: 'XINJU' }],
      matters: demonstrationMatters()
        .filter(({ code }) => code === '371525-SCJG-001')
        .map((matter) => ({ ...matter, department: 'XINJU', enforcementAgency: null })),
    });
    for (const account of ['officer', 'head', 'admin'].map((one) => `/organisations/XINJU/accounts/xinju.${one}`)) {
      const { name, roles, mail, sections, issuer, subject } = (
        await unstaffed.call('GET', account, { as: 'spj.admin' })
      ).json;
      const body = { ...{ name, roles, mail, sections, issuer, subject }, active: false };
      const { status } = await putAgain(unstaffed.call, account, { as: 'spj.admin', body });
      expect([account, status]).toEqual([account, 200]);
    }
    const { text } = await (await browserOf(unstaffed, 'spj.admin')).get('/console/inbox');
    expect(textOf(text)).toMatch(/开通步骤 4\/5 .*账号 下一步 ：/);
  });

  it('tells the public that its list is still to come', async () => {
    const headers = { accept: 'text/html' };
    const { status, text } = await empty.call('GET', '/public/boundary-list', { headers });
    expect([status, text.includes('清单尚未发布')]).toEqual([404, true]);
    expect((await empty.call('GET', '/public/boundary-list.json')).status).toBe(404);
  });
});

it('a form that begins with a record says what it is called, also where it is no longer offered', async () => {
  const form = (await bureau.get(`/console/problems/new?about=${await pushed('N-1')}`)).text;
  expect(form).toMatch(/<span class="hint">已填：[^<]*食品经营许可/);
  const other = (await bureau.get(`/console/problems/new?about=${'f'.repeat(32)}`)).text;
  expect(other).not.toContain('已填：');
});
