/** Lists of more than a page: how many there are, the pages to and fro, and acting on all that the filters find. */
import { describe, expect, it } from 'vitest';
import { countyHere } from '../contract-http/county.ts';
import { browserOf } from './browser.ts';

const here = await countyHere();
for (let n = 1; n <= 120; n += 1) await here.push(`L-${n}`);
const officer = await browserOf(here, 'scjg.officer');
const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const linkIn = (text: string, words: string): string =>
  new RegExp(`href="([^"]+)">${words}</a>`).exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
const idsOf = (text: string): string[] =>
  [...text.matchAll(/name="ids" value="([0-9a-f]{32})"/g)].map(([, id]) => id ?? '');

describe('a list of 120', async () => {
  const first = (await officer.get('/console/pushes')).text;
  const second = (await officer.get(linkIn(first, '下一页'))).text;
  const last = (await officer.get(linkIn(first, '末页'))).text;

  it('says how many there are on each of its pages, and which it is', () => {
    for (const [text, place] of [
      [first, '第 1–50 件，共 120 件（第 1 页，共 3 页）'],
      [second, '第 51–100 件，共 120 件（第 2 页，共 3 页）'],
      [last, '第 101–120 件，共 120 件（第 3 页，共 3 页）'],
    ] as const) {
      expect(text).toContain('<h1>推送·待办 120 件');
      expect(plain(text)).toContain(place);
    }
  });

  it('leads to and fro, over each record once', async () => {
    const third = (await officer.get(linkIn(second, '下一页'))).text;
    expect(idsOf(third)).toEqual(idsOf(last));
    expect(new Set([first, second, third].flatMap(idsOf)).size).toBe(120);
    expect([linkIn(first, '上一页'), linkIn(last, '下一页'), linkIn(last, '末页')]).toEqual(['', '', '']);
    expect(idsOf((await officer.get(linkIn(last, '上一页'))).text)).toEqual(idsOf(second));
    expect(linkIn(second, '上一页')).not.toContain('cursor');
    expect(idsOf((await officer.get(linkIn(second, '上一页'))).text)).toEqual(idsOf(first));
  });

  it('stands on 工作台 with the same count', async () => {
    const { text } = await officer.get('/console/inbox');
    expect(plain(text)).toContain('待办 120 件');
    expect(plain(text)).toContain('第 1–50 件，共 120 件');
    expect(plain((await officer.get(linkIn(text, '末页'))).text)).toContain('第 101–120 件，共 120 件');
  });

  it('can be done as a whole, a hundred at a time, and no record that came in since', async () => {
    const { text } = await officer.get(linkIn(first, '选择本条件下全部 120 件'));
    expect(plain(text)).toContain('认领全部 120 件');
    await here.push('L-121');
    const all = /name="every\/pending" value="([^"]+)"/.exec(text)?.[1] as string;
    const form = { act: 'claim', back: '/console/pushes', key: 'e-1' };
    const done = await officer.post('/console/pushes/batch', { ...form, 'every/pending': all });
    expect(plain(done.text)).toContain('认领：100 件已办理，还有 20 件');
    const rest = /name="rest" value="([^"]+)"/.exec(done.text)?.[1] as string;
    expect(plain(done.text)).toContain('接着认领 20 件');
    const again = await officer.post('/console/pushes/batch', { ...form, ready: '1', rest, key: 'e-2' });
    expect(plain(again.text)).toContain('认领：20 件已办理');
    expect(plain((await officer.get('/console/pushes')).text)).toContain('推送·待办 1 件');
    expect(plain((await officer.get('/console/pushes?standing=closed')).text)).toContain('推送·已办 120 件');
  });

  it('offers the next act on what has just been done', async () => {
    const { text } = await officer.get('/console/pushes');
    const done = await officer.post('/console/pushes/batch', { act: 'claim', ids: idsOf(text), key: 'e-3' });
    expect(plain(done.text)).toContain('分办这 1 件');
  });
});

it('an address says nothing of the boxes that were left alone', async () => {
  const form = '/console/pushes?standing=closed&status=all&kind=all&section=all&whose=all&matter=&party=&name=';
  const { status, headers } = await officer.get(form);
  expect([status, headers.location]).toEqual([303, '/console/pushes?standing=closed&section=all&whose=all']);
  const inbox = await officer.get('/console/inbox?section=&kind=push');
  expect([inbox.status, inbox.headers.location]).toEqual([303, '/console/inbox?kind=push']);
});
