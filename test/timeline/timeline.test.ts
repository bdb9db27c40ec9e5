/**
 * `GET /timeline` (art. 8): all that has happened with a party, a licence, an application or a project, as each may see
 * it.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const CODE = '91371525MA3C00001R';
const PARTY = { name: '冠县某某食品有限公司', creditCode: CODE };
const PROJECT = '2309-371525-04-01-123456';

let here: Here;
const post = async (path: string, as: string, body: object) => {
  const { status, json } = await here.call('POST', path, { as, body });
  if (status >= 300) throw new Error(JSON.stringify(json));
  return json;
};
const at = (time: string) => here.clock.set(`2026-09-28T${time}:00+08:00`);
const timeline = async (as: string, query: string) => (await here.call('GET', `/timeline?${query}`, { as })).json;
const told = async (as: string, query: string) =>
  (await timeline(as, query)).items.map(({ stage, text }: { stage: string; text: string }) => `${stage} ${text}`);

/** Guidance before, a survey and a push during, supervision and an inquiry after. */
beforeAll(async () => {
  here = await countyHere();
  const { json } = await here.call('POST', '/guidance', {
    as: 'spj.officer',
    body: {
      projectName: '冷链项目',
      matters: ['371525-SCJG-001'],
      text: '选址',
      grounds: ['ecology'],
      project: PROJECT,
    },
  });
  expect(json.project).toBe(PROJECT);
  at('09:10');
  await post('/surveys', 'spj.officer', {
    ...{ type: 'site-survey', matters: ['371525-SCJG-001'], startsAt: '2026-09-29T09:00:00+08:00' },
    ...{ invite: [{ org: 'SCJG' }], party: PARTY, application: 'A-1', project: PROJECT },
  });
  at('09:20');
  await post('/pushes', 'spj.officer', {
    ...{ kind: 'approval', reference: 'GX-1', matter: '371525-SCJG-001', party: PARTY, summary: '准予食品经营许可' },
    ...{ licence: { number: 'JY1', documentNumber: '冠审〔2026〕1号' }, occurredAt: '2026-09-28T09:00:00+08:00' },
    application: 'A-1',
  });
  at('09:30');
  await post('/pushes', 'scjg.officer', {
    ...{ kind: 'supervision', reference: 'JG-1', matter: '371525-SCJG-001', party: PARTY, summary: '警告' },
    ...{ licence: { number: 'ＪＹ1' }, occurredAt: '2026-09-28T09:00:00+08:00' },
  });
  at('09:40');
  await post('/letters', 'spj.officer', {
    ...{ purpose: 'inquiry', to: [{ org: 'WJJ' }], title: '请核实', text: '请核实。', party: PARTY },
  });
});

const SURVEY = 'during 联合踏勘（食品经营许可）';
const APPROVAL = 'during 审批信息：食品经营许可';
const SUPERVISION = 'after 监管处理信息：食品经营许可';
const LETTER = 'after 工作联系（商洽）：请核实';

describe('a timeline', () => {
  it.each([
    ['spj.officer', `party=${CODE}`, [LETTER, SUPERVISION, APPROVAL, SURVEY]],
    ['scjg.officer', `party=${CODE}`, [SUPERVISION, APPROVAL, SURVEY]],
    ['wjj.officer', `party=${CODE}`, [LETTER]],
    ['zfb.office', `party=${CODE}`, [LETTER, SUPERVISION, APPROVAL, SURVEY]],
    ['jtj.officer', `party=${CODE}`, []],
    ['spj.officer', 'application=A-1', [APPROVAL, SURVEY]],
    ['spj.officer', `project=${PROJECT}`, [SURVEY, 'before 事前业务指导：冷链项目']],
    // Those of the applications that the licence's pushes name, too.
    ['spj.officer', 'licence=jy1', [SUPERVISION, APPROVAL, SURVEY]],
    ['spj.officer', 'licence=JY2', []],
  ])('for %s, %s: newest first, what it may see', async (as, query, expected) => {
    expect(await told(as, query)).toEqual(expected);
  });

  it('says of each when, what it is and where it lies', async () => {
    const { items } = await timeline('scjg.officer', `party=${CODE}`);
    expect(items[1]).toEqual({
      ...{ at: '2026-09-28T09:20:00+08:00', stage: 'during', kind: 'push', id: items[1].id, path: 'pushes' },
      ...{ label: '推送', status: 'pending', from: { org: 'SPJ' }, due: '2026-09-30', late: null },
      ...{ to: { org: 'SCJG', section: 'SPXK', handler: null }, text: '审批信息：食品经营许可' },
      ...{ party: '冠县某某食品有限公司', number: '冠审〔2026〕1号' },
    });
  });

  it('goes on page by page', async () => {
    const seen: string[] = [];
    for (let cursor = '', n = 0; n < 5; n++) {
      const { items, next } = await timeline('spj.officer', `licence=JY1&limit=1${cursor}`);
      seen.push(...items.map(({ kind }: { kind: string }) => kind));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual(['push', 'push', 'survey']);
    const { next } = await timeline('spj.officer', `party=${CODE}&limit=1`);
    const other = await here.call('GET', `/timeline?application=A-1&cursor=${next}`, { as: 'spj.officer' });
    expectRefusal(other, 422, 'invalid', ['?cursor']);
  });

  it.each([
    ['', ['?party']],
    [`party=${CODE}&project=${PROJECT}&licence=1`, ['?licence', '?project']],
    ['party=1', ['?party']],
  ])('asks for exactly one key: %s', async (query, pointers) => {
    expectRefusal(await here.call('GET', `/timeline?${query}`, { as: 'spj.officer' }), 422, 'invalid', pointers);
  });

  it('says nothing of what was quarantined', async () => {
    const { items } = await timeline('wjj.officer', `party=${CODE}`);
    const { id } = items[0];
    await post(`/letters/${id}/quarantine`, 'spj.officer', { reason: '误录' });
    expect(await told('wjj.officer', `party=${CODE}`)).toEqual([]);
  });

  it('shows the original to those who got a copy, and the copy to nobody', async () => {
    await post('/pushes', 'spj.officer', {
      ...{ kind: 'document', reference: 'D-1', to: { org: 'SCJG' }, copyTo: [{ org: 'WJJ' }], summary: '通知' },
      ...{ occurredAt: '2026-09-28T09:00:00+08:00', application: 'A-9' },
    });
    expect(await told('spj.officer', 'application=A-9')).toHaveLength(1);
    expect(await told('wjj.officer', 'application=A-9')).toHaveLength(1);
  });
});

it('of a licence with many applications, each with many records, is one list', async () => {
  here = await countyHere();
  const applications = ['M-1', 'M-2', 'M-3'];
  const to = ['SCJG', 'WJJ', 'JTJ', 'ZJJ', 'STHJ', 'YJJ', 'JTYJ', 'FGJ', 'GAJ', 'CZJ'].map((org) => ({ org }));
  for (const application of applications) {
    await here.push(application, { licence: { number: 'JY9' }, application });
    const letter = { purpose: 'inquiry', to, title: '核实', text: '请核实。', application };
    for (let n = 0; n < 7; n++) await post('/letters', 'spj.officer', letter);
  }
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const { items, next } = await timeline('spj.officer', `licence=JY9&limit=200${cursor}`);
    ids.push(...items.map(({ id }: { id: string }) => id));
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  expect([ids.length, new Set(ids).size]).toEqual([213, 213]);
});

it('has what comes of a push, too: a dispute, and the task on what was found', async () => {
  const county = await countyHere();
  const licence = { number: 'JY-9' };
  const said = { party: PARTY, licence, application: 'A-9', project: PROJECT };
  const { id } = (await county.push('G-9', said)).json;
  await county.act(id, 'claim', 'scjg.officer');
  await county.act(id, 'dispute', 'scjg.officer', { reason: '不属本局' });
  const found = { kind: 'supervision', reference: 'S-9', matter: '371525-SCJG-001', summary: '警告', ...said };
  const body = { ...found, occurredAt: '2026-09-28T09:00:00+08:00' };
  const result = (await county.call('POST', '/pushes', { as: 'scjg.officer', body })).json;
  await county.act(result.id, 'claim', 'spj.officer');
  for (const query of [`party=${CODE}`, 'licence=JY-9', 'application=A-9', `project=${PROJECT}`]) {
    const { items } = (await county.call('GET', `/timeline?${query}`, { as: 'spj.officer' })).json;
    const kinds = items.map(({ kind }: { kind: string }) => kind).sort();
    expect([query, kinds]).toEqual([query, ['problem', 'push', 'push', 'task']]);
  }
});

it('has what a guidance and a problem ask for: letters and meetings', async () => {
  const county = await countyHere();
  const call = async (path: string, as: string, body: object) => {
    const { status, json, text } = await county.call('POST', path, { as, body });
    if (status >= 300) throw new Error(text);
    return json;
  };
  const said = { party: PARTY, licence: { number: 'JY-8' }, application: 'A-8', project: PROJECT };
  const [startsAt, to] = ['2026-09-29T09:00:00+08:00', [{ org: 'SCJG' }]];
  const guidance = await call('/guidance', 'spj.officer', {
    ...{ projectName: '冷链项目', text: '选址', grounds: ['ecology'], ...said },
  });
  await call(`/guidance/${guidance.id}/ask`, 'spj.officer', { to });
  await call(`/guidance/${guidance.id}/convene`, 'spj.officer', { startsAt, place: '某处', invite: [{ org: 'WJJ' }] });
  const problem = await call('/problems', 'wjj.officer', { type: 'other', title: '衔接', text: '不清', ...said });
  await call(`/problems/${problem.id}/consult`, 'spj.officer', { to, text: '请说明' });
  await call(`/problems/${problem.id}/convene`, 'spj.officer', { startsAt, place: '某处', invite: to });
  for (const query of [`party=${CODE}`, 'licence=JY-8', 'application=A-8', `project=${PROJECT}`]) {
    const { items } = (await county.call('GET', `/timeline?${query}`, { as: 'spj.officer' })).json;
    const told = items.map(({ stage, kind }: { stage: string; kind: string }) => `${stage} ${kind}`).sort();
    expect([query, told]).toEqual([
      query,
      ['after letter', 'after problem', 'before guidance', 'before letter', 'before meeting', 'before meeting'],
    ]);
  }
  const { items } = (await county.call('GET', '/letters', { as: 'scjg.officer' })).json;
  const about = ({ party, licence, application, project }: Record<string, unknown>) => {
    return { party, licence, application, project };
  };
  expect(items.map(about)).toEqual([about(guidance), about(problem)]);
});

describe('what the register says, and the number of a decision', () => {
  let there: Here;
  const lines = async (as: string, query: string) => {
    const { items } = (await there.call('GET', `/timeline?${query}`, { as })).json;
    return items.map(({ kind, text }: { kind: string; text: string }) => `${kind} ${text}`);
  };
  const PUSHED = 'push 审批信息：食品经营许可';
  const FEEDBACK = 'feedback 监管反馈：符合要求';

  beforeAll(async () => {
    there = await countyHere();
    const licence = { number: 'JY7', documentNumber: '冠审〔2026〕7号' };
    const made = await there.push('F-1', { licence, party: PARTY });
    const claimed = await there.call('POST', `/pushes/${made.json.id}/claim`, { as: 'scjg.officer', body: {} });
    expect(claimed.status).toBe(200);
    const { items } = (await there.call('GET', '/register', { as: 'scjg.officer' })).json;
    there.clock.set('2026-09-28T10:00:00+08:00');
    const body = { result: 'compliant', day: '2026-09-28', detail: '符合要求' };
    const said = await there.call('POST', `/register/${items[0].id}/feedback`, { as: 'scjg.officer', body });
    expect(said.status).toBe(201);
  });

  it.each([
    ['scjg.officer', 'licence=JY7', [FEEDBACK, PUSHED]],
    ['spj.officer', `party=${CODE}`, [FEEDBACK, PUSHED]],
    ['wjj.officer', 'licence=JY7', []],
    ['spj.officer', `licence=${encodeURIComponent('冠审[2026]7号')}`, [FEEDBACK, PUSHED]],
    ['spj.officer', `licence=${encodeURIComponent('冠审〔2026〕8号')}`, []],
  ])('for %s, %s', async (as, query, expected) => {
    expect(await lines(as, query)).toEqual(expected);
  });
});
