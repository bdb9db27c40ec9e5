/** Own pages to which the record of some kinds leads. */
import { html } from 'hono/html';
import type { County } from '../../shared/county.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Html } from '../public/layout.ts';
import type { PageCall } from './call.ts';
import { type Line, mayOpen } from './kinds.ts';
import { addressOf } from './list-filters.ts';
import { pathOf, publicPath } from './paths.ts';

export interface Way {
  readonly href: string;
  readonly label: string;
}

type Ways = readonly Way[];

const WAYS: Readonly<Record<string, (record: Line, call: PageCall) => Ways | Promise<Ways>>> = {
  'list-draft': ({ id }) => [{ href: `/console/boundary-list-drafts/${id}/rows`, label: '事项与差异' }],
  push: (record, { actor: { org, roles } }) => {
    const { id, kind, matter, source, status } = record;
    // What a machine has sent its machine corrects; a copy and what was withdrawn have nothing to correct.
    const corrects = source === org && (record.copyOf ?? null) === null && status !== 'withdrawn';
    const may = ['officer', 'section-head', 'government-office', 'discipline'].some((role) =>
      roles.includes(role as never),
    );
    const form = kind === 'document' ? 'document' : `${kind}/${encodeURIComponent(String(matter))}`;
    return [
      ...(corrects && may ? [{ href: `/console/entry/${form}?corrects=${id}`, label: '录入更正…' }] : []),
      ...creditOf(record, roles),
    ];
  },
  draw: (record, call) =>
    record.stage === 'concluded' || record.stage === 'cancelled'
      ? [{ href: publicPath(call, `/public/draws/${record.id}`), label: '公开的网页' }]
      : drawnAnew(record, call.actor),
  accountability: evidenceOf,
  letter: ({ purpose, case: of }) =>
    purpose === 'matter-change' && typeof of === 'string'
      ? [{ href: `/console/boundary-list-drafts/${of}/rows`, label: '逐项查看拟调整的内容' }]
      : [],
};

/** How the party stands is asked where its case is handled (art. 19). */
function creditOf({ party, application }: Line, roles: Actor['roles']): readonly Way[] {
  const { creditCode } = (party ?? {}) as { creditCode?: string | null };
  const asks = roles.includes('officer') || roles.includes('section-head');
  if (!asks || !creditCode) return [];
  const about = { creditCode, ...(typeof application === 'string' && { application }) };
  return [{ href: addressOf('/console/credit-ask', about), label: '查询该相对人的信用…' }];
}

/** Where nobody stands by any more, the convenor draws anew, from the same kinds of experts. */
function drawnAnew({ id, case: of, from, status, groups, alternates }: Line, { org, roles }: Actor): readonly Way[] {
  const left = (alternates as string[][]).map((some) => some.length);
  const may = ['officer', 'section-head', 'government-office'].some((role) => roles.includes(role as never));
  if (!may || (from as { org: string }).org !== org || status !== 'drawn' || !left.includes(0)) return [];
  const again = (groups as Line[]).filter((_, i) => left[i] === 0);
  const filled = again.flatMap(({ specialty, level }, i) => [
    [`groups/${i}/specialty`, String(specialty)],
    [`groups/${i}/level`, String(level ?? '')],
  ]);
  const address = addressOf('/console/draws/new', {
    case: String(of),
    follows: String(id),
    ...Object.fromEntries(filled),
  });
  return [{ href: address, label: '没有候补了，重新抽取…' }];
}

/** What is opened for a record that goes on, by whoever sent it, in a form that begins with it. */
function openedFor({ desk, actor }: PageCall, { kind, states }: AnyKind, county: County, record: Line): readonly Way[] {
  const { id, from, status } = record;
  if ((from as { org: string }).org !== actor.org || !states[String(status)]?.open) return [];
  return [...desk.kinds.values()].flatMap((other) => {
    const { label = '', for: of } = other.opening ?? {};
    if (!of?.kinds.includes(kind) || !mayOpen(other, actor, county)) return [];
    return [{ href: addressOf(`${pathOf(other)}/new`, { [of.field]: String(id) }), label: `${label}…` }];
  });
}

/**
 * Of a case that was approved or referred, each record that it rests on, for those who read it there alone; called what
 * it is, where the reader may read it.
 */
async function evidenceOf({ id, evidence, limb, approvedAt, referredAt }: Line, call: PageCall): Promise<Ways> {
  const named = (evidence ?? []) as readonly { readonly record: string }[];
  if (limb === 'misconduct' ? !referredAt : !approvedAt) return [];
  const { evidenceCalled } = await import('../accountability/evidence.ts');
  const called = await evidenceCalled(call, String(id));
  return named.map(({ record }, i) => ({
    href: `/console/accountability/${id}/evidence/${record}`,
    label: `查看证据 ${i + 1}${called.has(record) ? `：${called.get(record)}` : ''}（记入日志）`,
  }));
}

/** The links; nothing where a kind has none. */
export async function besideRecord(call: PageCall, kind: AnyKind, county: County, record: Line): Promise<Html> {
  const ways = [...((await WAYS[kind.kind]?.(record, call)) ?? []), ...openedFor(call, kind, county, record)];
  return ways.length === 0
    ? html``
    : html`<p class="side screen">${ways.map(({ href, label }) => html`<a href="${href}">${label}</a>`)}</p>`;
}
