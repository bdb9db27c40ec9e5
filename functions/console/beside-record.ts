/** Own pages to which the record of some kinds leads. */
import { html } from 'hono/html';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import type { Line } from './kinds.ts';

interface Way {
  readonly href: string;
  readonly label: string;
}

const WAYS: Readonly<Record<string, (record: Line, actor: Actor) => readonly Way[]>> = {
  'list-draft': ({ id }) => [{ href: `/console/boundary-list-drafts/${id}/rows`, label: '事项与差异' }],
  push: (record, { org, roles }) => {
    const { id, kind, matter, source, status } = record;
    // What a machine has sent its machine corrects; a copy and what was withdrawn have nothing to correct.
    const corrects = source === org && (record.copyOf ?? null) === null && status !== 'withdrawn';
    const may = ['officer', 'section-head', 'government-office', 'discipline'].some((role) =>
      roles.includes(role as never),
    );
    const form = kind === 'document' ? 'document' : `${kind}/${encodeURIComponent(String(matter))}`;
    return corrects && may ? [{ href: `/console/entry/${form}?corrects=${id}`, label: '录入更正…' }] : [];
  },
  draw: ({ id, stage }) =>
    stage === 'concluded' || stage === 'cancelled' ? [{ href: `/public/draws/${id}`, label: '公开的网页' }] : [],
  letter: ({ purpose, case: of }) =>
    purpose === 'matter-change' && typeof of === 'string'
      ? [{ href: `/console/boundary-list-drafts/${of}/rows`, label: '逐项查看拟调整的内容' }]
      : [],
};

/** The links; nothing where a kind has none. */
export function besideRecord({ kind }: AnyKind, record: Line, actor: Actor): Html {
  const ways = WAYS[kind]?.(record, actor) ?? [];
  return ways.length === 0
    ? html``
    : html`<p class="side screen">${ways.map(({ href, label }) => html`<a href="${href}">${label}</a>`)}</p>`;
}
