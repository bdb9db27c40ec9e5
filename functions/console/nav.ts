/**
 * The navigation: what a person's organisation and role ever has, always in the same places. The daily things stand in
 * one line, all else under 更多 by headings. What waits is counted to 99+: each kind's count is the part of 工作台, as it
 * opens, that is of this kind.
 */

import { organisationOf } from '../../shared/county.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { type Waiting, waitingNow } from '../../shared/exchange/inbox.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { MENU_HEADINGS, type Menu } from '../../shared/exchange/menu.ts';
import { isMine } from '../../shared/exchange/mine.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sortable } from '../../shared/keys.ts';
import type { Platform, Settings } from '../../shared/platform.ts';
import { civilDateOf, DAY, startOfDay } from '../../shared/time.ts';
import type { PageCall } from './call.ts';
import type { NavItem } from './layout.ts';
import { OWN_PLACES, type OwnPlace } from './nav-places.ts';
import { pathOf } from './paths.ts';

/** How many wait; whether any of them is due today or overdue; whether there are more than were looked at. */
interface Count {
  readonly count: number;
  readonly hot: boolean;
  readonly more: boolean;
}

const NONE: Count = { count: 0, hot: false, more: false };
/** Records of each part of the inbox that are looked at. */
const MOST = 100;
/** Milliseconds for which what waits is good to count by. */
const KEPT = 15_000;
/** Organisations of which that is kept; then all are forgotten. */
const ORGANISATIONS = 500;
const INBOX = '/console/inbox';

/** Of one account, by kind, and of all kinds under `''`: what it may do itself, and what its colleagues do. */
interface Counts {
  readonly mine: ReadonlyMap<string, Count>;
  readonly others: ReadonlyMap<string, Count>;
}

/** What waits for an organisation, and the place in its order from which on nothing is due today. */
interface Looked {
  readonly waiting: readonly Waiting[];
  readonly tomorrow: string;
}

const kept = new WeakMap<Settings, Map<string, { until: number; looked: Promise<Looked> }>>();

/** Forgets what waits for an organisation, since somebody of it has just done something. */
export function forgetCounts({ settings }: Platform, jurisdiction: string, org: string): void {
  kept.get(settings)?.delete(`${jurisdiction}#${org}`);
}

/** How many wait for the reader, and for colleagues of the reader, in words: of one kind or (`''`) of all. */
export async function waitingWords(call: PageCall, kind: string): Promise<{ mine: string; others: string }> {
  const { mine, others } = await countsOf(call);
  return { mine: wordsOf(mine.get(kind) ?? NONE), others: wordsOf(others.get(kind) ?? NONE) };
}

/** The entries of the navigation; `here`: the path of the page. */
export async function navOf(call: PageCall, here: string, known: Promise<Facts>): Promise<NavItem[]> {
  const [{ county }, { mine }] = await Promise.all([known, countsOf(call, known)]);
  const { desk, actor } = call;
  const type = organisationOf(county, actor.org)?.type;
  const has = ({ of, roles }: Menu): boolean =>
    (!of || of.some((one) => one === type)) && (!roles || roles.some((role) => actor.roles.includes(role)));
  const itemOf = ({ href, label, icon, menu }: OwnPlace, count?: Count): NavItem => ({
    ...{ href, label, here: here === href || (href !== INBOX && here.startsWith(`${href}/`)) },
    ...(icon && { icon }),
    ...(count && count.count > 0 && { count: { words: wordsOf(count), hot: count.hot } }),
    ...(!menu.daily?.some((one) => one === type) && { under: MENU_HEADINGS[menu.under] }),
  });
  const ofKind = (kind: AnyKind): (readonly [Menu, NavItem])[] => {
    const { menu = { under: 'others' } } = kind;
    const count = mine.get(kind.kind);
    // What waits is there for whomever it waits, also where nobody thought of such an organisation.
    return has(menu) || count ? [[menu, itemOf({ href: pathOf(kind), label: kind.label, menu }, count)]] : [];
  };
  const kinds = [...desk.kinds.values()];
  const own = OWN_PLACES.flatMap((place) => (has(place.menu) ? [[place.menu, itemOf(place)] as const] : []));
  const items = [...kinds.filter(({ many }) => !many).flatMap(ofKind), ...own];
  const inOrder = items.toSorted(([a], [b]) => HEADINGS.indexOf(a.under) - HEADINGS.indexOf(b.under));
  const inbox = itemOf({ href: INBOX, label: '工作台', icon: 'inbox', menu: FIRST }, mine.get(''));
  const many = kinds.filter((kind) => kind.many).flatMap(ofKind);
  const first = [inbox, ...many.map(([, item]): NavItem => ({ ...item, icon: 'push' }))];
  return [...first.map(({ under: _, ...item }) => item), ...inOrder.map(([, item]) => item)];
}

const HEADINGS = Object.keys(MENU_HEADINGS);
const FIRST: Menu = { under: 'pushes' };

async function countsOf(call: PageCall, known?: Promise<Facts>): Promise<Counts> {
  const { platform, desk, actor } = call;
  const { waiting, tomorrow } = await lookedAt(platform, desk, actor.org, known);
  const [mine, others] = [new Map<string, Count>(), new Map<string, Count>()];
  for (const { exchange, sort, more } of waiting) {
    const counts = isMine(kindNamed(desk.kinds, exchange.kind), exchange, actor) ? mine : others;
    for (const part of ['', exchange.kind]) {
      const before = counts.get(part) ?? NONE;
      counts.set(part, { count: before.count + 1, hot: before.hot || sort < tomorrow, more: before.more || more });
    }
  }
  return { mine, others };
}

function lookedAt(
  { settings }: Platform,
  desk: PageCall['desk'],
  org: string,
  known: Promise<Facts> | undefined,
): Promise<Looked> {
  const ofPlatform = kept.get(settings) ?? new Map();
  if (ofPlatform.size > ORGANISATIONS) ofPlatform.clear();
  kept.set(settings, ofPlatform);
  const key = `${desk.jurisdiction}#${org}`;
  const before = ofPlatform.get(key);
  if (before && performance.now() < before.until) return before.looked;
  const looked = looking(desk, org, known);
  // What could not be looked at is looked at again for the next page.
  looked.catch(() => ofPlatform.delete(key));
  ofPlatform.set(key, { until: performance.now() + KEPT, looked });
  return looked;
}

async function looking(desk: PageCall['desk'], org: string, known: Promise<Facts> | undefined): Promise<Looked> {
  const facts = await (known ?? desk.facts());
  const waiting = await waitingNow(desk, facts, org, MOST);
  return { waiting, tomorrow: sortable(startOfDay(civilDateOf(facts.now)) + DAY + 1) };
}

/** `12`; `99+`, and `12+` where a hundred were looked at and there are more. */
function wordsOf({ count, more }: Count): string {
  if (count >= MOST) return '99+';
  return more ? `${count}+` : String(count);
}
