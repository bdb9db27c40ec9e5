/**
 * Somebody else was faster: who, when, and what. The act is over, so that its form is not shown again; what was written
 * in it is, so that nothing of it is lost.
 */
import { html } from 'hono/html';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import type { Filled } from './kept-form.ts';
import { OPERATIONS } from './kinds.ts';
import { withActors } from './people-named.ts';
import type { Reader } from './reader.ts';
import { doneBy, type History } from './timeline.ts';

/** True where what was sent was refused, and can be done by nobody in this state. */
export function isOvertaken(filled: Filled | null, open: boolean): filled is Filled {
  return !open && filled?.problem?.status === 409;
}

/** Above the record: why nothing was done, what has been done instead, and what was written. `back`: the record. */
export async function overtaken(
  call: PageCall,
  kind: AnyKind,
  { names }: Reader,
  { problem, values }: Filled,
  fields: readonly Field[],
  back: string,
): Promise<Html> {
  const { body } = await ask(call, OPERATIONS.history(kind), { params: { id: call.params.id ?? '' } });
  const { items, people = [] } = body as History;
  const last = items.at(-1);
  const written = fields.flatMap(({ name, title, shape }) => {
    const text = shape === 'text' || shape === 'line' ? (values.get(name)?.trim() ?? '') : '';
    return text === '' ? [] : [html`<dt>${title}</dt><dd class="written">${text}</dd>`];
  });
  return html`<div class="alert" role="alert" tabindex="-1" id="errors" autofocus><h2>没有办理</h2><p>${problem?.message}</p>
${last && html`<p>最近一次办理：${doneBy(kind, last, withActors(names, call.actor.org, people))}</p>`}
<p><a href="${back}">查看该记录</a></p></div>
${written.length > 0 && html`<h2>您填写的内容</h2><dl class="sum">${written}</dl>`}`;
}
