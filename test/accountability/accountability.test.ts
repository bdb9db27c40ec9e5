/** Article 24, both limbs, over HTTP: who proposes, who approves, and what discipline inspection sees. */

import { describe, expect, test } from 'vitest';
import { browserOf } from '../console/browser.ts';
import { type InProcess, inProcess } from '../in-process.ts';

const PUSH = {
  kind: 'approval',
  reference: 'A-1',
  matter: '371525-SCJG-001',
  party: { name: '冠县某某食品有限公司' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予许可',
};

interface Proposed {
  county: InProcess;
  push: string;
  body: { limb: string; org: string; conduct: string; harm: string; evidence: { record: string; hash: string }[] };
}

async function facts(limb = 'late-forwarding', org = 'SCJG'): Promise<Proposed> {
  const county = await inProcess();
  const { json } = await county.call('POST', '/pushes', { as: 'spj.officer', body: PUSH });
  const history = await county.call('GET', `/pushes/${json.id}/history`, { as: 'spj.officer' });
  const evidence = [{ record: json.id as string, hash: history.json.items.at(-1).hash as string }];
  const body = { limb, org, conduct: '上级新标准收到后两周才转送', harm: '三家企业按旧标准整改，损失两万元', evidence };
  return { county, push: json.id, body };
}

async function proposed(limb?: string, org?: string, as = 'spj.admin'): Promise<Proposed & { id: string }> {
  const found = await facts(limb, org);
  const { status, json } = await found.county.call('POST', '/accountability', { as, body: found.body });
  expect(status).toBe(201);
  return { ...found, id: json.id };
}

describe('proposing', () => {
  const WHO: [as: string, status: number][] = [
    ['spj.admin', 201],
    ['zfb.office', 201],
    ['spj.officer', 403],
    ['scjg.officer', 403],
    ['scjg.admin', 403],
    ['jw.discipline', 403],
    ['construction', 403],
  ];
  test.each(WHO)('%s: %i', async (as, status) => {
    const { county, body } = await facts();
    expect((await county.call('POST', '/accountability', { as, body })).status).toBe(status);
  });

  test('sent again: the same; with another body: refused', async () => {
    const { county, body } = await facts();
    const headers = { 'idempotency-key': 'k-1' };
    const one = await county.call('POST', '/accountability', { as: 'spj.admin', body, headers });
    const two = await county.call('POST', '/accountability', { as: 'spj.admin', body, headers });
    expect([two.status, two.json.id]).toEqual([201, one.json.id]);
    const other = { ...body, harm: '另一种后果' };
    const three = await county.call('POST', '/accountability', { as: 'spj.admin', body: other, headers });
    expect([three.status, three.json.code]).toEqual([409, 'idempotency-key-reused']);
  });

  test('evidence must stand as it was said to, when it was said', async () => {
    const { county, body, push } = await facts();
    await county.call('POST', `/pushes/${push}/claim`, { as: 'scjg.officer', body: {} });
    const stale = await county.call('POST', '/accountability', { as: 'spj.admin', body });
    expect([stale.status, stale.json.errors[0].pointer]).toEqual([422, '/evidence/0/hash']);
  });

  test('evidence that the one who names it cannot see does not exist', async () => {
    const { county, body } = await proposed('misconduct', 'SPJ', 'zfb.office');
    const hidden = (await county.call('GET', '/accountability?box=out', { as: 'zfb.office' })).json.items[0].id;
    const evidence = [{ record: hidden, hash: 'a'.repeat(64) }];
    const { json } = await county.call('POST', '/accountability', { as: 'spj.admin', body: { ...body, evidence } });
    expect(json.errors.map((e: { pointer: string }) => e.pointer)).toEqual(['/evidence/0/record']);
  });

  test.each([
    ['late forwarding is the departments’ alone', 'SPJ', '/org'],
    ['an organisation that is not there', 'NOBODY', '/org'],
  ])('%s', async (_title, org, pointer) => {
    const { county, body } = await facts();
    const { status, json } = await county.call('POST', '/accountability', { as: 'zfb.office', body: { ...body, org } });
    expect([status, json.errors[0].pointer]).toEqual([422, pointer]);
  });

  test('harm and evidence are needed', async () => {
    const { county, body } = await facts();
    const { json } = await county.call('POST', '/accountability', {
      as: 'spj.admin',
      body: { ...body, harm: '', evidence: [] },
    });
    expect(json.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual(['/evidence', '/harm']);
  });
});

describe('limb one: late forwarding', () => {
  test('approved by name, heard, attributed; who bears it sees it from then on; discipline inspection never', async () => {
    const { county, id } = await proposed();
    const act = (as: string, name: string, body: object) =>
      county.call('POST', `/accountability/${id}/${name}`, { as, body });
    const attribution = { org: 'SCJG', responsibility: '承担转送不及时的责任' };
    expect((await act('zfb.office', 'attribute', attribution)).json.code).toBe('not-approved');
    expect((await act('spj.admin', 'approve', { approver: '王某' })).json.code).toBe('not-allowed');
    expect((await county.call('GET', `/accountability/${id}`, { as: 'scjg.officer' })).status).toBe(404);
    expect((await act('zfb.office', 'approve', { approver: '李某' })).json).toMatchObject({
      ...{ approver: '李某', due: '2026-10-10' },
    });
    expect((await act('zfb.office', 'refer', { reason: '移交' })).json.code).toBe('wrong-limb');
    // It sees conduct, harm and evidence, and has its say before anything is attributed.
    const shown = await county.call('GET', `/accountability/${id}`, { as: 'scjg.officer' });
    expect([shown.status, shown.json.harm, shown.json.acts]).toEqual([200, expect.any(String), ['state']]);
    const inbox = (await county.call('GET', '/inbox', { as: 'scjg.officer' })).json.items;
    expect(inbox.map(({ kind }: { kind: string }) => kind)).toContain('accountability');
    expect((await act('zfb.office', 'attribute', attribution)).json.code).toBe('not-heard');
    expect((await act('spj.officer', 'state', { text: '某' })).json.code).toBe('not-allowed');
    const stated = await act('scjg.officer', 'state', { text: '上级文件到局时已逾期。', attachments: [] });
    expect(stated.json).toMatchObject({ statement: '上级文件到局时已逾期。', due: null });
    expect((await act('scjg.officer', 'state', { text: '再次' })).json.code).toBe('already-done');
    expect((await act('zfb.office', 'attribute', { ...attribution, org: 'NOBODY' })).status).toBe(422);
    expect((await act('zfb.office', 'attribute', attribution)).json.status).toBe('attributed');
    const seen = await county.call('GET', `/accountability/${id}`, { as: 'scjg.officer' });
    expect([seen.status, seen.json.acts]).toEqual([200, []]);
    for (const as of ['jw.discipline', 'wjj.officer']) {
      expect((await county.call('GET', `/accountability/${id}`, { as })).status).toBe(404);
    }
    expect((await act('zfb.office', 'close', { outcome: '已处理' })).json.status).toBe('closed');
  });
});

test('limb one, and nothing stated: attributed once the days of a reply are over', async () => {
  const { county, id } = await proposed();
  const act = (name: string, body: object) =>
    county.call('POST', `/accountability/${id}/${name}`, { as: 'zfb.office', body });
  await act('approve', { approver: '李某' });
  const attribution = { org: 'SCJG', responsibility: '承担转送不及时的责任' };
  county.clock.set('2026-10-10T23:59:00+08:00');
  expect((await act('attribute', attribution)).json.code).toBe('not-heard');
  county.clock.set('2026-10-11T00:00:00+08:00');
  expect((await act('attribute', attribution)).json).toMatchObject({
    status: 'attributed',
    statement: null,
    late: null,
  });
});

describe('limb one falls on nobody who was not heard', () => {
  const attribution = (org: string) => ({ as: 'zfb.office', body: { org, responsibility: '承担转送不及时的责任' } });

  async function stated() {
    const { county, id } = await proposed();
    await county.call('POST', `/accountability/${id}/approve`, { as: 'zfb.office', body: { approver: '李某' } });
    return { ...county, county, id };
  }

  test.each(['WJJ', 'SPJ', 'QQJD', 'ZFB', 'JW'])('%s: another than the one that stated its side', async (org) => {
    const { call, id } = await stated();
    await call('POST', `/accountability/${id}/state`, { as: 'scjg.officer', body: { text: '我局的陈述' } });
    const { status, json } = await call('POST', `/accountability/${id}/attribute`, attribution(org));
    expect([status, json.code]).toEqual([409, 'not-heard']);
    expect((await call('GET', `/accountability/${id}`, { as: 'wjj.officer' })).status).toBe(404);
  });

  test('nor once the days for stating it are over', async () => {
    const { call, clock, id } = await stated();
    clock.set('2026-10-11T00:00:00+08:00');
    expect((await call('POST', `/accountability/${id}/attribute`, attribution('WJJ'))).json.code).toBe('not-heard');
  });

  test('what is held against it it reads, though it is a record of others; nobody else does', async () => {
    const { county, body } = await facts();
    const letter = { purpose: 'inquiry', to: [{ org: 'WJJ' }], title: '核实', text: '企业损失情况' };
    const { items } = (await county.call('POST', '/letters', { as: 'spj.officer', body: letter })).json;
    const history = await county.call('GET', `/letters/${items[0].id}/history`, { as: 'spj.officer' });
    const evidence = [{ record: items[0].id, hash: history.json.items.at(-1).hash }];
    const { id } = (await county.call('POST', '/accountability', { as: 'zfb.office', body: { ...body, evidence } }))
      .json;
    const read = (as: string) => county.call('GET', `/accountability/${id}/evidence/${items[0].id}`, { as });
    expect((await read('scjg.officer')).status).toBe(404);
    await county.call('POST', `/accountability/${id}/approve`, { as: 'zfb.office', body: { approver: '李某' } });
    const { status, json } = await read('scjg.officer');
    expect([status, json.kind, json.content.text]).toEqual([200, 'letter', '企业损失情况']);
    for (const as of ['wjj.officer', 'jw.discipline']) expect((await read(as)).status).toBe(404);
    expect((await county.call('GET', `/letters/${items[0].id}`, { as: 'scjg.officer' })).status).toBe(404);
    const page = await (await browserOf(county, 'scjg.officer')).get(`/console/accountability/${id}`);
    expect(page.text).toContain(`href="/console/accountability/${id}/evidence/${items[0].id}"`);
  });

  test('the form offers it alone, and begins with it', async () => {
    const { county, clock, id } = await stated();
    clock.set('2026-10-11T00:00:00+08:00');
    const { text } = await (await browserOf(county, 'zfb.office')).get(`/console/accountability/${id}/attribute`);
    const offered = [...text.matchAll(/<option value="([A-Z]+)"( selected)?/g)].map(([, org, chosen]) => [org, chosen]);
    expect(offered).toEqual([['SCJG', ' selected']]);
  });
});

describe('limb two: acting wrongly or not at all', () => {
  test('discipline inspection sees what was referred, and just that', async () => {
    const { county, id, push } = await proposed('misconduct', 'WJJ');
    const act = (as: string, name: string, body: object) =>
      county.call('POST', `/accountability/${id}/${name}`, { as, body });
    const read = (as: string, path: string) => county.call('GET', path, { as });
    await act('zfb.office', 'approve', { approver: '李某' });
    expect((await act('zfb.office', 'attribute', { org: 'WJJ', responsibility: '承担' })).json.code).toBe('wrong-limb');
    expect((await read('jw.discipline', `/accountability/${id}`)).status).toBe(404);
    expect((await read('jw.discipline', '/accountability')).json.items).toEqual([]);
    expect((await act('spj.admin', 'refer', { reason: '移交' })).json.code).toBe('not-allowed');
    await act('zfb.office', 'refer', { reason: '造成不良后果' });
    const seen = await read('jw.discipline', `/accountability/${id}`);
    expect([seen.status, seen.json.status, seen.json.evidence[0].record]).toEqual([200, 'referred', push]);
    expect((await read('jw.discipline', '/accountability')).json.items).toHaveLength(1);
    expect((await read('jw.discipline', `/accountability/${id}/history`)).json.verified).toBe(true);
    const desk = await (await browserOf(county, 'jw.discipline')).get('/console/inbox');
    expect(desk.text).toContain('href="/console/accountability?standing=open">移交本单位的责任追究 1 件</a>');
    const evidence = await read('jw.discipline', `/accountability/${id}/evidence/${push}`);
    expect([evidence.status, evidence.json.kind, evidence.json.content.summary]).toEqual([200, 'push', PUSH.summary]);
    expect([evidence.json.entriesThen, evidence.json.history.verified]).toEqual([1, true]);
    expect((await read('jw.discipline', `/pushes/${push}`)).status).toBe(404);
    expect((await read('wjj.officer', `/accountability/${id}`)).status).toBe(404);
    expect((await act('zfb.office', 'close', { outcome: '已由纪检机关处理' })).json.status).toBe('closed');
    expect((await read('jw.discipline', `/accountability/${id}`)).status).toBe(200);
  });

  test('about the bureau, proposed by the government office: the bureau does not see it', async () => {
    const { county, id } = await proposed('misconduct', 'SPJ', 'zfb.office');
    expect((await county.call('GET', `/accountability/${id}`, { as: 'spj.admin' })).status).toBe(404);
    for (const [name, body] of [
      ['approve', { approver: '李某' }],
      ['refer', { reason: '造成不良后果' }],
    ] as const) {
      await county.call('POST', `/accountability/${id}/${name}`, { as: 'zfb.office', body });
    }
    expect((await county.call('GET', `/accountability/${id}`, { as: 'jw.discipline' })).status).toBe(200);
    expect((await county.call('GET', `/accountability/${id}`, { as: 'zfb.office' })).status).toBe(200);
  });
});

describe('the form', () => {
  const said = { limb: 'misconduct', org: 'SCJG', conduct: '某行为', harm: '某后果' };

  async function opened() {
    const { county, push, body } = await facts();
    const second = await county.call('POST', '/pushes', { as: 'spj.officer', body: { ...PUSH, reference: 'A-2' } });
    const browser = await browserOf(county, 'zfb.office');
    const { text } = await browser.get(`/console/pushes/${push}`);
    const link = /href="(\/console\/accountability\/new[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    return { county, push, hash: body.evidence[0]?.hash ?? '', second: second.json.id as string, browser, link };
  }
  const evidenceOf = async ({ county }: { county: InProcess }, location = '') => {
    const id = /accountability\/([0-9a-f]{32})/.exec(location)?.[1];
    const { json } = await county.call('GET', `/accountability/${id}`, { as: 'zfb.office' });
    return json.evidence.map(({ record, hash }: Record<string, string>) => [record, hash]);
  };

  test('asks for the records alone, by name or by address; their heads are filled in', async () => {
    const here = await opened();
    const { text } = await here.browser.get(here.link);
    expect(text).toContain('已填：食品经营许可');
    expect(text).toContain(`<input type="hidden" name="evidence/0/hash" value="${here.hash}">`);
    expect(text).not.toMatch(/摘要<\/?(?:label|span)|>摘要/);
    const sent = {
      ...{ ...said, 'evidence/0/record': here.push, 'evidence/0/hash': here.hash },
      'evidence/1/record': `http://127.0.0.1:8787/console/pushes/${here.second}`,
    };
    const done = await here.browser.post('/console/accountability/new', { ...sent, key: 'e-1' });
    expect(done.status).toBe(303);
    expect(await evidenceOf(here, done.headers.location)).toEqual([
      [here.push, here.hash],
      [here.second, expect.stringMatching(/^[0-9a-f]{64}$/)],
    ]);
  });

  test('says where a record has changed since, and takes it as it is once that was looked at', async () => {
    const here = await opened();
    await here.browser.get(here.link);
    await here.county.call('POST', `/pushes/${here.push}/claim`, { as: 'scjg.officer', body: {} });
    const sent = { ...said, 'evidence/0/record': here.push, 'evidence/0/hash': here.hash };
    const again = await here.browser.post('/console/accountability/new', { ...sent, key: 'e-2' });
    expect([again.status, again.text.includes('记录可能已有新的办理')]).toEqual([422, true]);
    expect(again.text).not.toContain('name="evidence/0/hash"');
    const { 'evidence/0/hash': _, ...looked } = sent;
    const done = await here.browser.post('/console/accountability/new', { ...looked, key: 'e-2' });
    const [[record, hash]] = await evidenceOf(here, done.headers.location);
    expect([record, hash === here.hash]).toEqual([here.push, false]);
  });

  test('says that a record is not there, and asks for one at least', async () => {
    const { browser, link } = await opened();
    await browser.get(link);
    const wrong = await browser.post('/console/accountability/new', {
      ...{ ...said, 'evidence/0/record': 'f'.repeat(32), key: 'e-3' },
    });
    expect([wrong.status, wrong.text.match(/没有这条记录，或者您无权查看/g)?.length]).toEqual([422, 2]);
    const none = await browser.post('/console/accountability/new', { ...said, key: 'e-4' });
    expect([none.status, none.text.includes('请填写证据')]).toEqual([422, true]);
  });
});
