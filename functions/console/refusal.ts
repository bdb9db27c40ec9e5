/** Refusals as pages: whoever is not signed in goes to sign in, and what was typed meanwhile is there again. */
import { html } from 'hono/html';
import type { Answer, Refused } from '../http/route.ts';
import { countyName, pageAnswer, seeOther } from './page.ts';

/** Where one signs in and comes back to `to`, a path below `/console`. */
export function signInPath(to: string): string {
  return `/console/sign-in?${new URLSearchParams({ to })}`;
}

export async function refused({ problem, event, session, platform }: Refused): Promise<Answer> {
  const { rawPath, rawQueryString, requestContext } = event;
  const isRead = requestContext.http.method === 'GET' || requestContext.http.method === 'HEAD';
  const address = rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath;
  if (problem.code === 'unauthenticated' && isRead) return seeOther(signInPath(address));
  if (problem.code === 'account-needed' && isRead) return seeOther('/console/county');
  const { title, message, status, headers, retryAfter, more } = problem;
  const content = html`<h1>${title}</h1>
<p>${message}</p>
<p><a href="/console">返回工作台</a></p>`;
  const sent = {
    ...headers,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(typeof more.allow === 'string' && { allow: more.allow }),
  };
  return pageAnswer({ title, content, session, status, headers: sent, county: await countyName(platform) });
}
