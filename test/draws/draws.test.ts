/** Experts and draws (art. 14), over HTTP: the pool, what is hidden and when, what is public, and recomputing it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserOf } from '../console/browser.ts';
import { countyHere, expectRefusal, type Here } from '../contract-http/county.ts';

const expert = (name: string, more: object = {}) => ({
  ...{ name, level: 'county', specialties: ['食品安全'], employer: { name: '某大学' }, title: '教授', phone: '1' },
  ...{ avoid: [], termTo: '2028-01-01', reviewBy: '2027-06-01', ...more },
});
const post = (here: Here, path: string, as: string, body: object = {}) => here.call('POST', path, { as, body });
const nominate = async (here: Here, name: string, more: object = {}, as = 'scjg.officer') =>
  (await post(here, '/experts', as, expert(name, more))).json.id as string;
const admitted = async (here: Here, name: string, more: object = {}) => {
  const id = await nominate(here, name, more);
  await post(here, `/experts/${id}/admit`, 'spj.admin');
  return id;
};
const survey = async (here: Here, more: object = {}) =>
  (
    await post(here, '/surveys', 'spj.officer', {
      ...{ type: 'review', matters: ['371525-SCJG-001'], startsAt: '2026-09-28T10:00:00+08:00' },
      ...{ invite: [{ org: 'SCJG' }, { org: 'WJJ' }], ...more },
    })
  ).json.id as string;
const begin = (here: Here, of: string, more: object = {}, as = 'spj.officer') =>
  post(here, '/draws', as, { case: of, groups: [{ specialty: '食品安全', count: 1, alternates: 1 }], ...more });
/** One expert, and nobody after him. */
const ALONE = { groups: [{ specialty: '食品安全', count: 1 }] };
/** What the console shows and exports of a draw, to the convenor and to whoever takes part. */
async function pagesAbout(here: Here, id: string): Promise<string[]> {
  const paths = [`/console/draws/${id}`, '/console/draws?box=out', '/console/draws?box=part', '/console/inbox'];
  const shown = ['spj.officer', 'scjg.officer'].map(async (as) => {
    const browser = await browserOf(here, as);
    const pages: string[] = [];
    for (const path of paths) pages.push((await browser.get(path)).text);
    const form = await browser.get(`/console/draws/${id}/contribute`);
    const file = await browser.get(`/console/draws/export?box=${as === 'spj.officer' ? 'out' : 'part'}`);
    expect(file.status).toBe(200);
    const rows = await readSheet(Buffer.from(file.bytes));
    return [...pages, form.text, JSON.stringify(rows)].join('\n');
  });
  const all = await Promise.all(shown);
  for (const text of all) expect(text).toContain('抽取专家：食品安全1人');
  return all;
}

/** A draw as it lies in the store. */
interface Stored {
  body: { sealedSecret: { box: string }; contributions: { org: string; value: { box?: string; salt?: string } }[] };
  history: { detail: unknown }[];
  mails: { type: string; org: string }[];
}
async function stored(here: Here, id: string): Promise<Stored> {
  const item = await here.platform.ports.store.get(`371525#exchange#${id}`);
  return item?.value as Stored;
}

/** What a form's list of that name offers: values and words. */
function optionsOf(form: string, name: string): string[][] {
  const [, inside = ''] = new RegExp(`<select[^>]* name="${name}"[^>]*>(.*?)</select>`, 's').exec(form) ?? [];
  return [...inside.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)/g)].map(([, ...one]) => one);
}

const HELD = {
  attendance: [
    { org: 'SPJ', people: ['甲', '乙'] },
    { org: 'SCJG', people: ['丙'] },
  ],
};

describe('the pool', async () => {
  const here = await countyHere();
  const id = await nominate(here, '张教授');
  const read = async (as: string) => (await here.call('GET', `/experts/${id}`, { as })).json;
  const act = (name: string, as: string, body: object = {}) => post(here, `/experts/${id}/${name}`, as, body);

  it('has whom a department nominates and the bureau admits', async () => {
    expect((await read('spj.officer')).status).toBe('nominated');
    expectRefusal(await act('suspend', 'scjg.officer', { reason: '出国' }), 409, 'not-admitted');
    expectRefusal(await act('admit', 'scjg.admin'), 403, 'not-allowed');
    expect((await act('admit', 'spj.admin')).json.status).toBe('active');
    expectRefusal(await act('admit', 'spj.admin'), 409, 'already-done');
  });

  it('is known to others by specialties and level alone', async () => {
    const known = await read('jtj.officer');
    expect(known).toMatchObject({
      id,
      level: 'county',
      specialties: ['食品安全'],
      name: null,
      employer: null,
      phone: null,
    });
    const { items } = (await here.call('GET', '/experts?box=part', { as: 'jtj.officer' })).json;
    expect(items.map((item: { id: string; name: null }) => [item.id, item.name])).toEqual([[id, null]]);
    expectRefusal(await here.call('GET', `/experts/${id}/history`, { as: 'jtj.officer' }), 404, 'not-found');
    // Everybody in the county knows the pool: to look at it is no reading of what is another's.
    const readings = (await here.call('GET', `/experts/${id}/readings`, { as: 'spj.officer' })).json;
    expect(readings.items.filter(({ org }: { org: string }) => org === 'JTJ')).toEqual([]);
    // In the pool an expert waits for nobody.
    expect((await here.call('GET', '/inbox?kind=expert', { as: 'spj.officer' })).json.items).toEqual([]);
  });

  it('is kept by the nominator and the bureau’s administrator', async () => {
    expectRefusal(await act('update', 'spj.officer', { phone: '2' }), 403, 'not-allowed');
    expect((await act('update', 'scjg.officer', { phone: '2' })).json).toMatchObject({ phone: '2', name: '张教授' });
    expect((await act('suspend', 'spj.admin', {})).json.status).toBe('suspended');
    expect((await act('resume', 'scjg.officer')).json.status).toBe('active');
    expectRefusal(await act('review', 'scjg.officer', { reviewBy: '2026-09-28' }), 422, 'invalid', ['/reviewBy']);
    expect((await act('review', 'scjg.officer', { reviewBy: '2026-12-01' })).json.reviewBy).toBe('2026-12-01');
  });

  it('reminds the nominator twenty working days before', async () => {
    // Before 2026-12-01 that many are counted back to 11-03.
    here.clock.set('2026-11-02T12:00:00+08:00');
    expect((await read('scjg.officer')).remindedOf).toEqual([]);
    here.clock.set('2026-11-03T09:00:00+08:00');
    expect((await read('scjg.officer')).remindedOf).toEqual(['2026-12-01']);
    expect((await act('retire', 'scjg.officer', { reason: '退休' })).json.status).toBe('retired');
  });

  it('a term beyond the calendar is looked at again before the calendar ends, and tells nobody then', async () => {
    const there = await countyHere();
    const far = await admitted(there, '王教授', { termTo: '2030-06-28', reviewBy: '2030-06-28' });
    const then = async () => (await there.call('GET', `/experts/${far}`, { as: 'scjg.officer' })).json;
    expect((await then()).due).toBe('2028-09-21');
    there.clock.set('2028-09-22T09:00:00+08:00');
    const { remindedOf, due } = await then();
    expect([remindedOf, due > '2030-05-01', due < '2030-06-07']).toEqual([[], true, true]);
    there.clock.set('2030-06-07T09:00:00+08:00');
    expect((await then()).remindedOf).toEqual(['2030-06-28']);
  });

  it('strangers learn neither who nominates under which number, nor of whom is not in it', async () => {
    const { id: one } = (await post(here, '/experts', 'scjg.officer', expert('赵教授', { reference: '内部-7' }))).json;
    expectRefusal(await here.call('GET', `/experts/${one}`, { as: 'jtj.officer' }), 404, 'not-found');
    await post(here, `/experts/${one}/admit`, 'spj.admin');
    const { text, json } = await here.call('GET', `/experts/${one}`, { as: 'jtj.officer' });
    expect([json.reference, json.termTo, json.due, text.includes('内部-7')]).toEqual([one, null, null, false]);
  });

  it('refuses with a reason', async () => {
    const other = await nominate(here, '李教授');
    const { json } = await post(here, `/experts/${other}/refuse`, 'spj.admin', { reason: '专业不符' });
    expect([json.status, json.reason]).toEqual(['refused', '专业不符']);
  });
});

describe('who can be drawn', async () => {
  const here = await countyHere();
  const CODE = '91371525MA3C00001R';
  const of = await survey(here, { party: { name: '冠县某某食品有限公司', creditCode: CODE } });
  const free = [await admitted(here, '甲'), await admitted(here, '乙'), await admitted(here, '丙')];
  const out: Record<string, string> = {
    聘期已满: await admitted(here, '丁', { termTo: '2026-09-29' }),
    到期未复核: await admitted(here, '戊', { reviewBy: '2026-09-29' }),
    '回避：在相对人处工作': await admitted(here, '己', { employer: { name: '某', creditCode: CODE } }),
    '回避：与相对人有利害关系': await admitted(here, '庚', { avoid: [CODE] }),
  };
  await admitted(here, '辛', { specialties: ['建筑'] });
  await admitted(here, '壬', { level: 'city' });
  await nominate(here, '癸');

  it('is in the pool, in term, reviewed, of the specialty and level, and free of what rules out', async () => {
    const before = await begin(here, of, { groups: [{ specialty: '食品安全', level: 'county', count: 9 }] });
    expectRefusal(before, 409, 'pool-too-small');
    here.clock.set('2026-09-30T09:00:00+08:00');
    const later = await survey(here, {
      startsAt: '2026-09-30T10:00:00+08:00',
      party: { name: '某', creditCode: CODE },
    });
    const groups = [{ specialty: '食品安全', level: 'county', count: 1, alternates: 1 }];
    const exclude = [{ expert: free[2], reason: '上次已参加' }];
    const { status, json } = await begin(here, later, { groups, exclude });
    expect([status, json.eligible]).toEqual([201, [[free[0], free[1]].sort()]]);
    const why = Object.fromEntries(json.excluded.map((one: { expert: string; why: string }) => [one.why, one.expert]));
    expect(why).toEqual({ ...out, 上次已参加: free[2] });
  });

  it.each([
    ['a case of somebody else', { case: of }, 'scjg.officer', '/case'],
    ['a case that is none', { case: '0'.repeat(32) }, 'spj.officer', '/case'],
    [
      'an expert who is none',
      { exclude: [{ expert: '0'.repeat(32), reason: '某' }] },
      'spj.officer',
      '/exclude/0/expert',
    ],
  ])('takes no %s', async (_what, more, as, pointer) => {
    expectRefusal(await begin(here, of, more, as), 422, 'invalid', [pointer]);
  });
});

describe('a draw', async () => {
  const here = await countyHere();
  const people = [
    await admitted(here, '甲', { publicName: { consentedOn: '2026-09-01' } }),
    await admitted(here, '乙'),
    await admitted(here, '丙'),
  ];
  const calledNow = (expert: string): string => `${'甲乙丙'[people.indexOf(expert)]}（教授，某大学）`;
  let of: string;
  let id: string;
  beforeAll(async () => {
    of = await survey(here, { needsDraw: true });
    id = (await begin(here, of)).json.id;
  });
  const read = async (as: string) => (await here.call('GET', `/draws/${id}`, { as })).json;
  const act = (name: string, as: string, body: object = {}) => post(here, `/draws/${id}/${name}`, as, body);
  let before = { told: '', stored: '' };
  const [MINE, THEIRS] = ['七二九四', '一八三六'];

  it('commits to its secret before anybody contributes, and says what it is of nowhere', async () => {
    const shown = await read('spj.officer');
    expect(shown).toMatchObject({
      status: 'committed',
      secret: null,
      seed: null,
      drawn: [[]],
      beacon: null,
      due: '2026-09-29',
    });
    expect(shown.commitment).toMatch(/^[0-9a-f]{64}$/);
    expect((await here.call('GET', `/surveys/${of}`, { as: 'spj.officer' })).json.draws).toEqual([id]);
    here.clock.set('2026-09-28T10:30:00+08:00');
    expectRefusal(await post(here, `/surveys/${of}/hold`, 'spj.officer', HELD), 409, 'not-drawn');
  });

  it('takes what each contributes once, and shows it to nobody', async () => {
    expect((await act('contribute', 'spj.officer', { value: MINE })).status).toBe(200);
    expectRefusal(await act('draw', 'spj.officer'), 409, 'contributions-missing');
    expectRefusal(await act('contribute', 'spj.officer', { value: '2' }), 409, 'already-contributed');
    expectRefusal(await act('contribute', 'jtj.officer', { value: '2' }), 404, 'not-found');
    const { json } = await act('contribute', 'scjg.officer', { value: THEIRS });
    expect(json.contributions).toEqual([
      { org: 'SPJ', value: null },
      { org: 'SCJG', value: null },
    ]);
    const everywhere = await Promise.all(
      ['spj.officer', 'spj.admin', 'scjg.officer', 'zfb.office'].flatMap((as) =>
        [`/draws/${id}`, `/draws/${id}/history`, '/draws?box=out', '/draws?box=part', '/inbox', `/surveys/${of}`].map(
          async (path) => (await here.call('GET', path, { as })).text,
        ),
      ),
    );
    const pages = await here.call('GET', `/public/draws/${id}.json`);
    const told = [
      ...everywhere,
      ...(await pagesAbout(here, id)),
      pages.text,
      JSON.stringify(here.logged),
      JSON.stringify(here.mails),
    ].join('\n');
    expect(pages.status).toBe(404);
    const { body } = await stored(here, id);
    const [first = '', second = ''] = body.contributions.map(({ value }) => value.box);
    for (const hidden of [MINE, THEIRS, first, second, body.sealedSecret.box]) expect(told).not.toContain(hidden);
    before = { told, stored: JSON.stringify(await stored(here, id)) };
    // Whoever has a copy of the store, or an export, has the boxes alone, and no salt to try texts with.
    expect(before.stored.includes(first) && before.stored.includes(second)).toBe(true);
    const { contributions } = body;
    expect([before.stored.includes(MINE), contributions.flatMap(({ value }) => value.salt ?? [])]).toEqual([false, []]);
    expect((await stored(here, id)).history.slice(1).map(({ detail }) => detail)).toEqual([null, null]);
  });

  it('is drawn by the convenor, and revealed to all who take part; the names not yet', async () => {
    expectRefusal(await act('replace', 'spj.officer', { expert: people[0], reason: 'declined' }), 409, 'not-drawn');
    expectRefusal(await act('draw', 'scjg.officer'), 403, 'not-allowed');
    const { json } = await act('draw', 'spj.officer');
    expect(json).toMatchObject({ status: 'drawn', due: null });
    expect(json.contributions.map(({ value }: { value: string }) => value)).toEqual([MINE, THEIRS]);
    expect(json.secret).toMatch(/^[0-9a-f]{64}$/);
    // Neither said nor stored before: whoever has a copy of the store, or an export, has it sealed.
    for (const text of [before.told, before.stored]) expect(text).not.toContain(json.secret);
    expect(json.people).toHaveLength(2);
    const theirs = await read('scjg.officer');
    expect([theirs.seed, theirs.drawn, theirs.people]).toEqual([json.seed, json.drawn, []]);
    const { items, verified } = (await here.call('GET', `/draws/${id}/history`, { as: 'scjg.officer' })).json;
    expect([verified, items[1].detail.value]).toEqual([true, MINE]);
    // From now on the store says it too: an export is recomputed without the county's key.
    const { body } = await stored(here, id);
    expect(JSON.stringify(body.contributions)).toContain(MINE);
    expect(body.contributions.map(({ value }) => value.salt)).toEqual([items[1].detail.salt, items[2].detail.salt]);
    expectRefusal(await act('contribute', 'wjj.officer', { value: '3' }), 409, 'already-done');
  });

  it('replaces by the next alternate, without any new chance', async () => {
    const { drawn, alternates } = await read('spj.officer');
    expectRefusal(
      await act('replace', 'spj.officer', { expert: alternates[0][0], reason: 'declined' }),
      422,
      'invalid',
      ['/expert'],
    );
    const form = (await (await browserOf(here, 'spj.officer')).get(`/console/draws/${id}/replace`)).text;
    expect(optionsOf(form, 'expert')).toEqual([[drawn[0][0], calledNow(drawn[0][0])]]);
    const { json } = await act('replace', 'spj.officer', { expert: drawn[0][0], reason: 'conflict' });
    expect([json.drawn, json.alternates]).toEqual([alternates, [[]]]);
    const again = await act('replace', 'spj.officer', { expert: json.drawn[0][0], reason: 'absent' });
    expectRefusal(again, 409, 'no-alternate');
  });

  it('lets experts speak who were drawn, and is public once the case is concluded', async () => {
    expect((await post(here, `/surveys/${of}/hold`, 'spj.officer', HELD)).status).toBe(200);
    expect((await read('wjj.officer')).people).toHaveLength(2);
    expectRefusal(await here.call('GET', `/public/draws/${id}.json`), 404, 'not-found');
    expect((await here.call('GET', '/public/draws')).json.items).toEqual([]);
    const { items } = (await here.call('GET', '/participations', { as: 'scjg.officer' })).json;
    const said = { position: 'agree', text: '同意', signedBy: '丙' };
    expect((await post(here, `/participations/${items[0].id}/report`, 'scjg.officer', said)).status).toBe(200);
    const [chosen] = (await read('spj.officer')).drawn[0];
    const conclude = (who: string) =>
      post(here, `/surveys/${of}/conclude`, 'spj.officer', {
        ...{ result: 'pass', text: '符合', signedBy: '甲', experts: [{ expert: who, opinion: '可行' }] },
      });
    const stranger = people.find((one) => one !== chosen) as string;
    expectRefusal(await conclude(stranger), 422, 'invalid', ['/experts/0/expert']);
    // The form offers by name whom the draw and its replacements came to, and nobody else.
    const bureau = await browserOf(here, 'spj.officer');
    const form = (await bureau.get(`/console/surveys/${of}/conclude`)).text;
    expect(optionsOf(form, 'experts/0/expert')).toEqual([[chosen, calledNow(chosen)]]);
    expect((await conclude(chosen)).json.experts).toEqual([{ expert: chosen, opinion: '可行', file: null }]);
    const { status, json } = await here.call('GET', `/public/draws/${id}.json`);
    expect([status, json.stage, json.drawn]).toEqual([200, 'concluded', [[chosen]]]);
    const agree = chosen === people[0] ? [{ expert: chosen, name: '甲' }] : [];
    expect([json.names, json.draws]).toEqual([agree, [id]]);
    expectRefusal(await act('replace', 'spj.officer', { expert: chosen, reason: 'absent' }), 409, 'already-done');
  });

  it('stands in the record of the visit, with what its reader may see of experts and departments', async () => {
    const [chosen] = (await read('spj.officer')).drawn[0];
    const visit = async (as: string) => (await here.call('GET', `/surveys/${of}.html`, { as })).text;
    const left = '其他参加单位的意见由组织单位保存，本件从略。';
    const bureau = await visit('spj.officer');
    for (const said of [
      '专家意见',
      `${calledNow(chosen)}：可行`,
      '参加单位意见',
      '冠县市场监督管理局：同意。同意（丙）',
    ])
      expect(bureau).toContain(said);
    expect(bureau).not.toContain(left);
    const theirs = await visit('scjg.officer');
    expect([theirs.includes('冠县市场监督管理局：同意。同意（丙）'), theirs.includes(left)]).toEqual([true, false]);
    // Invited and absent: the experts are named to it, others' reports are not shown.
    const absent = await visit('wjj.officer');
    expect([absent.includes(calledNow(chosen)), absent.includes(left)]).toEqual([true, true]);
    expect(absent).not.toContain('同意（丙）');
    // The government office sees all, and whose report it read is noted.
    expect(await visit('zfb.office')).toContain('同意（丙）');
    const { items } = (await here.call('GET', '/participations', { as: 'scjg.officer' })).json;
    const readings = (await here.call('GET', `/participations/${items[0].id}/readings`, { as: 'scjg.officer' })).json;
    expect(readings.items.map(({ org }: { org: string }) => org)).toContain('ZFB');
  });

  it('has a page, with the names of those who agree and what it is recomputed from', async () => {
    const { json } = await here.call('GET', `/public/draws/${id}.json`);
    const { status, headers, text } = await here.call('GET', `/public/draws/${id}`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const one of [json.seed, json.secret, json.commitment, `/public/draws/${id}.json`, '第 1 组'])
      expect(text).toContain(one);
    for (const { name } of json.names) expect(text).toContain(name);
    const nameless = json.drawn
      .flat()
      .filter((id: string) => !json.names.some(({ expert }: { expert: string }) => expert === id));
    for (const one of nameless) expect(text).toContain(`${one.slice(0, 8)}（未同意公开姓名）`);
  });

  it('stands in the list that everybody finds, with when it was drawn and out of what', async () => {
    const { json } = await here.call('GET', '/public/draws');
    expect(json.items).toMatchObject([
      {
        id,
        of: 'survey',
        convenor: 'SPJ',
        status: 'drawn',
        stage: 'concluded',
        drawnAt: expect.stringMatching(/\+08:00$/),
      },
    ]);
    expect((await here.call('GET', '/public/draws.json?year=2025')).json).toEqual({ year: 2025, items: [] });
    expectRefusal(await here.call('GET', '/public/draws?year=26'), 422, 'invalid', ['?year']);
    const headers = { accept: 'text/html' };
    const { text } = await here.call('GET', '/public/draws', { headers });
    expect(text).toContain(`<a href="/public/draws/${id}">`);
    expect(text).toContain('联合踏勘、评审，已办结');
    expect((await here.call('GET', '/', { headers })).text).toContain('href="/public/draws"');
    expect((await here.call('GET', `/public/draws/${id}`)).text).toContain('href="/public/draws"');
  });

  it('is recomputed from what is public by nothing but Node', async () => {
    const { text, json } = await here.call('GET', `/public/draws/${id}.json`);
    const folder = mkdtempSync(join(tmpdir(), 'draw-'));
    try {
      const check = (content: string): string => {
        const file = join(folder, 'draw.json');
        writeFileSync(file, content);
        return spawnSync(process.execPath, ['infra/verify-draw.mjs', file], { encoding: 'utf8' }).stdout;
      };
      expect(check(text)).toContain('全部相符');
      for (const lie of [
        { drawn: json.alternates },
        { contributions: [] },
        { secret: 'ab'.repeat(32) },
        { eligible: [json.eligible[0].slice(1)] },
        { replacements: [] },
      ]) {
        expect(check(JSON.stringify({ ...json, ...lie }))).toContain('不相符');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('where somebody is silent', async () => {
  const here = await countyHere();
  await admitted(here, '甲');
  await admitted(here, '乙');

  it('the government office is told at the end of the next working day, and contributes instead', async () => {
    const of = await survey(here, { startsAt: '2026-10-12T10:00:00+08:00' });
    const { id } = (await begin(here, of)).json;
    await post(here, `/draws/${id}/contribute`, 'spj.officer', { value: '1' });
    here.clock.set('2026-09-30T09:00:00+08:00');
    expect((await here.call('GET', `/draws/${id}`, { as: 'spj.officer' })).json.silent).toBe(true);
    const waits = async () => (await here.call('GET', '/inbox?kind=draw', { as: 'zfb.office' })).json.items;
    expect(await waits()).toMatchObject([{ id }]);
    expect((await post(here, `/draws/${id}/contribute`, 'zfb.office', { value: '2' })).status).toBe(200);
    expect(await waits()).toEqual([]);
    expect((await post(here, `/draws/${id}/draw`, 'spj.officer')).json.status).toBe('drawn');
  });

  it('a draw may be abandoned before; a case that is cancelled ends it, and its draws are public without names', async () => {
    const of = await survey(here, { startsAt: '2026-10-12T10:00:00+08:00' });
    const one = (await begin(here, of)).json.id;
    expect((await post(here, `/draws/${one}/abandon`, 'spj.officer', { reason: '重排' })).json.status).toBe(
      'abandoned',
    );
    const two = (await begin(here, of, ALONE)).json.id;
    for (const as of ['spj.officer', 'wjj.officer']) await post(here, `/draws/${two}/contribute`, as, { value: as });
    await post(here, `/draws/${two}/draw`, 'spj.officer');
    const three = (await begin(here, of, { follows: two, followsReason: '专家不能到场' })).json.id;
    await post(here, `/surveys/${of}/cancel`, 'spj.officer', { reason: '撤回申请' });
    const read = async (id: string) => (await here.call('GET', `/draws/${id}`, { as: 'spj.officer' })).json;
    expect([(await read(three)).status, (await read(two)).stage]).toEqual(['abandoned', 'cancelled']);
    const { json } = await here.call('GET', `/public/draws/${two}.json`);
    expect([json.stage, json.names]).toEqual(['cancelled', []]);
    const page = await here.call('GET', `/public/draws/${two}`);
    expect(page.text).not.toContain('未同意公开姓名');
    expect(page.text).toContain('（事项已取消，不公开姓名）');
    expectRefusal(await begin(here, of), 409, 'already-held');
    const given = (await here.call('GET', `/public/draws/${three}.json`)).json;
    expect([given.status, given.secret, given.contributions, given.draws]).toEqual([
      ...['abandoned', null, []],
      [one, two, three],
    ]);
  });
});

describe('who would draw until the result suits', async () => {
  const here = await countyHere();
  for (const name of ['甲', '乙', '丙', '丁']) await admitted(here, name);
  await admitted(here, '戊', { specialties: ['建筑'] });
  const of = await survey(here);
  const drawnOut = async (id: string) => {
    for (const as of ['spj.officer', 'scjg.officer']) await post(here, `/draws/${id}/contribute`, as, { value: as });
    return (await post(here, `/draws/${id}/draw`, 'spj.officer')).json.drawn[0][0] as string;
  };
  const replace = async (id: string) => {
    const { drawn } = (await here.call('GET', `/draws/${id}`, { as: 'spj.officer' })).json;
    return post(here, `/draws/${id}/replace`, 'spj.officer', { expert: drawn[0][0], reason: 'declined' });
  };
  let first: string;

  it('begins no other while one is under way, or has alternates, also of that level alone', async () => {
    first = (await begin(here, of)).json.id;
    expectRefusal(await begin(here, of), 409, 'already-drawn');
    await drawnOut(first);
    for (const more of [{}, { follows: first, followsReason: '某' }])
      expectRefusal(await begin(here, of, more), 409, 'already-drawn');
    const groups = [{ specialty: '食品安全', level: 'county', count: 1 }];
    expectRefusal(await begin(here, of, { groups }), 409, 'already-drawn');
    expect((await begin(here, of, { groups: [{ specialty: '建筑', count: 1 }] })).status).toBe(201);
  });

  it('is not helped by a quarantine', async () => {
    expect((await post(here, `/draws/${first}/quarantine`, 'spj.officer', { reason: '误录' })).status).toBe(200);
    expectRefusal(await begin(here, of), 409, 'already-drawn');
  });

  it('draws again when all have been replaced, and says after which draw and why', async () => {
    expect((await replace(first)).status).toBe(200);
    expectRefusal(await replace(first), 409, 'no-alternate');
    expectRefusal(await begin(here, of), 422, 'invalid', ['/follows']);
    const second = (await begin(here, of, { ...ALONE, follows: first })).json.id;
    await drawnOut(second);
    expectRefusal(await begin(here, of, { follows: '0'.repeat(32) }), 422, 'invalid', ['/follows']);
    const followsReason = '抽中的专家生病';
    const { status, json } = await begin(here, of, { ...ALONE, follows: second, followsReason });
    expect([status, json.followsReason]).toEqual([201, followsReason]);
    await post(here, `/surveys/${of}/cancel`, 'spj.officer', { reason: '撤回申请' });
    const shown = (await here.call('GET', `/public/draws/${json.id}.json`)).json;
    expect(shown).toMatchObject({ follows: second, followsReason });
    expect(shown.others.find(({ id }: { id: string }) => id === first)).toMatchObject({
      ...{ status: 'drawn', quarantined: true, drawnAt: expect.stringMatching(/\+08:00$/) },
    });
    const page = (await here.call('GET', `/public/draws/${json.id}`)).text;
    for (const said of [followsReason, first, '内容已隔离']) expect(page).toContain(said);
    expect(page).not.toContain(`href="/public/draws/${first}"`);
  });

  it('has to say why where nobody was replaced', async () => {
    const other = await survey(here);
    const one = (await begin(here, other, ALONE)).json.id;
    const drawn = await drawnOut(one);
    const again = (more: object) => begin(here, other, { ...ALONE, follows: one, ...more });
    expectRefusal(await again({}), 422, 'invalid', ['/followsReason']);
    expect((await again({ exclude: [{ expert: drawn, reason: '生病' }] })).status).toBe(201);
  });
});

describe('what the case does, its draws follow', async () => {
  const here = await countyHere();
  const all = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => admitted(here, name, { phone: name })));
  const read = async (id: string, as: string) => (await here.call('GET', `/draws/${id}`, { as })).json;
  const drawnFor = async (of: string, more: object = {}) => {
    const { id } = (await begin(here, of, more)).json;
    for (const as of ['spj.officer', 'wjj.officer']) await post(here, `/draws/${id}/contribute`, as, { value: as });
    await post(here, `/draws/${id}/draw`, 'spj.officer');
    return id as string;
  };

  it('those invited are told that something waits for them, also whoever is invited later', async () => {
    const of = await survey(here, { startsAt: '2026-10-12T10:00:00+08:00' });
    const { id } = (await begin(here, of)).json;
    expectRefusal(await here.call('GET', `/draws/${id}`, { as: 'jtj.officer' }), 404, 'not-found');
    await post(here, `/surveys/${of}/invite`, 'spj.officer', { org: 'JTJ' });
    expect((await post(here, `/draws/${id}/contribute`, 'jtj.officer', { value: '1' })).status).toBe(200);
    const waiting = async (as: string) =>
      (await here.call('GET', '/inbox?kind=draw', { as })).json.items.map((item: { id: string }) => item.id);
    // It waits for the word of each, until that is there; then for the convenor's draw.
    expect([await waiting('wjj.officer'), await waiting('jtj.officer'), await waiting('spj.officer')]).toEqual([
      ...[[id], [], [id]],
    ]);
    const { mails } = await stored(here, id);
    expect(mails.map(({ type, org }) => `${type} ${org}`)).toEqual(
      ['SCJG', 'WJJ', 'JTJ'].map((org) => `draw-opened ${org}`),
    );
  });

  it('an expert who does not come and has no alternate is drawn anew, after it was held', async () => {
    const of = await survey(here, { needsDraw: true });
    const first = await drawnFor(of, ALONE);
    here.clock.set('2026-09-28T10:30:00+08:00');
    expect((await post(here, `/surveys/${of}/hold`, 'spj.officer', HELD)).status).toBe(200);
    const [[absent]] = (await read(first, 'spj.officer')).drawn;
    const gone = await post(here, `/draws/${first}/replace`, 'spj.officer', { expert: absent, reason: 'absent' });
    expectRefusal(gone, 409, 'no-alternate');
    const exclude = [{ expert: absent, reason: '未到场' }];
    const second = await drawnFor(of, { ...ALONE, follows: first, exclude });
    const shown = await read(second, 'scjg.officer');
    expect([shown.follows, shown.stage, shown.excluded]).toEqual([first, 'held', [{ expert: absent, why: '未到场' }]]);
    // Who takes part sees the name, the convenor the telephone too.
    expect(
      shown.people.map(({ name, phone }: { name: string; phone: string | null }) => [all.length, name !== null, phone]),
    ).toEqual([[4, true, null]]);
    const [mine] = (await read(second, 'spj.officer')).people;
    expect(mine.phone).toBe(mine.name);
    const open = (await begin(here, of, { follows: second, followsReason: '增加一名专家' })).json.id;
    const { items } = (await here.call('GET', '/participations', { as: 'scjg.officer' })).json;
    const mineNow = items.find(({ status }: { status: string }) => status === 'attended');
    await post(here, `/participations/${mineNow.id}/report`, 'scjg.officer', {
      ...{ position: 'agree', text: '同意', signedBy: '丙' },
    });
    const done = { result: 'pass', text: '符合', signedBy: '甲' };
    expect((await post(here, `/surveys/${of}/conclude`, 'spj.officer', done)).json.status).toBe('concluded');
    expect((await read(open, 'spj.officer')).status).toBe('abandoned');
    const { json } = await here.call('GET', `/public/draws/${second}.json`);
    expect([json.draws, json.follows]).toEqual([[first, second, open], first]);
    expect(json.excluded).toEqual([{ expert: absent, why: '召集单位说明理由' }]);
  });

  it('consent that is taken back, and an expert’s quarantine, reach what is public', async () => {
    const there = await countyHere();
    const consent = { publicName: { consentedOn: '2026-09-01' } };
    const one = await admitted(there, '甲', consent);
    const of = await survey(there, { invite: [{ org: 'SCJG' }] });
    const { id } = (await begin(there, of, { groups: [{ specialty: '食品安全', count: 1 }] })).json;
    for (const as of ['spj.officer', 'scjg.officer']) await post(there, `/draws/${id}/contribute`, as, { value: as });
    await post(there, `/draws/${id}/draw`, 'spj.officer');
    there.clock.set('2026-09-28T10:30:00+08:00');
    await post(there, `/surveys/${of}/hold`, 'spj.officer', { attendance: [{ org: 'SPJ', people: ['甲', '乙'] }] });
    await post(there, `/surveys/${of}/conclude`, 'spj.officer', { result: 'pass', text: '符合', signedBy: '甲' });
    const names = async () => (await there.call('GET', `/public/draws/${id}.json`)).json.names;
    expect(await names()).toEqual([{ expert: one, name: '甲' }]);
    await post(there, `/experts/${one}/update`, 'scjg.officer', { consentWithdrawn: true });
    expect(await names()).toEqual([]);
    await post(there, `/experts/${one}/quarantine`, 'scjg.officer', { reason: '误录' });
    expect((await there.call('GET', `/draws/${id}`, { as: 'spj.officer' })).json.people).toMatchObject([
      { name: null },
    ]);
    // The case's quarantine takes its draws along.
    await post(there, `/surveys/${of}/quarantine`, 'spj.officer', { reason: '误录' });
    expect((await there.call('GET', `/draws/${id}`, { as: 'spj.officer' })).json.quarantined).toBe(true);
    expectRefusal(await there.call('GET', `/public/draws/${id}.json`), 404, 'not-found');
  });
});
