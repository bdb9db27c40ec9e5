import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DICTIONARY_1 } from '../../shared/adapters/packed-dictionary.ts';
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
    expect(() => unpackValue(Uint8Array.of(2, 0))).toThrow('later version');
  });

  it('end where a value would', () => {
    const bomb = packValue(JSON.stringify('x'.repeat(400_000)));
    expect(() => unpackValue(bomb)).toThrow();
  });

  // Everything stored so far is read with it.
  it('know the dictionary of the first deployments for ever', () => {
    expect(sha256(DICTIONARY_1)).toBe('9123d129a41610309d29a68a2f5c56baf72fbad18a21ef4097fc2966386689f8');
  });
});
