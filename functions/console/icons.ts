/**
 * The console's twelve icons, inline and never without words beside them. Drawn on a grid of 24, in the text's colour.
 */
import { html, raw } from 'hono/html';
import type { Html } from '../public/layout.ts';

const PATHS = {
  inbox: 'M3 13h5l2 3h4l2-3h5M3 13l3-8h12l3 8v6H3z',
  push: 'M4 12h13M12 6l6 6-6 6',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h0M4 12h0M4 18h0',
  search: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 15l5 5',
  new: 'M12 5v14M5 12h14',
  sheet: 'M6 3h9l4 4v14H6zM9 12h7M9 16h7',
  print: 'M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  time: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l3 2',
  proof: 'M12 3l7 3v6c0 5-3 8-7 9-4-1-7-4-7-9V6zM9 12l2 2 4-4',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h0',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 20c1-4 4-6 8-6s7 2 8 6',
} as const;

export type Icon = keyof typeof PATHS;
export const ICONS = Object.keys(PATHS) as readonly Icon[];

/** An icon; whoever looks with ears hears only the words that stand beside it. */
export function icon(name: Icon): Html {
  return html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${raw(PATHS[name])}"/></svg>`;
}
