/**
 * The one layout of every page: plain HTML that works without scripts, without other hosts, on a telephone and on
 * paper. Whatever stands in a template is escaped by `hono/html`; the style is the only thing the policy lets through,
 * by hash.
 */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { MEASURES } from '../../shared/citing.ts';
import type { Answer } from '../http/route.ts';
import { linkTo } from './elsewhere.ts';
import { STYLE } from './style.ts';

export type Html = ReturnType<typeof html>;

export interface Page {
  /** Chinese. */
  title: string;
  /** The name at the top: the county's platform. */
  heading: string;
  content: Html;
  /** Its own address, which the navigation marks. */
  here?: string;
  headers?: Record<string, string>;
  /** The county that its links lead to, where that is not the one whose pages are shown without asking. */
  elsewhere?: string | null;
}

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every page is served with. */
const PAGE_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
});

export async function pageAnswer(page: Page): Promise<Answer> {
  const data = String(await rendered(page));
  const headers = { ...PAGE_HEADERS, ...page.headers };
  return { status: 200, content: { type: 'text/html; charset=utf-8', data }, headers };
}

/** What everybody may read, and the way in. */
const NAV = [
  ['/', '首页'],
  ['/public/boundary-list', '边界清单'],
  ['/public/guided-matters', '共同指导事项'],
  ['/public/standards', '标准'],
  [MEASURES, '办法'],
  ['/docs', '接口文档'],
  ['/console', '登录工作台'],
] as const;

function rendered({ title, heading, content, here, elsewhere }: Page): Html {
  const to = (path: string): string => (path === '/console' ? path : linkTo(path, elsewhere));
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">跳到正文</a>
<header>
<p class="name"><a href="${to('/')}">${heading}</a></p>
</header>
<nav aria-label="主导航">${NAV.map(([href, label]) => html`<a href="${to(href)}"${href === here ? html` aria-current="page"` : ''}>${label}</a>`)}</nav>
<main id="content">
${content}
</main>
<footer><p>涉密信息不得在本平台录入、推送或存储。</p></footer>
</body>
</html>
`;
}
