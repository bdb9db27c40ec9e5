/** Of several counties a public read is that of whoever asks with a token, where the address names none. */
import { beforeAll, expect, it } from 'vitest';
import { GUAN, SHEN, type TwoCounties, twoCounties } from './two-counties.ts';

let here: TwoCounties;
beforeAll(async () => {
  here = await twoCounties('2026-09-28T09:10');
  const days = { from: '2026-09-29', to: '2026-09-29', documentNumber: '莘政办字〔2026〕1号', reason: '停电' };
  const entered = await here.shen('POST', '/calendar/extensions', 'spj.admin', days);
  expect(entered.status, entered.text).toBe(200);
});

const EXPLAIN = '/calendar/explain?from=2026-09-28T09:00:00%2B08:00&workingDays=2';

it('its year, its tag and its explanations', async () => {
  const worked = async (asked: ReturnType<TwoCounties['call']>) => {
    const { days } = (await asked).json;
    return days.find(({ date }: { date: string }) => date === '2026-09-29').working;
  };
  const year = '/calendar/2026';
  const county = (code: string) => here.call('GET', `${year}?jurisdiction=${code}`);
  expect(await worked(here.shen('GET', year, 'spj.admin'))).toBe(false);
  expect(await worked(here.guan('GET', year, 'spj.admin'))).toBe(true);
  expect(await worked(here.call('GET', year))).toBe(true);
  expect(await worked(here.shen('GET', `${year}?jurisdiction=${GUAN}`, 'spj.admin'))).toBe(true);
  const mine = await here.shen('GET', year, 'spj.admin');
  expect(mine.headers.etag).toBe((await county(SHEN)).headers.etag);
  expect(mine.headers['cache-control']).toBe('no-store');
  const [own, asked] = [await here.shen('GET', EXPLAIN, 'spj.officer'), `${EXPLAIN}&jurisdiction=${SHEN}`];
  expect(own.json).toEqual((await here.call('GET', asked)).json);
  expect(own.json.by).not.toBe((await here.call('GET', EXPLAIN)).json.by);
});

it('a token that is none is passed over', async () => {
  const answer = await here.call('GET', EXPLAIN, { headers: { authorization: 'Bearer nonsense' } });
  expect([answer.status, answer.json]).toEqual([200, (await here.call('GET', EXPLAIN)).json]);
});

it.each([
  ...[
    '/',
    '/docs',
    '/openapi.json',
    '/public/boundary-list',
    '/public/boundary-list.json',
    '/public/boundary-list.csv',
  ],
  ...['/public/guided-matters', '/public/guided-matters.json', '/public/standards', '/public/standards.json'],
  ...['/public/draws', '/public/draws.json', '/public/regulation'],
])('%s', async (path) => {
  const html = { accept: 'text/html' };
  const [own, asked, first] = await Promise.all([
    here.call('GET', path, { as: `${SHEN}/spj.officer`, headers: html }),
    here.call('GET', `${path}?jurisdiction=${SHEN}`, { headers: html }),
    here.call('GET', path, { headers: html }),
  ]);
  expect([own.status, own.text]).toEqual([200, asked.text]);
  // Who keeps it for others keeps it for those who ask alike.
  expect([own.headers.vary, first.headers.vary]).toEqual([
    expect.stringContaining('Authorization'),
    expect.stringContaining('Authorization'),
  ]);
  expect(asked.headers.vary ?? '').not.toContain('Authorization');
  // Of draws and standards there are none yet.
  if (!/draws.json|standards.json/.test(path)) expect(first.text).not.toBe(asked.text);
});

it('the difference of two versions', async () => {
  const { version } = (await here.shen('GET', '/public/boundary-list.json', 'spj.officer')).json;
  const at = `/public/boundary-list/difference.json?from=${version}&to=${version}`;
  expect((await here.shen('GET', at, 'spj.officer')).status).toBe(200);
  expect((await here.call('GET', at)).status).toBe(404);
});
