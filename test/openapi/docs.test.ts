/** `GET /docs`: the same document as a page that works without scripts and other hosts. */
import { expect, it } from 'vitest';
import { ROUTES } from '../../functions/catalog.ts';
import { exampleOf } from '../../functions/docs/example.ts';
import type { Schema } from '../../functions/docs/read.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { inProcess } from '../in-process.ts';

const page = (await (await inProcess()).call('GET', '/docs')).text;

it('describes every operation, with a call to copy', () => {
  for (const { id, summary } of ROUTES) {
    const section = new RegExp(`<article id="${id}">[\\s\\S]*?</article>`).exec(page)?.[0] ?? '';
    expect([id, section.includes(summary), section.includes('curl ')]).toEqual([id, true, true]);
  }
});

it('says what a field is, its bounds and its words', () => {
  expect(page).toMatch(
    /<code>summary<\/code><\/th><td data-label="类型">文本<\/td><td data-label="必填">必填<\/td>.*1–2000 个字符/,
  );
  expect(page).toMatch(/<code>riskPoints\[\]\.severity<\/code>.*取值：low、medium、high/);
  expect(page).toContain('-H &#39;Idempotency-Key: ');
});

it('names fields and the values of choices as people read them', () => {
  expect(page).toMatch(/<p>摘要<\/p><code>summary<\/code>/);
  expect(page).toMatch(/<code>riskPoints\[\]\.severity<\/code>.*含义：low 低；medium 中；high 高/);
});

it('lists the error codes and keeps state secrets out', () => {
  expect(page).toContain('<code>claim-deadline-passed</code>');
  expect(page).toContain('涉密信息不得通过本平台录入、推送或存储');
});

it('has no script, no other host, nothing left unsaid, and no anchor that leads nowhere', () => {
  expect(page).not.toMatch(/<script|<link rel="stylesheet"|\sstyle="|src="/);
  expect(page).not.toMatch(/href="https?:/);
  expect(page).not.toMatch(/undefined|\[object/);
  const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]));
  const lost = [...page.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]).filter((id) => !ids.has(id));
  expect(lost).toEqual([]);
});

it('fills every part of an address in', () => {
  const addresses = [...page.matchAll(/curl (?:-X [A-Z]+ )?&#39;https?:\/\/[^/]+(\/[^?&]*)/g)].map((found) => found[1]);
  expect(addresses.length).toBe(ROUTES.length);
  expect(addresses.filter((path) => path !== '/' && /\/\/|\/$|\{/.test(path ?? ''))).toEqual([]);
});

it('shows bodies that the schemas take', async () => {
  const document = await openApiDocument(ROUTES, { address: '' });
  const refused = ROUTES.filter((route) => route.body).filter((route) => {
    const path = document.paths?.[route.path] as Record<string, { requestBody: never }> | undefined;
    const body = path?.[route.method.toLowerCase()]?.requestBody as unknown as {
      content: Record<string, { schema: Schema }>;
    };
    return !route.body?.().safeParse(exampleOf(document, body.content['application/json']?.schema ?? {})).success;
  });
  expect(refused.map((route) => route.id)).toEqual([]);
});
