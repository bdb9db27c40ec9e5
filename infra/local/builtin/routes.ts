/** What browsers meet of the builtin issuer: its authorization endpoint, and the pages on which people sign in. */
import { html } from 'hono/html';
import { seeOther } from '../../../functions/console/page.ts';
import type { Answer, Call, Route } from '../../../functions/http/route.ts';
import { Checking } from './checking.ts';
import { cookieOf, page, shown } from './declare.ts';
import { linkPages } from './link-pages.ts';
import { makeLinkRoute } from './making-links.ts';
import { passwordPages } from './password-page.ts';
import type { Builtin } from './provider.ts';
import { signInPages } from './sign-in-page.ts';

export function builtinRoutes(builtin: Builtin): Route[] {
  const passed = (call: Call, path: string): Promise<Answer> => passedOn(builtin, call, path);
  const checking = new Checking();
  return [
    page({ path: '/issuer/auth', id: 'pageAuth', summary: '登录', handle: (call) => passed(call, '/issuer/auth') }),
    page({
      ...{ path: '/issuer/auth/{uid}', id: 'pageAuthOn', summary: '登录' },
      handle: (call) => passed(call, `/issuer/auth/${encodeURIComponent(call.params.uid as string)}`),
    }),
    ...signInPages(builtin, checking),
    ...passwordPages(checking),
    ...linkPages,
    makeLinkRoute,
  ];
}

/** Hands a browser's request to the library, and its redirections back. */
async function passedOn(builtin: Builtin, call: Call, path: string): Promise<Answer> {
  const query = new URLSearchParams(call.query as Record<string, string>);
  const told = await builtin.ask({ method: 'GET', url: `${path}?${query}`, headers: { cookie: cookieOf(call) } });
  const { location, 'set-cookie': set } = told.headers;
  const cookies = set === undefined ? [] : [set].flat().map(String);
  if (told.status >= 300 && told.status < 400 && typeof location === 'string') return seeOther(location, { cookies });
  call.platform.ports.log.info('issuer-refused', { requestId: call.requestId, status: told.status });
  const content = html`<h1>登录没有完成</h1>
<p>登录用时过长，或者页面被重复打开。请<a href="/console">重新登录</a>。</p>`;
  return shown(call, { title: '登录没有完成', content, status: 400 });
}
