/**
 * The navigation: what waits for the reader's organisation, by kind, with counts to 99+ that are kept for 15 seconds.
 * All of them mean the same, what 工作台 lists without filters: each kind's is the part of it that is of this kind.
 */

import type { Desk } from '../../shared/exchange/desk.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import { waitingNow } from '../../shared/exchange/inbox.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { sortable } from '../../shared/keys.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { civilDateOf, DAY, startOfDay } from '../../shared/time.ts';
import { READERS } from '../register/feedback.ts';
import type { PageCall } from './declare.ts';
import type { NavItem } from './layout.ts';
import { pathOf } from './paths.ts';

/** What is no kind's. */
const OWN: readonly (readonly [href: string, label: string, roles?: readonly Role[]])[] = [
  ['/console/reports', '定期通报'],
  ['/console/register', '监管台账', READERS],
  ['/console/timeline', '时间线'],
  ['/console/more', '更多事务'],
];

/** Who sends pushes, and so may enter them by hand. */
const ENTERS = ['officer', 'section-head'] as const;

/** How many wait; whether any of them is due today or overdue; whether there are more than were looked at. */
interface Count {
  readonly count: number;
  readonly hot: boolean;
  readonly more: boolean;
}

const NONE: Count = { count: 0, hot: false, more: false };
/** Records of each part of the inbox that are looked at. */
const MOST = 100;
/** Kinds that stand beside 工作台 and the pushes; the others are folded under 更多. */
const IN_ONE_LINE = 8;
/** Milliseconds for which counts are good. */
const KEPT = 15_000;
/** Organisations whose counts are kept; then all are forgotten. */
const ORGANISATIONS = 500;

/** Counts by kind, and of all that waits under `''`. */
type Counts = ReadonlyMap<string, Count>;

const kept = new WeakMap<Settings, Map<string, { until: number; counts: Promise<Counts> }>>();

/** Forgets an organisation's counts, since somebody of it has just done something. */
export function forgetCounts({ settings }: Platform, jurisdiction: string, org: string): void {
  kept.get(settings)?.delete(`${jurisdiction}#${org}`);
}

/** How many wait for the reader's organisation in words, of one kind or (`''`) of all. */
export async function waitingWords({ platform, desk, actor }: PageCall, kind: string): Promise<string> {
  return wordsOf((await countsOf(platform, desk, actor.org)).get(kind) ?? NONE);
}

/** The entries of the navigation; `here`: the path of the page. */
export async function navOf({ platform, desk, actor }: PageCall, here: string): Promise<NavItem[]> {
  const counts = await countsOf(platform, desk, actor.org);
  const item = (href: string, label: string, count: Count | undefined, more: Partial<NavItem> = {}): NavItem => ({
    ...{ href, label, here: here === href || here.startsWith(`${href}/`) },
    ...(count && count.count > 0 && { count: { words: wordsOf(count), hot: count.hot } }),
    ...more,
  });
  const kinds = [...desk.kinds.values()];
  const inbox = item('/console/inbox', '工作台', counts.get(''), { icon: 'inbox', here: here === '/console/inbox' });
  const first = kinds.filter(({ many }) => many);
  const others = kinds.filter(({ many }) => !many);
  const byKind = (kind: AnyKind): NavItem => item(pathOf(kind), kind.label, counts.get(kind.kind));
  // In one line stand those in which something waits, and others in the catalogue's order while there is room.
  const all = others.map(byKind);
  const needed = all.filter(({ count, here: isHere }) => count || isHere);
  const room = Math.max(0, IN_ONE_LINE - needed.length);
  const near = new Set([...needed, ...all.filter((one) => !needed.includes(one)).slice(0, room)]);
  return [
    ...[inbox, ...first.map((kind): NavItem => ({ ...byKind(kind), icon: 'push' }))],
    ...(ENTERS.some((role) => actor.roles.includes(role))
      ? [item('/console/entry', '推送录入', undefined, { icon: 'new' })]
      : []),
    ...(actor.roles.includes('government-office') ? [item('/console/county-wide', '全县情况', undefined)] : []),
    ...all.map((one) => ({ ...one, later: !near.has(one) })),
    ...OWN.filter(([, , roles]) => !roles || roles.some((role) => actor.roles.includes(role))).map(([href, label]) =>
      item(href, label, undefined, { later: true }),
    ),
  ];
}

function countsOf({ settings }: Platform, desk: Desk, org: string): Promise<Counts> {
  const ofPlatform = kept.get(settings) ?? new Map();
  if (ofPlatform.size > ORGANISATIONS) ofPlatform.clear();
  kept.set(settings, ofPlatform);
  const key = `${desk.jurisdiction}#${org}`;
  const known = ofPlatform.get(key);
  if (known && performance.now() < known.until) return known.counts;
  const counts = counted(desk, org);
  // What could not be counted is counted again for the next page.
  counts.catch(() => ofPlatform.delete(key));
  ofPlatform.set(key, { until: performance.now() + KEPT, counts });
  return counts;
}

async function counted(desk: Desk, org: string): Promise<Counts> {
  const facts = await desk.facts();
  const waiting = await waitingNow(desk, facts, org, MOST);
  const tomorrow = sortable(startOfDay(civilDateOf(facts.now)) + DAY + 1);
  const counts = new Map<string, Count>();
  for (const { exchange, sort, more } of waiting) {
    for (const part of ['', exchange.kind]) {
      const known = counts.get(part) ?? NONE;
      counts.set(part, { count: known.count + 1, hot: known.hot || sort < tomorrow, more: known.more || more });
    }
  }
  return counts;
}

/** `12`; `99+`, and `12+` where a hundred were looked at and there are more. */
function wordsOf({ count, more }: Count): string {
  if (count >= MOST) return '99+';
  return more ? `${count}+` : String(count);
}
