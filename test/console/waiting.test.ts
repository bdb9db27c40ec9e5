/** What waits: one number with one meaning, a record that says first what is asked, and each act offered once. */
import { describe, expect, it } from 'vitest';
import { timeline } from '../../functions/console/timeline.ts';
import { push } from '../../shared/pushes/kind.ts';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
const ids: string[] = [];
for (const reference of ['W1', 'W2', 'W3']) ids.push((await here.push(reference)).json.id);
const [first, second] = ids as [string, string, string];
await here.act(first, 'claim', 'scjg.officer');
const letter = { purpose: 'inquiry', to: [{ org: 'SCJG' }], title: '商洽', text: '请函复。' };
await here.call('POST', '/letters', { as: 'spj.officer', body: letter });
// The deadline of the other two has passed, and no timer has come by.
here.clock.set('2026-10-01T09:00:00+08:00');

/** What the navigation counts, by the address that it leads to. */
function badges(text: string): Record<string, string> {
  const nav = text.slice(text.indexOf('<nav'), text.indexOf('</nav>'));
  const found = nav.matchAll(/<a href="([^"]+)"[^>]*>(?:(?!<\/a>).)*?<span class="n[^"]*">([^<]+)</gs);
  return Object.fromEntries([...found].map(([, href, count]) => [href, count]));
}

describe('what waits for an organisation', async () => {
  const officer = await browserOf(here, 'scjg.officer');
  const inbox = (await officer.get('/console/inbox')).text;

  it('is counted in the navigation as 工作台 lists it, by kind', async () => {
    expect(inbox).toMatch(/<h1>待办 3 件/);
    expect(badges(inbox)).toEqual({ '/console/inbox': '3', '/console/pushes': '2', '/console/letters': '1' });
    expect(inbox).toContain(' 件待我办理</span>');
    for (const [kind, count] of [
      ['push', 2],
      ['letter', 1],
    ] as const)
      expect((await officer.get(`/console/inbox?kind=${kind}`)).text).toContain(`<h1>待办 ${count} 件`);
  });

  it('is called once, where what it is says so', () => {
    const [, subject] = /<td data-label="事项"><a[^>]*>(?:<span.*?<\/span><\/span>)?([^<]*商洽)/.exec(inbox) ?? [];
    expect(subject).toBe('工作联系（商洽）：商洽');
  });

  it('is said in words where a list shows another number', async () => {
    expect((await officer.get('/console/pushes')).text).toContain('<h1>推送·待办 2 件');
    const { text } = await officer.get('/console/pushes?standing=waiting&handler=me');
    expect(text).toContain('<h1>推送·待办 0 件');
    expect(text).toContain('待您办理的推送共 2 件，<a href="/console/inbox?kind=push">');
    expect((await officer.get('/console/letters')).text).not.toContain('待您办理的函件共');
  });

  it('is told beside what is filtered', async () => {
    expect((await officer.get('/console/inbox?handler=me')).text).toMatch(
      /待办 \d 件 <span class="soft">待您办理的共 3 件/,
    );
  });
});

describe('what colleagues have at hand', () => {
  it('is told of to whom may do nothing about it, and stands on a page of its own', async () => {
    const admin = await browserOf(here, 'scjg.admin');
    const { text } = await admin.get('/console/inbox');
    expect(text).toMatch(/<h1>待办 0 件/);
    expect(text).toContain('另有 <a href="/console/inbox?whose=others">3 件由同事办理</a>');
    expect(badges(text)).toEqual({});
    expect((await admin.get('/console/inbox?whose=others')).text).toMatch(/<h1>待办（由同事办理的） 3 件/);
    const pushes = await admin.get('/console/pushes');
    expect(pushes.text).toContain('<a href="/console/pushes?standing=waiting&amp;whose=others">2 件由同事办理</a>');
  });

  it('is none where one may do it all', async () => {
    const { text } = await (await browserOf(here, 'scjg.officer')).get('/console/inbox');
    expect(text).not.toContain('由同事办理</a>');
  });

  it('is told apart by the API', async () => {
    const count = async (as: string, whose: string): Promise<number> =>
      (await here.call('GET', `/inbox?whose=${whose}`, { as })).json.items.length;
    expect([await count('scjg.admin', 'mine'), await count('scjg.admin', 'others')]).toEqual([0, 3]);
    expect([await count('scjg.officer', 'mine'), await count('scjg.officer', 'others')]).toEqual([3, 0]);
  });
});

describe('a deemed claim that waits', async () => {
  const officer = await browserOf(here, 'scjg.officer');
  const lampsOn = async (path: string): Promise<string[]> =>
    [...(await officer.get(path)).text.matchAll(/<span class="lamp ([^"]+)">([^<]+)/g)].map(
      ([, look, words]) => `${look} ${words}`,
    );
  const ASKS = 'late ▲ 待确认责任人（期限 09-30 已过）';

  it('stands under 待办 alone, with one lamp wherever it is seen', async () => {
    expect(await lampsOn('/console/pushes?standing=waiting')).toEqual([ASKS, ASKS]);
    expect(await lampsOn('/console/inbox?kind=push')).toEqual([ASKS, ASKS]);
    expect(await lampsOn('/console/pushes?standing=closed')).toEqual(['done 已认领']);
    expect(await lampsOn('/console/pushes?standing=all')).toEqual(expect.arrayContaining([ASKS, ASKS, 'done 已认领']));
  });

  it('leaves what is done with its day, and without the mark of what is unread', async () => {
    const { text } = await officer.get('/console/pushes?standing=closed');
    expect(text).toContain('<th scope="col">状态和期限</th>');
    expect(text).toContain('已认领</span> <span class="soft">期限 09-30</span>');
    expect(text).not.toContain('未读');
  });

  it('says how many of a page an act is for, and ticks no other', async () => {
    const { text } = await officer.get('/console/pushes');
    expect(text).toContain('本页可分办 2 件、可确认责任人 2 件。');
    expect(text).not.toContain('认领所选');
  });
});

describe('工作台', async () => {
  const [officer, head] = [await browserOf(here, 'wjj.officer'), await browserOf(here, 'wjj.head')];

  it('tells of drafts', async () => {
    expect((await officer.get('/console/inbox')).text).not.toContain('草稿 ');
    const form = '/console/problems/new';
    await officer.get(form);
    await officer.post(`/console/drafts?${new URLSearchParams({ form, title: '提出问题' })}`, { title: '衔接' });
    expect((await officer.get('/console/inbox')).text).toContain('<a href="/console/drafts">草稿 1 份</a>');
    expect((await head.get('/console/inbox')).text).not.toContain('草稿 ');
  });

  it('tells for whom one is the deputy today', async () => {
    const body = { account: 'wjj.officer', from: '2026-10-01', to: '2026-10-31' };
    const set = await here.call('PUT', '/organisations/WJJ/accounts/wjj.head/deputy', { as: 'wjj.admin', body });
    expect(set.status).toBeLessThan(300);
    expect((await officer.get('/console/inbox')).text).toMatch(/您今天代 [^<]*wjj\.head 办理（AB 角）/);
    expect((await head.get('/console/inbox')).text).not.toContain('AB 角');
  });
});

it('a history tells for whom a deputy acted', async () => {
  const entry = { at: '2026-10-01T09:00:00+08:00', by: 'b', standsFor: 'a', act: 'claim', detail: null, hash: 'h' };
  const people = new Map([
    ['a', '甲'],
    ['b', '乙'],
  ]);
  const county = { organisations: [] } as unknown as Parameters<typeof timeline>[2]['county'];
  const names = { county, people, kinds: new Map(), org: null };
  const kind = push as unknown as Parameters<typeof timeline>[0];
  expect(String(await timeline(kind, { items: [entry], verified: true }, names))).toContain('乙（代 甲）');
});

describe('a deemed claim', async () => {
  const officer = await browserOf(here, 'scjg.officer');
  const page = `/console/pushes/${second}`;
  const content = async () => {
    const { text } = await officer.get(page);
    return text.slice(text.indexOf('<main'));
  };

  it('begins with who has to be named, and the button for it', async () => {
    const text = await content();
    expect(text).toContain('现须明确由谁负责。请确认责任人。');
    const buttons = [...text.matchAll(/<a class="button ([^"]*)"[^>]*>([^<]+)…/g)].map(([, look, words]) => [
      look,
      words,
    ]);
    expect(buttons[0]).toEqual(['', '确认责任人']);
    expect(buttons.filter(([, words]) => words === '确认责任人')).toHaveLength(1);
    expect(text.indexOf('请确认责任人')).toBeLessThan(text.indexOf('为什么是这一天'));
  });

  it('asks no more once somebody is named', async () => {
    await officer.post(`${page}/responsible`, { key: 'r'.repeat(32), name: '张三' });
    expect(await content()).not.toContain('请确认责任人');
  });

  it('asks nothing of its sender', async () => {
    const { text } = await (await browserOf(here, 'spj.officer')).get(`/console/pushes/${ids[2]}`);
    expect(text).not.toContain('请确认责任人');
  });

  it('offers an objection once', async () => {
    const offered = async () => (await content()).split('提出认领异议…').length - 1;
    expect(await offered()).toBe(1);
    await officer.post(`${page}/dispute`, { key: 'd'.repeat(32), reason: '不属于本局职责' });
    expect(await offered()).toBe(0);
  });
});

describe('a record that came back', async () => {
  const there = await countyHere();
  const { id } = (await there.push('W9')).json;
  await there.act(id, 'return', 'scjg.officer', { reason: '不属于本局职责' });
  const sender = await browserOf(there, 'spj.officer');
  const { text } = await sender.get(`/console/pushes/${id}`);

  it('begins with what its sender has to do', () => {
    expect(text).toContain('接收单位已退回。请在期限内改派其他单位');
    expect(/<a class="button ([^"]*)"[^>]*>([^<]+)…/.exec(text)?.slice(1)).toEqual(['', '改派']);
  });

  it('has lines for those who sign it on paper', () => {
    expect(text).toMatch(/<p class="paper">经办人：＿+　　负责人：＿+/);
  });
});

describe('a search', async () => {
  const there = await countyHere();
  const officer = await browserOf(there, 'scjg.officer');
  const more = { licence: { name: '食品经营许可证', number: 'JY13715250001234' }, application: 'BJ-2026-77' };
  await there.push('W10', more);

  it.each([
    ['JY13715250001234', 'licence', '证照或文书编号'],
    ['BJ-2026-77', 'application', '办件编号'],
  ])('finds %s by its timeline', async (number, by, title) => {
    const { text } = await officer.get(`/console/search?q=${number}`);
    expect(text).toContain(`<a href="/console/timeline?${by}=${number}">${title} ${number} 的时间线</a>`);
    expect(text).not.toContain('没有找到');
    const other = await (await browserOf(there, 'wjj.officer')).get(`/console/search?q=${number}`);
    expect(other.text).toContain('没有找到');
  });
});

it('what one is invited to says on which day it begins', async () => {
  const county = await countyHere();
  const body = {
    ...{ type: 'training', title: '操作培训', place: '多功能厅', startsAt: '2026-10-12T09:00:00+08:00' },
    invite: [{ org: 'SCJG' }],
  };
  await county.call('POST', '/meetings', { as: 'spj.officer', body });
  const { text } = await (await browserOf(county, 'scjg.officer')).get('/console/inbox');
  expect(text).toMatch(
    /时间 10-12<\/span><\/td><td data-label="事项"><a [^>]*>(?:<span.*?<\/span><\/span>)?[^<]*会议：操作培训/,
  );
});
