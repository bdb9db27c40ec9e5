/** Whoever was informed of a push (抄送) is informed of its correction, and of the end of the licence. */
import { describe, expect, it } from 'vitest';
import { countyHere, document, type Here, WITH_AGENCY } from './county.ts';

const LICENCE = { matter: WITH_AGENCY, licence: { number: 'JZ-1' } };

/** References of the copies that an organisation has. */
const copies = async (here: Here, org: string) => {
  const { items } = (await here.call('GET', '/pushes?box=in&status=for-information', { as: `${org}.officer` })).json;
  return items.map(({ reference }: { reference: string }) => reference).sort();
};
const sent = async (here: Here, body: object) => {
  here.clock.advance(1000);
  return (await here.call('POST', '/pushes', { as: 'spj.officer', body })).json;
};

describe('an enforcement agency that has a copy of a grant', async () => {
  const here = await countyHere();
  const { id } = (await here.push('GRANT', LICENCE)).json;
  await here.act(id, 'claim', 'zjj.officer');
  const { items } = (await here.call('GET', '/public/boundary-list.json')).json;
  const rows = items.map((row: { code: string }) =>
    row.code === WITH_AGENCY ? { ...row, enforcementAgency: null } : row,
  );
  const superior = { documentNumber: '鲁政办字〔2026〕1号', reason: '上级调整' };
  const body = { validFrom: '2026-09-29', items: rows, superior };
  await here.call('POST', '/boundary-list/versions', { as: 'spj.admin', body });
  here.clock.set('2026-09-29T09:00:00+08:00');

  it('gets none of a change, once the list names it no more', async () => {
    await here.push('CHANGE', { ...LICENCE, decision: 'changed' });
    expect(await copies(here, 'zhzf')).toEqual(['GRANT']);
  });

  it('gets one of the correction, also of its matter', async () => {
    const right = (await here.push('RIGHT', { ...LICENCE, matter: '371525-WJJ-001', corrects: 'GRANT' })).json;
    expect(right.copies.length).toBe(1);
    expect(await copies(here, 'zhzf')).toEqual(['GRANT', 'RIGHT']);
  });

  it('gets one of the cancellation', async () => {
    await here.push('END', { ...LICENCE, decision: 'cancelled' });
    expect(await copies(here, 'zhzf')).toEqual(['END', 'GRANT', 'RIGHT']);
  });
});

describe('a document that is corrected', async () => {
  const here = await countyHere();
  await sent(here, document('FIRST', { copyTo: [{ org: 'WJJ' }, { org: 'JTJ' }] }));
  await sent(here, document('SECOND', { corrects: 'FIRST', to: { org: 'WJJ' }, summary: '更正' }));

  it.each([
    ['scjg', ['FIRST', 'SECOND'], 'whom it was for'],
    ['wjj', ['FIRST', 'SECOND'], 'whom the correction is for'],
    ['jtj', ['FIRST', 'SECOND'], 'a copy'],
    ['zjj', [], 'neither'],
  ])('is told %s: %j (%s)', async (org, references) => {
    expect(await copies(here, org)).toEqual(references);
  });
});

it('nobody gets a copy of what corrects what was withdrawn', async () => {
  const here = await countyHere();
  const { id } = (await here.push('GRANT', LICENCE)).json;
  await here.act(id, 'withdraw', 'spj.officer', { reason: '误推' });
  const right = (await here.push('RIGHT', { ...LICENCE, matter: '371525-WJJ-001', corrects: 'GRANT' })).json;
  expect(right.copies).toEqual([]);
});
