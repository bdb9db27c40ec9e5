/** The layout of every page of the console, its style sheet and its script, within their budgets. */
import { gzipSync } from 'node:zlib';
import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import { ASSET_NAMES, assetAddress, assetRoute } from '../../functions/console/assets.ts';
import { ICONS, icon } from '../../functions/console/icons.ts';
import { type Layout, layout } from '../../functions/console/layout.ts';
import type { Call } from '../../functions/http/route.ts';

const textOf = async (page: Partial<Layout>): Promise<string> =>
  String(await layout({ title: '待办', county: '冠县', content: html`<h1>待办</h1>`, ...page }));

describe('a page', () => {
  it('escapes what people wrote, wherever it stands', async () => {
    const nasty = `"><script>alert(1)</script>`;
    const text = await textOf({
      title: nasty,
      county: nasty,
      content: html`<p title="${nasty}">${nasty}</p>`,
      reader: { org: nasty, name: nasty },
      nav: [{ href: nasty, label: nasty, count: { words: nasty, hot: true } }],
      here: nasty,
      token: nasty,
    });
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain('alert(1)</script>');
  });

  it('has no style and no script of its own, as the policy demands', async () => {
    const text = await textOf({});
    expect(text).not.toMatch(/ style=|<style|<script(?! type="module" src=)| on[a-z]+=/);
  });

  it('says where the reader is, and in which size', async () => {
    const nav = [
      { href: '/console/inbox', label: '待办', here: true },
      { href: '/console/pushes', label: '推送' },
    ];
    const text = await textOf({ nav, size: 'large', here: '/console/pushes?box=out&status=pending' });
    expect(text).toContain('<a href="/console/inbox" aria-current="page">');
    expect(text).toContain('class="size-large"');
    expect(text).toContain('back=%2Fconsole%2Fpushes%3Fbox%3Dout%26status%3Dpending');
  });
});

it('has twelve icons, hidden from those who listen', () => {
  expect(ICONS).toHaveLength(12);
  for (const name of ICONS) expect(String(icon(name))).toContain('aria-hidden="true"');
});

describe('assets', () => {
  const asked = (file: string) => assetRoute.handle({ params: { file } } as unknown as Call);

  it.each([
    ['console.css', 10_240],
    ['console.js', 8_192],
    ['files.js', 4_096],
  ] as const)('%s is kept for good under its hash and takes at most %i bytes', async (name, most) => {
    const { content, headers } = await asked(assetAddress(name).replace('/assets/', ''));
    expect(headers?.['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(gzipSync(content?.data as string).length).toBeLessThanOrEqual(most);
  });

  it('are no others', async () => {
    for (const file of ['console.css', 'console-000000000000.css', '../page.ts']) {
      await expect(asked(file)).rejects.toMatchObject({ status: 404 });
    }
    expect(ASSET_NAMES).toEqual(['console.css', 'console.js', 'files.js']);
  });
});
