/**
 * The demonstration county: Guan County with its organisations, its boundary list and accounts for everybody. Written
 * with few commits, the marker last; a start that was killed in between is made good by the next.
 */
import type { Account } from '../../../shared/accounts/account.ts';
import { countyKey, identityKey } from '../../../shared/accounts/directory.ts';
import { audited, begun } from '../../../shared/audit/chain.ts';
import type { Act } from '../../../shared/audit/entry.ts';
import { roomOfAccounts } from '../../../shared/audit/rooms.ts';
import type { Matter } from '../../../shared/boundary/matter.ts';
import { putVersion, readVersions } from '../../../shared/boundary/versions.ts';
import { plainItem } from '../../../shared/change.ts';
import type { County, Organisation } from '../../../shared/county.ts';
import type { Role } from '../../../shared/exchange/exchange.ts';
import type { Item, Store } from '../../../shared/ports.ts';
import type { Instant } from '../../../shared/time.ts';
import { LOCAL_ISSUER } from '../issuer/issuer.ts';
import matters from './demonstration/matters.json' with { type: 'json' };
import organisations from './demonstration/organisations.json' with { type: 'json' };
import regulation from './demonstration/regulation.json' with { type: 'json' };
import { HOME_KEY, type Marker, markerPut } from './marker.ts';

export const JURISDICTION = '371525';
/** The day on which the boundary list came into force. */
const SINCE = '2022-09-02';
const CHUNK = 100;

const COUNTY: County = {
  jurisdiction: JURISDICTION,
  name: '冠县',
  since: SINCE,
  organisations: organisations as Organisation[],
  regulation,
};

/** Makes the folder a demonstration. */
export async function seedDemonstration(store: Store, now: Instant): Promise<void> {
  const said = { by: 'system', at: now, act: 'seed-demonstration' } as const;
  const detail = { name: COUNTY.name, since: SINCE };
  const county = begun(JURISDICTION, COUNTY, { ...said, thing: 'county', detail, room: 'administration' });
  const items = [county.item, county.entry, ...COUNTY.organisations.flatMap((org) => accountItems(org, said))];
  for (let i = 0; i < items.length; i += CHUNK) await putAll(store, items.slice(i, i + CHUNK));
  if ((await readVersions(store, JURISDICTION)).length === 0) {
    const list = { validFrom: SINCE, items: matters as Matter[] };
    await putVersion(store, COUNTY, list, { by: 'system', at: now });
  }
  const marker: Marker = { home: 'demonstration', jurisdiction: JURISDICTION, issuers: [], regulationGiven: true };
  await store.commit([markerPut(marker)]);
}

/** A demonstration made before counties named their measures gets those of Guan, once: who takes them away has done so. */
export async function giveRegulation(store: Store, marker: Marker, now: Instant): Promise<void> {
  if (marker.home !== 'demonstration' || marker.regulationGiven) return;
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

function accountItems(org: Organisation, said: Pick<Act, 'by' | 'at' | 'act'>): Item[] {
  const accounts = accountsOf(org).sort((a, b) => (a.account < b.account ? -1 : 1));
  const identities = accounts.map(({ account }) => {
    const memberships = [{ jurisdiction: JURISDICTION, org: org.code, account }];
    return plainItem(identityKey(LOCAL_ISSUER, account), { memberships });
  });
  const [thing, room] = [`accounts/${org.code}`, roomOfAccounts(org.type)];
  const detail = { accounts: accounts.map(({ account }) => account) };
  const { item, entry } = begun(JURISDICTION, { org: org.code, accounts }, { ...said, thing, detail, room });
  return [item, entry, ...identities];
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
