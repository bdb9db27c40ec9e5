/** Numbers that are compared: what they may not hold, and when two that are written differently are the same. */
import { describe, expect, it, test } from 'vitest';
import { creditCode } from '../shared/credit-code.ts';
import { headWith } from '../shared/exchange/keyed.ts';
import { identifier, line, text } from '../shared/fields.ts';
import { comparable } from '../shared/identifier.ts';
import { containsIdentityNumber, isIdentityNumber, maskIdentityNumbers } from '../shared/identity-number.ts';

describe('a number', () => {
  it.each<[string, string]>([
    ['a zero-width space', 'JY\u200b1'],
    ['a joiner', 'JY\u200d1'],
    ['a non-joiner', 'JY\u200c1'],
    ['a word joiner', 'JY\u20601'],
    ['a byte order mark', '\ufeffJY1'],
    ['a soft hyphen', 'JY\u00ad1'],
    ['a selector', 'JY\ufe0f1'],
    ['a selector beyond the first plane', '葛\u{e0100}1'],
    ['a tag', 'JY\u{e0041}1'],
    ['a Hangul filler', 'JY\u31641'],
    ['a grapheme joiner', 'JY\u034f1'],
    ['a Mongolian vowel separator', 'JY\u180e1'],
    ['a blank of Braille', 'JY\u28001'],
    ['a noncharacter', 'JY\ufdd01'],
    ['a noncharacter of a later plane', 'JY\u{1ffff}1'],
    ['what another program lost', 'JY\ufffd1'],
    ['a blank before', ' JY1'],
    ['a blank after', 'JY1 '],
    ['a full-width blank after', 'JY1\u3000'],
    ['a no-break blank before', '\u00a0JY1'],
  ])('does not hold %s', (_name, number) => expect(identifier(100).safeParse(number).success).toBe(false));

  it.each(['冠审批许字〔2026〕123号', 'JY1 3715', 'ＪＹ１', 'GX-2026-000123', '𠮷1'])('may be %s', (number) =>
    expect(identifier(100).parse(number)).toBe(number),
  );
});

test('a name keeps joiners and selectors; noncharacters are nowhere', () => {
  for (const name of ['葛\u{e0100}某', 'क\u200dष']) expect(line(100).parse(name)).toBe(name);
  for (const field of [line(100), text(100)]) expect(field.safeParse('某\uffff').success).toBe(false);
});

test.each<[string, string]>([
  ['冠审批许字〔2026〕123号', '冠审批许字[2026]123号'],
  ['冠审批许字〔2026〕123号', '冠审批许字［２０２６］123号'],
  ['冠审批许字〔2026〕123号', '冠审批许字【2026】123号'],
  ['冠审批许字〔2026〕123号', '冠审批许字（2026）123号'],
  ['冠审批许字〔2026〕123号', '冠审批许字(2026)123号'],
  ['JY13715250000123', 'jy13715250000123'],
  ['JY13715250000123', 'ＪＹ１３７１５２５００００１２３'],
  ['STRASSE-1', 'straße-1'],
  ['①', '1'],
])('%s and %s are the same', (one, other) => {
  expect(comparable(other)).toBe(comparable(one));
  expect(comparable(comparable(other))).toBe(comparable(other));
});

test.each<[string, string]>([
  ['JY-1', 'JY1'],
  ['〔2026〕1', '〔2026〕2'],
  ['O1', '01'],
])('%s and %s are not', (one, other) => expect(comparable(one)).not.toBe(comparable(other)));

test('a usual number is its own form: what was indexed before is found', () => {
  for (const number of ['JY13715250000123', '冠审批许字〔2026〕123号', 'GX-2026'])
    expect(comparable(number)).toBe(number);
});

describe('an identity-card number', () => {
  const CASES: [string, boolean, boolean][] = [
    ['110105194912310089', true, true],
    ['11010519491231002X', true, true],
    ['11010519491231002x', true, true],
    ['T110105194912310089', false, true],
    ['证号110105194912310089。', false, true],
    // Another check digit, no such day, another century, one digit more.
    ['110105194912310088', false, false],
    ['110105194902300081', false, false],
    ['110105184912310089', false, false],
    ['1101051949123100890', false, false],
    ['91371525MA3C00001R', false, false],
  ];
  it.each(CASES)('%s: whole %s, within %s', (value, whole, within) => {
    expect([isIdentityNumber(value), containsIdentityNumber(value)]).toEqual([whole, within]);
    if (!whole) return;
    const { error } = creditCode().safeParse(value);
    expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining('公民身份号码')]);
  });
});

test.each<[string, string]>([
  ['T110105194912310089', 'T110105********0089'],
  ['许可（２０２６）T110105194912310089', '许可（２０２６）T110105********0089'],
  ['Ｔ１１０１０５１９４９１２３１００８９', 'T110105********0089'],
  ['11010519491231002X、１１０１０５１９４９１２３１００８９', '110105********002X、110105********0089'],
  ['JY１３７１５２５００００１２３', 'JY１３７１５２５００００１２３'],
])('%s is shown as %s', (text, shown) => expect(maskIdentityNumbers(text)).toBe(shown));

test('what a record of any kind is about keeps no identity number, in whatever digits it is written', () => {
  const licence = { number: 'Ｔ１１０１０５１９４９１２３１００８９', documentNumber: '110105194912310089' };
  const { subject } = headWith({ licence }, '~DIGEST');
  expect(subject?.licence).toEqual({ number: 'T110105********0089', documentNumber: '110105********0089' });
});
