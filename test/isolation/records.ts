/**
 * One record of every kind, and whoever may come near it. A kind that a person cannot open is opened as an effect would
 * open it: with the input that stands here. A kind without a line here fails the tests.
 */
import { deskAt } from '../../functions/desk.ts';
import { putAccount } from '../../shared/accounts/directory.ts';
import { type AccountInput, SCOPE_WORDS } from '../../shared/accounts/input.ts';
import { type County, organisationOf } from '../../shared/county.ts';
import { readSecret } from '../../shared/draws/secret.ts';
import { type Draft, type Exchange, ROLES, type Role } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { draftsOf } from '../../shared/exchange/opening.ts';
import { create } from '../../shared/exchange/shell.ts';
import { derivedId } from '../../shared/keys.ts';
import { KINDS } from '../../shared/kinds.ts';
import { countyHere, type Here, WITH_AGENCY } from '../contract-http/county.ts';
import { JURISDICTION, subjectOf } from '../in-process/county.ts';

/** The push of every story: the bureau's to ZJJ, with a copy for ZHZF. */
const SAID = { push: 'f'.repeat(32), org: 'ZJJ', reason: '某' };
const FIGURES = {
  ...{ received: 10, claimedInTime: 5, deemedClaimed: 5, returned: 0, withdrawn: 0, corrected: 0, notNamed: 5 },
  ...{ onTimeRatePercent: 50, rank: 1 },
};

const FOLLOWED = {
  ...{ push: SAID.push, from: 'SPJ', to: 'ZJJ', section: null, party: null, licence: null, clock: null },
  ...{ matter: '371525-ZJJ-001', matterName: '某' },
};

const INPUTS: Readonly<Record<string, object>> = {
  problem: {
    id: 'a'.repeat(32),
    push: SAID.push,
    why: 'disputed',
    from: 'ZJJ',
    to: 'ZFB',
    sender: 'SPJ',
    reason: '某',
    suggestedOrg: null,
    keys: { party: null, licence: null },
  },
  task: {
    push: SAID.push,
    from: 'SPJ',
    reportedBy: 'ZJJ',
    section: 'SCZR',
    matter: null,
    matterName: null,
    licence: null,
    keys: { party: null },
  },
  correction: { ...SAID, id: 'c'.repeat(32), objector: 'SPJ' },
  caution: { org: 'ZJJ', quarter: '2026Q3', circular: null, figures: FIGURES },
  talk: { caution: 'c'.repeat(32), org: 'ZJJ', quarter: '2026Q3', circular: null, letter: null, reason: '某' },
  accountability: {
    ...{ opens: 'SPJ', params: {} },
    limb: 'misconduct',
    org: 'ZJJ',
    conduct: '某',
    harm: '某',
    evidence: [],
  },
  letter: {
    ...{ opens: 'SPJ', params: {}, purpose: 'inquiry', to: [{ org: 'ZJJ', section: null }], title: '某', text: '某' },
    ...{ matter: null, application: null, workingDays: null, documentNumber: null, signedBy: null, thirdParty: null },
    attachments: [],
  },
  instruction: {
    ...{ opens: 'ZFB', params: {}, to: [{ org: 'ZJJ', section: null }], title: null, task: '某', workingDays: 5 },
    attachments: [],
  },
  meeting: {
    ...{
      opens: 'SPJ',
      params: {},
      type: 'business',
      title: '某',
      place: '某',
      startsAt: 1_790_557_200_000,
      agenda: null,
    },
    ...{ invite: [{ org: 'ZJJ', section: null, people: [] }], opinions: null, attachments: [] },
  },
  guidance: {
    ...{ opens: 'ZJJ', params: {}, projectName: '某', matters: [], text: '某', grounds: [], attachments: [] },
  },
  survey: {
    ...{
      opens: 'SPJ',
      params: {},
      type: 'site-survey',
      matters: ['371525-ZJJ-001'],
      site: { township: '某', address: '某' },
      items: [],
    },
    ...{ startsAt: 1_790_557_200_000, followUpOf: null, attachments: [], note: null },
    invite: [{ org: 'ZJJ', section: null, people: 2 }],
  },
  participation: {
    ...{ case: 'b'.repeat(32), of: 'meeting', from: 'SPJ', org: 'ZJJ', section: null, asked: [], wanted: null },
    ...{ title: '某', startsAt: 1_790_557_200_000, place: '某', opinions: true },
  },
  expert: {
    ...{ opens: 'ZJJ', params: {}, name: '某', level: 'county', specialties: ['某'], title: null, phone: null },
    ...{ avoid: [], employer: { name: '某', creditCode: null }, termTo: '2028-01-01', reviewBy: '2028-01-01' },
    publicName: null,
  },
  draw: {
    ...{ opens: 'SPJ', params: {}, case: 'b'.repeat(32), groups: [], exclude: [], follows: null, followsReason: null },
    found: {
      records: new Map([['b'.repeat(32), { id: 'b'.repeat(32), kind: 'meeting', participants: ['ZJJ'], party: null }]]),
      experts: [],
      drawsOfCase: [],
    },
  },
  certificate: { ...FOLLOWED, id: '1'.repeat(32) },
  commitment: { ...FOLLOWED, id: '2'.repeat(32) },
  'credit-query': {
    ...{ id: '3'.repeat(32), from: 'ZJJ', creditCode: '91371525MA3C00001R', application: null, purpose: '某' },
    ...{ viewer: null, asOf: 1_790_557_200_000, degraded: true, incentives: [], punishments: [] },
  },
  'credit-record': {
    ...{ origin: SAID.push, from: 'ZJJ', section: null, type: 'penalty', decidedOn: '2026-09-28', party: null },
    ...{ documentNumber: null, licence: null, fields: {} },
  },
  standard: {
    ...{
      opens: 'ZJJ',
      params: {},
      reference: null,
      type: 'rule',
      matters: ['371525-ZJJ-001'],
      title: '某',
      text: '某',
    },
    ...{ items: [], cap: null, basis: [], source: { documentNumber: '某', issuer: '某', level: 'county' } },
    ...{ validFrom: '2026-09-28', validTo: null, replaces: null, besides: [], public: true, attachments: [] },
  },
  'offline-transfer': {
    ...{
      opens: 'ZJJ',
      params: {},
      to: [{ org: 'SPJ', section: null }],
      channel: 'post',
      title: '某',
      sentOn: '2026-09-28',
    },
    ...{ documentNumber: null, items: [{ name: '某', sha256: null, copies: 1 }], copies: null },
  },
  support: { opens: 'ZJJ', params: {}, category: 'fault', text: '某', attachments: [] },
  'account-request': {
    ...{ opens: 'ZJJ', params: {}, accounts: 3, roles: ['officer'], reason: '某' },
    people: [{ name: '某', section: null, duty: '某' }],
  },
  'list-draft': { ...{ opens: 'SPJ', params: {} }, validFrom: '2026-11-02', note: '某' },
  feedback: {
    ...{ opens: 'ZJJ', params: { id: 'e'.repeat(32) } },
    result: 'other',
    day: '2026-09-28',
    detail: '某',
  },
};

export interface Neighbourhood extends Here {
  /** Ids by kind, and of the push's copy as `copy`. */
  ids: Record<string, string>;
  people: Person[];
  /** The record as it lies in the store at this moment. */
  stored(id: string): Promise<Exchange>;
}

export interface Person {
  account: string;
  org: string;
  /** The one role it has; `machine` with every scope, `nothing` a machine with none. */
  role: Role | 'machine' | 'nothing';
  /** True for an officer without any section. */
  sectionless: boolean;
}

/** The orgs that a record may know, and two that know none: a department, and discipline inspection. */
const ORGS = ['SPJ', 'ZJJ', 'ZHZF', 'ZFB', 'WJJ', 'JW'];

export async function neighbourhood(): Promise<Neighbourhood> {
  const here = await countyHere();
  const desk = deskAt(here.platform, JURISDICTION);
  const facts = { ...(await desk.facts()), found: { drawSecret: await readSecret(desk, 'new') } };
  const made = await here.push('A', { matter: WITH_AGENCY });
  const ids: Record<string, string> = { push: made.json.id, copy: made.json.copies[0] };
  for (const [name, kind] of KINDS) {
    if (name === 'push') continue;
    const input = INPUTS[name];
    if (!input) throw new Error(`test/isolation/records.ts has no line for the kind ${name}`);
    const draft = draftOf(kind, input, facts);
    const actor = { account: 'system', name: '', org: '', roles: [], sections: 'all', scopes: null } as const;
    await create(desk, name, draft.id, { actor, request: name }, async () => ({ draft, input }));
    ids[name] = draft.id;
  }
  const people = await settled(here, facts.county);
  const stored = async (id: string): Promise<Exchange> =>
    (await here.platform.ports.store.get(exchangeKey(JURISDICTION, id)))?.value as Exchange;
  return { ...here, ids, people, stored };
}

interface Opened {
  opens: string;
  params: Record<string, string>;
  /** What the opening has asked for. */
  found?: object;
}

/** As its effect makes it, or, where the input says who opens it, its opening. */
function draftOf(kind: AnyKind, input: object, facts: Facts): Draft<unknown> {
  if (kind.open && !('opens' in input)) return kind.open(input, { ...facts, by: 'system' });
  const { opens, params, found: read, ...said } = input as Opened;
  const actor = { account: 't', name: '', org: opens, roles: [], sections: 'all', scopes: null } as const;
  const idOf = (nth: number) => derivedId(kind.kind, String(nth));
  const known = { ...facts, actor, source: opens, params, idOf, ...(read && { found: { ...facts.found, ...read } }) };
  const found = draftsOf(kind.opening as never, said, known);
  return found[0] as Draft<unknown>;
}

/** Everybody who may have an account: each role in each organisation that can have it. */
async function settled(here: Here, county: County): Promise<Person[]> {
  const { store } = here.platform.ports;
  const issuer = here.platform.settings.issuers[0]?.issuer as string;
  const people: Person[] = [];
  const settle = async (org: string, role: Person['role'], sectionless: boolean): Promise<void> => {
    const account = `${org.toLowerCase()}.t-${role}${sectionless ? '-none' : ''}`;
    const machine = role === 'machine' || role === 'nothing';
    const scopes = role === 'machine' ? (Object.keys(SCOPE_WORDS) as (keyof typeof SCOPE_WORDS)[]) : [];
    const input: AccountInput = {
      name: account,
      roles: [machine ? 'system' : role],
      sections: sectionless ? [] : 'all',
      scopes: machine ? [...scopes] : null,
      ...{ issuer, subject: subjectOf(JURISDICTION, account), active: true },
    };
    const who = { by: 'system', at: here.clock.now() };
    await putAccount(store, county, organisationOf(county, org) as never, account, input, who);
    people.push({ account, org, role, sectionless });
  };
  for (const org of ORGS) {
    const type = organisationOf(county, org)?.type;
    const others = {
      'bureau-admin': 'approval-bureau',
      'government-office': 'government-office',
      discipline: 'discipline',
    };
    for (const role of ROLES) {
      const only = others[role as keyof typeof others];
      if (role !== 'system' && (!only || only === type)) await settle(org, role, false);
    }
    await settle(org, 'machine', false);
    await settle(org, 'nothing', false);
    await settle(org, 'officer', true);
  }
  return people;
}
