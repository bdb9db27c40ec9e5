/**
 * A person at a real browser: signs in by one click, and counts what the hand does.
 *
 *   const person = await sitDown(product, { as: 'scjg.officer' });
 *   await person.open('/console/pushes');
 *   await person.click(person.page.getByRole('button', { name: '认领所选' }));
 *   expect(person.clicks).toBe(1);
 */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { Product } from '../home/product.ts';
import { startChromium, WIDE } from './chromium.ts';

export interface Sitting {
  /** A demonstration account; nobody is signed in where it is left out. */
  readonly as?: string;
  readonly script?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Presses of the mouse, and choices from a list, so far. */
  readonly clicks: number;
  /** Fields that were written into, so far. */
  readonly fields: number;
  /** What the browser complained of: errors of the script, and of the policy. */
  readonly complaints: readonly string[];
  /** Types an address; that is no click. Gives the status. */
  open(path: string): Promise<number>;
  click(what: Locator): Promise<void>;
  choose(what: Locator, option: string): Promise<void>;
  write(what: Locator, text: string): Promise<void>;
  /** What the content of the page says. */
  text(): Promise<string>;
  leave(): Promise<void>;
}

let started: Promise<Browser> | undefined;

function browser(): Promise<Browser> {
  started ??= startChromium();
  return started;
}

afterAll(async () => {
  await (await started)?.close();
  started = undefined;
});

/** Opens a window of its own, signed in. */
export async function sitDown({ url }: Product, { as, script = true, size = WIDE }: Sitting): Promise<Person> {
  const context = await (await browser()).newContext({
    ...{ baseURL: url, javaScriptEnabled: script, viewport: size, locale: 'zh-CN' },
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // A page with 404 or 422 is one that we ask for.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  let [clicks, fields] = [0, 0];
  const person: Person = {
    ...{ page, context, complaints },
    get clicks() {
      return clicks;
    },
    get fields() {
      return fields;
    },
    open: async (path) => (await page.goto(path))?.status() ?? 0,
    async click(what) {
      clicks += 1;
      await what.click();
    },
    async choose(what, option) {
      clicks += 1;
      await what.selectOption({ label: option });
    },
    async write(what, text) {
      fields += 1;
      await what.fill(text);
    },
    text: () => page.evaluate<string>(`document.querySelector('main').innerText`),
    leave: () => context.close(),
  };
  if (as !== undefined) await signIn(page, as);
  return person;
}

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/console');
  await page.locator(`button[value="${account}"]`).click();
  await page.waitForURL(/\/console/);
}

/** What reaches beyond the right edge of the window, where the page can be moved sideways; nothing where it cannot. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))`);
}
