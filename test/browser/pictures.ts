/** `npm run pictures`: the pictures of the README, from the demonstration on a clock that stands. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startProduct } from '../home/product.ts';
import { PHONE, startChromium } from './chromium.ts';

const IMAGES = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'images');
const NOW = '2026-10-16T09:30:00+08:00';
const OFFICE = { width: 1366, height: 768 };

interface Picture {
  readonly name: string;
  readonly as: string;
  readonly path: string;
  readonly size: { readonly width: number; readonly height: number };
  /** What is pressed before. */
  press?(page: Page): Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'console-inbox', as: 'scjg.officer', path: '/console/inbox', size: OFFICE },
  {
    ...{ name: 'console-why', as: 'scjg.officer', path: '/console/pushes', size: OFFICE },
    press: async (page) => {
      await page.locator('tbody a.t').first().click();
      await page.getByText('为什么是这一天').click();
    },
  },
  { name: 'console-circular', as: 'spj.admin', path: '/console/reports/2026Q3', size: OFFICE },
  { name: 'console-phone', as: 'scjg.officer', path: '/console/inbox', size: PHONE },
];

const product = await startProduct({ args: ['--life'], clock: NOW });
const browser = await startChromium();
try {
  await mkdir(IMAGES, { recursive: true });
  for (const { name, as, path, size, press } of PICTURES) {
    const page = await browser.newPage({ baseURL: product.url, viewport: size, locale: 'zh-CN' });
    await page.goto('/console');
    await page.locator(`button[value="${as}"]`).click();
    await page.goto(path);
    await press?.(page);
    await page.screenshot({ path: join(IMAGES, `${name}.png`) });
    await page.close();
    process.stdout.write(`docs/images/${name}.png\n`);
  }
} finally {
  await Promise.all([browser.close(), product.stop()]);
}
