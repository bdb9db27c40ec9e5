/** What somebody else changed beneath a form, beside what was typed: a fresh tag alone would hide it. */
import { html } from 'hono/html';
import type { Html } from '../public/layout.ts';
import type { Names, Object$, Schema } from './answer-parts.ts';
import { comparedTable, differing } from './compared.ts';

/** `now`: what the form would send if it were opened now; `typed`: what it sends as it comes back. */
export function changedSince(schema: Schema, now: Object$, typed: Object$, names: Names): Html {
  const lines = differing(schema, { value: now, names }, { value: typed, names });
  if (lines.length === 0) return html`<p class="note">现在的内容与您填写的一致，不必再提交。</p>`;
  return html`<section class="note care"><h2>现在的内容与您填写的</h2>
<p>平台已重新读取，您填写的都在下面的表单中。请对照修改；再次提交的，以您填写的为准。</p>
${comparedTable(lines, { caption: '现在的内容与您填写的不同之处', before: '现为', after: '您填写的' })}</section>`;
}
