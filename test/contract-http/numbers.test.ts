/** Numbers as they come in over HTTP: refused where they hide something, found however they are written. */
import { describe, expect, it } from 'vitest';
import { approval, countyHere, expectRefusal, FOOD } from './county.ts';

const here = await countyHere();
const post = (body: object, as = 'spj.officer') => here.call('POST', '/pushes', { as, body });
const HIDDEN = 'JY\u00ad1';

describe('what hides something', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['a reference', { reference: 'A\u200d1' }, '/reference'],
    ['a reference with a blank at its end', { reference: 'A1 ' }, '/reference'],
    ['a licence number', { licence: { number: HIDDEN } }, '/licence/number'],
    ['a document number', { licence: { documentNumber: HIDDEN } }, '/licence/documentNumber'],
    ['what is corrected', { corrects: HIDDEN }, '/corrects'],
  ])('is refused in %s', async (_name, more, pointer) => {
    const answer = await post(approval('N', more));
    expectRefusal(answer, 422, 'invalid');
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('is refused in a reconciliation', async () => {
    const items = [{ reference: HIDDEN, completedAt: '2026-09-28T08:00:00+08:00' }];
    const body = { from: '2026-09-28', to: '2026-09-28', items };
    const answer = await here.call('POST', '/reconciliations', { as: 'spj.officer', body });
    expectRefusal(answer, 422, 'invalid', ['/items/0/reference']);
  });
});

it('a licence is found on the register however its number is written, and shown as it was', async () => {
  const licence = { number: 'ＪＹ（2026）1', documentNumber: '冠审［2026］5号' };
  const { id } = (await post(approval('L-1', { licence }))).json;
  await here.act(id, 'claim', 'scjg.officer');
  for (const written of ['jy(2026)1', 'JY〔2026〕1', '冠审〔2026〕5号']) {
    const found = await here.call('GET', `/register?licence=${encodeURIComponent(written)}`, { as: 'scjg.officer' });
    expect(found.json.items).toMatchObject([{ pushes: [id], licence }]);
  }
});

it('two sources push one decision, written in two ways: a possible duplicate', async () => {
  await post(approval('D-1', { licence: { documentNumber: '冠审〔2026〕9号' } }));
  const again = await post(approval('D-2', { licence: { documentNumber: '冠审(2026)9号' } }), 'construction');
  expect(again.json.warnings.map(({ code }: { code: string }) => code)).toEqual(['possible-duplicate']);
});

it('identity-card numbers in a text are taken with a word that names where, and not the number', async () => {
  const id = '110105194912310089';
  const made = await post(
    approval('I-1', {
      matter: FOOD,
      summary: `法定代表人身份证号${id}`,
      riskPoints: [
        { description: '无', severity: 'low' },
        { description: id, severity: 'low' },
      ],
    }),
  );
  const warned = made.json.warnings.filter(({ code }: { code: string }) => code === 'identity-number');
  expect(warned.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/summary', '/riskPoints/1/description']);
  expect(JSON.stringify(warned)).not.toContain(id);
  expectRefusal(await here.call('GET', `/pushes?party=${id}`, { as: 'spj.officer' }), 422, 'invalid', ['?party']);
});
