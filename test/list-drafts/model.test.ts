/**
 * Random drafts, confirmations, publications and pushes: every push keeps the list in force when it was pushed, and no
 * list comes into force that was not confirmed, by a superior's rule alone.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseInstant } from '../../shared/time.ts';
import { type Called, inProcess } from '../in-process.ts';
import { CATERING, FOOD, rowOf } from './story.ts';

const DRAFTS = '/boundary-list/drafts';
const ROWS = [FOOD, CATERING, '371525-WJJ-003'].map(rowOf);
const ORGS = ['SCJG', 'WJJ', 'NYNC', 'JTJ'] as const;
const DAY = 24 * 3_600_000;

const code = fc.constantFrom(...ROWS.map((row) => row.code));
const org = fc.constantFrom(...ORGS);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), code, org }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reply' as const), org, agrees: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), org }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('push' as const), code }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('superior' as const), code, org, days: fc.nat(3) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('open' as const, 'submit' as const, 'publish' as const, 'revise' as const),
    }),
  },
);
const steps = fc.array(step, { minLength: 10, maxLength: 40 });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What the model knows of a version: when it was published, and from which day it is in force. */
interface Known {
  version: string;
  validFrom: string;
  at: number;
}

/** The versions that there are in the end. */
async function play(steps: readonly Step[]): Promise<readonly Known[]> {
  const here = await inProcess({ matters: ROWS });
  const { call, clock } = here;
  const as = 'spj.admin';
  const versions: Known[] = [];
  const know = async (): Promise<void> => {
    const { items } = (await call('GET', '/boundary-list/versions', { as })).json;
    for (const { version, validFrom, publishedAt, draft, superior } of items) {
      if (versions.some((one) => one.version === version)) continue;
      versions.push({ version, validFrom, at: parseInstant(publishedAt) as number });
      if (versions.length > 1 && superior === null) await confirmed(draft, validFrom);
    }
  };
  const confirmed = async (draft: string, validFrom: string): Promise<void> => {
    const { confirmations } = (await call('GET', `${DRAFTS}/${draft}`, { as })).json;
    for (const { state, askedAt } of confirmations) {
      expect(['agreed', 'settled']).toContain(state);
      // Five working days are at least seven days.
      expect(parseInstant(`${validFrom}T00:00:00+08:00`) as number).toBeGreaterThan(
        (parseInstant(askedAt) as number) + 5 * DAY,
      );
    }
  };
  await know();
  let draft = '';
  let number = 0;
  const act = (name: string, body: object, who = as): Promise<Called> =>
    call('POST', `${DRAFTS}/${draft}/${name}`, { as: who, body });
  const dayOf = (days: number): string => new Date(clock.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10);
  for (const one of steps) {
    clock.advance(60_000);
    if (one.do === 'wait') clock.advance(one.days * DAY);
    if (one.do === 'open') {
      const made = await call('POST', DRAFTS, { as, body: { validFrom: dayOf(30) } });
      if (made.status === 201) draft = made.json.id;
    }
    if (one.do === 'push') {
      const body = {
        kind: 'approval',
        reference: `P-${++number}`,
        matter: one.code,
        party: { name: '某' },
        summary: '某',
      };
      const occurredAt = `${dayOf(0)}T00:00:00+08:00`;
      const { status, json } = await call('POST', '/pushes', { as: 'spj.officer', body: { ...body, occurredAt } });
      expect(status).toBe(201);
      const today = dayOf(0);
      const inForce = versions.filter(({ validFrom }) => validFrom <= today);
      const last = inForce.reduce((a, b) => (b.validFrom >= a.validFrom ? b : a));
      expect(json.boundaryListVersion).toBe(last.version);
      const { items } = (await call('GET', `/public/boundary-list.json?version=${last.version}`)).json;
      expect(json.to.org).toBe(items.find((row: { code: string }) => row.code === one.code).department);
    }
    if (one.do === 'superior') {
      const { items } = (await call('GET', `/public/boundary-list.json?version=${versions.at(-1)?.version}`)).json;
      const rows = items.map((row: { code: string }) =>
        row.code === one.code ? { ...row, department: one.org, section: null } : row,
      );
      const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '某' };
      await call('POST', '/boundary-list/versions', {
        as,
        body: { validFrom: dayOf(one.days), items: rows, superior },
      });
    }
    if (draft !== '') await onDraft(one);
    await know();
  }
  return versions;

  async function onDraft(one: Step): Promise<void> {
    if (one.do === 'submit' || one.do === 'revise') await act(one.do, {});
    if (one.do === 'settle') await act('settle', { org: one.org, reason: '某' }, 'zfb.office');
    if (one.do === 'publish') {
      const refused = await act('publish', { documentNumber: '冠政办字〔2026〕8号' });
      if (refused.json.code === 'notice-too-short') {
        await act('publish', { documentNumber: '冠政办字〔2026〕8号', validFrom: refused.json.earliest });
      }
    }
    if (one.do === 'change') {
      const at = `${DRAFTS}/${draft}/rows/${one.code}`;
      const { json, headers } = await call('GET', at, { as });
      const body = { ...json, department: one.org, section: null };
      await call('PUT', at, { as, body, headers: { 'if-match': headers.etag as string } });
    }
    if (one.do === 'reply') {
      const { confirmations } = (await call('GET', `${DRAFTS}/${draft}`, { as })).json;
      const asked = confirmations.find((known: { org: string }) => known.org === one.org);
      const body = one.agrees ? { position: 'agree' } : { position: 'object', rows: [{ code: FOOD, reason: '某' }] };
      const who = `${one.org.toLowerCase()}.admin`;
      if (asked) await call('POST', `/letters/${asked.letter}/reply`, { as: who, body });
    }
  }
}

it('every push keeps the list in force, no list comes into force unconfirmed', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => void (await play(all))),
    { numRuns: 10 },
  );
}, 60_000);

it('the same where a draft goes its whole way', async () => {
  const way: Step[] = [
    ...([{ do: 'open' }, { do: 'change', code: FOOD, org: 'NYNC' }, { do: 'submit' }] as Step[]),
    ...([
      { do: 'reply', org: 'NYNC', agrees: true },
      { do: 'reply', org: 'SCJG', agrees: false },
    ] as Step[]),
    ...([{ do: 'publish' }, { do: 'settle', org: 'SCJG' }, { do: 'push', code: FOOD }, { do: 'publish' }] as Step[]),
    ...([
      { do: 'wait', days: 12 },
      { do: 'wait', days: 12 },
      { do: 'push', code: FOOD },
    ] as Step[]),
    ...([
      { do: 'wait', days: 12 },
      { do: 'push', code: FOOD },
    ] as Step[]),
  ];
  expect(await play(way)).toHaveLength(2);
});
