/** Organisations of which there is nothing to tell, named in one folded line instead of rows of noughts. */
import { html } from 'hono/html';
import type { Html } from '../../public/layout.ts';
import type { Line } from '../kinds.ts';

/** `另有 21 个单位没有应当认领的推送：…`; nothing where there is none. */
export function othersNamed(rows: readonly Line[], what: string): Html {
  if (rows.length === 0) return html``;
  return html`<details><summary>另有 ${rows.length} 个单位${what}</summary><p>${rows.map(({ name }) => name).join('、')}</p></details>`;
}
