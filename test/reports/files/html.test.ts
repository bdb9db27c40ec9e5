/** The mail's body: own figures first, nothing fetched, nothing that runs. */
import { expect, test } from 'vitest';
import { CHART_ADDRESS, renderHtml, renderPage } from '../../../shared/reports/files/index.ts';
import { notesOf } from '../../../shared/reports/files/words.ts';
import { HOSTILE, hostile, large, NAMES, small } from './samples.ts';

/** The lines that a reader sees. */
function lines(html: string): string[] {
  const seen = html
    .replace(/<head>.*?<\/head>/s, '')
    .replace(/<\/(p|h1|h2|tr|li|td|th|div)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => line.trim());
  return seen.filter((line) => line !== '');
}

test('own figures come first, then the sentences, then the tables', () => {
  const text = lines(renderHtml(small(), 'WJJ', NAMES));
  expect(text.slice(0, 24)).toEqual([
    '冠县行政审批服务局关于2026年第三季度审管互动信息认领情况的通报',
    '冠县行政审批服务局　冠政办字〔2026〕30号　2026年10月19日',
    '冠县卫生健康局2026年第三季度情况',
    ...['按期认领率', '70.0%', '名次', '2', '上季度', '100.0%（第1名）', '接收', '22', '按期认领', '14'],
    ...['视为认领（超期）', '6', '退回 / 撤回', '2 / 0', '尚未确认责任人', '3', '已采纳更正', '1'],
    '本单位超期认领情况严重，将按规定予以提醒。',
    '根据《冠县强化审管互动工作暂行办法》第二十三条“建立信息认领定期通报制度”的规定，现将2026年第三季度审管互动信息认领情况通报如下。',
    '本季度接收的信息共235条，其中按期认领225条，超期视为认领7条，退回2条，撤回1条。按期认领率97.0%。视为认领后尚未确认责任人的3条，已采纳更正1条。',
  ]);
  expect(text.join('|')).toContain('未排名|冠县交通运输局|—|0|0|0|0|0|—|—（未排名）|');
  expect(text.join('|')).toContain(
    '冠县卫生健康局|食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号|已采纳|平台停机',
  );
  expect(text.join('|')).toContain('|冠县卫生健康局（超期严重）|0|0|未统计|未统计|未统计|未统计|未统计|');
});

test('an organisation that is not in it, and nobody in particular, get it without own figures', () => {
  expect(renderHtml(small(), 'QQJD', NAMES)).toBe(renderHtml(small(), null, NAMES));
  expect(renderHtml(small(), null, NAMES)).not.toContain('季度情况</h2>');
});

test('each stage says what it is', () => {
  const draft = { documentNumber: null, issuedAt: null };
  expect(renderHtml(small({ ...draft, stage: 'under-review' }), null, NAMES)).toContain('的通报（征求意见稿）</h1>');
  expect(renderHtml(small({ ...draft, stage: 'running' }), null, NAMES)).toContain(
    '（实时数据，截至2026年10月8日9:00，未定稿）',
  );
});

test('nothing is fetched but the picture that it carries', () => {
  const mail = renderHtml(small(), 'WJJ', NAMES, CHART_ADDRESS);
  expect(mail.match(/(?:src|href)="[^"]*"/g)).toEqual(['src="cid:chart@circular"']);
  expect(renderHtml(small(), 'WJJ', NAMES)).not.toMatch(/<img|src=|href=/);
  expect(renderPage(small(), null, NAMES, Buffer.from('png'))).toMatch(
    /<img src="data:image\/png;base64,[A-Za-z0-9+/=]+" alt="[^"]+"/,
  );
  expect(mail).not.toMatch(/<script|<link|class=/);
  expect(beside(mail)).not.toMatch(/<style|<!--/);
});

/** What is there for every program but Outlook, which alone reads these comments. */
function beside(mail: string): string {
  return mail.replace(/<!--\[if mso\]>.*?<!\[endif\]-->/gs, '');
}

test('what Outlook knows: no layout by CSS, tables with widths, the picture with a width and words, a column of its own', () => {
  const mail = renderHtml(small(), 'WJJ', NAMES, CHART_ADDRESS);
  expect(mail).not.toMatch(/display:|position:|float:|background:|calc\(|var\(|<svg/);
  expect(mail.match(/<img [^>]*>/g)).toHaveLength(1);
  expect(mail).toMatch(/<img src="cid:[^"]*" alt="[^"]{10,}" width="\d+" style="[^"]*max-width/);
  const tables = mail.match(/<table [^>]*>/g) ?? [];
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) expect(table).toMatch(/cellpadding="0" cellspacing="0" border="0"|border="0" width=/);
  for (const table of tables) expect(table).toMatch(/width="(?:100%|760)"/);
  expect(mail.match(/<!--\[if mso\]><(\/?\w+)/g)).toEqual([
    '<!--[if mso]><style',
    '<!--[if mso]><table',
    '<!--[if mso]></td',
  ]);
});

test('hostile names are text', () => {
  const html = renderHtml(hostile(), 'D4', NAMES);
  expect(html).not.toMatch(/<script|<img|<b>|<i>县/);
  for (const name of HOSTILE.slice(0, 6)) {
    const escaped = name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    expect(html).toContain(escaped.replace(/"/g, '&quot;').replace(/'/g, '&#39;'));
  }
});

test('none, and forty', () => {
  expect(
    lines(renderHtml(small({ organisations: [] }), 'WJJ', NAMES)).filter((l) => l.startsWith('本季度没有应列入')),
  ).toHaveLength(2);
  expect(renderHtml(large(), null, NAMES).match(/冠县第\d+局/g)).toHaveLength(80);
  expect(renderHtml(large(), null, NAMES)).toBe(renderHtml(large(), null, NAMES));
});

test('a circular of before names no least number', () => {
  const note = (rules?: object) => notesOf({ rules } as Parameters<typeof notesOf>[0])[2];
  expect([note(), note({})].map((said) => said?.includes('不足规定件数的单位'))).toEqual([true, true]);
  expect(note({ rankedFrom: 10 })).toContain('不足10件的单位');
});
