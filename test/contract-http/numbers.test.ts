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

describe('an identity-card number in a text of other records', () => {
  const id = '110105194912310089';
  // The same in digits of full width.
  const wide = [...id].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
  const source = { documentNumber: '冠市监〔2026〕9号', issuer: '冠县市场监督管理局', level: 'county' };
  const rule = { type: 'condition', matters: [FOOD], title: '条件', validFrom: '2026-10-20', source };
  const sent = { purpose: 'inquiry', title: '询问', documentNumber: `函${id}`, signedBy: '王五', to: [{ org: 'SPJ' }] };
  const problem = { type: 'other', title: '问题', text: '无', with: [], affected: [{ name: '李某', loss: id }] };

  it.each<[string, string, string, object, string[]]>([
    ['a letter, whose number lies sealed', '/letters', 'scjg.officer', { ...sent, text: `身份证${id}` }, ['/text']],
    ['a problem', '/problems', 'scjg.officer', problem, ['/affected/0/loss']],
    ['a request for support', '/support-requests', 'scjg.officer', { category: 'data', text: wide }, ['/text']],
    ['a standard', '/standards', 'scjg.admin', { ...rule, text: id }, ['/basis', '/text']],
  ])('%s', async (_what, path, as, body, pointers) => {
    const made = await here.call('POST', path, { as, body });
    const record = made.json.id === undefined ? made.json.items[0] : made.json;
    const warnings = record.warnings ?? [];
    expect([made.status, warnings.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([201, pointers]);
    expect(JSON.stringify(warnings)).not.toContain(id);
    const read = (await here.call('GET', `${path}/${record.id}`, { as })).json;
    const codes = (read.warnings ?? []).map(({ code }: { code: string }) => code);
    expect(codes).not.toContain('identity-number');
  });

  it('and in what is said of them', async () => {
    const [record] = (await here.call('POST', '/letters', { as: 'scjg.officer', body: { ...sent, text: '无' } })).json
      .items;
    const reply = { as: 'spj.officer', body: { text: `已阅，${wide}` } };
    const { status, json } = await here.call('POST', `/letters/${record.id}/reply`, reply);
    expect([status, json.warnings]).toEqual([
      200,
      [{ code: 'identity-number', pointer: '/text', detail: expect.stringContaining('请核对') }],
    ]);
    const penalty = { type: 'penalty', decidedOn: '2026-09-28', publish: false, fields: { CF_WSH: `罚${id}` } };
    const credit = (await here.call('POST', '/credit-records', { as: 'scjg.officer', body: penalty })).json;
    expect(credit.warnings ?? []).toEqual([]);
    // Its own texts are masked as they come in.
    const wrong = { as: 'scjg.officer', body: { reason: 'wrong', text: id } };
    const ended = (await here.call('POST', `/credit-records/${credit.id}/withdraw`, wrong)).json;
    expect([ended.warnings, ended.withdrawalText]).toEqual([[], '110105********0089']);
    const made = await post(approval('I-2', { matter: FOOD }));
    const claim = await here.act(made.json.id, 'claim', 'scjg.officer', { note: id });
    expect(claim.json.warnings.at(-1)).toMatchObject({ code: 'identity-number', pointer: '/note' });
  });
});
