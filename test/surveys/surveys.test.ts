/**
 * Joint surveys, reviews and assessments (arts. 2, 6): appointment, who came, each opinion, the conclusion, the second
 * visit.
 */
import { describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, FOOD, type Here } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import { post } from '../mail/post.ts';

const NOW = '2026-09-28T09:00:00+08:00';
const visit = (more: object = {}) => ({
  ...{ type: 'site-survey', matters: [FOOD], startsAt: NOW, site: { township: '清泉街道', address: '振兴路 1 号' } },
  ...{ invite: [{ org: 'SCJG' }, { org: 'WJJ', people: 1 }], items: ['消防通道'] },
  ...more,
});
const arrange = (here: Here, body: object = visit(), as = 'spj.officer') => here.call('POST', '/surveys', { as, body });
const act = (here: Here, id: string, name: string, as: string, body: object = {}) =>
  here.call('POST', `/surveys/${id}/${name}`, { as, body });
const part = async (here: Here, as: string) => (await here.call('GET', '/participations', { as })).json.items[0];
const report = async (here: Here, as: string, more: object = {}) => {
  const body = { position: 'agree', text: '现场符合要求。', signedBy: '王芳', ...more };
  return here.call('POST', `/participations/${(await part(here, as)).id}/report`, { as, body });
};
const came = (people: Record<string, string[]>) => ({
  attendance: Object.entries(people).map(([org, names]) => ({ org, people: names })),
});
const ALL = came({ SPJ: ['张三', '李四'], SCJG: ['王芳'], WJJ: ['赵六'] });
const PASS = { result: 'pass', text: '同意通过。', signedBy: '李强' };

describe('a joint survey', async () => {
  const here = await countyHere();
  const { status, json: survey } = await arrange(here);

  it('asks each for two people, or as many as it says, and shows matter and place', async () => {
    expect([status, survey.status, survey.mattersText, survey.warnings]).toEqual([
      201,
      'scheduled',
      '食品经营许可',
      [],
    ]);
    expect(await part(here, 'scjg.officer')).toMatchObject({
      ...{ of: 'survey', title: '联合踏勘（食品经营许可）', place: '清泉街道 振兴路 1 号', wanted: 2, opinions: true },
    });
    expect((await part(here, 'wjj.officer')).wanted).toBe(1);
  });

  it('moved to another house, stays in its township', async () => {
    await act(here, survey.id, 'move', 'spj.officer', { startsAt: NOW, site: { address: '振兴路 2 号' } });
    expect(await part(here, 'scjg.officer')).toMatchObject({ place: '清泉街道 振兴路 2 号' });
    await act(here, survey.id, 'move', 'spj.officer', { startsAt: NOW });
    expect(await part(here, 'scjg.officer')).toMatchObject({ place: '清泉街道 振兴路 2 号' });
  });

  it('held today, a report on 09-30 is late', async () => {
    const held = await act(here, survey.id, 'hold', 'spj.officer', ALL);
    expect(held.json).toMatchObject({ status: 'held', warnings: [] });
    expect(await part(here, 'scjg.officer')).toMatchObject({ status: 'attended', due: '2026-09-29' });
    const file = await upload(here.call, 'scjg.officer');
    const items = [{ point: '消防通道', result: 'pass', comment: '畅通', files: [{ file, name: '照片.pdf' }] }];
    expect((await report(here, 'scjg.officer', { items })).json).toMatchObject({
      ...{ status: 'reported', late: null },
      items: [{ point: '消防通道', result: 'pass', comment: '畅通', files: [{ file, name: '照片.pdf' }] }],
    });
    expectRefusal(await act(here, survey.id, 'conclude', 'spj.officer', PASS), 409, 'opinions-open');
    here.clock.set('2026-09-30T09:00:00+08:00');
    expect((await report(here, 'wjj.officer')).json).toMatchObject({ late: { due: '2026-09-29' } });
  });

  it('is concluded once all have reported', async () => {
    const done = await act(here, survey.id, 'conclude', 'spj.officer', PASS);
    expect(done.json).toMatchObject({ status: 'concluded', result: 'pass', withoutReply: false });
    expectRefusal(await act(here, survey.id, 'conclude', 'spj.officer', PASS), 409, 'already-done');
    expect((await here.call('GET', `/surveys/${survey.id}`, { as: 'wjj.officer' })).json.conclusion).toBe('同意通过。');
  });
});

describe('absence and too few people', async () => {
  const here = await countyHere();
  const { id } = (await arrange(here)).json;

  it('are shown and stop nothing', async () => {
    const held = await act(here, id, 'hold', 'spj.officer', came({ SPJ: ['张三'], SCJG: ['王芳'] }));
    expect(held.json.warnings).toMatchObject([{ code: 'too-few', pointer: '/attendance' }]);
    expect(await part(here, 'wjj.officer')).toMatchObject({ status: 'absent', due: null });
    await report(here, 'scjg.officer');
    expect((await act(here, id, 'conclude', 'spj.officer', PASS)).json.status).toBe('concluded');
  });
});

describe('an opinion that does not come', async () => {
  const here = await countyHere();
  const { id } = (await arrange(here)).json;
  await act(here, id, 'hold', 'spj.officer', ALL);

  it('is gone without past its day alone; it stays late, and no clock runs on', async () => {
    const without = { ...PASS, withoutReply: true };
    expectRefusal(await act(here, id, 'conclude', 'spj.officer', without), 409, 'opinions-open');
    here.clock.set('2026-09-30T00:00:00+08:00');
    expect((await act(here, id, 'conclude', 'spj.officer', without)).json.withoutReply).toBe(true);
    expect(await part(here, 'scjg.officer')).toMatchObject({
      status: 'unreported',
      late: { due: '2026-09-29' },
      due: null,
    });
    expect((await here.call('GET', '/inbox', { as: 'scjg.officer' })).json.items).toEqual([]);
  });
});

describe('a second visit', async () => {
  const here = await countyHere();
  const first = (await arrange(here)).json.id;
  await act(here, first, 'hold', 'spj.officer', came({ SPJ: ['张三', '李四'] }));

  it('follows one that says to rectify, by a day to come', async () => {
    expectRefusal(await arrange(here, visit({ followUpOf: first })), 409, 'not-rectify');
    const rectify = { result: 'rectify', text: '限期整改。', signedBy: '李强' };
    const conclude = (more: object) => act(here, first, 'conclude', 'spj.officer', { ...rectify, ...more });
    expectRefusal(await conclude({}), 422, 'invalid', ['/rectifyBy']);
    expectRefusal(await conclude({ rectifyBy: '2026-09-28' }), 422, 'invalid', ['/rectifyBy']);
    expect((await conclude({ rectifyBy: '2026-10-15' })).json).toMatchObject({
      result: 'rectify',
      rectifyBy: '2026-10-15',
    });
    const again = await arrange(here, visit({ followUpOf: first }));
    expect(again.json).toMatchObject({ status: 'scheduled', followUpOf: first });
  });
});

describe('who may, and what fits', async () => {
  const here = await countyHere();

  it.each(['scjg.officer', 'zfb.office', 'qqjd.officer'])('%s arranges none', async (as) => {
    expectRefusal(await arrange(here, visit({ invite: [{ org: 'ZJJ' }] }), as), 403, 'not-allowed');
  });

  it.each([
    ['a matter that is not on the list', { matters: ['371525-XX-001'] }, ['/matters/0']],
    ['a matter twice', { matters: [FOOD, FOOD] }, ['/matters/1']],
    ['no matter', { matters: [] }, ['/matters']],
    ['a first visit that is not there', { followUpOf: '0'.repeat(32) }, ['/followUpOf']],
    ['itself', { invite: [{ org: 'SPJ' }] }, ['/invite/0/org']],
    ['nobody to come', { invite: [{ org: 'WJJ', people: 0 }] }, ['/invite/0/people']],
  ])('not %s', async (_name, more, pointers) => {
    expectRefusal(await arrange(here, visit(more)), 422, 'invalid', pointers);
  });

  it('cancelled, its participations are', async () => {
    const { id } = (await arrange(here)).json;
    expectRefusal(await act(here, id, 'conclude', 'spj.officer', PASS), 409, 'not-held');
    expect((await act(here, id, 'cancel', 'spj.officer', {})).json.status).toBe('cancelled');
    expect((await part(here, 'scjg.officer')).status).toBe('cancelled');
    expectRefusal(await report(here, 'scjg.officer'), 409, 'not-attended');
  });
});

it.each([
  ['a company', { name: '冠县某某食品有限公司' }, ['地点：清泉街道 某路1号', '相对人：冠县某某食品有限公司']],
  ['a natural person', { type: 'natural-person', name: '吴老师' }, []],
])('the invitation to a visit at %s says when, and where and whom of no natural person', async (_whom, party, said) => {
  const county = await post('2026-09-28T09:00');
  const body = {
    ...{ type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: '2026-09-29T09:00:00+08:00', party },
    ...{ site: { township: '清泉街道', address: '某路1号' }, invite: [{ org: 'SCJG' }] },
  };
  await county.call('POST', '/surveys', { as: 'spj.officer', body });
  await county.until('2026-09-28T10:00');
  const text = county.sent.map((mail) => mail.text).join();
  expect(text).toContain('时间：2026-09-29 09:00');
  const told = ['地点：清泉街道 某路1号', '相对人：冠县某某食品有限公司', '吴老师'];
  expect(told.filter((words) => text.includes(words))).toEqual(said);
  expect(text).not.toContain('建立问题快速处理通道');
});
