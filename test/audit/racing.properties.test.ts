/** Chains under racing and failing commits: whatever lands, every chain holds and says of each change who made it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { putAccount, putOrganisation } from '../../shared/accounts/directory.ts';
import { putSettings } from '../../shared/accounts/settings.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import type { Entry } from '../../shared/audit/entry.ts';
import { logReading } from '../../shared/audit/readings.ts';
import { tokenUsed } from '../../shared/audit/sign-ins.ts';
import { entryKey } from '../../shared/audit/things.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import { type County, organisationOf } from '../../shared/county.ts';
import { Problem } from '../../shared/errors.ts';
import type { Store } from '../../shared/ports.ts';
import { HOUR } from '../../shared/time.ts';
import { at } from '../desk.ts';
import { FaultyStore, seeded } from '../faulty-store/store.ts';
import { demonstrationOrganisations, seedCounty } from '../in-process/county.ts';

const A = '371525';
const NOW = at('2026-09-28T09:00');
const ORGANISATIONS = demonstrationOrganisations().filter(({ code }) => ['SPJ', 'SCJG', 'ZFB'].includes(code));
const RECORDS = Array.from({ length: 130 }, (_, i) => i.toString(16).padStart(32, '0'));

type Deed = 'account' | 'other-account' | 'organisation' | 'settings' | 'reading' | 'sign-in' | 'same-sign-in';
const deed = fc.constantFrom<Deed>(
  'account',
  'other-account',
  'organisation',
  'settings',
  'reading',
  'sign-in',
  'same-sign-in',
);

const CHAINS = ['accounts/SCJG', 'county', 'readings/zfb.office/2026-09', 'sign-ins/scjg.officer/2026-09'];

it('holds whoever races whom, and each change that was answered for has its entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 2, maxLength: 8 }), fc.nat(), async (deeds, seed) => {
      const inner = openSqliteStore(':memory:');
      const options = { jurisdiction: A, since: '2022-09-02', issuer: 'https://i.example', matters: null };
      const county = await seedCounty(inner, { ...options, organisations: ORGANISATIONS });
      const store = new FaultyStore(inner, seeded(seed, { fail: 0.05, lose: 0.05, late: 0.05, delay: 0.5 }));
      const done = await Promise.all(deeds.map((one, n) => answered(DEEDS[one](store, county, `by-${n}`, n))));
      store.reschedule();
      await store.land();
      const entries = new Map<string, Entry[]>();
      for (const chain of CHAINS) {
        const found = await verifyChain(inner, A, chain);
        if (found) expect([chain, found.brokenAt]).toEqual([chain, null]);
        entries.set(chain, await entriesOf(inner, chain, found?.entries ?? 0));
      }
      const told = [...entries.values()].flat().map(markOf);
      deeds.forEach((one, n) => {
        if (done[n] && !one.endsWith('sign-in')) expect(told).toContain(`by-${n}`);
      });
      const tokens = (all: readonly boolean[]) =>
        new Set(
          deeds.flatMap((one, n) =>
            all[n] ? (one === 'sign-in' ? `${n}` : one === 'same-sign-in' ? 'same' : []) : [],
          ),
        );
      const signIns = entries.get('sign-ins/scjg.officer/2026-09')?.length;
      expect(signIns).toBeGreaterThanOrEqual(tokens(done).size);
      expect(signIns).toBeLessThanOrEqual(tokens(done.map(() => true)).size);
    }),
    { numRuns: 40 },
  );
});

/** What tells an entry apart: who did it, or what it was done with. */
function markOf({ by, detail }: Entry): string {
  return (detail as { filter?: { mark: string } } | null)?.filter?.mark ?? by;
}

async function answered(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'unavailable') return false;
    throw error;
  }
}

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

const DEEDS: Record<Deed, (store: Store, county: County, by: string, n: number) => Promise<unknown>> = {
  account: (store, county, by, n) => account(store, county, 'scjg.officer', by, n),
  'other-account': (store, county, by, n) => account(store, county, `scjg.n${n}`, by, n),
  organisation: (store, county, by) => {
    const { code: _, ...input } = organisationOf(county, 'SCJG') as County['organisations'][number];
    return putOrganisation(store, A, 'SCJG', { ...input, name: by }, { by, at: NOW });
  },
  settings: (store, _county, by) => putSettings(store, A, { mailHours: ['09:30'] }, { by, at: NOW }, () => {}),
  reading: (store, county, by, n) =>
    logReading(
      { store, random },
      county,
      { account: 'zfb.office', org: 'ZFB' },
      { act: 'list', route: '/pushes', filter: { mark: by }, records: RECORDS.slice(0, 1 + n * 18), sight: 'lead' },
      NOW,
    ),
  'sign-in': (store, _county, by) => signIn(store, by),
  'same-sign-in': (store) => signIn(store, 'same'),
};

function account(store: Store, county: County, id: string, by: string, n: number): Promise<unknown> {
  const org = organisationOf(county, 'SCJG') as County['organisations'][number];
  const input = { name: `${n}`, roles: ['officer' as const], sections: 'all' as const, scopes: null };
  return putAccount(store, county, org, id, { ...input, issuer: null, subject: null, active: true }, { by, at: NOW });
}

function signIn(store: Store, mark: string): Promise<void> {
  const who = { jurisdiction: A, org: 'SCJG', account: 'scjg.officer' };
  return tokenUsed(store, who, { text: mark, until: NOW + HOUR }, 'token', NOW);
}

async function entriesOf(store: Store, chain: string, count: number): Promise<Entry[]> {
  const keys = Array.from({ length: count }, (_, i) => entryKey(A, chain, i + 1));
  return (await store.getMany(keys)).map((item) => item?.value as Entry);
}
