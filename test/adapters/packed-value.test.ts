import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OtherVersion } from '../../shared/adapters/item-format.ts';
import { DICTIONARY_2 } from '../../shared/adapters/packed-dictionary.ts';
import { DICTIONARY_1, isOfFormat2, unpackFormat2 } from '../../shared/adapters/packed-format-2.ts';
import { packValue, unpackValue } from '../../shared/adapters/packed-value.ts';
import { sha256 } from '../../shared/keys.ts';

describe('packed values', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(unpackValue(packValue(text))).toBe(text);
      }),
    );
    const large = JSON.stringify('管'.repeat(100_000));
    expect(unpackValue(packValue(large))).toBe(large);
  });

  it('are never longer than the text and one byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(packValue(text).length).toBeLessThan(Buffer.byteLength(text) + 2);
      }),
    );
  });

  it('refuse a format that a later version may have written', () => {
    expect(() => unpackValue(Uint8Array.of(3, 0))).toThrow('later version');
  });

  it('end where a value would', () => {
    const bomb = packValue(JSON.stringify('x'.repeat(400_000)));
    expect(() => unpackValue(bomb)).toThrow();
  });

  // Everything stored so far is read with it.
  it('know the dictionary of the first deployments for ever', () => {
    expect(sha256(DICTIONARY_1)).toBe('9123d129a41610309d29a68a2f5c56baf72fbad18a21ef4097fc2966386689f8');
    expect(sha256(DICTIONARY_2)).toBe('82554295b49626d4d0d6ff3043a64dd66ea6050c307751467b1ffb91b93eb914');
  });

  it('of format 2 are read by whoever exports them, and by nobody else', () => {
    const text = JSON.stringify({ parties: ['SCJG'], notices: [], reference: 'GX-2026-000123' });
    const deflated = deflateRawSync(text, { dictionary: Buffer.from(DICTIONARY_1), level: 9 });
    const packed = Buffer.concat([Uint8Array.of(1), deflated]);
    expect(() => unpackValue(packed)).toThrow(OtherVersion);
    expect([isOfFormat2(packed), unpackFormat2(packed)]).toEqual([true, text]);
    expect(isOfFormat2(packValue(text))).toBe(false);
  });
});
