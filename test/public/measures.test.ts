/** The county's measures on their public page: what is stored, by the county's own numbers, and nothing else. */
import { expect, it } from 'vitest';
import { browserOf } from '../console/browser.ts';
import { approval } from '../home/push.ts';
import { inProcess } from '../in-process.ts';

const REGULATION = {
  title: '某县审管互动办法',
  documentNumber: '某政办字〔2025〕3号',
  articles: { '17(1)': '两个工作日内认领。', '23 提醒': '<b>超期</b>的提醒。' },
  places: { '17': '12', '17(1)': '12(1)', '17(2)': '12(2)', '23': '18', '26': null },
};

async function pageOf(regulation: object | null): Promise<{ status: number; text: string }> {
  const home = await inProcess();
  const settings = await home.call('GET', '/county/settings', { as: 'spj.admin' });
  const headers = { 'if-match': settings.headers.etag as string };
  const body = { ...settings.json, regulation };
  const put = await home.call('PUT', '/county/settings', { as: 'spj.admin', body, headers });
  expect(put.status).toBe(200);
  return home.call('GET', '/public/regulation');
}

const readingOf = (text: string): string =>
  text
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What stands under an anchor, up to the next one. */
function under(text: string, anchor: string): string {
  const [, after = ''] = text.split(`id="${anchor}">`);
  return readingOf(after.split('<section>')[0] as string);
}

it('has its articles by the county’s own numbers, with what was entered of their words', async () => {
  const { status, text } = await pageOf(REGULATION);
  expect(status).toBe(200);
  expect(readingOf(text)).toContain('《某县审管互动办法》 文号：某政办字〔2025〕3号');
  expect(under(text, 'a12-1')).toMatch(
    /^第十二条第（一）项 内容 审批信息和风险点的推送、认领 原文 “两个工作日内认领。”/,
  );
  expect(under(text, 'a12-1')).toContain('审批信息认领。起算：推送；期限：2 个工作日；届满：视为已认领');
  expect(under(text, 'a12')).toContain('平台中的业务 推送');
  expect(under(text, 'a18')).toContain('原文 “&lt;b&gt;超期&lt;/b&gt;的提醒。”');
  expect(text).not.toContain('id="a17-1"');
  expect(text).not.toContain('id="a26"');
  const places = [...text.matchAll(/<h[23] id="a(\d+)(?:-(\d+))?"/g)];
  const order = places.map(([, article, item]) => Number(article) * 100 + Number(item ?? 0));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(under(text, 'own')).toContain('退回后改派。起算：退回；期限：1 个工作日');
});

it('says so where a county has not named them', async () => {
  const { status, text } = await pageOf(null);
  expect([status, text.includes('名称和文号尚未登记'), text.includes('<h2')]).toEqual([200, true, false]);
});

it('is where mails and pages lead that cite an article', async () => {
  const home = await inProcess();
  const page = (await home.call('GET', '/public/regulation')).text;
  for (const [path, cited] of [
    ['/public/boundary-list', ''],
    ['/public/guided-matters', ''],
    ['/public/draws', '#a14'],
  ]) {
    const { text } = await home.call('GET', path as string, { headers: { accept: 'text/html' } });
    expect(text).toContain(`<a href="/public/regulation${cited}">`);
    if (cited) expect(page).toContain(`id="${cited.slice(1)}"`);
  }
  await home.call('POST', '/pushes', { as: 'spj.officer', body: approval('M-1') });
  const officer = await browserOf(home, 'scjg.officer');
  const [, push = ''] =
    /href="(\/console\/pushes\/[0-9a-f]{32})/.exec((await officer.get('/console/pushes')).text) ?? [];
  expect((await officer.get(push)).text).toContain('<a href="/public/regulation#a17-1">');
});
