import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualPush } from '../../bench/aws/units.ts';
import { fromAttributes, putInput } from '../../shared/adapters/dynamodb-items.ts';
import { OtherVersion } from '../../shared/adapters/item-format.ts';
import { DICTIONARY_3 } from '../../shared/adapters/packed-dictionary.ts';
import { DICTIONARY_1, DICTIONARY_2, earlierFormat, unpackEarlier } from '../../shared/adapters/packed-earlier.ts';
import { hashesApart, hashesBack } from '../../shared/adapters/packed-hashes.ts';
import { packValue, unpackValue } from '../../shared/adapters/packed-value.ts';
import { writePuts } from '../../shared/adapters/stored-json.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { sha256 } from '../../shared/keys.ts';
import type { Item } from '../../shared/ports.ts';
import { inProcess } from '../in-process.ts';

const NONE = { key: 'k', head: 'h', partitions: [] };
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

describe('packed values', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(unpackValue(packValue(text, NONE), NONE)).toBe(text);
      }),
    );
    const large = JSON.stringify('管'.repeat(100_000));
    expect(unpackValue(packValue(large, NONE), NONE)).toBe(large);
  });

  it('come back with their hashes, in whatever order and however often they stand there', () => {
    const some = fc.array(fc.oneof(hex(64), hex(32), hex(24), hex(23)), { minLength: 1, maxLength: 40 });
    const text = some.chain((known) =>
      fc.tuple(fc.constant(known), fc.array(fc.oneof(fc.constantFrom(...known), fc.string()), { maxLength: 80 })),
    );
    fc.assert(
      fc.property(text, hex(64), hex(32), ([known, values], head, id) => {
        const own = {
          key: `371525#exchange#${id}`,
          head: `${head}#12`,
          partitions: ['371525#SCJG', ...known.slice(0, 2)],
        };
        const json = JSON.stringify([...values, head, id, { [known[0] as string]: `"${known[0]}` }, head, ...values]);
        expect(unpackValue(packValue(json, own), own)).toBe(json);
        const apart = hashesApart(json, own);
        expect(apart && hashesBack(apart, own)).toBe(json);
      }),
    );
  });

  it('are never longer than the text and one byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(packValue(text, NONE).length).toBeLessThan(Buffer.byteLength(text) + 2);
      }),
    );
  });

  it('refuse a format that a later version may have written', () => {
    expect(() => unpackValue(Uint8Array.of(4, 0), NONE)).toThrow('later version');
  });

  it('end where a value would', () => {
    const bomb = packValue(JSON.stringify('x'.repeat(400_000)), NONE);
    expect(() => unpackValue(bomb, NONE)).toThrow();
  });

  // Everything stored so far is read with it.
  it('know the dictionaries of earlier deployments, and their own, for ever', () => {
    expect(sha256(DICTIONARY_1)).toBe('9123d129a41610309d29a68a2f5c56baf72fbad18a21ef4097fc2966386689f8');
    expect(sha256(DICTIONARY_2)).toBe('82554295b49626d4d0d6ff3043a64dd66ea6050c307751467b1ffb91b93eb914');
    expect(sha256(DICTIONARY_3)).toBe('6201b31eb558d066043af0ee018f295b098cc21c32dd62bb68e3d77c7974de8c');
  });

  it.each([
    [1, DICTIONARY_1, 2],
    [2, DICTIONARY_2, 3],
  ])('that began with byte %i are read by whoever exports them, and by nobody else', (first, dictionary, format) => {
    const text = JSON.stringify({ parties: ['SCJG'], notices: [], reference: 'GX-2026-000123' });
    const deflated = deflateRawSync(text, { dictionary: Buffer.from(dictionary), level: 9 });
    const packed = Buffer.concat([Uint8Array.of(first), deflated]);
    expect(() => unpackValue(packed, NONE)).toThrow(OtherVersion);
    expect([earlierFormat(packed), unpackEarlier(packed)]).toEqual([format, text]);
    expect(earlierFormat(packValue(text, NONE))).toBe(null);
  });
});

describe('a push of usual length', () => {
  it('takes at most 1,024 bytes of the table when it is pushed, 2,048 after, and all of it is proved', async () => {
    const { call, platform } = await inProcess({});
    const body = usualPush('GX-2026-000123', '2026-09-28T08:50:00+08:00');
    const made = await call('POST', '/pushes', { as: 'spj.officer', body });
    const key = exchangeKey('371525', made.json.id);
    const stored = async () => sizeOf((await platform.ports.store.get(key)) as Item);
    expect(await stored()).toBeLessThanOrEqual(1_024);
    await call('POST', `/pushes/${made.json.id}/claim`, { as: 'scjg.officer', body: {} });
    await call('POST', `/pushes/${made.json.id}/assign`, { as: 'scjg.head', body: { handler: 'scjg.officer' } });
    expect(await stored()).toBeLessThanOrEqual(2_048);
  });
});

/** Bytes of an item as DynamoDB bills them: names and values of its attributes, texts as UTF-8. */
function sizeOf(item: Item): number {
  const [written] = writePuts([{ item, expected: null }]);
  const { Item: attributes = {} } = putInput('t', written as NonNullable<typeof written>);
  expect(fromAttributes(attributes)).toEqual(item);
  return Object.entries(attributes).reduce((sum, [name, value]) => {
    return sum + Buffer.byteLength(name) + (typeof value === 'string' ? Buffer.byteLength(value) : value.length);
  }, 0);
}
