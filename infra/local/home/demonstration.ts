/**
 * Demonstration counties with their organisations, boundary lists and accounts for everybody. Written with few commits,
 * the marker last; a start that was killed in between is made good by the next.
 */

import { JURISDICTIONS_KEY } from '../../../functions/timers/jurisdictions.ts';
import type { Account } from '../../../shared/accounts/account.ts';
import { countyKey, identityKey } from '../../../shared/accounts/directory.ts';
import { audited, begun } from '../../../shared/audit/chain.ts';
import type { Act } from '../../../shared/audit/entry.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import { putVersion, readVersions } from '../../../shared/boundary/versions.ts';
import { enter } from '../../../shared/calendar/store.ts';
import { plainItem } from '../../../shared/change.ts';
import type { County, Organisation } from '../../../shared/county.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';
import type { Item, Store } from '../../../shared/ports.ts';
import { type Instant, startOfDay } from '../../../shared/time.ts';
import { LOCAL_ISSUER } from '../issuer/issuer.ts';
import { type DemonstrationCounty, demonstrationCounty, JURISDICTION } from './demonstration/counties.ts';
import { HOME_KEY, type Marker, markerPut } from './marker.ts';

const CHUNK = 100;

/**
 * Makes the folder a demonstration of these counties; the first is whose public pages are shown where none is asked
 * for.
 */
export async function seedDemonstration(
  store: Store,
  now: Instant,
  jurisdictions: readonly string[] = [JURISDICTION],
): Promise<void> {
  const [jurisdiction = JURISDICTION, ...others] = jurisdictions;
  for (const code of [jurisdiction, ...others]) await seedCounty(store, now, await demonstrationCounty(code));
  if (others.length > 0)
    await putAll(store, [plainItem(JURISDICTIONS_KEY, { jurisdictions: [...jurisdictions].sort() })]);
  const marker: Marker = { home: 'demonstration', jurisdiction, issuers: [], regulationGiven: true };
  await store.commit([markerPut(marker)]);
}

async function seedCounty(store: Store, now: Instant, { county, matters, rules }: DemonstrationCounty): Promise<void> {
  const { jurisdiction, name, since } = county;
  const said = { by: 'system', at: now, act: 'seed-demonstration' } as const;
  const made = begun(jurisdiction, county, {
    ...said,
    ...{ thing: 'county', detail: { name, since }, room: 'administration' },
  });
  const accounts = county.organisations.flatMap((org) => accountItems(county, org, said));
  const items = [made.item, made.entry, ...accounts];
  for (let i = 0; i < items.length; i += CHUNK) await putAll(store, items.slice(i, i + CHUNK));
  if (rules) await enterRules(store, county, rules);
  if ((await readVersions(store, jurisdiction)).length > 0) return;
  await putVersion(store, county, { validFrom: since, items: matters }, { by: 'system', at: now });
}

/** From the county's first moment on. */
async function enterRules(
  store: Store,
  { jurisdiction, since }: County,
  rules: NonNullable<DemonstrationCounty['rules']>,
): Promise<void> {
  const common = {
    type: 'rules',
    at: startOfDay(since),
    by: 'system',
    from: since,
    superior: false,
    replaces: null,
  } as const;
  await enter(store, jurisdiction, { ...common, ...rules }, { request: 'seed-demonstration', said: rules.source });
}

/**
 * A demonstration made before counties named their measures gets those of Guan, once: who takes them away has done so.
 */
export async function giveRegulation(store: Store, marker: Marker, now: Instant): Promise<void> {
  if (marker.home !== 'demonstration' || marker.regulationGiven) return;
  const { regulation } = (await demonstrationCounty(JURISDICTION)).county as Required<County>;
  const [county, home] = await store.getMany([countyKey(marker.jurisdiction), HOME_KEY]);
  const given = { regulation, ...(county?.value as County) };
  const said = { by: 'system', at: now, act: 'change-settings', thing: 'settings', room: 'administration' } as const;
  const detail = { regulation: given.regulation };
  const { item, entry } = await audited(store, marker.jurisdiction, county, given, { ...said, detail });
  const next: Marker = { ...marker, regulationGiven: true };
  const puts = [
    { item, expected: county?.head ?? null },
    { item: entry, expected: null },
    { item: plainItem(HOME_KEY, next), expected: home?.head ?? null },
  ];
  if (!(await store.commit(puts)).committed) throw new Error('Another process writes to this folder');
}

/** Whatever a start that was killed has left of them is written over. */
async function putAll(store: Store, items: readonly Item[]): Promise<void> {
  const before = await store.getMany(items.map((item) => item.key));
  const puts = items.map((item, i) => ({ item, expected: before[i]?.head ?? null }));
  if (!(await store.commit(puts)).committed) throw new Error('Another process writes to this folder');
}

function accountItems({ jurisdiction }: County, org: Organisation, said: Pick<Act, 'by' | 'at' | 'act'>): Item[] {
  const accounts = accountsOf(org)
    .sort((a, b) => (a.account < b.account ? -1 : 1))
    .map((account): Account => ({ ...account, subject: demonstrationSubject(jurisdiction, account.account) }));
  const identities = accounts.map(({ account, subject }) => {
    const memberships = [{ jurisdiction, org: org.code, account }];
    return plainItem(identityKey(LOCAL_ISSUER, subject as string), { memberships });
  });
  const [thing, room] = [`accounts/${org.code}`, roomOfAccounts(org.type)];
  const detail = { accounts: accounts.map(({ account }) => account) };
  const { item, entry } = begun(jurisdiction, { org: org.code, accounts }, { ...said, thing, detail, room });
  return [item, entry, ...identities];
}

/** Whom the local issuer names: of 冠县 the account itself, of another county `371522:<account>`. */
export function demonstrationSubject(jurisdiction: string, account: string): string {
  return jurisdiction === JURISDICTION ? account : `${jurisdiction}:${account}`;
}

function accountsOf(org: Organisation): Account[] {
  const small = org.code.toLowerCase();
  const admin: Role[] = org.type === 'approval-bureau' ? ['bureau-admin', 'org-admin'] : ['org-admin'];
  const accounts = [
    person(`${small}.officer`, `${org.name}经办人`, ['officer']),
    person(`${small}.head`, `${org.name}科室负责人`, ['officer', 'section-head']),
    person(`${small}.admin`, `${org.name}管理员`, admin),
  ];
  if (org.type === 'government-office')
    accounts.push(person('zfb.office', '县政府办公室督办人员', ['government-office']));
  if (org.type === 'discipline') accounts.push(person('jw.discipline', '纪检监察人员', ['discipline']));
  if (org.type === 'approval-bureau') accounts.push(MACHINE);
  return accounts;
}

function person(account: string, name: string, roles: Role[]): Account {
  return { account, name, roles, sections: 'all', scopes: null, issuer: LOCAL_ISSUER, subject: account, active: true };
}

/** 工程建设项目审批系统, acting for the bureau. */
const MACHINE: Account = {
  ...person('construction', '工程建设项目审批系统', ['system']),
  scopes: ['pushes:write', 'pushes:read', 'pushes:claim'],
};
