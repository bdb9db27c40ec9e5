/** Evidence under hold (本系统约定): gone from every answer at once, kept under seal until a second person decides. */
import { describe, expect, it } from 'vitest';
import { wakeKey } from '../../functions/timers/wake.ts';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { type Held, heldItem } from '../../shared/exchange/held.ts';
import type { Store } from '../../shared/ports.ts';
import { PDF, upload } from '../files/sample.ts';
import { countyHere, document, expectRefusal, type Here } from './county.ts';

const SECRET = '绝密内容';
const REASON = { reason: '误传，应予隔离' };
const OFFICE = 'zfb.office';

const get = (here: Here, path: string, as = OFFICE) => here.call('GET', path, { as });
const post = (here: Here, path: string, body: object = {}, as = OFFICE) => here.call('POST', path, { as, body });
const stored = async (here: Here, id: string) => (await here.platform.ports.store.get(`371525#exchange#${id}`))?.value;

/** A push about which its addressee has raised a problem, with a file: the sender would rather have it gone. */
async function disputed() {
  const here = await countyHere();
  const file = await upload(here.call, 'spj.officer');
  const said = { summary: SECRET, party: { name: `${SECRET}公司`, creditCode: '91371525MA3C00001R' } };
  const { id } = (await here.push('A', { ...said, licence: { number: 'JY-1' }, attachments: [{ file }] })).json;
  await here.act(id, 'claim', 'scjg.officer', { note: SECRET });
  const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: SECRET })).json;
  await post(here, `/problems/${problem}/reply`, { text: SECRET }, 'spj.officer');
  const before = {
    push: (await get(here, `/pushes/${id}`)).json,
    history: (await get(here, `/pushes/${id}/history`)).json,
  };
  expect((await here.act(id, 'quarantine', 'spj.officer', REASON)).json.quarantined).toBe(true);
  const [held] = (await get(here, '/sealed')).json.items;
  return { here, id, problem, file, before, held };
}

/** A case of accountability that rests on a record, approved and, where that is said, referred. */
async function caseOn(here: Here, record: string, referred: boolean): Promise<string> {
  const { hash } = (await get(here, `/${await pathOf(here, record)}/${record}/history`)).json.items.at(-1);
  const body = { limb: 'misconduct', org: 'SPJ', conduct: '不作为', harm: '造成损失', evidence: [{ record, hash }] };
  const { id } = (await post(here, '/accountability', body)).json;
  await post(here, `/accountability/${id}/approve`, { approver: '李某' });
  if (referred) await post(here, `/accountability/${id}/refer`, { reason: '移交' });
  return id;
}

async function pathOf(here: Here, id: string): Promise<string> {
  const exchange = (await stored(here, id)) as { kind: string };
  return here.platform.kinds.get(exchange.kind)?.path as string;
}

describe('a push that a problem is about', async () => {
  const { here, id, problem, file, before, held } = await disputed();

  it('is gone from every answer at once, and the file with it', async () => {
    for (const path of [
      `/pushes/${id}`,
      `/pushes/${id}/history`,
      `/problems/${problem}`,
      '/sealed',
      '/pushes?box=out&name=绝密',
    ]) {
      for (const as of ['spj.officer', 'scjg.officer', OFFICE]) {
        expect([path, as, (await get(here, path, as)).text.includes(SECRET)]).toEqual([path, as, false]);
      }
    }
    expect((await get(here, `/files/${file}`, 'spj.officer')).json.state).toBe('gone');
    expectRefusal(await get(here, `/files/${file}/content`, 'spj.officer'), 409, 'file-gone');
    const all = JSON.stringify(await Promise.all([id, problem].map((one) => stored(here, one))));
    expect(all).not.toContain(SECRET);
  });

  it('is told of to the government office alone, with what rests on it', async () => {
    expect(held).toMatchObject({
      ...{ state: 'held', by: 'spj.officer', org: 'SPJ', decidedAt: null, reason: null },
      named: [{ kind: 'problem', id: problem, path: 'problems' }],
    });
    expect(held.records.map(({ path, id, files }: never) => [path, id, files])).toEqual([
      ['pushes', id, [file]],
      ['problems', problem, []],
    ]);
    for (const as of ['spj.officer', 'scjg.officer', 'spj.admin', 'construction']) {
      for (const path of ['/sealed', `/sealed/${held.id}`])
        expectRefusal(await get(here, path, as), 403, 'not-allowed');
    }
    expect((await get(here, '/sealed', 'jw.discipline')).json.items).toEqual([]);
    expectRefusal(await get(here, `/sealed/${held.id}`, 'jw.discipline'), 404, 'not-found');
    expectRefusal(await get(here, '/sealed/nothing'), 404, 'not-found');
  });

  it('is on the list however much came after it', async () => {
    const { store } = here.platform.ports;
    const kept = (await store.get(`371525#held#${held.id}`))?.value as Held;
    const later = Array.from({ length: 201 }, (_, n) => {
      const id = `${n}`.padStart(32, '0');
      return { item: heldItem({ ...kept, id, at: kept.at + n + 1 }), expected: null };
    });
    for (let n = 0; n < later.length; n += 50) await store.commit(later.slice(n, n + 50));
    const pages: { id: string }[][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await get(here, `/sealed?limit=200${cursor && `&cursor=${cursor}`}`);
      pages.push(json.items);
      cursor = json.next;
    }
    expect(pages.map(({ length }) => length)).toEqual([200, 2]);
    expect(pages.at(-1)?.at(-1)?.id).toBe(held.id);
    for (const { item } of later) await store.commit([{ item: { ...item, places: {} }, expected: item.head }]);
  });

  it('is read there whole, with its history and its file', async () => {
    const { contents } = (await get(here, `/sealed/${held.id}`)).json;
    expect(contents[0]).toMatchObject({
      id,
      content: { summary: SECRET, status: 'claimed' },
      history: { verified: true },
    });
    expect(contents[1].history.items[1].detail).toEqual({ text: SECRET, org: 'SPJ' });
    const bytes = await get(here, `/files/${file}/content?sealed=${held.id}`);
    expect([bytes.status, Buffer.from(bytes.bytes).equals(PDF)]).toEqual([200, true]);
    expectRefusal(await get(here, `/files/${file}/content?sealed=${held.id}`, 'spj.officer'), 404, 'not-found');
  });

  it('each reading is noted before it is answered, in a chain of its own that no owner of the record sees', async () => {
    const { history, verified } = (await get(here, `/sealed/${held.id}`)).json;
    expect(history.map(({ act, by, detail }: never) => [act, by, detail])).toEqual([
      ['read', OFFICE, {}],
      ['read', OFFICE, { file }],
      ['read', OFFICE, {}],
    ]);
    expect(verified).toBe(true);
    expect((await get(here, `/pushes/${id}/history`, 'spj.officer')).text).not.toContain(OFFICE);
  });

  it('lies in the store under seal', async () => {
    const store = here.platform.ports.store;
    const items = await store.getMany([`371525#held#${held.id}`, `371525#held#${held.id}.0`]);
    expect([items.length, JSON.stringify(items).includes(SECRET)]).toEqual([2, false]);
  });

  it('is put back by a second person, as it was; its digests prove it', async () => {
    const body = { reason: '系重要证据' };
    expectRefusal(await post(here, `/sealed/${held.id}/restore`, body, 'spj.officer'), 403, 'not-allowed');
    expectRefusal(await post(here, `/sealed/${held.id}/restore`), 422, 'invalid', ['/reason']);
    const under = (said: object) => {
      const headers = { 'idempotency-key': 'restore-1' };
      return here.call('POST', `/sealed/${held.id}/restore`, { as: OFFICE, body: said, headers });
    };
    const done = await under(body);
    expect((await under(body)).json.state).toBe('restored');
    expectRefusal(await under(REASON), 409, 'idempotency-key-reused');
    expect([done.status, done.json.state, done.json.decidedBy, done.json.reason]).toEqual([
      ...[200, 'restored', OFFICE, body.reason],
    ]);
    const { acts: _, ...push } = before.push;
    const now = (await get(here, `/pushes/${id}`)).json;
    expect(now).toMatchObject(push);
    const history = (await get(here, `/pushes/${id}/history`)).json;
    expect([history.verified, history.items.slice(0, before.history.items.length)]).toEqual([
      true,
      before.history.items,
    ]);
    expect(history.items.at(-1)).toMatchObject({ act: 'restore', by: OFFICE, detail: body });
    expect((await get(here, `/files/${file}/content?record=${id}`, 'scjg.officer')).status).toBe(200);
    expect((await get(here, `/problems/${problem}`)).json.replies[0].text).toBe(SECRET);
    for (const query of ['name=绝密', 'party=91371525MA3C00001R']) {
      const found = await get(here, `/pushes?box=out&${encodeURI(query)}`, 'spj.officer');
      expect([query, found.json.items.map((one: { id: string }) => one.id)]).toEqual([query, [id]]);
    }
  });

  it('is decided on once, and then lies under seal no more', async () => {
    for (const act of ['confirm', 'restore']) {
      expectRefusal(
        await post(here, `/sealed/${held.id}/${act}`, act === 'restore' ? REASON : {}),
        409,
        'held-decided',
      );
    }
    expect((await get(here, `/sealed/${held.id}`)).json.contents).toBeNull();
    const piece = await here.platform.ports.store.get(`371525#held#${held.id}.0`);
    expect(piece?.value).toEqual({ box: null });
  });

  it('can be quarantined again, and is held again', async () => {
    await here.act(id, 'quarantine', 'spj.officer', REASON);
    const { items } = (await get(here, '/sealed')).json;
    expect(items.map(({ state }: { state: string }) => state).sort()).toEqual(['held', 'restored']);
  });
});

it('destroyed, it is gone for good: sealed content, file, and every trace but the digests', async () => {
  const { here, id, file, held } = await disputed();
  const key = { 'idempotency-key': 'confirm-1' };
  const confirm = () => here.call('POST', `/sealed/${held.id}/confirm`, { as: OFFICE, headers: key });
  expect((await confirm()).json).toMatchObject({ state: 'destroyed', decidedBy: OFFICE, reason: null });
  expect((await confirm()).status).toBe(200);
  expectRefusal(await post(here, `/sealed/${held.id}/restore`, REASON), 409, 'held-decided');
  expect((await here.platform.ports.store.get(`371525#held#${held.id}.0`))?.value).toEqual({ box: null });
  await wakeKey(here.platform, `371525#file#${file}`);
  const item = await here.platform.ports.store.get(`371525#file#${file}`);
  expect(item?.value).toMatchObject({ state: 'gone' });
  expect((await get(here, `/pushes/${id}/history`)).json.verified).toBe(true);
  expectRefusal(await get(here, `/files/${file}/content?sealed=${held.id}`), 404, 'not-found');
});

it('what was written after a first quarantine is held by itself, and put back by itself', async () => {
  const { here, id, held } = await disputed();
  await here.act(id, 'assign', 'scjg.head', { handler: 'scjg.officer' });
  await here.act(id, 'quarantine', 'spj.officer', REASON);
  const { items } = (await get(here, '/sealed')).json;
  expect(items.length).toBe(2);
  expect((await post(here, `/sealed/${held.id}/restore`, REASON)).status).toBe(200);
  const push = (await get(here, `/pushes/${id}`)).json;
  expect([push.summary, push.quarantined, push.to.handler]).toEqual([SECRET, true, null]);
  const later = items.find((one: { id: string }) => one.id !== held.id);
  expect((await post(here, `/sealed/${later.id}/restore`, REASON)).status).toBe(200);
  const whole = (await get(here, `/pushes/${id}`)).json;
  expect([whole.quarantined, whole.to.handler]).toEqual([false, 'scjg.officer']);
  expect((await get(here, `/pushes/${id}/history`)).json.verified).toBe(true);
});

describe('evidence of a case', () => {
  it('is held, and discipline inspection knows of it once it is referred', async () => {
    const here = await countyHere();
    const { id } = (await here.push('E', { summary: SECRET })).json;
    const accountability = await caseOn(here, id, false);
    await here.act(id, 'quarantine', 'spj.officer', REASON);
    const [held] = (await get(here, '/sealed')).json.items;
    expect(held.named).toEqual([{ kind: 'accountability', id: accountability, path: 'accountability' }]);
    expect((await get(here, '/sealed', 'jw.discipline')).json.items).toEqual([]);
    await post(here, `/accountability/${accountability}/refer`, { reason: '移交' });
    expect((await get(here, '/sealed', 'jw.discipline')).json.items).toEqual([held]);
    const whole = (await get(here, `/sealed/${held.id}`, 'jw.discipline')).json;
    expect(whole.contents[0].content.summary).toBe(SECRET);
    const done = await post(here, `/sealed/${held.id}/restore`, REASON, 'jw.discipline');
    expect(done.json).toMatchObject({ state: 'restored', decidedBy: 'jw.discipline' });
  });

  it('of the government office’s own is not decided on by whoever quarantined it', async () => {
    const here = await countyHere();
    const sent = await here.call('POST', '/pushes', { as: OFFICE, body: document('D', { summary: SECRET }) });
    await caseOn(here, sent.json.id, true);
    await here.act(sent.json.id, 'quarantine', OFFICE, REASON);
    const [held] = (await get(here, '/sealed')).json.items;
    for (const act of ['confirm', 'restore']) {
      const answer = await post(here, `/sealed/${held.id}/${act}`, act === 'restore' ? REASON : {});
      expectRefusal(answer, 403, 'not-allowed');
    }
    expect((await post(here, `/sealed/${held.id}/confirm`, {}, 'jw.discipline')).json.state).toBe('destroyed');
  });

  it('a case that was referred is held itself; one that was not is gone', async () => {
    const here = await countyHere();
    for (const referred of [false, true]) {
      const { id } = (await here.push(`C-${referred}`)).json;
      const accountability = await caseOn(here, id, referred);
      await post(here, `/accountability/${accountability}/quarantine`, REASON);
      const { items } = (await get(here, '/sealed', 'jw.discipline')).json;
      expect(items.map(({ named }: { named: { id: string }[] }) => named[0]?.id)).toEqual(
        referred ? [accountability] : [],
      );
    }
  });

  it('loses no race: a case in whose commit its evidence is quarantined is decided again, and refused', async () => {
    const inner = openSqliteStore(':memory:');
    let meanwhile: (() => Promise<unknown>) | undefined;
    const commit: Store['commit'] = async (puts) => {
      const opens = puts.some(({ item }) => (item.value as { kind?: string }).kind === 'accountability');
      const first = opens ? meanwhile : undefined;
      if (first) meanwhile = undefined;
      await first?.();
      return inner.commit(puts);
    };
    const store: Store = {
      commit,
      get: inner.get.bind(inner),
      getMany: inner.getMany.bind(inner),
      query: inner.query.bind(inner),
    };
    const here = await countyHere({ store });
    const { id } = (await here.push('R', { summary: SECRET })).json;
    meanwhile = () => here.act(id, 'quarantine', 'spj.officer', REASON);
    const { hash } = (await get(here, `/pushes/${id}/history`)).json.items[0];
    const body = { limb: 'misconduct', org: 'SPJ', conduct: '某', harm: '某', evidence: [{ record: id, hash }] };
    expectRefusal(await post(here, '/accountability', body), 422, 'invalid', ['/evidence/0/hash']);
    expect(meanwhile).toBeUndefined();
  });
});

it('what nothing rests on is gone at once, as ever', async () => {
  const here = await countyHere();
  const { id } = (await here.push('N', { summary: SECRET })).json;
  await here.act(id, 'quarantine', 'spj.officer', REASON);
  expect((await get(here, '/sealed')).json.items).toEqual([]);
});

it('a third organisation in a problem takes back its own words, never the resolution', async () => {
  const here = await countyHere();
  const raised = { type: 'other', title: '标题', text: SECRET, with: ['WJJ'] };
  const { id } = (await post(here, '/problems', raised, 'scjg.officer')).json;
  const act = (name: string, as: string, body: object) => post(here, `/problems/${id}/${name}`, body, as);
  await act('reply', 'wjj.officer', { text: '卫健的话' });
  await act('reply', 'scjg.officer', { text: '市监的话' });
  await act('resolve', 'spj.officer', { outcome: 'resolution', resolution: '处理意见' });
  const taken = await act('quarantine', 'wjj.officer', REASON);
  expect(taken.json).toMatchObject({ quarantined: false, resolution: '处理意见', text: SECRET });
  expect(taken.json.replies.map(({ text }: { text: string | null }) => text)).toEqual([null, '市监的话']);
  expectRefusal(await act('quarantine', 'spj.officer', REASON), 403, 'not-allowed');
});
