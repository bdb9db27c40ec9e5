/** Which standard holds on which day (art. 26): a table of dated examples, and what is true of any. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level } from '../../shared/standards/body.ts';
import { beginsOn, type Standard, standingsOn } from '../../shared/standards/precedence.ts';
import { startOfDay } from '../../shared/time.ts';
import { runs } from '../runs.ts';

interface Said {
  id: string;
  level?: Level;
  type?: string;
  from?: string;
  to?: string | null;
  replaces?: string | null;
  besides?: string[];
  repealedFrom?: string | null;
  /** The day on which both sides agreed; null for not yet. */
  agreed?: string | null;
}

function standard({ id, level = 'county', type = 'rule', from = '2026-10-01', ...said }: Said): Standard {
  const { to = null, replaces = null, besides = [], repealedFrom = null, agreed = '2026-09-28' } = said;
  const source = { documentNumber: id, issuer: id, level };
  const body = { type, source, validFrom: from, validTo: to, replaces, besides, repealedFrom };
  const confirmedAt = agreed === null ? null : startOfDay(agreed);
  const state = agreed === null ? 'proposed' : 'confirmed';
  return { id, state, createdAt: 0, quarantined: false, body: { ...body, confirmedAt } } as unknown as Standard;
}

const shown = (day: string, said: readonly Said[]) =>
  [...standingsOn(day, said.map(standard))].map(([id, { standing, by }]) => `${id} ${standing}${by ? ` ${by}` : ''}`);

describe('on a day', () => {
  const city: Said = { id: 'city', level: 'city', from: '2026-10-12' };
  const state: Said = { id: 'state', level: 'state', from: '2026-10-12' };
  it.each<[string, string, Said[], string[]]>([
    ['not agreed', '2026-10-01', [{ id: 'a', agreed: null }], ['a null']],
    ['the day before', '2026-09-30', [{ id: 'a' }], ['a not-yet']],
    ['its first day', '2026-10-01', [{ id: 'a' }], ['a in-force']],
    ['a county’s, agreed later than its day', '2026-10-04', [{ id: 'a', agreed: '2026-10-05' }], ['a not-yet']],
    [
      'a city’s, entered later than its day',
      '2026-10-04',
      [{ id: 'a', level: 'city', agreed: '2026-10-05' }],
      ['a in-force'],
    ],
    ['its last day', '2026-10-31', [{ id: 'a', to: '2026-10-31' }], ['a in-force']],
    ['the day after', '2026-11-01', [{ id: 'a', to: '2026-10-31' }], ['a expired']],
    ['the day of its repeal', '2026-10-12', [{ id: 'a', repealedFrom: '2026-10-12' }], ['a expired']],
    ['a higher one, the day before', '2026-10-11', [{ id: 'a' }, city], ['a in-force', 'city not-yet']],
    ['a higher one, its day', '2026-10-12', [{ id: 'a' }, city], ['a overridden city', 'city in-force']],
    [
      'a higher one that has ended',
      '2026-10-20',
      [{ id: 'a' }, { ...city, to: '2026-10-15' }],
      ['a in-force', 'city expired'],
    ],
    [
      'the highest overrides all',
      '2026-10-12',
      [{ id: 'a' }, city, state],
      ['a overridden state', 'city overridden state', 'state in-force'],
    ],
    ['what it names beside', '2026-10-12', [{ id: 'a' }, { ...city, besides: ['a'] }], ['a in-force', 'city in-force']],
    [
      'beside the state, under a city overridden',
      '2026-10-12',
      [{ id: 'a' }, city, { ...state, besides: ['a'] }],
      ['a in-force', 'city overridden state', 'state in-force'],
    ],
    [
      'two of a level side by side',
      '2026-10-12',
      [{ id: 'a' }, { id: 'b', from: '2026-10-08' }],
      ['a in-force', 'b in-force'],
    ],
    ['of another type', '2026-10-12', [{ id: 'a', type: 'plan' }, city], ['a in-force', 'city in-force']],
    [
      'replaced, the day before',
      '2026-10-07',
      [{ id: 'a' }, { id: 'b', from: '2026-10-08', replaces: 'a' }],
      ['a in-force', 'b not-yet'],
    ],
    [
      'replaced, its day',
      '2026-10-08',
      [{ id: 'a' }, { id: 'b', from: '2026-10-08', replaces: 'a' }],
      ['a replaced b', 'b in-force'],
    ],
    [
      'replaced by one that is not agreed',
      '2026-10-08',
      [{ id: 'a' }, { id: 'b', replaces: 'a', agreed: null }],
      ['a in-force', 'b null'],
    ],
    [
      'of two caps the later day',
      '2026-10-08',
      [
        { id: 'a', type: 'cap' },
        { id: 'b', type: 'cap', from: '2026-10-08' },
      ],
      ['a replaced b', 'b in-force'],
    ],
    [
      'of two caps of one day the one that replaces the other, whatever their ids',
      '2026-10-08',
      [
        { id: 'z', type: 'cap' },
        { id: 'a', type: 'cap', replaces: 'z' },
      ],
      ['z replaced a', 'a in-force'],
    ],
    [
      'of three caps of one day the same',
      '2026-10-08',
      [
        { id: 'z', type: 'cap' },
        { id: 'y', type: 'cap' },
        { id: 'a', type: 'cap', replaces: 'z' },
      ],
      ['z replaced a', 'y replaced a', 'a in-force'],
    ],
    [
      'a cap that was replaced by an earlier one replaces no other on its own day',
      '2026-10-12',
      [
        { id: 'a', type: 'cap', from: '2026-10-12' },
        { id: 'b', type: 'cap', from: '2026-10-08', replaces: 'a' },
      ],
      ['a replaced b', 'b in-force'],
    ],
  ])('%s', (_name, day, said, expected) => {
    expect(shown(day, said)).toEqual(expected);
  });
});

const LEVELS = ['county', 'city', 'province', 'state'] as const;
const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-10-0${n}`);
const many = fc
  .array(
    fc.record({
      ...{ level: fc.constantFrom(...LEVELS), type: fc.constantFrom('rule', 'cap'), from: day },
      to: fc.option(day),
      agreed: fc.option(day, { freq: 8 }),
      ...{ replaced: fc.option(fc.nat(7), { freq: 2 }), beside: fc.array(fc.nat(7), { maxLength: 2 }) },
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ replaced, beside, ...said }, n): Said => {
      const other = replaced === null ? undefined : all[replaced];
      // As proposing takes it: what is replaced was there before, of the same level and type.
      const fits = other && (replaced as number) < n && other.level === said.level && other.type === said.type;
      return { ...said, id: `s${n}`, replaces: fits ? `s${replaced}` : null, besides: beside.map((i) => `s${i}`) };
    }),
  );

it('whatever there is, each standing has its reason', () => {
  fc.assert(
    fc.property(many, day, (said, on) => {
      const standards = said.map(standard);
      const stood = standingsOn(on, standards);
      const byId = new Map(standards.map((one) => [one.id, one]));
      const rank = (one: Standard) => LEVELS.indexOf(one.body.source?.level as (typeof LEVELS)[number]);
      const holding = standards.filter(({ id }) => stood.get(id)?.standing === 'in-force');
      for (const one of standards) {
        const { standing, by } = stood.get(one.id) ?? { standing: null, by: null };
        const other = by === null ? undefined : byId.get(by);
        expect(standing === null).toBe(one.state === 'proposed');
        if (standing === null) continue;
        expect(standing === 'not-yet').toBe(beginsOn(one) > on);
        expect(by !== null).toBe(standing === 'replaced' || standing === 'overridden');
        if (other) expect([other.body.type, other.state]).toEqual([one.body.type, 'confirmed']);
        if (standing === 'replaced') expect(beginsOn(other as Standard) <= on).toBe(true);
        const above = holding.filter(
          (higher) =>
            higher.body.type === one.body.type && rank(higher) > rank(one) && !higher.body.besides.includes(one.id),
        );
        // Overridden by the highest that holds; and in force only where there is none.
        if (standing === 'overridden') expect(rank(other as Standard)).toBe(Math.max(...above.map(rank)));
        if (standing === 'in-force') expect([above, (one.body.validTo ?? on) >= on]).toEqual([[], true]);
      }
      for (const level of LEVELS) {
        const caps = holding.filter((one) => one.body.type === 'cap' && one.body.source?.level === level);
        expect(caps.length).toBeLessThanOrEqual(1);
        const ofLevel = standards.filter(({ body }) => body.type === 'cap' && body.source?.level === level);
        const begun = ofLevel.filter((one) => one.state !== 'proposed' && beginsOn(one) <= on);
        const last = begun.filter(({ id }) => stood.get(id)?.standing !== 'replaced');
        if (begun.length > 0 && begun.every(({ body }) => body.validTo === null)) expect(last).toHaveLength(1);
      }
    }),
    { numRuns: runs(400) },
  );
});

it('the order in which they were entered changes nothing', () => {
  fc.assert(
    fc.property(many, day, (said, on) => {
      const standards = said.map(standard);
      const turned = standingsOn(on, standards.toReversed());
      for (const [id, one] of standingsOn(on, standards)) expect(turned.get(id)).toEqual(one);
    }),
    { numRuns: runs(200) },
  );
});
