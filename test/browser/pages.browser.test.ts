/**
 * Every page that a role comes to by following links, at the width of an office and of a phone: it is there, in
 * Chinese, within its width, and axe finds nothing.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PHONE, WIDE } from './chromium.ts';
import { livingCounty } from './county.ts';
import { type Person, sitDown, tooWide } from './person.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2 AA, and what axe's makers advise beyond it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NODES_AT_MOST = 1_500;

const product = await livingCounty();

const ROLES = [
  ...['spj.officer', 'spj.admin', 'scjg.officer', 'scjg.head', 'scjg.admin', 'zfb.office', 'jw.discipline'],
  ...['qqjd.officer'],
];

/** Downloads, and what only leads back. */
const NO_PAGE = /\/(?:export|blank|workbook|template|(?:credit-)?files|evidence|archive)(?:[/?]|$)|\/console\/size/;

describe.concurrent('every page', () => {
  it.each(ROLES)('of %s', { timeout: 900_000 }, async (account) => {
    const person = await sitDown(product, { as: account });
    const faults: string[] = [];
    const seen = await walk(person, async (path, status) => {
      const said = status === 200 ? await faultsOf(person.page) : [`answers ${status}`];
      faults.push(...said.map((fault) => `${path}: ${fault}`));
    });
    await person.leave();
    expect([...faults, ...person.complaints]).toEqual([]);
    expect(seen).toBeGreaterThan(40);
  });
});

/** Follows links from the workbench on, breadth first, to one page of each form and two records of each kind. */
async function walk(person: Person, look: (path: string, status: number) => Promise<void>): Promise<number> {
  const queue = ['/console/inbox'];
  const times = new Map<string, number>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const form = formOf(path);
    const before = times.get(form) ?? 0;
    if (before >= (form.includes('{id}') ? 2 : 1)) continue;
    times.set(form, before + 1);
    await person.page.setViewportSize(WIDE);
    await look(path, await person.open(path));
    const links = await person.page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="/console"]')].map((link) => link.getAttribute('href').split('#')[0])`,
    );
    queue.push(...links.filter((link) => !NO_PAGE.test(link)));
  }
  return times.size;
}

/** `/console/pushes/{id}?box=out`: pages of one form differ in what they tell of alone. */
function formOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://console');
  const form = pathname
    .replace(/[0-9a-f]{32}/g, '{id}')
    .replace(/\d{4}Q\d/, '{quarter}')
    .replace(/(calendar|years)\/\d{4}/, '$1/{year}')
    .replace(/organisations\/[A-Z]+/, 'organisations/{org}')
    .replace(/accounts\/[^/]+/, 'accounts/{account}')
    .replace(/(entry\/[a-z]+|rows)\/\d[\w.-]*/, '$1/{code}')
    .replace(/help\/[a-z-]+/, 'help/{flow}');
  return `${form}?box=${searchParams.get('box') ?? 'in'}`;
}

async function faultsOf(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>('document.body.innerText');
  const nodes = await page.evaluate<number>(`document.querySelectorAll('*').length`);
  const faults = englishIn(text).map((word) => `says "${word}"`);
  if (nodes > NODES_AT_MOST) faults.push(`has ${nodes} nodes`);
  const isNew = await isBuiltAnew(page);
  for (const size of [WIDE, PHONE]) {
    await page.setViewportSize(size);
    faults.push(...(await tooWide(page)).map((one) => `${one} is too wide at ${size.width}`));
    if (isNew) faults.push(...(await violationsOf(page)).map((violation) => `${violation} at ${size.width}`));
  }
  return faults;
}

const looked = new Set<string>();

/**
 * False where a page of the same elements in the same places has been looked at: axe takes most of this test's time.
 */
async function isBuiltAnew(page: Page): Promise<boolean> {
  const build = await page.evaluate<string>(`[...new Set([...document.querySelectorAll('*')].map((one) =>
    one.parentElement?.tagName + '>' + one.tagName + '.' + one.className + [...one.attributes].map(({ name }) => name)))].sort().join()`);
  const before = looked.size;
  return looked.add(build).size > before;
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  return page.evaluate<string[]>(`axe.run(document, ${options}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 120)))`);
}

/** Accounts, addresses, names of records and of files are what they are. */
const NO_WORDS = [/[\w.-]+@[\w.-]+/g, /[\w-]+(?:[./][\w-]+)+/g, /\b[\da-f]{8,}\b/g];
/** Names of file types, and the demonstration's systems. */
const NAMES = ['construction', 'scjg', 'xlsx', 'docx', 'csv', 'pdf'];

function englishIn(text: string): string[] {
  const words = NO_WORDS.reduce((rest, one) => rest.replace(one, ' '), text).match(/\b[a-z]{3,}\b/g) ?? [];
  return [...new Set(words)].filter((word) => !NAMES.includes(word));
}
