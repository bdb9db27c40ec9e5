/** The demonstration county in a store: organisations, accounts, and its boundary list in force from 2022-09-02. */
import { readFileSync } from 'node:fs';
import { countyKey, putAccount } from '../../shared/accounts/directory.ts';
import type { AccountInput } from '../../shared/accounts/input.ts';
import type { Matter } from '../../shared/boundary/matter.ts';
import { putVersion } from '../../shared/boundary/versions.ts';
import { plainItem } from '../../shared/change.ts';
import type { County, Organisation } from '../../shared/county.ts';
import type { Role } from '../../shared/exchange/exchange.ts';
import type { Store } from '../../shared/ports.ts';
import { type CivilDate, startOfDay } from '../../shared/time.ts';

export const JURISDICTION = '371525';

export interface SeedOptions {
  jurisdiction: string;
  /** The day from which the platform counts here. */
  since: CivilDate;
  organisations: readonly Organisation[];
  /** Null for a county without a boundary list. */
  matters: readonly Matter[] | null;
  issuer: string;
  /** What is otherwise than in 冠县: name, measures, settings. */
  county?: Partial<County>;
}

export function demonstrationOrganisations(): Organisation[] {
  return read('organisations.json');
}

export function demonstrationMatters(): Matter[] {
  return read('matters.json');
}

export async function seedCounty(store: Store, options: SeedOptions): Promise<County> {
  const { jurisdiction, since, issuer } = options;
  const organisations = [...options.organisations].sort((a, b) => (a.code < b.code ? -1 : 1));
  const county: County = { jurisdiction, name: '冠县', since, organisations, regulation: read('regulation.json') };
  Object.assign(county, options.county);
  await store.commit([{ item: plainItem(countyKey(jurisdiction), county), expected: null }]);
  for (const org of organisations) {
    for (const [account, input] of accountsOf(org)) {
      const known = { ...input, issuer, subject: subjectOf(jurisdiction, account) };
      await putAccount(store, county, org, account, known, { by: 'system', at: startOfDay(since) });
    }
  }
  if (options.matters) {
    const list = { validFrom: options.county ? since : '2022-09-02', items: options.matters };
    await putVersion(store, county, list, { by: 'spj.admin', at: startOfDay('2022-09-01') });
  }
  return county;
}

/** Each county's accounts are identities of their own. */
export function subjectOf(jurisdiction: string, account: string): string {
  return `${jurisdiction}/${account}`;
}

/** The accounts of an organisation in the demonstration: one of each role. */
export function accountsOf(org: Organisation): [string, AccountInput][] {
  const prefix = org.code.toLowerCase();
  if (org.type === 'government-office') return [person(org, `${prefix}.office`, ['government-office', 'officer'])];
  if (org.type === 'discipline') return [person(org, `${prefix}.discipline`, ['discipline'])];
  if (org.type === 'township') return [person(org, `${prefix}.officer`, ['officer'])];
  const bureau = org.type === 'approval-bureau';
  return [
    person(org, `${prefix}.officer`, ['officer']),
    person(org, `${prefix}.head`, ['officer', 'section-head']),
    person(org, `${prefix}.admin`, bureau ? ['org-admin', 'bureau-admin'] : ['org-admin']),
    ...(bureau ? [machine()] : []),
  ];
}

function person(org: Organisation, account: string, roles: Role[]): [string, AccountInput] {
  const name = `${org.name} ${account}`.slice(0, 50);
  return [account, { name, roles, sections: 'all', scopes: null, issuer: null, subject: null, active: true }];
}

/** 工程建设项目审批系统, acting for the bureau. */
function machine(): [string, AccountInput] {
  const scopes: AccountInput['scopes'] = ['pushes:write', 'pushes:read', 'pushes:claim', 'tasks:decide'];
  const identity = { issuer: null, subject: null };
  const name = '工程建设项目审批系统';
  return ['construction', { name, roles: ['system'], sections: 'all', scopes, ...identity, active: true }];
}

function read<T>(file: string): T {
  const at = new URL(`../../infra/local/home/demonstration/${file}`, import.meta.url);
  return JSON.parse(readFileSync(at, 'utf8')) as T;
}
