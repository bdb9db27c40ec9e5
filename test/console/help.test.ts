/** 说明: one page a flow, linked from where it is needed; what it says of lengths is what holds in this county. */
import { describe, expect, it } from 'vitest';
import { HELP, HELP_WAYS, helpFor } from '../../functions/console/help/ways.ts';
import { slugOf } from '../../functions/console/paths.ts';
import { KINDS } from '../../shared/kinds.ts';
import { inProcess } from '../in-process.ts';
import { browserOf } from './browser.ts';

const home = await inProcess({ now: '2026-09-28T09:00:00+08:00' });
const ID = '0'.repeat(32);

describe('the way to it', () => {
  it.each([
    ['/console/inbox', 'claim'],
    ['/console/pushes?box=out', 'claim'],
    [`/console/pushes/${ID}/return`, 'return'],
    [`/console/pushes/${ID}/responsible`, 'deemed'],
    ['/console/entry/approval/371525-SCJG-001', 'entry'],
    [`/console/boundary-list-drafts/${ID}/rows`, 'boundary-list'],
    ['/console/reports/2026Q3', 'circular'],
    ['/console/calendar/2027', 'calendar'],
    ['/console/help/claim', null],
    ['/console/pushes-of-another-kind', null],
  ])('%s leads to %s', (path, slug) => {
    expect(helpFor(path)?.slug ?? null).toBe(slug);
  });

  it('is there from the list of every kind', () => {
    const without = [...KINDS.values()].filter(({ path }) => helpFor(`/console/${slugOf(path)}`) === null);
    expect(without.map(({ label }) => label)).toEqual([]);
  });

  it('stands on the pages', async () => {
    const browser = await browserOf(home, 'scjg.officer');
    for (const page of ['/console/pushes', '/console/letters', '/console/reports', '/console/register']) {
      expect([page, (await browser.get(page)).text.includes(`class="help screen" href="${HELP}/`)]).toEqual([
        page,
        true,
      ]);
    }
  });
});

describe.each(['scjg.officer', 'spj.admin', 'jw.discipline', 'scjg.admin'])('what %s reads', async (account) => {
  const known = (await home.call('GET', '/me', { as: account })).status === 200;
  const browser = await browserOf(home, known ? account : 'zfb.office');

  it('is a page for each flow, whose links all lead to a page', async () => {
    const index = await browser.get(HELP);
    const links = new Set<string>();
    for (const { slug, title } of HELP_WAYS) {
      expect(index.text).toContain(`href="${HELP}/${slug}">${title}`);
      const page = await browser.get(`${HELP}/${slug}`);
      expect([slug, page.status, page.text.includes('<h2>举例'), page.text.includes('<h2>规定')]).toEqual([
        slug,
        200,
        true,
        true,
      ]);
      const main = page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
      for (const [, href] of main.matchAll(/href="([^"#]+)"/g)) links.add((href as string).replaceAll('&amp;', '&'));
    }
    for (const href of links) {
      expect([href, (await browser.follow(await browser.get(href))).status]).toEqual([href, 200]);
    }
  });
});

it('says the lengths of this county, not of another', async () => {
  const admin = await browserOf(home, 'spj.admin');
  const rules = {
    source: '试行规则',
    from: '2026-09-28',
    clocks: { 'claim-approval': { length: 3, article: '17(1)' } },
  };
  expect((await admin.get(`${HELP}/claim`)).text).toContain('推送之后 2 个工作日');
  const entered = await home.call('POST', '/rule-sets', { as: 'spj.admin', body: rules });
  expect([200, 201]).toContain(entered.status);
  expect((await admin.get(`${HELP}/claim`)).text).toContain('推送之后 3 个工作日');
});

it('is no page where there is no such flow', async () => {
  expect((await (await browserOf(home, 'scjg.officer')).get(`${HELP}/nothing`)).status).toBe(404);
});

describe('addresses', async () => {
  const browser = await browserOf(home, 'scjg.officer');

  it('answers /console/ as /console', async () => {
    const [with_, without] = [await browser.get('/console/'), await browser.get('/console')];
    expect([with_.status, without.status]).toEqual([200, 200]);
    expect(with_.text).toContain('<h1>待办');
  });

  it.each(['/console/nothing', '/console/nothing/at/all/of/it', '/console/pushes/', '/console/reports/'])(
    '%s is a page in Chinese that leads back',
    async (path) => {
      const { status, text, headers } = await browser.get(path);
      expect([status, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      for (const words of ['没有', 'href="/console"']) expect(text).toContain(words);
      expect(text).not.toContain('Not Found');
    },
  );

  it('leads from the console to the API’s documents, and back', async () => {
    expect((await browser.get('/console')).text).toContain('href="/docs"');
    for (const path of ['/docs', '/', '/public/boundary-list']) {
      expect((await browser.get(path)).text).toContain('href="/console"');
    }
  });
});
