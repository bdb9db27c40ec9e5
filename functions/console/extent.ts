/**
 * How much a list holds, and where its pages are. A list of one page tells by itself; of a longer one at most `WALKED`
 * records are walked through, so that 100,000 cost no more than a few. What is walked through is not shown, and no
 * reading of it is noted.
 */
import { html } from 'hono/html';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Html } from '../public/layout.ts';
import { type Asked, walkOf } from './ask.ts';
import type { PageCall } from './call.ts';
import { addressOf } from './list-filters.ts';

/** Rows of a page. */
export const ROWS = 50;

export interface Extent {
  /** Records of the list; at least so many where there are `more`. */
  readonly total: number;
  readonly more: boolean;
  /** How many stand before this page; null where it lies behind what was walked through. */
  readonly before: number | null;
  /** The cursor of the page before this one (undefined: the first page), and of the last; null where there is none. */
  readonly back: string | undefined | null;
  readonly last: string | null;
  /** What was walked through; null where the page is all. */
  readonly walked: readonly Exchange[] | null;
}

/** What a page has of a list: its lines, and the cursors that it was asked for with and that lead on. */
interface Page {
  readonly items: readonly { readonly id?: unknown }[];
  readonly next: string | null;
  readonly cursor: string | undefined;
}

/** `asked`: as the page's lines were asked for. */
export async function extentOf(call: PageCall, id: string, asked: Asked, page: Page): Promise<Extent> {
  const { items, next, cursor } = page;
  const alone = { total: items.length, more: next !== null, before: 0, back: null, last: null, walked: null };
  if (cursor === undefined && next === null) return alone;
  const { cursor: _cursor, ...query } = asked.query ?? {};
  const found = await walkOf(call, id, { ...asked, query }, ROWS);
  if (found === null) return { ...alone, before: cursor === undefined ? 0 : null };
  const total = found.items.length;
  const place = cursor === undefined ? 0 : found.items.findIndex((one) => one.id === items[0]?.id);
  const before = place < 0 ? null : place;
  const pageBefore = Math.ceil((before ?? 0) / ROWS) - 1;
  const lastPage = Math.floor((total - 1) / ROWS);
  const isLast = found.more || before === null || lastPage * ROWS <= before;
  return {
    ...{ total, more: found.more, before, walked: found.items },
    back: pageBefore < 0 ? null : pageBefore === 0 ? undefined : (found.cursors[pageBefore - 1] ?? null),
    last: isLast ? null : (found.cursors[lastPage - 1] ?? null),
  };
}

/** `120 件`, `300 件以上`; nothing where nobody counted. */
export function countWords({ total, more }: Extent): string {
  return `${total} 件${more ? '以上' : ''}`;
}

/** 上一页、下一页 and where one is; `short`: what is said where a page ended before it was full. */
export function pager(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  extent: Extent,
  page: Page,
  short: Html | '' = '',
): Html {
  const { total, before, back, last } = extent;
  const { items, next, cursor } = page;
  if (cursor === undefined && next === null) return html``;
  const to = (words: string, at: string | undefined, second = true): Html =>
    html`<a${second ? html` class="button second"` : ''} href="${addressOf(path, { ...query, cursor: at })}">${words}</a>`;
  const place =
    before === null || items.length === 0
      ? ''
      : html`<span>第 ${before + 1}–${before + items.length} 件，共 ${countWords(extent)}${!extent.more && html`（第 ${Math.floor(before / ROWS) + 1} 页，共 ${Math.ceil(total / ROWS)} 页）`}</span>`;
  return html`<p class="more">${back === null ? cursor !== undefined && to('回到第一页', undefined, false) : to('上一页', back)}${place}${short}${
    next !== null && to(short ? '继续往前找' : '下一页', next)
  }${next !== null && last !== null && last !== next && to('末页', last, false)}</p>`;
}
