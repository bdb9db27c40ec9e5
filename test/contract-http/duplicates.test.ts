/** `possible-duplicate`: two sources of one organisation, and nothing that others push (domain, a push). */
import { expect, it } from 'vitest';
import { approval, countyHere, document, supervision } from './county.ts';

const SAME = { matter: '371525-SCJG-001', licence: { documentNumber: '冠审〔2026〕9号' } };
const codes = ({ json }: { json: { warnings: { code: string }[] } }): string[] => json.warnings.map(({ code }) => code);

it('is said of what the bureau and its machine both push', async () => {
  const here = await countyHere();
  const push = (as: string, body: object) => here.call('POST', '/pushes', { as, body });
  expect(codes(await push('spj.officer', approval('A', SAME)))).toEqual([]);
  expect(codes(await push('construction', approval('A', SAME)))).toEqual(['possible-duplicate']);
});

it('is said however often one of the two has pushed it before', async () => {
  const here = await countyHere();
  for (let n = 0; n < 25; n++) {
    await here.push(`C-${n}`, SAME, 'construction');
    here.clock.advance(1000);
  }
  expect(codes(await here.push('A', SAME, 'spj.officer'))).toEqual(['possible-duplicate']);
  expect(codes(await here.push('B', SAME, 'construction'))).toEqual(['possible-duplicate']);
});

it('tells nobody what others have pushed, and nobody can bring it about for others', async () => {
  const here = await countyHere();
  const push = async (as: string, body: object) => {
    const made = await here.call('POST', '/pushes', { as, body });
    expect(made.status).toBe(201);
    return codes(made);
  };
  expect(await push('spj.officer', approval('A', SAME))).toEqual([]);
  expect(await push('wjj.officer', document('A', SAME))).toEqual([]);
  expect(await push('scjg.officer', supervision('A', SAME))).toEqual([]);
  const other = { ...SAME, licence: { documentNumber: '冠审〔2026〕10号' } };
  expect(await push('wjj.officer', document('B', other))).toEqual([]);
  expect(await push('scjg.officer', supervision('B', other))).toEqual([]);
  expect(await push('spj.officer', document('B', other))).toEqual([]);
  expect(await push('construction', approval('B', other))).toEqual([]);
});
