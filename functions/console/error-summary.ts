/** What is wrong with a form, on top of it: each with a link to its control. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { Field } from './fields.ts';
import { type FormState, idOf } from './labelled.ts';
import { rowsIn } from './reading.ts';

/** Errors that are named; whoever mends them sees the rest. */
const NAMED = 50;

/** 有 n 处需要修改: each with a link to its control, in the words that stand there too. */
export function errorSummary(fields: readonly Field[], { errors, sent }: FormState): Html {
  if (errors.length === 0) return html``;
  return html`<div class="alert" role="alert" tabindex="-1" id="errors" autofocus><h2>有 ${errors.length} 处需要修改</h2><ul class="plain">${errors
    .slice(0, NAMED)
    .map(({ pointer, detail }) => {
      const found = nearest(fields, pointer, sent);
      return html`<li>${found ? html`<a href="#${idOf(found.at)}">${found.title}：${detail}</a>` : detail}</li>`;
    })}${errors.length > NAMED && html`<li>另有 ${errors.length - NAMED} 处，改正以上各处后再列出。</li>`}</ul></div>`;
}

/** The control that stands nearest to a pointer. */
function nearest(
  fields: readonly Field[],
  pointer: string,
  sent: URLSearchParams,
): { at: string; title: string } | null {
  const parts = pointer.split('/').slice(1);
  let [known, at, title]: [readonly Field[], string, string] = [fields, '', ''];
  for (const part of parts) {
    const next = at === '' ? part : `${at}/${part}`;
    const found = known.find(({ name, shape }) => {
      const last = name.split('/').at(-1);
      return last === part || (part === 'section' && last === 'org' && shape === 'target');
    });
    if (found) {
      const own = at === '' ? found.name : `${at}/${found.name.split('/').at(-1)}`;
      // What is wrong inside entries is said at all of them: pointers name them, and not their rows.
      [known, at] = [found.shape === 'entries' ? [] : (found.fields ?? []), own];
      title = title === '' ? found.title : `${title}，${found.title}`;
    } else if (/^\d+$/.test(part) && known.length > 0 && rowsIn(at, sent).includes(Number(part))) {
      [at, title] = [next, `${title} ${Number(part) + 1}`];
    } else break;
  }
  return at === '' ? null : { at, title };
}
