/** The navigation: what waits for the reader's organisation, by kind, with counts to 99+ that are kept for 15 seconds. */

import type { Desk } from '../../shared/exchange/desk.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import { openPartition, waitingPartition } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { sortable } from '../../shared/keys.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import type { Index } from '../../shared/ports.ts';
import { civilDateOf, DAY, type Instant, startOfDay } from '../../shared/time.ts';
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

/** How many are ahead, at most a hundred, and whether any of them is due today or overdue. */
interface Count {
  readonly count: number;
  readonly hot: boolean;
}

const NONE: Count = { count: 0, hot: false };
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

/** The entries of the navigation; `here`: the path of the page. */
export async function navOf({ platform, desk, actor }: PageCall, here: string): Promise<NavItem[]> {
  const counts = await countsOf(platform, desk, actor.org);
  const item = (href: string, label: string, count: Count | undefined, more: Partial<NavItem> = {}): NavItem => ({
    ...{ href, label, here: here === href || here.startsWith(`${href}/`) },
    ...(count &&
      count.count > 0 && { count: { words: count.count >= MOST ? '99+' : String(count.count), hot: count.hot } }),
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
  const now = desk.ports.clock.now();
  const kinds = [...desk.kinds.values()];
  const [waiting = NONE, ...byKind] = await Promise.all([
    ahead(desk, 'open', waitingPartition(desk.jurisdiction, org), now, false),
    ...kinds.map((kind) => ahead(desk, 'in', openPartition(desk.jurisdiction, org, kind.kind), now, deems(kind))),
  ]);
  const many = byKind.filter((_, i) => kinds[i]?.many);
  const all = [waiting, ...many];
  const whole = { count: all.reduce((sum, { count }) => sum + count, 0), hot: all.some(({ hot }) => hot) };
  return new Map([['', whole], ...kinds.map(({ kind }, i): [string, Count] => [kind, byKind[i] ?? NONE])]);
}

/** True where what is past its deadline is done by the clock and open no longer, whenever somebody comes to look. */
function deems({ clock }: AnyKind): boolean {
  return Object.values(clock ?? {}).some((end) => typeof end === 'string');
}

async function ahead(desk: Desk, index: Index, partition: string, now: Instant, deems: boolean): Promise<Count> {
  const after = deems ? { sort: sortable(now + 1), key: '' } : undefined;
  const entries = await desk.ports.store.query(index, partition, { after, limit: MOST });
  const [nearest] = entries;
  const tomorrow = sortable(startOfDay(civilDateOf(now)) + DAY + 1);
  return { count: entries.length, hot: nearest !== undefined && nearest.sort < tomorrow };
}
