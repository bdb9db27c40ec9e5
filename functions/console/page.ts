/** A page of the console as it leaves: HTML under the console's policy, never kept by browsers or proxies. */
import { html } from 'hono/html';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { Session } from './session.ts';

export interface Page {
  /** Chinese. Of a form that was refused it begins with 错误：. */
  readonly title: string;
  readonly content: Html;
  /** Who is signed in, where somebody is. */
  readonly session: Session | null;
  /** 200 where left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** `img-src data:` is for the empty icon; a form goes nowhere but here, also by way of a redirection. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** With `no-referrer` browsers would send `Origin: null` with forms. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
});

export async function pageAnswer(page: Page): Promise<Answer> {
  const { status = 200, headers, cookies } = page;
  const data = String(await rendered(page));
  const content = { type: 'text/html; charset=utf-8', data };
  return { status, content, headers: { ...PAGE_HEADERS, ...headers }, ...(cookies && { cookies }) };
}

/** Goes on to another page of ours, after a form was acted on (303). `to`: a path, or an address of the issuer. */
export function seeOther(to: string, more: Pick<Answer, 'cookies' | 'headers'> = {}): Answer {
  const { cookies, headers } = more;
  const content = { type: 'text/html; charset=utf-8', data: '' };
  return {
    ...{ status: 303, content, headers: { ...PAGE_HEADERS, location: to, ...headers } },
    ...(cookies && { cookies }),
  };
}

function rendered({ title, content, session }: Page): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - 审管互动平台</title>
<link rel="icon" href="data:,">
</head>
<body>
<a href="#content">跳到正文</a>
<header>
<p><a href="/console">审管互动平台</a></p>
${session && signOut(session)}
</header>
<main id="content">
${content}
</main>
</body>
</html>
`;
}

function signOut(session: Session): Html {
  return html`<form method="post" action="/console/sign-out"><input type="hidden" name="token" value="${session.token()}">
${session.actor?.name} <button>退出</button></form>`;
}
