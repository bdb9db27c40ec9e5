/**
 * Which entry of the register a push belongs to, and when another party stands under its number: each rule by itself.
 */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { entryId, type PushBody } from '../../shared/pushes/body.ts';
import { entryOf, numberOf } from '../../shared/pushes/entry.ts';
import type { PushInput } from '../../shared/pushes/input.ts';
import { record } from '../reports/records.ts';

type Push = Exchange<PushBody>;
type Party = PushInput['party'];

const party = (name: string, creditCode: string | null = null) => ({ type: 'organisation', name, creditCode }) as Party;
const A = party('甲公司', '91371525MA3C00001R');
const B = party('乙公司', '91371525MA3C00002P');
const OWN = entryId('M-1', 'JY-1', '91371525MA3C00001R');

let made = 0;
/** An approval of A that lies under the number, in the entry `E`; each is pushed a moment after the one before. */
function push(body: Partial<PushBody> = {}, more: Partial<Push> = {}): Push {
  const said = { matter: 'M-1', decision: 'granted', party: A, entry: 'E', ...body } as Partial<PushBody>;
  return { ...record({ id: `p${++made}`, pushed: made, body: said }), ...more };
}

const input = (more: Partial<PushInput> = {}) =>
  ({
    reference: 'R-1',
    matter: 'M-1',
    decision: 'changed',
    party: A,
    licence: { number: 'JY-1' },
    ...more,
  }) as PushInput;

function found(said: PushInput, sameNumber: readonly Push[], corrected: readonly Push[] = []): [string, boolean] {
  const { entry, warnings } = entryOf(said, { source: 'SPJ', to: 'SCJG', sameNumber, corrected });
  return [entry, warnings.length > 0];
}

test('the number is the licence’s, else that of the decision', () => {
  expect(numberOf({ licence: { number: 'JY-1', documentNumber: 'W-1' } })).toBe('JY-1');
  expect(numberOf({ licence: { number: null, documentNumber: 'W-1' } })).toBe('W-1');
  expect(numberOf({ licence: null })).toBeNull();
});

test('without a number, or without matter and party, it is an entry by itself', () => {
  expect(found(input({ licence: null }), [])).toEqual([entryId('SPJ', 'R-1'), false]);
  expect(found(input({ matter: null, party: null }), [])).toEqual([entryId('', 'JY-1', ''), false]);
  expect(found(input({ party: party('Ａ公司') }), [])).toEqual([entryId('M-1', 'JY-1', 'A公司'), false]);
});

test.each<[string, string, boolean]>([
  ['blanks at its ends', ' 空格公司　', true],
  ['a run of blanks', '空格　 公司', false],
  ['a mark that nobody sees', '空格\u00ad公司', true],
  ['another name', '空格有限公司', false],
])('a party without a code, written with %s', (_what, name, same) => {
  const there = [push({ party: party('空格公司') })];
  expect(found(input({ party: party(name), decision: 'granted' }), there)[0] === 'E').toBe(same);
});

test('a run of blanks within a name is one blank', () => {
  const there = [push({ party: party('ABC 公司') })];
  expect(found(input({ party: party('ABC　  公司') }), there)).toEqual(['E', false]);
});

test.each<[string, () => Push[], string]>([
  ['nothing', () => [], OWN],
  ['one of its own', () => [push()], 'E'],
  ['one of another department', () => [push({}, { to: 'WJJ' })], OWN],
  ['a copy', () => [push({ copyOf: 'x' })], OWN],
  ['one of another matter', () => [push({ matter: 'M-2' })], OWN],
  ['one of both matters', () => [push(), push({ matter: 'M-2' })], OWN],
  ['one withdrawn', () => [push({}, { state: 'withdrawn' })], OWN],
  ['one returned', () => [push({}, { state: 'returned' })], OWN],
  ['one superseded', () => [push({ supersededBy: 'x' })], OWN],
  ['one of which something stands', () => [push(), push({}, { state: 'withdrawn' })], 'E'],
  ['two: the one begun last', () => [push(), push({ entry: 'F' })], 'F'],
  ['two: in whatever order they are found', () => [push(), push({ entry: 'F' })].reverse(), 'F'],
  ['two: an active one first', () => [push(), push({ entry: 'F', decision: 'revoked' })], 'E'],
  ['three that have ended: the last', () => ['D', 'E', 'F'].map((entry) => push({ entry, decision: 'revoked' })), 'F'],
])('under its number lies %s', (_what, there, entry) => {
  expect(found(input(), there())).toEqual([entry, false]);
});

describe('of another party', () => {
  const other = (...more: Partial<PushBody>[]) => more.map((one) => push({ party: B, ...one }));
  test.each<[string, PushInput, Push[], string]>([
    ['what is granted has an entry of its own', input({ decision: 'granted' }), other({}), OWN],
    ['what changes a licence stays with it', input(), other({}), 'E'],
    ['not where that has ended', input(), other({ decision: 'revoked' }), OWN],
    [
      'nor where it ended before a risk was told',
      input(),
      other({ decision: 'revoked' }, { kind: 'risk', decision: null }),
      OWN,
    ],
    ['a risk alone is active', input(), other({ kind: 'risk', decision: null }), 'E'],
  ])('%s, with a warning', (_what, said, there, entry) => {
    expect(found(said, there)).toEqual([entry, true]);
  });

  test('an end that was withdrawn, or superseded, has ended nothing', () => {
    const granted = push({ party: B });
    for (const end of [
      push({ party: B, decision: 'revoked', supersededBy: 'x' }),
      push({ party: B, decision: 'revoked' }, { state: 'withdrawn' }),
    ]) {
      expect(found(input(), [granted, end])).toEqual(['E', true]);
    }
  });

  test('beside one of its own: its own, with a warning', () => {
    expect(found(input(), [push(), push({ party: B, entry: 'F' })])).toEqual(['E', true]);
  });

  test('the warning names the field that holds the number', () => {
    const pointerOf = (licence: object) =>
      entryOf(input({ licence } as Partial<PushInput>), {
        source: 'SPJ',
        to: 'SCJG',
        sameNumber: other({}),
        corrected: [],
      }).warnings[0]?.pointer;
    expect([pointerOf({ number: 'JY-1' }), pointerOf({ number: null, documentNumber: 'JY-1' })]).toEqual([
      ...['/licence/number', '/licence/documentNumber'],
    ]);
  });
});

describe('what it corrects', () => {
  test('gives it its entry, whosever that is, and where nothing else stands in it', () => {
    const wrong = push({ party: B }, { state: 'withdrawn' });
    expect(found(input({ decision: 'granted' }), [wrong], [wrong])).toEqual(['E', false]);
  });

  test('in another entry gives nothing to those that are there', () => {
    const elsewhere = push({ entry: 'G', party: B }, { to: 'WJJ' });
    expect(found(input({ decision: 'granted' }), [push({ party: B }), elsewhere], [elsewhere])).toEqual([OWN, true]);
  });

  test('another that was withdrawn is not brought back by it', () => {
    const gone = push({}, { state: 'withdrawn' });
    for (const wrong of [push({ entry: 'F' }, { state: 'withdrawn' }), push({ entry: 'G' }, { to: 'WJJ' })]) {
      const entry = wrong.to === 'WJJ' ? OWN : 'F';
      expect(found(input(), [gone, wrong], [wrong])).toEqual([entry, false]);
    }
  });

  test('of two that it corrects each keeps its entry standing', () => {
    const [first, second] = [push({}, { state: 'withdrawn' }), push({ entry: 'F', party: B }, { state: 'withdrawn' })];
    expect(found(input(), [first, second], [first, second])[0]).toBe('E');
  });
});

describe('the same party', () => {
  test.each<[string, Party, Party, boolean]>([
    ['by its code, whatever its name', party('甲', A?.creditCode), A, true],
    ['not by its name alone, where both have codes', party('甲公司', B?.creditCode), A, false],
    ['by its name, where one has no code', party('甲公司'), A, true],
    ['not by another name then', party('丙公司'), A, false],
    ['by its name, where the other has none', A, party('甲公司'), true],
    ['by its name in another width', party('Ａ公司'), party('A公司'), true],
    ['where a quarantine has taken it away', null, A, true],
    ['where nobody is named', A, null, true],
  ])('%s', (_what, there, said, same) => {
    expect(found(input({ party: said, decision: 'granted' }), [push({ party: there })])[1]).toBe(!same);
  });

  test('also where the last that was said of it was of another', () => {
    expect(found(input({ decision: 'granted' }), [push(), push({ party: B })])).toEqual(['E', false]);
    expect(found(input({ decision: 'granted' }), [push({ party: B }), push({ party: null })])).toEqual(['E', false]);
    expect(found(input({ decision: 'granted' }), [push({ party: null }), push({ party: B })])).toEqual([OWN, true]);
  });
});
