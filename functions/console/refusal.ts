/** Refusals as pages: whoever is not signed in goes to sign in, and what was sent meanwhile is there again. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { html } from 'hono/html';
import { wasSession } from '../../shared/sessions/session.ts';
import { isMultipart } from '../http/input.ts';
import type { Answer, Refused } from '../http/route.ts';
import { inWords } from '../public/error-page.ts';
import type { Html } from '../public/layout.ts';
import { readForm } from './multipart.ts';
import { countyName, pageAnswer, seeOther } from './page.ts';
import { cookiesOf, SESSION_COOKIE } from './session.ts';

/** Where one signs in and comes back to `to`, a path below `/console`. */
export function signInPath(to: string): string {
  return `/console/sign-in?${new URLSearchParams({ to })}`;
}

/** Characters of a way back: it is kept in a cookie while one signs in, and browsers drop cookies of more than 4 KB. */
const TARGET_LENGTH = 2_000;

/** A path below `/console` and no other place. */
export function targetOf(to: unknown): string {
  if (typeof to !== 'string' || to.length > TARGET_LENGTH || !URL.canParse(to, 'http://here')) return '/console';
  const { origin, pathname, search } = new URL(to, 'http://here');
  const within = origin === 'http://here' && /^\/console(?:\/|$)/.test(pathname);
  return within && !/^\/console\/sign(?!ed-in-again)/.test(pathname) ? `${pathname}${search}` : '/console';
}

export async function refused(request: Refused): Promise<Answer> {
  const { problem, event, session, platform } = request;
  const { rawPath, rawQueryString, requestContext } = event;
  const isRead = requestContext.http.method === 'GET' || requestContext.http.method === 'HEAD';
  const address = rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath;
  if (problem.code === 'unauthenticated' && isRead) return seeOther(signInPath(address));
  if (problem.code === 'unauthenticated' && rawPath === '/console/sign-out') return seeOther('/console/signed-out');
  if (problem.code === 'account-needed' && isRead) return seeOther('/console/county');
  const { title, message, status, headers, retryAfter, more, errors = [] } = problem;
  const sent = isRead || problem.code === 'other-site' ? null : await sentIn(request);
  const content = html`<h1>${title}</h1>
<p>${inWords(message)}</p>
${errors.length > 0 && html`<ul class="plain">${errors.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`}
${sent ? again(formOf(event, address), sent, request) : html`<p><a href="/console">返回工作台</a></p>`}`;
  const said = {
    ...headers,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    ...(typeof more.allow === 'string' && { allow: more.allow }),
  };
  return pageAnswer({
    title,
    content,
    session,
    status,
    headers: said,
    county: await countyName(platform, session?.jurisdiction),
  });
}

/** The form that a draft is of, else the form itself: a draft is not sent again, its form is. */
function formOf({ rawPath, rawQueryString }: APIGatewayProxyEventV2, address: string): string {
  return rawPath === '/console/drafts' ? targetOf(new URLSearchParams(rawQueryString).get('form')) : address;
}

/** The fields that a form sent; null where there are none. Its files are not kept. */
async function sentIn({ event, platform, bytes }: Refused): Promise<URLSearchParams | null> {
  const { body = '', isBase64Encoded, headers, cookies } = event;
  const type = headers['content-type'] ?? '';
  let fields: URLSearchParams;
  if (type.startsWith('application/x-www-form-urlencoded')) {
    fields = new URLSearchParams(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString('utf8'));
  } else if (isMultipart(headers)) {
    // Of a browser that nobody knows no more is read than of any other body.
    const secret = cookiesOf(cookies, headers.cookie).get(SESSION_COOKIE) ?? '';
    const isKnown = await wasSession(platform.ports.store, secret);
    ({ fields } = await readForm(type, bytes, { room: 0, ...(!isKnown && { length: 16_384 }) }));
  } else return null;
  fields.delete('token');
  return fields.size > 0 ? fields : null;
}

/**
 * The same form as it was sent, where its page cannot be made: signed out, or the store does not answer. It shows what
 * a person wrote, and sends all of it again; without a token of the session its own page then asks once more.
 */
function again(address: string, sent: URLSearchParams, { problem: { code }, event: { headers } }: Refused): Html {
  const written = [...sent.values()].filter((value) => /\p{Script=Han}/u.test(value));
  const hidden = [...sent].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const signIn = html`<p><a class="button" href="${signInPath('/console/signed-in-again')}" target="_blank">重新登录（新窗口）</a></p>
<p>登录后回到本页，按“继续”，核对后再提交。</p>`;
  return html`${code === 'unauthenticated' && signIn}
<h2>您填写的内容都在</h2>
${isMultipart(headers) && html`<p>随表单上传的文件没有保留，请重新选择。</p>`}
${written.map(
  (value) => html`<p>${value}</p>
`,
)}
<form method="post" action="${address}">${hidden}<button>继续</button></form>`;
}
