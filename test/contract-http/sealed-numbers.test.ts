/**
 * Licence and document numbers that contain an identity number: taken, sealed at rest, masked, and found all the same.
 */
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../shared/adapters/sqlite-store.ts';
import { browserOf } from '../console/browser.ts';
import { approval, countyHere, expectRefusal, supervision } from './county.ts';

/** Made-up persons', with their right check digits; both show the same. */
const ID = '371525198501012348';
const OTHER = '371525198601072348';
const MASKED = 'T371525********2348';
const store = openSqliteStore(':memory:');
const here = await countyHere({ store });
const get = (path: string, as = 'spj.officer') => here.call('GET', path, { as });
const all = (): string => JSON.stringify([...store.all()]);

const LICENCE = { name: '特种作业操作证', number: `T${ID}`, documentNumber: `冠应急〔2026〕${ID}号` };
const said = { licence: LICENCE, summary: '准予' };
const made = await here.push('T-1', said);
const id: string = made.json.id;

it('is taken without a warning, and answered masked', async () => {
  expect([made.status, made.json.warnings]).toEqual([201, []]);
  expect(made.json.licence).toMatchObject({ number: MASKED, documentNumber: '冠应急〔2026〕371525********2348号' });
});

it('stands in no address of the console: the timeline is found by the record', async () => {
  const browser = await browserOf(here, 'spj.officer');
  const record = (await browser.get(`/console/pushes/${id}`)).text;
  const [, link = ''] = /href="(\/console\/timeline\?licence[^"]*)"/.exec(record) ?? [];
  expect(link).toBe(`/console/timeline?licenceOf=${id}`);
  const { status, text } = await browser.get(link);
  expect([status, text.includes(`时间线：${MASKED}`), text.includes(`/console/pushes/${id}`)]).toEqual([
    200,
    true,
    true,
  ]);
  expect(text).not.toContain(ID);
  const stranger = await browserOf(here, 'jtj.officer');
  expect((await stranger.get(link)).status).toBe(404);
});

it('stands in no item, place or cursor of the store, nor in the log', () => {
  expect([all().includes(ID), all().includes(MASKED)]).toEqual([false, true]);
  expect(JSON.stringify(here.logged)).not.toContain(ID);
});

it('is whole in the record for sender and addressee alone, and each reading is noted', async () => {
  await here.act(id, 'claim', 'scjg.officer');
  for (const as of ['spj.officer', 'scjg.officer']) {
    expect((await get(`/pushes/${id}`, as)).json.licence).toMatchObject(LICENCE);
  }
  expect((await get(`/pushes/${id}`, 'zfb.office')).text).not.toContain(ID);
  for (const [path, as] of [
    ['/pushes?box=out', 'spj.officer'],
    ['/pushes?box=in', 'scjg.officer'],
    ['/register', 'scjg.officer'],
    [`/pushes/${id}/history`, 'spj.officer'],
  ] as const) {
    const { status, text } = await get(path, as);
    expect([path, status, text.includes(ID)]).toEqual([path, 200, false]);
  }
});

it('is found by the number, however it is written, and by no other', async () => {
  for (const number of [LICENCE.documentNumber, `冠应急(2026)${ID}号`]) {
    const { json } = await get(`/pushes?box=out&documentNumber=${encodeURIComponent(number)}`);
    expect(json.items.map((one: { id: string }) => one.id)).toEqual([id]);
  }
  for (const number of [`T${ID}`, `t${ID}`, LICENCE.documentNumber]) {
    const { json } = await get(`/register?licence=${encodeURIComponent(number)}`, 'scjg.officer');
    expect(json.items).toMatchObject([{ pushes: [id], licence: { number: MASKED } }]);
  }
  for (const number of [`T${OTHER}`, MASKED]) {
    const { json } = await get(`/register?licence=${encodeURIComponent(number)}`, 'scjg.officer');
    expect(json.items).toEqual([]);
  }
});

it('sent again is the same push; another number that shows the same is other content', async () => {
  const again = await here.call('POST', '/pushes', { as: 'spj.officer', body: approval('T-1', said) });
  expect([again.status, again.json.id]).toEqual([200, id]);
  const body = approval('T-1', { ...said, licence: { ...LICENCE, number: `T${OTHER}` } });
  expectRefusal(await here.call('POST', '/pushes', { as: 'spj.officer', body }), 409, 'reference-reused');
});

it('two persons whose numbers show the same have an entry each; one person’s pushes are one', async () => {
  const pushed = async (reference: string, number: string, more = {}) => {
    const { json } = await here.push(reference, { licence: { name: LICENCE.name, number }, ...more });
    await here.act(json.id, 'claim', 'scjg.officer');
    return json.id;
  };
  const other = await pushed('T-2', `T${OTHER}`, { party: { type: 'natural-person', name: '李四' } });
  const renewed = await pushed('T-3', `T${ID}`, { decision: 'renewed' });
  const { items } = (await get('/register', 'scjg.officer')).json;
  const entries = items.map(({ pushes }: { pushes: string[] }) => pushes.sort());
  expect(entries.sort()).toEqual([[id, renewed].sort(), [other]].sort());
});

it('of another source with the same document number is a possible duplicate', async () => {
  const again = await here.push('T-4', said, 'construction');
  expect(again.json.warnings.map(({ code }: { code: string }) => code)).toEqual(['possible-duplicate']);
});

it('goes along to whom it is readdressed, and to the task of a supervision result', async () => {
  const { json } = await here.push('T-5', said);
  await here.act(json.id, 'return', 'scjg.officer', { reason: '不属于本单位' });
  const next = (await here.act(json.id, 'readdress', 'spj.officer', { org: 'WJJ' })).json.id;
  expect((await get(`/pushes/${next}`, 'wjj.officer')).json.licence.number).toBe(`T${ID}`);
  const body = supervision('T-6', { licence: { number: `T${ID}` } });
  const reported = await here.call('POST', '/pushes', { as: 'scjg.officer', body });
  await here.act(reported.json.id, 'claim', 'spj.officer');
  const task = (await get('/tasks')).json.items[0];
  expect(task.licence).toBe(MASKED);
});

it('as answers show it is no number, and is refused where somebody sends it back', async () => {
  const answer = await here.call('POST', '/pushes', {
    as: 'spj.officer',
    body: { ...approval('T-7'), licence: { number: MASKED } },
  });
  expectRefusal(answer, 422, 'invalid', ['/licence/number']);
  expect(answer.json.errors[0].detail).toContain('不是完整的编号');
});

describe('a quarantine', () => {
  it('takes it, and what was sealed', async () => {
    await here.act(id, 'quarantine', 'spj.officer', { reason: '误传' });
    const push = (await get(`/pushes/${id}`)).json;
    expect([push.licence, push.quarantined]).toEqual([null, true]);
    expect(JSON.stringify((await store.get(`371525#exchange#${id}`))?.value)).not.toContain('sealedNumbers');
    expect((await get(`/register?licence=T${ID}`, 'scjg.officer')).json.items[0].pushes).not.toEqual([id]);
  });
});

it('in all this never lay open', () => {
  expect([all().includes(ID), all().includes(OTHER), JSON.stringify(here.mails).includes(ID)]).toEqual([
    false,
    false,
    false,
  ]);
});

it.each([
  [
    'full width',
    `Ｔ${[...ID].map((digit) => String.fromCodePoint((digit.codePointAt(0) as number) + 0xfee0)).join('')}`,
    MASKED,
  ],
  ['a number that is none: its check digit is wrong', 'T371525198501012347', 'T371525198501012347'],
])('%s', async (_name, number, shown) => {
  const { json } = await here.push(`F-${number.length}${number.codePointAt(0)}`, { licence: { number } });
  expect(json.licence.number).toBe(shown);
});
