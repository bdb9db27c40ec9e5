/**
 * What the pages of the builtin issuer have in common: everybody may see them, forms are taken from our own pages
 * alone.
 */
import { html } from 'hono/html';
import { anyQuery } from '../../../functions/console/declare.ts';
import { countyName, pageAnswer } from '../../../functions/console/page.ts';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import type { Html } from '../../../functions/public/layout.ts';

interface Declared {
  readonly path: string;
  readonly id: string;
  readonly summary: string;
}

const common = {
  tag: '登录',
  security: 'public',
  sameOrigin: true,
  hidden: true,
  query: anyQuery,
  answers: { 200: { description: '网页', contentType: 'text/html' } },
} as const;

export function page(declared: Declared & { handle(call: Call): Promise<Answer> }): Route {
  return { ...common, ...declared, method: 'GET' };
}

export function form(declared: Declared & { handle(call: Call & { form: URLSearchParams }): Promise<Answer> }): Route {
  const { handle } = declared;
  const withForm = (call: Call): Promise<Answer> => handle({ ...call, form: call.form ?? new URLSearchParams() });
  return { ...common, ...declared, method: 'POST', form: anyQuery, handle: withForm };
}

/** The browser's cookies, as it sent them. */
export function cookieOf({ cookies }: Call): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Who somebody is: account, password, code. What was typed as account stands there again. */
export function whoFields(call: Call, password: string): Html {
  return html`<p><label for="account">账号</label><br><input id="account" name="account" value="${call.form?.get('account') ?? ''}" autocomplete="username" required></p>
<p><label for="password">${password}</label><br><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p><label for="code">动态口令（已启用的填写）</label><br><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"></p>`;
}

/** A new password, twice; the first under that name. */
export function newPasswordFields(name: string): Html {
  return html`<p><label for="${name}">新口令</label><br><input id="${name}" name="${name}" type="password" autocomplete="new-password" required></p>
<p><label for="again">再输入一次</label><br><input id="again" name="again" type="password" autocomplete="new-password" required></p>`;
}

export interface Shown {
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
}

export async function shown({ platform }: Call, { title, content, status = 200 }: Shown): Promise<Answer> {
  return pageAnswer({ title, content, status, session: null, county: await countyName(platform) });
}
