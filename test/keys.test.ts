import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../shared/keys.ts';

/** The same in another way: slower, and plain. An ordered copy would not do: objects put names like `0` first. */
function inOrder(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${inOrder(member)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: undefined, c: null }, '{"b":1,"c":null}'],
    ['冠县"\\/\n\u007f\u2028', '"冠县\\"\\\\/\\n\u007f\u2028"'],
    ['\ud840\udc00 \ud840', '"\ud840\udc00 \\ud840"'],
    [[-0, 1e21, 1e-7, 0.1, 1789264800000], '[0,1e+21,1e-7,0.1,1789264800000]'],
    [
      { '10': 0, '9': 0, é: 0, z: 0, '\ufb00': 0, '\ud840\udc00': 0 },
      '{"10":0,"9":0,"z":0,"é":0,"\ud840\udc00":0,"\ufb00":0}',
    ],
  ])('%j', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('is the JSON of a value whose names are in order, of few names and of many', () => {
    const name = fc.string({ unit: 'binary', maxLength: 4 });
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const few = fc.dictionary(name, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })), { maxKeys: 6 });
    const many = fc.array(fc.tuple(name, leaf), { minLength: 60, maxLength: 70 }).map(Object.fromEntries);
    fc.assert(
      fc.property(fc.dictionary(name, few, { maxKeys: 4 }), many, (...value) => {
        expect(canonical(value)).toBe(inOrder(value));
      }),
      { numRuns: 100 },
    );
  });
});
