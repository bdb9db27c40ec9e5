/** Problems raised by hand (art. 21, 22): to the bureau, or to the government office where the bureau is concerned. */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD } from '../contract-http/county.ts';
import { agreed } from '../standards/story.ts';

const raised = (more: object = {}) => ({
  type: 'standards-differ',
  title: '核查标准不一致',
  text: '审批时的面积标准与监管检查的标准不一致。',
  ...more,
});

describe('who handles it', async () => {
  const here = await countyHere();
  const raise = (as: string, body: object) => here.call('POST', '/problems', { as, body });

  it.each([
    ['a department raises it: the bureau', 'scjg.officer', raised(), 'SPJ', []],
    [
      'with another department: the bureau, the other takes part',
      'scjg.officer',
      raised({ with: ['WJJ'] }),
      'SPJ',
      ['wjj'],
    ],
    ['with the bureau: the government office', 'scjg.officer', raised({ with: ['SPJ'] }), 'ZFB', ['spj']],
    ['the bureau raises it: the government office', 'spj.officer', raised({ with: ['SCJG'] }), 'ZFB', ['scjg']],
    ['the government office raises it: the bureau', 'zfb.office', raised(), 'SPJ', []],
  ] as const)('%s', async (_name, as, body, to, participants) => {
    const { status, json } = await raise(as, body);
    expect([status, json.status, json.to.org, json.why, json.push]).toEqual([201, 'open', to, 'raised', null]);
    expect(json).toMatchObject({ type: 'standards-differ', title: '核查标准不一致', affected: [] });
    for (const org of participants) {
      const listed = await here.call('GET', '/problems?box=part', { as: `${org}.officer` });
      expect(listed.json.items.map(({ id }: { id: string }) => id)).toContain(json.id);
      const said = { as: `${org}.officer`, body: { text: '本单位意见' } };
      expect((await here.call('POST', `/problems/${json.id}/reply`, said)).status).toBe(200);
    }
    expectRefusal(await here.call('GET', `/problems/${json.id}`, { as: 'jtj.officer' }), 404, 'not-found');
  });

  it.each([
    ['an organisation that is not there', raised({ with: ['NOBODY'] }), ['/with/0']],
    ['oneself', raised({ with: ['SCJG'] }), ['/with/0']],
    ['the same twice', raised({ with: ['WJJ', 'WJJ'] }), ['/with/1']],
    ['a matter that is not on the list', raised({ matter: '371525-XX-999' }), ['/matter']],
    ['another type', raised({ type: 'others' }), ['/type']],
    ['no text', raised({ text: undefined }), ['/text']],
    [
      'an applicant of the same name twice',
      raised({ affected: ['甲', '乙', '甲'].map((name) => ({ name, loss: '重复整改' })) }),
      ['/affected/2/name'],
    ],
    ['an applicant without loss', raised({ affected: [{ name: '冠县某某食品有限公司' }] }), ['/affected/0/loss']],
  ] as const)('refuses %s', async (_name, body, pointers) => {
    expectRefusal(await raise('scjg.officer', body), 422, 'invalid', pointers);
  });
});

it('names the applicants whom it cost something, ends in a resolution, and cannot be handed on', async () => {
  const here = await countyHere();
  const affected = [{ name: '冠县某某食品有限公司', loss: '重复整改' }];
  const body = raised({ matter: FOOD, affected });
  const { id, affected: kept } = (await here.call('POST', '/problems', { as: 'scjg.officer', body })).json;
  expect(kept).toEqual([{ name: '冠县某某食品有限公司', creditCode: null, loss: '重复整改', remedy: null }]);
  const act = (name: string, said: object) =>
    here.call('POST', `/problems/${id}/${name}`, { as: 'spj.officer', body: said });
  const { acts } = (await here.call('GET', `/problems/${id}`, { as: 'spj.officer' })).json;
  expect(acts).toContain('resolve');
  expect(acts).not.toContain('transfer');
  expectRefusal(await act('transfer', { org: 'WJJ', reason: '移交' }), 422, 'invalid', ['/org']);
  // An outcome that changes a standard names it, and every applicant is helped first.
  const said = { outcome: 'standard-change', resolution: '统一为监管标准' };
  expectRefusal(await act('resolve', said), 422, 'invalid', ['/links']);
  const standard = await agreed(here);
  expectRefusal(await act('resolve', { ...said, links: [standard] }), 409, 'remedies-open');
  await act('affect', { name: '冠县某某食品有限公司', remedy: '免于复查' });
  const resolved = await act('resolve', { ...said, links: [standard] });
  expect(resolved.json).toMatchObject({ status: 'resolved', outcome: 'standard-change', links: [standard] });
});

it('is taken from sight by who raised it, and by nobody whom it concerns', async () => {
  const here = await countyHere();
  const { id } = (await here.call('POST', '/problems', { as: 'scjg.officer', body: raised({ with: ['WJJ'] }) })).json;
  const quarantine = (as: string) => here.call('POST', `/problems/${id}/quarantine`, { as, body: { reason: '涉密' } });
  for (const as of ['wjj.officer', 'spj.officer']) expectRefusal(await quarantine(as), 403, 'not-allowed');
  expect((await quarantine('scjg.officer')).json).toMatchObject({
    quarantined: true,
    title: null,
    participants: ['WJJ'],
  });
});

it('sent again by its reference is the same problem for ever', async () => {
  const here = await countyHere();
  const raise = (body: object) => here.call('POST', '/problems', { as: 'scjg.officer', body });
  const first = await raise(raised({ reference: 'W-1' }));
  const again = await raise(raised({ reference: 'W-1' }));
  expect([first.status, again.status, again.json.id]).toEqual([201, 200, first.json.id]);
  expectRefusal(await raise(raised({ reference: 'W-1', title: '别的问题' })), 409, 'reference-reused');
});
