/**
 * Standards (arts. 6, 12, 22, 26): both sides confirm, a superior's holds at once, the government office settles, both
 * repeal.
 */
import { describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import type { Item } from '../../shared/ports.ts';
import { startOfDay } from '../../shared/time.ts';
import { countyHere, expectRefusal, FOOD, WITH_AGENCY } from '../contract-http/county.ts';
import { upload } from '../files/sample.ts';
import { JURISDICTION } from '../in-process/county.ts';
import { act, agreed, CITY, propose, standard, standings } from './story.ts';

describe('a county’s standard', async () => {
  const here = await countyHere();
  const { status, json } = await propose(here, { reference: 'B-1' });

  it('goes to the other side, to be confirmed by the end of five working days', () => {
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...{ status: 'proposed', from: { org: 'SCJG' }, to: { org: 'SPJ' }, due: '2026-10-10', late: null },
      ...{ confirmedAt: null, public: true, warnings: [] },
    });
  });

  it('sent again by its number it is the same', async () => {
    expect((await propose(here, { reference: 'B-1' })).json.id).toBe(json.id);
    expectRefusal(await propose(here, { reference: 'B-1', title: '别的' }), 409, 'reference-reused');
  });

  it('one side alone puts none in force', async () => {
    expect(await standings(here, '2026-10-20')).toEqual({ [json.id]: null });
    expectRefusal(await act(here, json.id, 'confirm', 'scjg.head'), 403, 'not-allowed');
    expectRefusal(await act(here, json.id, 'confirm', 'spj.officer'), 403, 'not-allowed');
    expectRefusal(await act(here, json.id, 'confirm', 'spj.head'), 403, 'not-allowed');
    expectRefusal(await act(here, json.id, 'confirm', 'wjj.admin'), 404, 'not-found');
    expectRefusal(
      await act(here, json.id, 'repeal', 'scjg.head', { from: '2026-10-12', reason: '某' }),
      409,
      'not-confirmed',
    );
    expectRefusal(
      await act(here, json.id, 'settle', 'zfb.office', { standing: 'confirmed', reason: '某' }),
      409,
      'reply-running',
    );
  });

  it('holds once the other side has confirmed it, and not before that day', async () => {
    here.clock.set('2026-09-29T10:00:00+08:00');
    const done = await act(here, json.id, 'confirm', 'spj.admin');
    expect(done.json).toMatchObject({ status: 'confirmed', due: null, confirmedBy: 'spj.admin' });
    expect(await standings(here, '2026-09-28')).toEqual({ [json.id]: 'not-yet' });
    expect(await standings(here, '2026-09-29', 'spj.officer')).toEqual({ [json.id]: 'in-force' });
    expectRefusal(await act(here, json.id, 'confirm', 'spj.admin'), 409, 'already-done');
    expectRefusal(await act(here, json.id, 'withdraw', 'scjg.head', { reason: '某' }), 409, 'already-done');
    expectRefusal(
      await act(here, json.id, 'settle', 'zfb.office', { standing: 'withdrawn', reason: '某' }),
      409,
      'already-done',
    );
  });

  it('of another matter is in no list of this one', async () => {
    const { json: other } = await here.call('GET', `/standards?matter=${WITH_AGENCY}`, { as: 'scjg.head' });
    expect(other.items).toEqual([]);
    const { json: rules } = await here.call('GET', `/standards?matter=${FOOD}&type=rule`, { as: 'scjg.head' });
    expect(rules.items).toEqual([]);
    const { json: sent } = await here.call('GET', '/standards?box=out&type=condition', { as: 'scjg.head' });
    expect(sent.items).toMatchObject([{ id: json.id, standing: 'in-force', by: null, used: null }]);
  });

  it('ends on the day from which both sides want it repealed', async () => {
    const repeal = (as: string, from = '2026-10-12') =>
      act(here, json.id, 'repeal', as, { from, reason: '条件已放宽' });
    expectRefusal(await repeal('scjg.head', '2026-09-29'), 422, 'invalid', ['/from']);
    expect((await repeal('spj.admin')).json).toMatchObject({ status: 'repealing', repealBy: 'SPJ', due: '2026-10-12' });
    expectRefusal(await repeal('scjg.head'), 409, 'repeal-open');
    expect((await here.call('GET', '/inbox', { as: 'scjg.admin' })).json.items).toMatchObject([{ id: json.id }]);
    expect(await standings(here, '2026-10-12')).toEqual({ [json.id]: 'in-force' });
    expectRefusal(await act(here, json.id, 'confirm', 'spj.admin'), 403, 'not-allowed');
    expect((await act(here, json.id, 'object', 'scjg.head', { reason: '仍需要' })).json).toMatchObject({
      ...{ status: 'confirmed', repealFrom: null, objection: '仍需要' },
    });
    await repeal('scjg.head');
    expect((await act(here, json.id, 'confirm', 'spj.admin')).json).toMatchObject({
      ...{ status: 'confirmed', repealedFrom: '2026-10-12' },
    });
    expect(await standings(here, '2026-10-11')).toEqual({ [json.id]: 'in-force' });
    expect(await standings(here, '2026-10-12')).toEqual({ [json.id]: 'expired' });
    expectRefusal(await repeal('scjg.head'), 409, 'already-repealed');
  });
});

it('whoever proposes a standard may give more time for it, the government office less', async () => {
  const here = await countyHere();
  const { id } = (await propose(here)).json;
  const set = (as: string, workingDays: number) =>
    act(here, id, 'set-due', as, { workingDays, reason: '节前无法研究' });
  expect((await set('scjg.admin', 7)).json.due).toBe('2026-10-13');
  expectRefusal(await set('spj.admin', 9), 403, 'not-allowed');
  expect((await set('zfb.office', 3)).json.due).toBe('2026-10-08');
});

it('a repeal is reminded of by the side that proposed it, and waits for the other', async () => {
  const here = await countyHere();
  const id = await agreed(here);
  await act(here, id, 'repeal', 'spj.admin', { from: '2026-11-02', reason: '已无必要' });
  const nudge = (as: string) => act(here, id, 'nudge', as, { channel: 'notice' });
  const more = (as: string) => act(here, id, 'set-due', as, { workingDays: 8, reason: '节前无法研究' });
  expectRefusal(await nudge('scjg.admin'), 403, 'not-allowed');
  expectRefusal(await more('scjg.admin'), 403, 'not-allowed');
  expect((await nudge('spj.admin')).status).toBe(200);
  expectRefusal(await nudge('zfb.office'), 409, 'nudged-today');
  expect((await more('spj.officer')).json.due).toBe('2026-10-14');
  await act(here, id, 'confirm', 'scjg.head');
  expectRefusal(await nudge('scjg.admin'), 409, 'already-done');
});

describe('an objection', async () => {
  const here = await countyHere();
  const { id } = (await propose(here)).json;

  it('comes back with its reason; revised, the other side has its time again', async () => {
    expectRefusal(await act(here, id, 'object', 'spj.admin', {}), 422, 'invalid', ['/reason']);
    const objected = await act(here, id, 'object', 'spj.admin', { reason: '面积过大' });
    expect(objected.json).toMatchObject({ status: 'objected', objection: '面积过大', due: null });
    expect((await here.call('GET', '/inbox', { as: 'scjg.admin' })).json.items).toMatchObject([{ id }]);
    expect((await here.call('GET', '/inbox', { as: 'zfb.office' })).json.items).toMatchObject([{ id }]);
    here.clock.set('2026-09-29T09:00:00+08:00');
    const { type: _, matters: __, ...content } = standard({ text: '经营场所不小于 10 平方米。' });
    expectRefusal(await act(here, id, 'revise', 'spj.admin', content), 403, 'not-allowed');
    expectRefusal(await act(here, id, 'revise', 'scjg.head', { ...content, source: CITY }), 422, 'invalid', [
      '/source/level',
    ]);
    expect((await act(here, id, 'revise', 'scjg.head', content)).json).toMatchObject({
      ...{ status: 'proposed', objection: null, text: '经营场所不小于 10 平方米。', due: '2026-10-12' },
    });
    expect((await act(here, id, 'withdraw', 'scjg.head', {})).json.status).toBe('withdrawn');
    expect(await standings(here, '2026-12-01')).toEqual({ [id]: null });
  });

  it.each([
    ['confirmed', 'in-force'],
    ['withdrawn', null],
  ])('is settled by the government office: %s', async (standing, after) => {
    const county = await countyHere();
    const made = (await propose(county)).json.id;
    await act(county, made, 'object', 'spj.admin', { reason: '某' });
    for (const as of ['spj.admin', 'scjg.head']) {
      const refused = await act(county, made, 'settle', as, { standing, reason: '某' });
      expectRefusal(refused, 403, 'not-allowed');
      expect(refused.json.detail).toBe('“裁定”不由本单位办理。');
    }
    const settled = await act(county, made, 'settle', 'zfb.office', { standing, reason: '依法裁定' });
    expect(settled.json).toMatchObject({ status: standing, settlement: '依法裁定' });
    expect(await standings(county, '2026-09-28')).toEqual({ [made]: after });
  });
});

describe('a silence past its day', async () => {
  const here = await countyHere();
  const { id } = (await propose(here)).json;

  it('is late for the side that owed its word, confirms nothing, and is settled', async () => {
    here.clock.set('2026-10-11T00:00:00+08:00');
    const { json } = await here.call('GET', `/standards/${id}`, { as: 'spj.admin' });
    expect(json).toMatchObject({ status: 'proposed', late: { due: '2026-10-10' } });
    expect(await standings(here, '2026-10-11')).toEqual({ [id]: null });
    const settled = await act(here, id, 'settle', 'zfb.office', { standing: 'confirmed', reason: '逾期未确认' });
    expect(settled.json).toMatchObject({ status: 'confirmed', late: { due: '2026-10-10' } });
  });
});

describe('a silence on a repeal', () => {
  const repeal = { from: '2026-11-02', reason: '条件已放宽' };

  it.each([
    ['proposed by the department', 'scjg.head', 'spj.admin', 'SPJ'],
    ['proposed by the bureau', 'spj.admin', 'scjg.head', 'SCJG'],
  ])('%s counts against the other side, whatever comes of it', async (_what, proposer, other, org) => {
    const here = await countyHere({ now: '2026-10-08T09:00:00+08:00' });
    await keepKindsSince(here.platform.ports.store, JURISDICTION, ['standard'], startOfDay('2026-10-01'));
    const id = await agreed(here);
    const counted = async () => {
      const { json } = await here.call('GET', '/reports/quarters/2026Q4', { as: 'zfb.office' });
      const all = json.organisations as { org: string; annex: { repliesLate: number } }[];
      return all.filter(({ annex }) => annex.repliesLate > 0).map((one) => [one.org, one.annex.repliesLate]);
    };
    expect((await act(here, id, 'repeal', proposer, repeal)).json.due).toBe('2026-10-14');
    here.clock.set('2026-10-15T09:00:00+08:00');
    expect(await counted()).toEqual([[org, 1]]);
    expect((await act(here, id, 'object', other, { reason: '仍需要' })).json).toMatchObject({ status: 'confirmed' });
    here.clock.set('2026-10-15T10:00:00+08:00');
    expect(await counted()).toEqual([[org, 1]]);
    await act(here, id, 'repeal', other, repeal);
    here.clock.set('2026-10-15T11:00:00+08:00');
    expect(await counted()).toEqual([[org, 1]]);
  });
});

describe('what article 6 gives the department', async () => {
  const here = await countyHere();
  const settle = (id: string, standing: string) => act(here, id, 'settle', 'zfb.office', { standing, reason: '某' });

  it.each(['plan', 'access'])('a %s of its own is not settled against it', async (type) => {
    const { id } = (await propose(here, { type })).json;
    await act(here, id, 'object', 'spj.admin', { reason: '某' });
    expectRefusal(await settle(id, 'withdrawn'), 422, 'invalid', ['/standing']);
    expect((await settle(id, 'confirmed')).json.status).toBe('confirmed');
  });

  it('nor one of the bureau’s that it objects to; a rule may be', async () => {
    const { json: plan } = await propose(here, { type: 'plan' }, 'spj.admin');
    expect(plan).toMatchObject({ from: { org: 'SPJ' }, to: { org: 'SCJG' } });
    await act(here, plan.id, 'object', 'scjg.admin', { reason: '某' });
    expectRefusal(await settle(plan.id, 'confirmed'), 422, 'invalid', ['/standing']);
    const rule = (await propose(here, { type: 'rule' }, 'spj.admin')).json.id;
    await act(here, rule, 'object', 'scjg.admin', { reason: '某' });
    expect((await settle(rule, 'confirmed')).json.status).toBe('confirmed');
  });
});

describe('a superior’s standard', async () => {
  const here = await countyHere();
  const county = await agreed(here);

  it('holds at once; city over county on its very day', async () => {
    const { json } = await propose(here, { source: CITY, validFrom: '2026-10-12' });
    expect(json).toMatchObject({ status: 'confirmed', due: null, confirmedBy: 'scjg.head' });
    const stands = { [county]: 'in-force', [json.id]: 'not-yet' };
    expect(await standings(here, '2026-10-11')).toEqual(stands);
    expect(await standings(here, '2026-10-12', 'spj.admin')).toEqual({
      ...{ [county]: ['overridden', json.id], [json.id]: 'in-force' },
    });
    // By itself each says how it stands today.
    const standing = async (id: string) => (await here.call('GET', `/standards/${id}`, { as: 'spj.admin' })).json;
    expect(await standing(json.id)).toMatchObject({ standing: 'not-yet', by: null });
    here.clock.set('2026-10-12T00:00:00+08:00');
    expect(await standing(county)).toMatchObject({ standing: 'overridden', by: json.id });
  });

  it('entered by mistake, it is taken back by its proposer before its day, and not after', async () => {
    const own = await countyHere();
    const local = await agreed(own);
    const { json } = await propose(own, { source: CITY, validFrom: '2026-10-12' });
    expectRefusal(await act(own, local, 'withdraw', 'scjg.head', {}), 409, 'already-done');
    const later = await propose(own, { source: CITY, type: 'rule', validFrom: '2026-09-29' });
    own.clock.set('2026-09-29T09:00:00+08:00');
    expectRefusal(await act(own, later.json.id, 'withdraw', 'scjg.head', {}), 409, 'already-done');
    expect((await act(own, json.id, 'withdraw', 'scjg.head', { reason: '层级选错' })).json.status).toBe('withdrawn');
    expect(await standings(own, '2026-10-12')).toMatchObject({ [local]: 'in-force' });
  });

  it('the other side is told', async () => {
    const { json } = await propose(here, { source: CITY, type: 'rule' });
    const item = await here.platform.ports.store.get(exchangeKey(JURISDICTION, json.id));
    const { mails } = (item as Item).value as Exchange;
    expect(mails).toMatchObject([{ type: 'arrival', org: 'SPJ' }]);
  });

  it('leaves in force what it names as not inconsistent', async () => {
    const own = await countyHere();
    const local = await agreed(own);
    const { json } = await propose(own, { source: CITY, besides: [local] });
    expect(await standings(own, '2026-09-28')).toEqual({ [local]: 'in-force', [json.id]: 'in-force' });
  });

  it('one that replaces another ends it on its day', async () => {
    const own = await countyHere();
    const first = await agreed(own);
    const second = await agreed(own, { replaces: first, validFrom: '2026-10-12' });
    expect(await standings(own, '2026-10-11')).toEqual({ [first]: 'in-force', [second]: 'not-yet' });
    expect(await standings(own, '2026-10-12')).toEqual({ [first]: ['replaced', second], [second]: 'in-force' });
  });
});

describe('who may propose, and what fits', async () => {
  const here = await countyHere();

  it.each([
    ['scjg.officer', 403],
    ['spj.officer', 403],
    ['spj.head', 403],
    ['zjj.head', 403],
    ['zfb.office', 403],
    ['scjg.admin', 201],
    ['spj.admin', 201],
  ])('%s: %i', async (as, status) => {
    expect((await propose(here, {}, as)).status).toBe(status);
  });

  it.each([
    ['a matter that is not on the list', { matters: ['371525-XX-001'] }, ['/matters/0']],
    ['a matter twice', { matters: [FOOD, FOOD] }, ['/matters/1']],
    ['matters of two departments', { matters: [FOOD, WITH_AGENCY] }, ['/matters']],
    ['a cap without a quantity', { type: 'cap' }, ['/cap']],
    ['a quantity that is no cap’s', { cap: { quantity: 1, unit: '家' } }, ['/cap']],
    ['a checklist without points', { type: 'checklist' }, ['/items']],
    ['an end before its beginning', { validTo: '2026-09-27' }, ['/validTo']],
    ['what is not there', { replaces: '0'.repeat(32), besides: ['1'.repeat(32)] }, ['/replaces', '/besides/0']],
    ['a level that there is not', { source: { ...CITY, level: 'township' } }, ['/source/level']],
  ])('not %s', async (_name, more, pointers) => {
    expectRefusal(await propose(here, more), 422, 'invalid', pointers);
  });

  it.each([
    ['condition', 'county', [], ['basis-missing']],
    ['access', 'county', [], ['basis-missing']],
    ['condition', 'county', ['行政许可法'], []],
    ['rule', 'county', [], []],
    ['condition', 'city', [], []],
  ])('a %s of the %s with basis %j: %j', async (type, level, basis, codes) => {
    const { json } = await propose(here, { type, basis, source: { ...CITY, level } });
    expect(json.warnings.map(({ code }: { code: string }) => code)).toEqual(codes);
  });

  it('its files go along', async () => {
    const file = await upload(here.call, 'scjg.head');
    const { json } = await propose(here, { attachments: [{ file, name: '标准.pdf' }] });
    expect(json.attachments).toEqual([{ file, name: '标准.pdf' }]);
  });
});

describe('what rests on standards', async () => {
  const here = await countyHere();
  const list = {
    type: 'checklist',
    title: '现场检查要点',
    items: [{ point: '消防通道' }, { point: '健康证明', basis: '第四十五条' }],
  };
  const checklist = await agreed(here, list);

  it('a survey begins with the checklists in force', async () => {
    const body = {
      type: 'site-survey',
      matters: [FOOD],
      startsAt: '2026-09-28T09:00:00+08:00',
      invite: [{ org: 'SCJG' }],
    };
    const arrange = (more: object) => here.call('POST', '/surveys', { as: 'spj.officer', body: { ...body, ...more } });
    expect((await arrange({})).json.items).toEqual(['消防通道', '健康证明']);
    expect((await arrange({ items: [] })).json.items).toEqual([]);
    expect((await arrange({ items: ['别的'] })).json.items).toEqual(['别的']);
  });

  it('a gatekeeping reply names the standards that it rests on', async () => {
    const asked = {
      purpose: 'gatekeeping',
      to: [{ org: 'SCJG' }],
      title: '把关',
      text: '请把关。',
      matter: FOOD,
      justification: '专业性强',
    };
    const sent = await here.call('POST', '/letters', { as: 'spj.officer', body: { ...asked, application: 'BJ-1' } });
    expect(sent.status).toBe(201);
    const [{ id }] = sent.json.items;
    const proposed = (await propose(here)).json.id;
    const said = { text: '符合。', conclusion: 'meets', signedBy: '王芳' };
    const reply = (standards: string[]) =>
      here.call('POST', `/letters/${id}/reply`, { as: 'scjg.officer', body: { ...said, standards } });
    expectRefusal(await reply([proposed]), 422, 'invalid', ['/standards/0']);
    expectRefusal(await reply([checklist, checklist]), 422, 'invalid', ['/standards/1']);
    expect((await reply([checklist])).json).toMatchObject({ status: 'replied', standards: [checklist] });
  });

  it('the public reads those that are public and hold, and nothing of who proposed them', async () => {
    await agreed(here, { title: '内部掌握', public: false });
    const own = await agreed(here, { title: '公开的条件', validFrom: '2026-10-12' });
    const { json } = await here.call('GET', `/public/standards.json?matter=${FOOD}`);
    expect(json).toMatchObject({ matter: FOOD, name: '食品经营许可', on: '2026-09-28' });
    expect(json.items.map(({ id, standing }: { id: string; standing: string }) => [id, standing])).toEqual([
      [checklist, 'in-force'],
      [own, 'not-yet'],
    ]);
    const opened = { headers: { accept: 'text/html,*/*;q=0.8' } };
    const page = (await here.call('GET', `/public/standards?matter=${FOOD}`, opened)).text;
    expect(page).toContain('公开的条件');
    expect(page).not.toContain('内部掌握');
    const asked = await here.call('GET', `/public/standards?matter=${FOOD}`);
    expect([asked.json, asked.headers.vary]).toEqual([json, 'Accept, Accept-Encoding']);
    const all = (await here.call('GET', '/public/standards', opened)).text;
    expect(all).toContain(`<a href="/public/standards?matter=${FOOD}">`);
    expect(all).not.toContain('还没有公开的标准');
    expect((await here.call('GET', '/public/standards.json')).json.items).toEqual([]);
  });

  it('the public finds a matter by a part of its name, and is told where there is none', async () => {
    const opened = { headers: { accept: 'text/html,*/*;q=0.8' } };
    const found = async (query: Record<string, string>): Promise<string> => {
      const { status, text } = await here.call('GET', `/public/standards?${new URLSearchParams(query)}`, opened);
      expect(status).toBe(200);
      return text;
    };
    expect(await found({ q: '食品经营' })).toContain('<h2>食品经营许可</h2>');
    const several = await found({ q: '许可' });
    expect(several).toMatch(/编码或名称含“许可”的事项共 \d+ 项/);
    expect(several).toContain(`<a href="/public/standards?matter=${FOOD}">`);
    expect(await found({ q: '没有的事项' })).toContain('没有编码或名称含“没有的事项”的事项');
    expect(await found({ matter: '371525-SCJG-999' })).toContain('没有编码为“371525-SCJG-999”的事项');
    expect(await found({ q: '' })).toContain('上有公开标准的事项共');
    const { json } = await here.call('GET', `/public/standards.json?${new URLSearchParams({ q: '食品经营' })}`);
    expect([json.matter, json.items.length > 0]).toEqual([FOOD, true]);
    const wrong = await here.call('GET', `/public/standards?matter=${encodeURIComponent('食品')}`, opened);
    expect([wrong.status, wrong.text.includes('请按下列提示修改'), wrong.text.includes('invalid')]).toEqual([
      ...[422, true, false],
    ]);
  });
});

describe('a cap', async () => {
  const here = await countyHere();
  const cap = { type: 'cap', title: '烟花爆竹零售点', cap: { quantity: 2, unit: '家', base: 1 } };
  const grant = async (n: number, more: object = {}) =>
    here.push(`C-${n}`, { licence: { number: `JY-${n}` }, ...more });
  const used = async (): Promise<unknown[]> => {
    const { json } = await here.call('GET', `/standards?matter=${FOOD}`, { as: 'spj.admin' });
    const items = json.items as { id: string; used: number | null }[];
    for (const { id, used } of items)
      expect((await here.call('GET', `/standards/${id}`, { as: 'scjg.head' })).json.used).toBe(used);
    return items.map(({ used }) => used);
  };
  const warned = ({ json }: { json: { warnings: { code: string }[] } }) => json.warnings.map(({ code }) => code);

  it('counts what was used before, and what is granted from its day on', async () => {
    await agreed(here, cap);
    expect(await used()).toEqual([1]);
    expect(warned(await grant(1))).toEqual([]);
    expect(await used()).toEqual([2]);
  });

  it('a push beyond it is taken, with a warning', async () => {
    const beyond = await grant(2);
    expect(beyond.status).toBe(201);
    expect(beyond.json.warnings).toMatchObject([{ code: 'cap-exceeded', pointer: '/matter' }]);
    expect(beyond.json.warnings[0].detail).toContain('总量 2 家');
    expect(await used()).toEqual([3]);
  });

  it('grant, grant, cancel: used less one; a correction counts once', async () => {
    expect(warned(await grant(3, { reference: 'C-end', licence: { number: 'JY-2' }, decision: 'cancelled' }))).toEqual(
      [],
    );
    expect(await used()).toEqual([2]);
    expect(warned(await here.push('C-1b', { corrects: 'C-1', licence: { number: 'JY-1' } }))).toEqual([]);
    expect(await used()).toEqual([2]);
    expect(warned(await here.push('X-1', { matter: WITH_AGENCY }))).toEqual([]);
  });

  it('neither counts nor warns of what was granted before its day, however late it is pushed', async () => {
    const own = await countyHere();
    own.clock.set('2026-09-29T09:00:00+08:00');
    await agreed(own, { ...cap, cap: { quantity: 0, unit: '家' }, validFrom: '2026-09-29' });
    const pushed = async (n: number, occurredAt: string, decidedOn?: string) =>
      warned(await own.push(`B-${n}`, { occurredAt, licence: { number: `B-${n}`, ...(decidedOn && { decidedOn }) } }));
    const before = '2026-09-28T08:50:00+08:00';
    expect(await pushed(1, before)).toEqual([]);
    expect(await pushed(2, before, '2026-09-28')).toEqual([]);
    expect(await pushed(3, '2026-09-29T08:50:00+08:00', '2026-09-20')).toEqual([]);
    const { json } = await own.call('GET', `/standards?matter=${FOOD}`, { as: 'spj.admin' });
    expect(json.items).toMatchObject([{ used: 0 }]);
    expect(await pushed(4, '2026-09-29T08:50:00+08:00', '2026-09-29')).toEqual(['cap-exceeded']);
  });

  it('of tons says nothing of how much is used', async () => {
    const own = await countyHere();
    await agreed(own, { ...cap, cap: { quantity: 0, unit: '吨' } });
    const { json } = await own.call('GET', `/standards?matter=${FOOD}`, { as: 'spj.admin' });
    expect(json.items).toMatchObject([{ used: null, cap: { quantity: 0, unit: '吨', base: 0 } }]);
    expect(warned(await own.push('C-1'))).toEqual([]);
  });
});
