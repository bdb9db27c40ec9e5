/** A refusal for people whose browser asks for HTML: what is wrong, what to do, and where to go on. */
import { html } from 'hono/html';
import type { Problem } from '../../shared/errors.ts';
import type { Answer } from '../http/route.ts';
import { pageAnswer } from './layout.ts';

const HEADING = '审管互动平台';

/** What the API says of its member `errors`, for people before whose eyes these stand. */
export function inWords(message: string): string {
  return message.replace(/按 errors 中.*?提示/, '按下列提示');
}

/** The page of a refusal, with its status. Says no more than the problem document would. */
export async function errorPage(problem: Problem): Promise<Answer> {
  const { status, title, message, errors = [] } = problem;
  const content = html`<h1>${title}</h1>
<p>${inWords(message)}</p>
${errors.length > 0 && html`<ul class="list">${errors.map(({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code>：`}${detail}</li>`)}</ul>`}
<p><a href="/">返回首页</a>${status === 401 && html`，或<a href="/console">登录工作台</a>`}</p>
<p class="soft">需要咨询的，请说明状态码 ${status}。</p>`;
  const page = await pageAnswer({ title, heading: HEADING, content });
  return { ...page, status };
}
