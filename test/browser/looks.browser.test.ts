/** How pages come and look: bytes, rows on a screen, keys, an input method, paper, large letters. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { PHONE } from './chromium.ts';
import { livingCounty, push } from './county.ts';
import { type Person, sitDown, tooWide } from './person.ts';

const product = await livingCounty();
const LIST = '/console/pushes?standing=open&section=all';

beforeAll(async () => {
  for (let n = 0; n < 60; n += 1) await push(product);
});

const focused = ({ page }: Person) =>
  page.evaluate<string>('document.activeElement.id || document.activeElement.innerText');

describe('an inbox of fifty', () => {
  it('comes in 60 KB, 12 KB compressed; 3 requests cold, 1 warm', async () => {
    const officer = await sitDown(product, { as: 'scjg.officer' });
    // What the page before has brought lies in the browser's cache.
    const fresh = await officer.context.newPage();
    const session = await officer.context.newCDPSession(fresh);
    await session.send('Network.clearBrowserCache');
    const asked: string[] = [];
    fresh.on('response', (response) => {
      if (!response.url().startsWith('data:')) asked.push(new URL(response.url()).pathname);
    });
    const cold = await fresh.goto(LIST);
    await fresh.waitForLoadState('load');
    const bytes = (await cold?.body()) ?? Buffer.alloc(0);
    expect(asked).toHaveLength(3);
    expect(bytes.length).toBeLessThanOrEqual(60 * 1024);
    expect(gzipSync(bytes).length).toBeLessThanOrEqual(12 * 1024);
    expect(await fresh.locator('tbody tr').count()).toBe(50);
    const entries = `performance.getEntriesByType('resource').filter((one) => one.transferSize > 0).length`;
    await fresh.goto('/console/inbox');
    await fresh.goto(LIST);
    expect(await fresh.evaluate<number>(entries)).toBe(0);
  });

  it('shows eight rows or more on the first screen of an office', async () => {
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(LIST);
    const whole = `[...document.querySelectorAll('tbody tr')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length`;
    expect(await officer.page.evaluate<number>(whole)).toBeGreaterThanOrEqual(8);
  });

  it('is no wider than a phone in the largest letters', async () => {
    const officer = await sitDown(product, { as: 'scjg.officer', size: PHONE });
    const one = await push(product);
    await officer.open('/console/size?to=largest&back=%2Fconsole%2Finbox');
    for (const path of [
      LIST,
      '/console/inbox',
      '/console/reports/2026Q3',
      '/console/calendar/2026',
      `/console/pushes/${one.id}`,
    ]) {
      await officer.open(path);
      expect(await officer.page.evaluate<string>('document.documentElement.className')).toMatch(/^size-/);
      expect([path, await tooWide(officer.page)]).toEqual([path, []]);
    }
  });
});

it('tables of many columns scroll in a box of their own: no page is wider than an office’s window', async () => {
  const officer = await sitDown(product, { as: 'spj.admin' });
  await officer.open('/console/size?to=largest&back=%2Fconsole%2Finbox');
  for (const path of ['/console/reports/2026Q3', '/console/reports/2026Q2', '/console/years/2026']) {
    await officer.open(path);
    const boxes = await officer.page.evaluate<number>(`document.querySelectorAll('.box[tabindex="0"]').length`);
    expect([path, boxes > 0, await tooWide(officer.page)]).toEqual([path, true, []]);
  }
});

describe('the keyboard alone', () => {
  it('comes to the content first, picks rows with x, moves with j and k, opens with Enter', async () => {
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(LIST);
    const { keyboard } = officer.page;
    await keyboard.press('Tab');
    expect(await focused(officer)).toBe('跳到正文');
    const links = officer.page.locator('tbody a.t');
    const first = `document.activeElement === document.querySelector('tbody a.t')`;
    await links.first().focus();
    await keyboard.press('x');
    await keyboard.press('j');
    await keyboard.press('x');
    expect(await officer.page.locator('tbody input:checked').count()).toBe(2);
    await keyboard.press('k');
    expect(await officer.page.evaluate<boolean>(first)).toBe(true);
    await keyboard.press('Enter');
    await officer.page.waitForURL(/pushes\/[0-9a-f]{32}/);
  });

  it('claims by Tab and Enter', async () => {
    const { id } = await push(product);
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(`/console/pushes/${id}`);
    for (let n = 0; n < 60 && (await focused(officer)) !== '认领'; n += 1) await officer.page.keyboard.press('Tab');
    await officer.page.keyboard.press('Enter');
    await officer.page.waitForURL(/done=claim/);
  });
});

describe('an input method', () => {
  it.each([
    ['composes', { key: '/', isComposing: true }, false],
    ['composes in an old kernel', { key: '/', keyCode: 229 }, false],
    ['is off', { key: '/' }, true],
  ])('%s', async (_name, init, searches) => {
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open('/console/inbox');
    const event = JSON.stringify({ ...init, bubbles: true, cancelable: true });
    await officer.page.evaluate(`document.body.dispatchEvent(new KeyboardEvent('keydown', ${event}))`);
    expect((await focused(officer)) === 'find').toBe(searches);
  });
});

describe('on paper', () => {
  it('lists come across, with their head on each page and nothing to press', async () => {
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(LIST);
    await officer.page.emulateMedia({ media: 'print' });
    const head = `getComputedStyle(document.querySelector('thead')).display`;
    expect(await officer.page.evaluate<string>(head)).toBe('table-header-group');
    for (const selector of ['nav.main', 'form.find', '.bar', '.filters', 'td.pick']) {
      expect([selector, await officer.page.locator(selector).first().isVisible()]).toEqual([selector, false]);
    }
    const pdf = (await officer.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect(Number(width)).toBeGreaterThan(Number(height));
  });

  it('a record comes upright', async () => {
    const { id } = await push(product);
    const officer = await sitDown(product, { as: 'scjg.officer' });
    await officer.open(`/console/pushes/${id}`);
    const pdf = (await officer.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect(Number(width)).toBeLessThan(Number(height));
  });
});
