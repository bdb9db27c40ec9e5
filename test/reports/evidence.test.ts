/** The evidence: anybody can count again from it, and sees of others no more than what is counted. */
import { expect, test } from 'vitest';
import { reportingCounty } from './county.ts';

/** RFC 4180, read by hand. */
function parse(csv: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const c = csv.charAt(i);
    if (quoted && c === '"' && csv[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (c === '\n') rows.push([]);
    } else if (quoted || c !== '\r') cell += c;
  }
  const [head = [], ...body] = rows.slice(0, -1);
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

test('lists each push once, with what is one’s own for oneself', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  const mine = await county.pushes('SCJG', 7, 4);
  const theirs = await county.pushes('WJJ', 3, 1);
  await county.push('F-2', { summary: '=HYPERLINK("http://evil.example"),\n第二行"', party: { name: '@甲"乙"' } });
  await county.push('D-1', { kind: 'document', matter: null, party: null, licence: null, to: { org: 'SCJG' } });
  await county.nineAt('2026-10-08');
  const get = async (as: string) => county.call('GET', '/reports/quarters/2026Q3/evidence.csv', { as });
  const answered = await get('scjg.officer');
  expect([answered.status, answered.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(
    answered.text.startsWith(
      '\ufeff推送编号,来源编号,事项编码,事项,接收单位代码,接收单位,认领期限,认领时间,计为,行政相对人,摘要\r\n',
    ),
  ).toBe(true);
  const rows = parse(answered.text.slice(1));
  expect(rows).toHaveLength(11);
  expect(rows.filter((row) => row.接收单位代码 === 'SCJG').map((row) => row.推送编号)).toEqual(
    expect.arrayContaining(mine),
  );
  expect(rows.find((row) => row.推送编号 === mine[0])).toMatchObject({
    ...{ 认领期限: '2026-09-16', 认领时间: '2026-09-14T10:00:00+08:00', 计为: '按期认领' },
    ...{ 行政相对人: '冠县甲乙丙食品有限公司', 摘要: '准予甲乙丙经营食品' },
    ...{ 来源编号: 'R-1', 事项编码: '371525-SCJG-001', 接收单位: '冠县市场监督管理局' },
  });
  expect(rows.find((row) => row.推送编号 === theirs[2])).toMatchObject({
    ...{ 计为: '视为认领', 接收单位: '冠县卫生健康局', 来源编号: '', 行政相对人: '', 摘要: '' },
  });
  const hostile = rows.find((row) => row.行政相对人 === '\'@甲"乙"');
  expect(hostile?.摘要).toBe('\'=HYPERLINK("http://evil.example"),\n第二行"');

  const { organisations } = await county.circular('2026Q3');
  for (const { org, received, claimedInTime, deemedClaimed } of organisations) {
    const own = rows.filter((row) => row.接收单位代码 === org);
    const count = (wanted: string) => own.filter((row) => row.计为 === wanted).length;
    expect([own.length, count('按期认领'), count('视为认领')]).toEqual([received, claimedInTime, deemedClaimed]);
  }
  const wjj = await county.call('GET', '/reports/quarters/2026Q3/evidence.csv?org=WJJ', { as: 'scjg.officer' });
  expect(
    parse(wjj.text.slice(1))
      .map((row) => row.推送编号)
      .toSorted(),
  ).toEqual(theirs.toSorted());
  const others = parse((await get('jw.discipline')).text.slice(1));
  expect(others.map((row) => `${row.来源编号}${row.行政相对人}${row.摘要}`).join('')).toBe('');
  const office = parse((await get('zfb.office')).text.slice(1));
  expect(office.every((row) => row.行政相对人 !== '')).toBe(true);
});

test('the files hang on the quarter’s name', async () => {
  const county = await reportingCounty('2026-09-14T09:00');
  await county.pushes('SCJG', 2, 1);
  await county.nineAt('2026-10-08');
  const type = async (name: string, as = 'scjg.officer') => {
    const { status, headers } = await county.call('GET', `/reports/quarters/${name}`, { as });
    return [status, headers['content-type']];
  };
  expect(await type('2026Q3.html')).toEqual([200, 'text/html; charset=utf-8']);
  expect((await type('2026Q3.xlsx'))[1]).toContain('spreadsheetml');
  expect((await type('2026Q3.docx'))[1]).toContain('wordprocessingml');
  expect((await type('2026Q3.pdf'))[0]).toBe(404);
  expect((await type('2026Q4.xlsx'))[0]).toBe(404);
});
