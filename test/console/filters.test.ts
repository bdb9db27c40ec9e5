/** Filters of lists: what a page finds stays the same on its way to the next page, the workbook and back. */
import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../functions/console/paths.ts';
import { countyKey, putAccount } from '../../shared/accounts/directory.ts';
import type { County, Organisation } from '../../shared/county.ts';
import { KINDS } from '../../shared/kinds.ts';
import { approval } from '../contract-http/county.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';
import { testIssuer } from '../in-process/issuer.ts';
import { type InProcess, inProcess } from '../in-process.ts';
import { type Browser, browserOf } from './browser.ts';

let home: InProcess;
let scjg: Browser;
let spj: Browser;

beforeAll(async () => {
  home = await inProcess();
  for (const n of [1, 2, 3]) {
    const { json } = await home.call('POST', '/pushes', {
      as: 'spj.officer',
      body: approval(`GL-${n}`),
    });
    if (n === 2) await home.call('POST', `/pushes/${json.id}/claim`, { as: 'scjg.officer', body: {} });
    if (n === 3) {
      const body = { reason: '不属于本单位监管范围，请核对清单后改派。' };
      await home.call('POST', `/pushes/${json.id}/return`, { as: 'scjg.officer', body });
    }
  }
  scjg = await browserOf(home, 'scjg.head');
  spj = await browserOf(home, 'spj.head');
});

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const countIn = (html: string): string => /<h1>([^<]+)/.exec(html)?.[1] ?? '';
const badge = (html: string): string | undefined =>
  /href="\/console\/pushes"[^>]*>(?:<svg.*?<\/svg>)?推送<span class="n[^"]*">([^<]+)/.exec(html)?.[1];

describe('待办 of a list is what the navigation counts', () => {
  it.each([
    ['of the department: what is to be claimed', () => scjg],
    ['of the bureau: what came back', () => spj],
  ])('%s', async (_what, browser) => {
    const { text } = await browser().get('/console/pushes');
    expect([badge(text), countIn(text)]).toEqual(['1', '推送·待办 1 件']);
    const inbox = await browser().get('/console/inbox?kind=push');
    expect(countIn(inbox.text)).toBe('待办 1 件');
  });

  it('also by the API, which says the same as its inbox', async () => {
    const { json } = await home.call('GET', '/pushes?standing=waiting', { as: 'spj.officer' });
    expect(json.items.map(({ reference, status }: Record<string, string>) => [reference, status])).toEqual([
      ['GL-3', 'returned'],
    ]);
  });
});

describe('the tab of all', () => {
  const path = '/console/pushes?standing=all';

  it('is exported as it stands', async () => {
    const { text } = await scjg.get(path);
    expect(countIn(text)).toBe('收到的推送 3 件');
    const href = /href="(\/console\/pushes\/export[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') as string;
    const { bytes } = await scjg.get(href);
    const [[title] = [], , ...rows] = (await readXlsxFile(Buffer.from(bytes)))[0]?.data ?? [];
    expect([rows.length, String(title)]).toEqual([3, expect.stringContaining('推送 3 件')]);
  });

  it('stays it when a filter is set and taken away', async () => {
    const { text } = await scjg.get(path);
    expect(text).toContain('<input type="hidden" name="standing" value="all">');
    const set = await scjg.get(`${path}&status=claimed`);
    const without = /<li><a href="([^"]+)">状态：/.exec(set.text)?.[1]?.replaceAll('&amp;', '&') as string;
    expect(countIn((await scjg.get(without)).text)).toBe('收到的推送 3 件');
  });
});

describe('what was sent is narrowed', () => {
  const CLAIMED = '/console/pushes?standing=all';
  it.each([
    ['to an addressee', '/console/pushes?box=out&to=SCJG', 3],
    ['to another', '/console/pushes?box=out&to=WJJ', 0],
    ['to who claimed', `${CLAIMED}&claimedBy=scjg.officer`, 1],
    ['to the days of the claim', `${CLAIMED}&claimedFrom=2026-09-28&claimedTo=2026-09-28`, 1],
    ['to the days before', `${CLAIMED}&claimedTo=2026-09-27`, 0],
    ['to the days when it was pushed', `${CLAIMED}&pushedFrom=2026-09-28&pushedTo=2026-09-30`, 3],
    ['to the days when it was completed', `${CLAIMED}&completedFrom=2026-09-29`, 0],
  ])('%s: %s', async (_what, path, count) => {
    const { text } = await (path.includes('box=out') ? spj : scjg).get(path);
    expect(text.match(/data-label="期限"/g)?.length ?? 0).toBe(count);
  });

  it('by names and days that are chosen, which the chips say', async () => {
    const { text } = await spj.get('/console/pushes?box=out&to=SCJG&pushedFrom=2026-09-28');
    expect(text).toMatch(/<option value="SCJG" selected>冠县市场监督管理局/);
    expect(text).toContain('<input type="date" id="by-pushedFrom" name="pushedFrom" value="2026-09-28">');
    expect(textOf(text)).toContain('接收单位：冠县市场监督管理局');
  });
});

it('what was sent says which organisation has it', async () => {
  const { text } = await spj.get('/console/pushes?box=out');
  const heads = [...text.matchAll(/<th scope="col">([^<]+)<\/th>/g)].map(([, title]) => title);
  expect(heads).toEqual(
    ['期限', '相对人', '事项与决定', '文书号', '接收单位', '经办人', '推送时间'].map((one) =>
      expect.stringContaining(one),
    ),
  );
  expect(text).toMatch(/data-label="接收单位"[^>]*>冠县市场监督管理局·食品经营安全监督管理科/);
});

describe('a matter', () => {
  const CODE = '371525-SCJG-001';
  const chip = (html: string): string | undefined => /<li><a href="[^"]+">(事项：[^<]+?) </.exec(html)?.[1];

  it.each([
    ['by its code', CODE],
    ['as the browser proposes it', `${CODE} 食品经营许可`],
    ['by a part of its name', '食品经营许可'],
  ])('is named %s, and shown by its name', async (_how, written) => {
    const { text } = await scjg.get(`/console/pushes?standing=all&matter=${encodeURIComponent(written)}`);
    expect([countIn(text), chip(text)]).toEqual(['收到的推送 3 件', '事项：食品经营许可']);
    expect(text).toContain(`name="matter" value="${CODE} 食品经营许可" list="matters"`);
  });

  it('that is none, or several, is said at the filter', async () => {
    const none = await scjg.get('/console/pushes?standing=all&matter=%E4%B8%8D%E5%AD%98%E5%9C%A8');
    expect([none.status, textOf(none.text)]).toEqual([200, expect.stringContaining('没有编码或名称含“不存在”的事项')]);
    const several = await scjg.get('/console/pushes?standing=all&matter=%E8%AE%B8%E5%8F%AF');
    expect(textOf(several.text)).toMatch(/筛选条件需要修改 事项：有 \d+ 个事项的编码或名称含“许可”：.+（371525-/);
    expect(several.text).toContain('<a href="#by-matter">');
  });

  it('is proposed from a list that the script asks for', async () => {
    const { json } = await scjg.get('/console/matters');
    expect(json).toContain(`${CODE} 食品经营许可`);
  });
});

describe('whoever has some sections alone', () => {
  let food: Browser;

  beforeAll(async () => {
    const { store, clock } = home.platform.ports;
    const { issuer } = await testIssuer();
    const county = (await store.get(countyKey(JURISDICTION)))?.value as County;
    const identity = { issuer: issuer.issuer, subject: subjectOf(JURISDICTION, 'scjg.food') };
    const account = { name: '王某', roles: ['officer'], sections: ['SPSC'], scopes: null, active: true } as const;
    const org = county.organisations.find(({ code }) => code === 'SCJG') as Organisation;
    const by = { by: 'system', at: clock.now() };
    await putAccount(store, county, org, 'scjg.food', { ...account, ...identity } as never, by);
    food = await browserOf(home, 'scjg.food');
  });

  it.each([...KINDS.values()].map(pathOf).concat('/console/register', '/console/inbox'))(
    'begins %s with those, and nothing is wrong',
    async (path) => {
      const { status, text } = await food.get(path);
      expect([status, text.includes('筛选条件需要修改')]).toEqual([200, false]);
    },
  );

  it('sees of the register what lies in them; all where asked', async () => {
    expect(textOf((await food.get('/console/register')).text)).toContain('我的科室');
    expect(textOf((await food.get('/console/register')).text)).not.toContain('食品经营许可');
    expect(textOf((await food.get('/console/register?section=all')).text)).toContain('食品经营许可');
    const mine = await home.call('GET', '/register?section=mine', { as: 'scjg.officer' });
    expect(mine.json.items).toHaveLength(1);
  });
});

it('any other filter that does not fit is said at its place, too, and nothing is lost', async () => {
  const { status, text } = await scjg.get('/console/pushes?standing=all&party=123');
  expect([status, textOf(text)]).toEqual([200, expect.stringContaining('筛选条件需要修改 行政相对人：')]);
  expect(text).toContain('name="party" value="123" aria-invalid="true"');
});
