/** Whatever a clerk or an attacker types into a matter stays text: in the page, in CSV and in the workbook. */
import readXlsxFile from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { csvOf } from '../../functions/public/csv.ts';
import { demonstrationMatters } from '../in-process/county.ts';
import { inProcess } from '../in-process.ts';

const AT = '/public/boundary-list';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE--",
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://x.example","点我")',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  ' =1+1',
  '＝1+1',
  '含"引号",逗号',
  '&amp;&lt;',
  '_x0041_',
  '_x005F_x0042_x0043_',
];

const [model] = demonstrationMatters();
const matters = HOSTILE.map((name, i) => ({
  ...(model as NonNullable<typeof model>),
  code: `371525-X-${String(i).padStart(3, '0')}`,
  name,
  approvalDuty: `${name}\n第二行`,
}));

it('escapes them in the page', async () => {
  const { call } = await inProcess({ matters });
  const { text } = await call('GET', AT);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
  expect(text).toContain('&amp;amp;&amp;lt;');
  expect(text).not.toMatch(/<script|<img/);
});

it('escapes what was searched for', async () => {
  const { call } = await inProcess();
  const { text } = await call('GET', `${AT}?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
  expect(text).not.toContain('<script');
});

it('leaves no cell of the CSV that a spreadsheet takes for a formula', async () => {
  const { call } = await inProcess({ matters });
  const cells = parsed((await call('GET', `${AT}.csv`)).text.slice(1));
  expect(cells.slice(1).map((row) => row[1]?.replace(/^'(?=\s*[=+\-@＝])/, ''))).toEqual(HOSTILE);
  for (const value of cells.flat()) expect(value).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
});

it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '　＠a'])('disarms %j', (value) => {
  expect(csvOf([[value]])).toBe(`\ufeff"'${value}"\r\n`);
});

it.each([
  ['a-b', '"a-b"'],
  ['a"b', '"a""b"'],
  ['a,b', '"a,b"'],
  ['a\nb', '"a\nb"'],
  [null, '""'],
])('quotes %j', (value, cell) => {
  expect(csvOf([[value]])).toBe(`\ufeff${cell}\r\n`);
});

it('keeps them as text cells in the workbook', async () => {
  const { call } = await inProcess({ matters });
  const { bytes } = await call('GET', `${AT}.xlsx`);
  const [sheet] = await readXlsxFile(Buffer.from(bytes), { trim: false });
  expect(sheet?.data.slice(2).map((row) => row[1])).toEqual(HOSTILE);
});

/** RFC 4180, every cell quoted. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, value = '', end = ''] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(value.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
