/**
 * What has a chain, by name, and where it lies. A chain is the chain of an item: `accounts/SCJG` has the entries of all
 * accounts of SCJG, each of which names its account as its thing (`accounts/SCJG/scjg.officer`).
 */
import { type Family, keyOf } from '../keys.ts';

/** Things that are an item together with others, or an item by another name. */
const ITEMS: Readonly<Record<string, readonly [chain: string, family: Family, id: string]>> = {
  county: ['county', 'county', 'county'],
  settings: ['county', 'county', 'county'],
  organisations: ['county', 'county', 'county'],
  calendar: ['calendar', 'timekeeping', 'log'],
  'credit-lists': ['credit-lists', 'credit', 'lists'],
  weights: ['weights', 'report', 'weights'],
  'query-grants': ['query-grants', 'sharing', 'query-grants'],
  systems: ['systems', 'sharing', 'systems'],
};

/** What people read for the first part of a thing's name. */
export const THING_WORDS: Readonly<Record<string, string>> = {
  ...{ county: '县（市、区）', settings: '设置', organisations: '单位', accounts: '账号', links: '设置口令的链接' },
  ...{ secrets: '系统账号的密钥', changes: '须由第二人确认的变更', 'sign-ins': '登录', readings: '查阅' },
  ...{ calendar: '工作日历', weights: '考核权重', 'credit-lists': '信用名单', 'query-grants': '查询授权' },
  ...{ systems: '系统登记', operations: '运维', reports: '通报' },
  ...{ 'queries-given': '对本单位信息的授权查询', 'queries-asked': '本单位的授权查询' },
};

/** What a request may ask for: whatever else comes in from outside never reaches the store. */
const THING = /^[a-z-]+(?:\/[\w.-]+){0,3}$/;

export function isThing(text: string): boolean {
  return text.length <= 150 && THING.test(text);
}

/** The chain in which the entries of a thing stand. */
export function chainOf(thing: string): string {
  const [kind = '', of = ''] = thing.split('/');
  if (kind === 'accounts') return `accounts/${of}`;
  return ITEMS[kind]?.[0] ?? thing;
}

/** The item that a chain is of; a chain without one, such as an account's sign-ins, has an item of its own. */
export function keyOfChain(jurisdiction: string, chain: string): string {
  const [kind = '', of = ''] = chain.split('/');
  const item = ITEMS[kind];
  if (item) return keyOf(jurisdiction, item[1], item[2]);
  if (kind === 'accounts') return keyOf(jurisdiction, 'accounts', of);
  if (kind === 'secrets') return keyOf(jurisdiction, 'identity', `secret#${of}`);
  if (kind === 'changes') return keyOf(jurisdiction, 'change', of);
  return keyOf(jurisdiction, 'audit', chain);
}

/** Where the n-th entry of a chain lies, the first being 1. */
export function entryKey(jurisdiction: string, chain: string, n: number): string {
  return keyOf(jurisdiction, 'audit', `${chain}#${String(n).padStart(9, '0')}`);
}

/** True where the entry is about the thing, or a part of it. */
export function isAbout(thing: string, asked: string): boolean {
  return thing === asked || thing.startsWith(`${asked}/`);
}
