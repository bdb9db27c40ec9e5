/** The register's entries: one a department, matter, licence number and party (art. 17(1)). */
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Item } from '../../shared/ports.ts';
import { countyHere, expectRefusal, supervision } from './county.ts';

const DRUGS = '371525-SCJG-002';
const A = { name: '甲公司', creditCode: '91371525MA3C00001R' };
const B = { name: '乙公司', creditCode: '91371525MA3C00002P' };
const ANOTHER = 'licence-number-of-another-party';

/**
 * Pushes and claims, one after the other, so many milliseconds apart; answers the warnings, and the register as it then
 * is.
 */
async function registered(apart: number, pushes: readonly Record<string, unknown>[]) {
  const here = await countyHere();
  const warned: boolean[] = [];
  for (const [i, more] of pushes.entries()) {
    here.clock.advance(apart);
    const { json } = await here.push(`R-${i}`, { licence: { number: 'JY-1' }, party: A, ...more });
    warned.push(json.warnings.some(({ code }: { code: string }) => code === ANOTHER));
    await here.act(json.id, 'claim', 'scjg.officer');
  }
  const { items } = (await here.call('GET', '/register', { as: 'scjg.officer' })).json;
  const entries = items.map((entry: { state: string; matter: string; party: { name: string }; pushes: string[] }) => {
    return `${entry.party.name} ${entry.matter.slice(-3)} ${entry.state} ${entry.pushes.length}`;
  });
  return { warned, entries: entries.sort(), here, items };
}

describe.each([1000, 0])('an entry, of pushes %i ms apart', (apart) => {
  it.each<[string, Record<string, unknown>[], string[], boolean[]]>([
    [
      'is one for all that is pushed of a licence',
      [{}, { decision: 'changed' }],
      ['甲公司 001 active 2'],
      [false, false],
    ],
    [
      'is one however the number is written',
      [{ licence: { number: 'JY(1)' } }, { licence: { number: 'ｊｙ〔1〕' }, decision: 'renewed' }],
      ['甲公司 001 active 2'],
      [false, false],
    ],
    ['is one a matter', [{}, { matter: DRUGS }], ['甲公司 001 active 1', '甲公司 002 active 1'], [false, false]],
    ['ends and is granted again', [{}, { decision: 'cancelled' }, {}], ['甲公司 001 active 3'], [false, false, false]],
    [
      'of another party is its own, with a warning',
      [{}, { party: B }],
      ['乙公司 001 active 1', '甲公司 001 active 1'],
      [false, true],
    ],
    [
      'is the same party where one has no code and the name is written in another width',
      [{ party: { name: 'Ａ公司' } }, { party: { name: 'A公司', creditCode: A.creditCode }, decision: 'changed' }],
      ['A公司 001 active 2'],
      [false, false],
    ],
    [
      'is another party by another name where a code is missing',
      [{}, { party: { name: '丙公司' } }],
      ['丙公司 001 active 1', '甲公司 001 active 1'],
      [false, true],
    ],
    [
      'ends by what is said of its number, though of another party, with a warning',
      [{}, { party: B, decision: 'revoked' }],
      ['乙公司 001 ended 2'],
      [false, true],
    ],
    [
      'of its own party ends, not the newer one of another',
      [{}, { party: B }, { decision: 'cancelled' }],
      ['乙公司 001 active 1', '甲公司 001 ended 2'],
      [false, true, true],
    ],
    [
      'of its own party ends, though another’s change was said of it, not the newer one of a third',
      [{}, { party: { name: '乙公司' }, decision: 'changed' }, { party: { name: '丙公司' } }, { decision: 'revoked' }],
      ['丙公司 001 active 1', '甲公司 001 ended 3'],
      [false, true, true, true],
    ],
    [
      'that is newest and active is meant by a third',
      [{}, { party: B }, { party: { name: '丙公司' }, decision: 'withdrawn' }],
      ['丙公司 001 ended 2', '甲公司 001 active 1'],
      [false, true, true],
    ],
    [
      'is corrected, also in its party',
      [{}, { party: { name: '甲有限公司' }, corrects: 'R-0' }],
      ['甲有限公司 001 active 2'],
      [false, false],
    ],
    [
      'is ended by a correction of its number, whose own takes its place once it is claimed',
      [{}, { licence: { number: 'JY-2' }, corrects: 'R-0' }],
      ['甲公司 001 active 1', '甲公司 001 ended 1'],
      [false, false],
    ],
    [
      'is ended by a correction of its matter',
      [{}, { matter: DRUGS, corrects: 'R-0' }],
      ['甲公司 001 ended 1', '甲公司 002 active 1'],
      [false, false],
    ],
    [
      'keeps what else was said of its licence',
      [{}, { decision: 'renewed' }, { licence: { number: 'JY-2' }, corrects: 'R-1' }],
      ['甲公司 001 active 1', '甲公司 001 active 2'],
      [false, false, false],
    ],
    [
      'without a number is one a push',
      [{ licence: null }, { licence: null }],
      ['甲公司 001 active 1', '甲公司 001 active 1'],
      [false, false],
    ],
  ])('%s', async (_name, pushes, entries, warned) => {
    const found = await registered(apart, pushes);
    expect([found.entries, found.warned]).toEqual([entries, warned]);
  });
});

describe('an entry', () => {
  it('goes on until the correction is claimed; then the push says by what, and another addressee is told', async () => {
    const here = await countyHere();
    const { id } = (await here.push('WRONG', { licence: { number: 'JY-9' }, party: A })).json;
    await here.act(id, 'claim', 'scjg.officer');
    here.clock.advance(1000);
    const said = { matter: '371525-WJJ-001', licence: { number: 'JY-9' }, party: A, corrects: 'WRONG' };
    const right = (await here.push('RIGHT', said)).json;
    const states = async (as: string) =>
      (await here.call('GET', '/register', { as })).json.items.map(({ state }: { state: string }) => state);
    expect([await states('scjg.officer'), (await here.read(id, 'spj.officer')).json.correctedBy]).toEqual([
      ['active'],
      null,
    ]);
    await here.act(right.id, 'claim', 'wjj.officer');
    expect([await states('scjg.officer'), await states('wjj.officer')]).toEqual([['ended'], ['active']]);
    expect((await here.read(id, 'scjg.officer')).json.correctedBy).toBe(right.id);
    const stored = (await here.platform.ports.store.get(`371525#exchange#${id}`)) as Item;
    const { mails } = stored.value as Exchange;
    expect(mails.map(({ type, org }) => [type, org])).toContainEqual(['corrected', 'SCJG']);
  });
});

describe('a licence that another department has than the list says', async () => {
  const here = await countyHere();
  const licence = { number: 'JY-7' };
  const register = async (as: string) =>
    (await here.call('GET', '/register', { as })).json.items.map(({ state }: { state: string }) => state);
  const granted = (await here.push('GRANT', { licence, party: A })).json;
  await here.act(granted.id, 'return', 'scjg.officer', { reason: '应由卫生健康局监管' });
  const readdressed = (await here.act(granted.id, 'readdress', 'spj.officer', { org: 'WJJ' })).json;
  await here.act(readdressed.id, 'claim', 'wjj.officer');

  it('is reported on by that one, and by nobody else beside the list', async () => {
    const send = (reference: string, as: string, more = {}) => {
      const body = supervision(reference, { licence, party: A, ...more });
      return here.call('POST', '/pushes', { as, body });
    };
    expect((await send('FOUND', 'wjj.officer')).status).toBe(201);
    expectRefusal(await send('NOT THEIRS', 'zjj.officer'), 403, 'not-allowed');
    expectRefusal(await send('ANOTHER', 'wjj.officer', { licence: { number: 'JY-8' } }), 403, 'not-allowed');
  });

  it('is ended there, and its sender told why it goes there', async () => {
    here.clock.advance(1000);
    const made = (await here.push('END', { licence, party: A, decision: 'cancelled' })).json;
    expect(made.to.org).toBe('WJJ');
    expect(made.warnings.map(({ code }: { code: string }) => code)).toEqual(['goes-to-holder']);
    await here.act(made.id, 'claim', 'wjj.officer');
    expect([await register('wjj.officer'), await register('scjg.officer')]).toEqual([['ended'], []]);
  });

  it('goes by the list once it has ended, and where another party is meant', async () => {
    here.clock.advance(1000);
    const again = (await here.push('CHANGED', { licence, party: A, decision: 'changed' })).json;
    const other = (await here.push('OTHER', { licence, party: B, decision: 'changed' })).json;
    expect([again.to.org, other.to.org]).toEqual(['SCJG', 'SCJG']);
  });
});

it.each([
  ['a number that nobody has pushed', { licence: { number: 'JY-UNKNOWN' } }, ['nothing-to-end']],
  ['no number at all', { licence: null }, ['nothing-to-end']],
  ['what was granted', {}, []],
])('what ends %s: warnings %j', async (_what, more, codes) => {
  const here = await countyHere();
  await here.push('G', { licence: { number: 'JY-1' }, party: A });
  const said = { licence: { number: 'JY-1' }, party: A, decision: 'cancelled', ...more };
  const { warnings } = (await here.push('E', said)).json;
  expect(warnings.map(({ code }: { code: string }) => code)).toEqual(codes);
});
