/**
 * A county in memory for tests of rules: a real SQLite store, a clock that stands until told, no mail. The boundary
 * list is small enough to be read here.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskAt } from '../functions/desk.ts';
import { countyKey } from '../shared/accounts/directory.ts';
import { FolderAttachments } from '../shared/adapters/folder-attachments.ts';
import { openSqliteStore } from '../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../shared/adapters/system-random.ts';
import { matter } from '../shared/boundary/matter.ts';
import { inForce, putVersion, readMatter, readVersions } from '../shared/boundary/versions.ts';
import { enter } from '../shared/calendar/store.ts';
import type { LogEntry } from '../shared/calendar/types.ts';
import { plainItem } from '../shared/change.ts';
import type { County, Organisation, OrganisationType } from '../shared/county.ts';
import { Problem } from '../shared/errors.ts';
import type { Desk } from '../shared/exchange/desk.ts';
import type { Actor, Exchange, Role } from '../shared/exchange/exchange.ts';
import type { AnyPersonAct } from '../shared/exchange/kind.ts';
import { kindNamed } from '../shared/exchange/run.ts';
import { create, perform } from '../shared/exchange/shell.ts';
import { load } from '../shared/exchange/work.ts';
import { KINDS } from '../shared/kinds.ts';
import type { Ports, Store } from '../shared/ports.ts';
import type { PushBody } from '../shared/pushes/body.ts';
import { pushInput } from '../shared/pushes/input.ts';
import { newPush } from '../shared/pushes/new-push.ts';
import { pushId } from '../shared/pushes/push-id.ts';
import { READERS } from '../shared/readers.ts';
import { civilDateOf, type Instant, parseInstant } from '../shared/time.ts';
import { testSeals } from './in-process/seals.ts';

export const JURISDICTION = '371525';

/** Nobody has an account here: whoever is named may handle a record. */
const READERS_HERE = { ...READERS, people: async () => ({ has: () => true, covers: () => true }) };

export type Push = Exchange<PushBody>;

/** An instant from text, for tables of dated examples: `at('2026-09-28T09:00')` is Beijing time. */
export function at(text: string): Instant {
  const whole = /:\d\d[+Z]/.test(text) ? text : `${text.length === 16 ? `${text}:00` : text}+08:00`;
  const instant = parseInstant(whole);
  if (instant === undefined) throw new Error(`no instant: ${text}`);
  return instant;
}

const org = (
  code: string,
  type: OrganisationType,
  sections: string[],
  defaultSection: string | null,
): Organisation => ({
  code,
  name: `${code}单位`,
  type,
  mail: `${code.toLowerCase()}@test.example`,
  sections: sections.map((section) => ({ code: section, name: `${section}科`, mail: null })),
  defaultSection,
});

const COUNTY: County = {
  jurisdiction: JURISDICTION,
  name: '冠县',
  since: '2022-09-02',
  organisations: [
    org('SPJ', 'approval-bureau', ['XK'], 'XK'),
    org('SCJG', 'department', ['SP', 'YP'], 'SP'),
    org('WJJ', 'department', ['YZ'], null),
    org('ZHZF', 'enforcement-agency', ['ZF'], null),
    org('ZFB', 'government-office', [], null),
    org('JW', 'discipline', [], null),
    org('QQJD', 'township', [], null),
  ],
};

const row = (code: string, department: string | null, section: string | null, more: object = {}) =>
  matter().parse({
    code,
    name: `${code}许可`,
    powerType: '行政许可',
    stages: ['supervision'],
    approvalDuty: '审批',
    supervisionDuty: '监管',
    pushMethod: '平台推送',
    addressing: 'listed',
    approvingSection: 'XK',
    department,
    section,
    dutyListEntry: '第1项',
    dutyListVersion: '2022',
    ...more,
  });

export const FOOD = 'M-FOOD';
const LIST = [
  row(FOOD, 'SCJG', 'SP'),
  row('M-AGENCY', 'SCJG', 'SP', { enforcementAgency: 'ZHZF' }),
  row('M-HEALTH', 'WJJ', null),
  row('M-NAMED', null, null, { addressing: 'named-per-push', candidates: ['SCJG', 'WJJ'] }),
];

/** An account of the test county: `actor('SCJG', 'officer')`. */
export function actor(orgCode: string, role: Role = 'officer', sections: Actor['sections'] = 'all'): Actor {
  const roles: Role[] = role === 'section-head' ? ['officer', 'section-head'] : [role];
  return { account: `${orgCode.toLowerCase()}.${role}`, name: role, org: orgCode, roles, sections, scopes: null };
}

export interface TestCounty {
  desk: Desk;
  store: Store;
  /** Sets the clock; it never goes back. */
  clock(now: Instant): void;
  now(): Instant;
  push(input: Record<string, unknown>, by?: Actor, source?: string): Promise<Push>;
  act(id: string, act: string, input: Record<string, unknown>, by: Actor): Promise<Exchange>;
  /** The code of the refusal, or `done`. */
  outcome(promise: Promise<unknown>): Promise<string>;
  read(id: string): Promise<Push>;
  enter(entry: LogEntry): Promise<readonly LogEntry[]>;
}

export async function testCounty(now: Instant, wrap: (store: Store) => Store = (store) => store): Promise<TestCounty> {
  let instant = now;
  let seed = 1;
  const nextByte = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % 256;
  };
  const sqlite = openSqliteStore(':memory:');
  const store = wrap(sqlite);
  const ports: Ports = {
    store,
    timers: { set: async () => {} },
    mailer: { send: async () => {} },
    files: { offer: () => Promise.reject(new Error('Nothing large is answered here')) },
    attachments: new FolderAttachments({ folder: join(tmpdir(), 'shenguan-no-attachments'), random: systemRandom }),
    seals: testSeals(),
    clock: { now: () => instant },
    random: { bytes: (length) => Uint8Array.from({ length }, nextByte) },
    log: { info: () => {}, error: () => {} },
  };
  const settings = { issuers: [], jurisdiction: JURISDICTION, address: 'http://localhost', mailDomain: 'test.example' };
  const desk: Desk = { ...deskAt({ ports, kinds: KINDS, settings }, JURISDICTION), readers: READERS_HERE };
  await sqlite.commit([{ item: plainItem(countyKey(JURISDICTION), COUNTY), expected: null }]);
  await putVersion(sqlite, COUNTY, { validFrom: '2022-09-02', items: LIST }, { by: 'test', at: now });
  let requests = 0;
  return {
    desk,
    store,
    clock: (next) => {
      instant = Math.max(instant, next);
    },
    now: () => instant,
    push: (input, by = actor('SPJ'), source = by.org) =>
      pushOnce(desk, pushBody(input, instant), by, source, ++requests),
    act: async (id, act, input, by) => {
      const exchange = (await load(desk, id)) as Exchange;
      const kind = kindNamed(KINDS, exchange.kind);
      const parsed = (kind.acts[act] as Partial<AnyPersonAct>).input?.().parse(input) ?? input;
      return (await perform(desk, kind, id, act, parsed, { actor: by, request: `r${++requests}` })).exchange;
    },
    outcome: (promise) => promise.then(() => 'done', codeOf),
    read: async (id) => (await load(desk, id)) as Push,
    enter: (entry) => enter(sqlite, JURISDICTION, entry, { request: `e${++requests}`, said: '' }),
  };
}

function codeOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  throw error;
}

/** A push that fits, with what a test says of it. */
function pushBody(input: Record<string, unknown>, now: Instant) {
  return pushInput().parse({
    kind: 'approval',
    reference: 'R-1',
    matter: FOOD,
    party: { name: '冠县某某食品有限公司' },
    licence: { documentNumber: '冠审〔2026〕1号', number: 'JY1' },
    occurredAt: new Date(now).toISOString(),
    summary: '准予许可',
    ...input,
  });
}

async function pushOnce(desk: Desk, input: ReturnType<typeof pushBody>, by: Actor, source: string, n: number) {
  const id = pushId(JURISDICTION, source, input.reference);
  const { exchange } = await create(desk, 'push', id, { actor: by, request: `p${n}` }, async (facts) => {
    const version = inForce(await readVersions(desk.ports.store, JURISDICTION), civilDateOf(facts.now));
    const found = input.matter && (await readMatter(desk.ports.store, JURISDICTION, version, input.matter));
    const corrected = input.corrects === null ? [] : await chain(desk, pushId(JURISDICTION, source, input.corrects));
    const list = { version: version?.version ?? '', matter: found || null };
    const more = {
      earlier: null,
      dropped: null,
      duplicate: false,
      sameNumber: [],
      held: null,
      sameDocument: false,
      caps: [],
      errorsBeside: [],
    };
    const made = newPush(input, { ...facts, actor: by, source, list, corrected, ...more });
    return { draft: made.draft, input: made };
  });
  return exchange as Push;
}

async function chain(desk: Desk, id: string): Promise<Push[]> {
  const found = (await load(desk, id)) as Push | undefined;
  if (!found) return [];
  const next = found.body.supersededBy ?? found.body.correction;
  return [found, ...(next ? await chain(desk, next) : [])];
}
