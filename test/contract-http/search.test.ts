/** Searches in `GET /pushes`: by number, by name, by what has changed; always in one's own boxes. */
import { describe, expect, it } from 'vitest';
import { exchangeKey, toItem } from '../../shared/exchange/item.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { countyHere, document, expectRefusal, type Here, supervision, WITH_AGENCY } from './county.ts';

const ids = ({ json }: { json: { items: { id: string }[] } }): string[] => json.items.map(({ id }) => id);

async function search(here: Here, as: string, query: Record<string, string>) {
  return here.call('GET', `/pushes?${new URLSearchParams(query)}`, { as });
}

/** All pages of a search, in order. */
async function all(here: Here, as: string, query: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await search(here, as, { ...query, ...(cursor && { cursor }) });
    expect(page.status).toBe(200);
    found.push(...ids(page));
    cursor = page.json.next;
  }
  return found;
}

describe('by number', async () => {
  const here = await countyHere();
  const licence = { documentNumber: '冠审〔2026〕7号' };
  const officer = (await here.push('SAME', { licence })).json.id;
  const machine = (await here.push('SAME', { licence, matter: WITH_AGENCY }, 'construction')).json;
  const other = (await here.push('OTHER', { licence: { documentNumber: '冠审〔2026〕8号' } })).json.id;
  const paper = await here.call('POST', '/pushes', { as: 'wjj.officer', body: document('SAME', { licence }) });

  it('of the source: whichever source, and copies, in the box of who asks', async () => {
    const out = await search(here, 'spj.officer', { box: 'out', reference: 'SAME' });
    expect(ids(out).sort()).toEqual([officer, machine.id, ...machine.copies].sort());
    expect(ids(await search(here, 'scjg.officer', { reference: 'SAME' })).sort()).toEqual(
      [officer, paper.json.id].sort(),
    );
    expect(ids(await search(here, 'zhzf.officer', { reference: 'SAME' }))).toEqual(machine.copies);
    expect(ids(await search(here, 'jtj.officer', { reference: 'SAME' }))).toEqual([]);
    const pages = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = await search(here, 'spj.officer', {
        box: 'out',
        reference: 'SAME',
        limit: '1',
        ...(cursor && { cursor }),
      });
      pages.push(ids(page));
      cursor = page.json.next;
    }
    expect([pages.map((page) => page.length), pages.flat().sort()]).toEqual([[1, 1, 1], ids(out).sort()]);
  });

  it('in both boxes where none is named', async () => {
    const sent = [officer, machine.id, ...machine.copies].sort();
    expect(ids(await search(here, 'spj.officer', { reference: 'SAME' })).sort()).toEqual(sent);
    expect((await all(here, 'spj.officer', { documentNumber: '冠审〔2026〕7号', limit: '1' })).sort()).toEqual(sent);
    expect(ids(await search(here, 'wjj.officer', { reference: 'SAME' }))).toEqual([paper.json.id]);
    const party = { party: '91371525MA3C00001R' };
    expect(await all(here, 'spj.officer', party)).toEqual(await all(here, 'spj.officer', { ...party, box: 'out' }));
    expect(ids(await search(here, 'spj.officer', { status: 'pending' }))).toEqual([]);
  });

  it('of a readdressed push', async () => {
    const { id } = (await here.push('BACK')).json;
    await here.act(id, 'return', 'scjg.officer', { reason: '不属本局' });
    const next = (await here.act(id, 'readdress', 'spj.officer', { org: 'WJJ' })).json;
    expect(ids(await search(here, 'wjj.officer', { reference: 'BACK#2' }))).toEqual([next.id]);
    expect(ids(await search(here, 'scjg.officer', { reference: 'BACK' }))).toEqual([id]);
  });

  it('of the decision, however it is written', async () => {
    for (const documentNumber of ['冠审〔2026〕7号', '冠审[２０２６]7号']) {
      expect(ids(await search(here, 'scjg.officer', { documentNumber })).sort()).toEqual(
        [officer, paper.json.id].sort(),
      );
    }
    const out = await search(here, 'spj.officer', { box: 'out', documentNumber: '冠审(2026)7号' });
    expect(ids(out).sort()).toEqual([officer, machine.id, ...machine.copies].sort());
    expect(ids(await search(here, 'spj.officer', { box: 'out', documentNumber: '冠审〔2026〕8号' }))).toEqual([other]);
    expect(ids(await search(here, 'spj.officer', { box: 'out', documentNumber: '冠审〔2026〕' }))).toEqual([]);
  });

  it.each([
    ['reference', 'A\u200b'],
    ['documentNumber', ' 7'],
    ['name', '某'],
    ['name', ' 某 '],
    ['updatedSince', '2026-09-28'],
  ])('%s=%j does not fit', async (field, value) => {
    expectRefusal(await search(here, 'spj.officer', { [field]: value }), 422, 'invalid', [`?${field}`]);
  });
});

describe('by name', async () => {
  const here = await countyHere();
  const named = async (reference: string, name: string, more: object = {}) =>
    (await here.push(reference, { party: { name, ...more } })).json.id as string;
  const code = { creditCode: '91371525MA3C00001R' };
  const food = await named('N-1', '冠县鑫源盛食品有限公司', code);
  const again = await named('N-2', '冠县鑫源盛食品有限公司');
  const person = await named('N-3', '张三', { type: 'natural-person' });
  const drinks = await named('N-4', '聊城鑫源饮料（山东）有限公司');
  const plain = await named('N-5', '有限公司');

  it.each<[string, string[]]>([
    ['鑫源', [food, again, drinks]],
    ['鑫源盛', [food, again]],
    ['源盛食品有限公司', [food, again]],
    ['张三', [person]],
    ['饮料(山东)', [drinks]],
    ['饮料 （山东）', [drinks]],
    ['鑫盛', []],
    // Nearly every name has these: all is looked through.
    ['公司', [food, again, drinks, plain]],
  ])('%s', async (name, found) => {
    for (const [as, box] of [
      ['scjg.officer', 'in'],
      ['spj.officer', 'out'],
    ] as const) {
      expect((await all(here, as, { box, name })).sort()).toEqual([...found].sort());
    }
    expect(await all(here, 'wjj.officer', { name })).toEqual([]);
    expect((await all(here, 'scjg.officer', { name, limit: '1' })).sort()).toEqual([...found].sort());
    expect((await all(here, 'spj.officer', { name, limit: '2' })).sort()).toEqual([...found].sort());
  });

  it('finds nothing any more of what is quarantined, and keeps the name that another push has', async () => {
    await here.act(food, 'quarantine', 'spj.officer', { reason: '误写' });
    expect(await all(here, 'scjg.officer', { name: '鑫源盛' })).toEqual([again]);
    await here.act(person, 'quarantine', 'spj.officer', { reason: '误写' });
    expect(await all(here, 'scjg.officer', { name: '张三' })).toEqual([]);
    const { store } = here.platform.ports;
    const hex = Buffer.from('张三').toString('hex');
    expect(await store.query('name', `371525#${hex}`, { limit: 10 })).toEqual([]);
    const back = await named('N-6', '张三', { type: 'natural-person' });
    expect(await all(here, 'scjg.officer', { name: '张三' })).toEqual([back]);
  });

  it('finds what was pushed before names were kept', async () => {
    const old = await countyHere();
    const id = (await old.push('OLD', { party: { name: '老字号糕点铺' } })).json.id;
    const { store } = old.platform.ports;
    // As a version without names left it: the record alone, none of the items that names have.
    const record = await store.get(exchangeKey('371525', id));
    const bare = await countyHere();
    await bare.platform.ports.store.commit([{ item: toItem(pushKind, record?.value as never), expected: null }]);
    expect(await all(bare, 'scjg.officer', { name: '糕点' })).toEqual([id]);
    bare.clock.advance(60_000);
    const newer = (await bare.push('NEW', { party: { name: '新糕点铺' } })).json.id;
    expect((await all(bare, 'scjg.officer', { name: '糕点' })).sort()).toEqual([id, newer].sort());
    expect((await all(bare, 'spj.officer', { box: 'out', name: '糕点' })).sort()).toEqual([id, newer].sort());
  });
});

describe('updatedSince', async () => {
  const here = await countyHere();
  const time = (clock: string): string => `2026-09-${clock}+08:00`;
  const at = (clock: string): void => here.clock.set(time(clock));
  const since = (as: string, box: string, clock: string, more = {}) =>
    all(here, as, { box, updatedSince: time(clock), ...more });
  const [a, b] = [(await here.push('A')).json.id, (await here.push('B')).json.id];
  at('28T11:00:00');
  await here.act(a, 'claim', 'scjg.officer');
  at('28T12:00:00');
  const c = (await here.push('C')).json.id;
  at('28T14:00:00');
  await here.act(b, 'assign', 'scjg.head', { section: 'SPSC' });
  at('28T16:00:00');

  it.each([
    ['28T09:00:00', [a, c, b]],
    ['28T11:00:00', [a, c, b]],
    ['28T11:05:00', [c, b]],
    ['28T14:00:00', [b]],
    ['28T15:00:00', []],
  ])('%s: by instant of writing, inclusive, ascending, for both sides', async (clock, found) => {
    expect(await since('scjg.officer', 'in', clock)).toEqual(found);
    expect(await since('spj.officer', 'out', clock)).toEqual(found);
    expect(await since('scjg.officer', 'in', clock, { limit: '1' })).toEqual(found);
    expect(await since('wjj.officer', 'in', clock)).toEqual([]);
  });

  it('takes a + that was not encoded, and other filters', async () => {
    const path = '/pushes?updatedSince=2026-09-28T11:05:00+08:00&status=claimed';
    expect(ids(await here.call('GET', path, { as: 'scjg.officer' }))).toEqual([]);
    const claimed = path.replace('11:05', '11:00');
    expect(ids(await here.call('GET', claimed, { as: 'scjg.officer' }))).toEqual([a]);
  });

  it('ends first what is due, and tells of acts after the claim, of returns and what follows them', async () => {
    at('29T09:00:00');
    await here.act(a, 'dispute', 'scjg.officer', { reason: '不属本局' });
    expect(await since('spj.officer', 'out', '29T09:00:00')).toEqual([a]);
    const d = (await here.push('D')).json.id;
    await here.act(d, 'return', 'scjg.officer', { reason: '不属本局' });
    const moved = (await here.act(d, 'readdress', 'spj.officer', { org: 'WJJ' })).json.id;
    expect((await since('spj.officer', 'out', '29T09:00:00')).sort()).toEqual([a, d, moved].sort());
    here.clock.set('2026-10-08T09:00:00+08:00');
    const poll = { box: 'in', updatedSince: '2026-09-30T12:00:00+08:00' };
    // Deemed at the end of 09-30; nobody had looked, and no timer has run.
    expect((await all(here, 'scjg.officer', poll)).sort()).toEqual([b, c].sort());
    await here.act(b, 'responsible', 'scjg.officer', { name: '赵六' });
    const after = { box: 'out', updatedSince: '2026-10-08T09:00:00+08:00' };
    expect(await all(here, 'spj.officer', after)).toEqual([b]);
    // Where no box is named: what SCJG sent, and what it received.
    const body = supervision('E', { occurredAt: '2026-10-08T08:00:00+08:00' });
    const sent = (await here.call('POST', '/pushes', { as: 'scjg.officer', body })).json.id;
    const { updatedSince } = after;
    expect((await all(here, 'scjg.officer', { updatedSince })).sort()).toEqual([b, sent].sort());
    expect((await all(here, 'spj.officer', { updatedSince })).sort()).toEqual([b, sent].sort());
  });
});

it('updatedSince in time to come finds nothing, however far', async () => {
  const here = await countyHere();
  await here.push('F-1');
  for (const since of ['2026-09-28T09:00:01+08:00', '2030-01-01T00:00:00+08:00', '2999-01-01T00:00:00Z']) {
    const { status, json } = await here.call('GET', `/pushes?updatedSince=${since}`, { as: 'scjg.officer' });
    expect([since, status, json]).toEqual([since, 200, { items: [], next: null }]);
  }
});

it('updatedSince far back goes through all the time since, and lists each where it was last written', async () => {
  const here = await countyHere();
  const on = async (day: string, reference: string): Promise<string> => {
    here.clock.set(`${day}T10:00:00+08:00`);
    return (await here.push(reference, { occurredAt: `${day}T09:50:00+08:00` })).json.id;
  };
  const [a, b] = [await on('2026-09-29', 'A'), await on('2026-09-29', 'B')];
  const c = await on('2026-12-15', 'C');
  const [d, e] = [await on('2027-08-12', 'D'), await on('2027-08-13', 'E')];
  here.clock.set('2027-08-13T12:00:00+08:00');
  await here.act(a, 'responsible', 'scjg.officer', { name: '赵六' });
  for (const limit of ['1', '2', '200']) {
    for (const updatedSince of ['1970-01-01T00:00:00Z', '2026-01-01T00:00:00+08:00']) {
      const ask = { updatedSince, limit };
      expect(await all(here, 'scjg.officer', { ...ask, box: 'in' })).toEqual([b, c, d, e, a]);
      expect(await all(here, 'spj.officer', { ...ask, box: 'out' })).toEqual([b, c, d, e, a]);
    }
  }
  const ask = { updatedSince: '2026-11-01T00:00:00+08:00', limit: '2' };
  expect(await all(here, 'scjg.officer', ask)).toEqual([c, d, e, a]);
});

it('whoever asks again and again, each time from the instant of the time before, misses nothing', async () => {
  const here = await countyHere();
  const told = new Map<string, string>();
  let asked = '2026-09-28T09:00:00+08:00';
  const live: string[] = [];
  for (let n = 0; n < 30; n++) {
    const { id } = (await here.push(`P-${n}`, {}, n % 2 === 0 ? 'spj.officer' : 'construction')).json;
    live.push(id);
    const one = live[(n * 7) % live.length] as string;
    const act = ['claim', 'return', 'withdraw', 'quarantine'][n % 4] as string;
    const [as, body] = act === 'claim' || act === 'return' ? ['scjg.officer', {}] : ['spj.officer', {}];
    await here.act(one, act, as, act === 'claim' ? body : { reason: '某' });
    here.clock.advance(((n * 37) % 90) * 60_000);
    const page = await search(here, 'spj.officer', { box: 'out', updatedSince: asked, limit: '200' });
    asked = new Date(here.clock.now()).toISOString();
    for (const item of page.json.items) told.set(item.id, item.status);
    for (const each of live)
      expect([each, told.get(each)]).toEqual([each, (await here.read(each, 'spj.officer')).json.status]);
  }
});
