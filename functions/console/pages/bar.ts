/** A rate as a bar that is drawn without styles: legible on a phone and in grey, and said in words beside it. */
import { html } from 'hono/html';
import type { Html } from '../../public/layout.ts';

/** Of 100; `before`: the last quarter's, as a line across. */
export function rateBar(rate: number | null, before: number | null = null): Html {
  if (rate === null) return html`—`;
  const line =
    before === null ? '' : html`<rect x="${Math.max(0, before - 0.6)}" y="0" width="1.2" height="12" fill="#1a222c"/>`;
  return html`<span class="rate"><svg viewBox="0 0 100 12" width="100" height="12" aria-hidden="true"><rect x="0" y="2" width="100" height="8" fill="#e4e9ef"/><rect x="0" y="2" width="${rate}" height="8" fill="#14498c"/>${line}</svg> ${rate.toFixed(1)}%</span>`;
}
