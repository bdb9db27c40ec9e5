/** Documents both ways (文件, arts. 20, 24): by when they are passed on, whom they must reach, and how they count. */
import { describe, expect, it } from 'vitest';
import { keepKindsSince } from '../../shared/accounts/kinds-since.ts';
import { countedNames } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { countyHere, expectRefusal, FOOD, type Here, NAMED } from '../contract-http/county.ts';
import { JURISDICTION } from '../in-process/county.ts';

const document = (more: object = {}) => ({
  ...{ type: 'superior', number: '鲁政字〔2026〕88号', title: '关于食品经营许可的通知', issuer: '山东省人民政府' },
  ...{ receivedOn: '2026-09-28', ...more },
});
let n = 0;
const send = (here: Here, as: string, to: string, more: object = {}) => {
  n += 1;
  const push = { kind: 'document', reference: `D-${n}`, to: { org: to }, occurredAt: '2026-09-28T08:50:00+08:00' };
  return here.call('POST', '/pushes', { as, body: { ...push, summary: '转送', document: document(), ...more } });
};

describe('a superior’s document, received on 09-28', async () => {
  const here = await countyHere();

  it.each([
    ['in time', '2026-10-08T17:00:00+08:00', false],
    ['late', '2026-10-09T00:00:00+08:00', true],
  ])('is passed on %s at %s', async (_what, at, late) => {
    here.clock.set(at);
    const { status, json } = await send(here, 'scjg.officer', 'SPJ');
    expect([status, json.pushDue, json.pushedLate]).toEqual([201, '2026-10-08', late]);
    expect(json.document).toMatchObject({ type: 'superior', issuedOn: null, receivedOn: '2026-09-28' });
  });
});

describe('by whom and when', async () => {
  const here = await countyHere();

  it.each([
    [
      'one’s own: on its day',
      'scjg.officer',
      'SPJ',
      { type: 'own', issuedOn: '2026-09-28', receivedOn: null },
      '2026-09-28',
    ],
    ['forwarded', 'scjg.officer', 'SPJ', { type: 'forwarded', issuedOn: '2026-09-24' }, '2026-09-24'],
    ['a superior’s, by the bureau: at once', 'spj.officer', 'SCJG', {}, '2026-09-28'],
    ['minutes: no day', 'scjg.officer', 'SPJ', { type: 'minutes', receivedOn: null }, null],
  ])('%s', async (_what, as, to, more, due) => {
    const { json } = await send(here, as, to, { document: document(more) });
    expect(json.pushDue).toBe(due);
  });

  it.each([
    ['own without its day', { type: 'own' }, '/document/issuedOn'],
    ['forwarded without its day', { type: 'forwarded' }, '/document/issuedOn'],
    ['superior without the day of receipt', { receivedOn: null }, '/document/receivedOn'],
    ['a day to come', { receivedOn: '2026-09-29' }, '/document/receivedOn'],
    ['no number', { number: undefined }, '/document/number'],
  ])('takes no %s', async (_what, more, pointer) => {
    expectRefusal(await send(here, 'scjg.officer', 'SPJ', { document: document(more) }), 422, 'invalid', [pointer]);
  });

  it('is of documents alone', async () => {
    const more = { kind: 'approval', to: undefined, matter: FOOD, party: { name: '某' } };
    expectRefusal(await send(here, 'spj.officer', 'SCJG', more), 422, 'invalid', ['/document']);
  });

  it('is as it was where it says nothing of itself', async () => {
    const { json } = await send(here, 'scjg.officer', 'WJJ', { document: undefined });
    expect([json.document, json.pushDue, json.warnings]).toEqual([null, null, []]);
  });
});

it('from before the calendar has no day by which it was due, and is taken', async () => {
  const here = await countyHere();
  const more = { document: document({ receivedOn: '1999-01-04' }) };
  const { status, json } = await send(here, 'scjg.officer', 'SPJ', more);
  expect([status, json.pushDue, json.pushedLate]).toEqual([201, null, null]);
});

/** What figure each of these counts in. */
async function countedOf(here: Here, ids: readonly string[]): Promise<unknown[]> {
  const items = await here.platform.ports.store.getMany(ids.map((id) => `${JURISDICTION}#exchange#${id}`));
  return items.map(
    (item) => (item as { value: { body: { documentCounts?: string } } }).value.body.documentCounts ?? null,
  );
}

describe('passed on late, on 09-28, it counts', async () => {
  const here = await countyHere();
  /**
   * Of the Thursday before; the bureau and departments have until its end, a superior's has longer from a department.
   */
  const own = { type: 'own', issuedOn: '2026-09-24' };
  const superior = { receivedOn: '2026-09-24' };

  it.each<[string, string, string, object, object, string | null]>([
    ['a department’s own, to the bureau', 'scjg.officer', 'SPJ', own, {}, 'copiesLate'],
    ['to another department: it need not have it', 'scjg.officer', 'WJJ', own, {}, null],
    ['a superior’s, by a department: three days, not late', 'scjg.officer', 'SPJ', superior, {}, null],
    ['received on 09-21', 'scjg.officer', 'SPJ', { receivedOn: '2026-09-21' }, {}, 'forwardedLate'],
    ['by the bureau: on its day', 'spj.officer', 'SCJG', superior, {}, 'copiesLate'],
    ['to an enforcement agency', 'spj.officer', 'ZHZF', superior, {}, 'copiesLate'],
    ['to a township: it need not have it', 'spj.officer', 'QQJD', superior, {}, null],
    ['to a township, and a department with it', 'spj.officer', 'QQJD', own, { copyTo: [{ org: 'WJJ' }] }, 'copiesLate'],
    ['the government office’s, to the bureau', 'zfb.office', 'SPJ', own, {}, null],
  ])('%s', async (title, as, to, of, more, figure) => {
    const { json } = await send(here, as, to, { document: document({ ...of, number: title }), ...more });
    expect(await countedOf(here, [json.id])).toEqual([figure]);
  });

  it('also where it was passed on before as one that has no day', async () => {
    const number = '冠政〔2026〕7号';
    const first = await send(here, 'scjg.officer', 'SPJ', { document: document({ type: 'minutes', number }) });
    const second = await send(here, 'scjg.officer', 'SPJ', { document: document({ ...own, number }) });
    expect(await countedOf(here, [first.json.id, second.json.id])).toEqual([null, 'copiesLate']);
  });
});

describe('two pushes of one document', () => {
  async function counted(here: Here): Promise<unknown[]> {
    const { json } = await here.call('GET', '/pushes?kind=document', { as: 'spj.officer' });
    return countedOf(
      here,
      json.items.map(({ id }: { id: string }) => id),
    );
  }
  const late = { document: document({ receivedOn: '2026-09-01' }) };

  it('in the same moment count once', async () => {
    const here = await countyHere();
    const made = await Promise.all(Array.from({ length: 4 }, () => send(here, 'scjg.officer', 'SPJ', late)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect((await counted(here)).toSorted()).toEqual(['forwardedLate', null, null, null]);
  });

  it('count by the first alone: late again is not late, where that was in time', async () => {
    const here = await countyHere();
    await send(here, 'scjg.officer', 'SPJ');
    here.clock.set('2026-10-09T09:00:00+08:00');
    await send(here, 'scjg.officer', 'SPJ');
    // Of another issuer, and of another sender, it is another document.
    await send(here, 'scjg.officer', 'SPJ', { document: document({ issuer: '聊城市人民政府' }) });
    await send(here, 'wjj.officer', 'SPJ');
    expect((await counted(here)).filter((one) => one !== null)).toEqual(['forwardedLate', 'forwardedLate']);
  });

  it('are found by the number of their decision as any push', async () => {
    const here = await countyHere();
    const { json } = await send(here, 'scjg.officer', 'SPJ', { licence: { documentNumber: '冠审〔2026〕1号' } });
    const found = await here.call('GET', `/pushes?documentNumber=${encodeURIComponent('冠审〔2026〕1号')}`, {
      as: 'spj.officer',
    });
    expect(found.json.items.map(({ id }: { id: string }) => id)).toEqual([json.id]);
  });
});

describe('whom it must reach', async () => {
  const here = await countyHere();
  const warned = async (as: string, to: string, more: object = {}) =>
    (await send(here, as, to, more)).json.warnings.map(({ code }: { code: string }) => code);

  it.each([
    ['a department’s: the bureau', 'scjg.officer', 'WJJ', {}, ['bureau-missing']],
    ['the bureau with a copy', 'scjg.officer', 'WJJ', { copyTo: [{ org: 'SPJ' }] }, []],
    ['the government office’s: nobody', 'zfb.office', 'WJJ', {}, []],
    ['the bureau’s: the matter’s department', 'spj.officer', 'WJJ', { matter: FOOD }, ['department-missing']],
    ['that department', 'spj.officer', 'SCJG', { matter: FOOD }, []],
    ['one that supervises, where the list names nobody', 'spj.officer', 'WJJ', { matter: NAMED }, []],
    ['any, where it names no matter', 'spj.officer', 'WJJ', {}, []],
  ])('%s', async (_what, as, to, more, expected) => {
    expect(await warned(as, to, more)).toEqual(expected);
  });
});

describe('in the annex', async () => {
  const here = await countyHere();

  it('counts once, where art. 20 wants it, and never as a push', async () => {
    // From the first whole quarter on in which there were such documents.
    const { store } = here.platform.ports;
    await keepKindsSince(store, JURISDICTION, countedNames(KINDS), here.clock.now());
    here.clock.set('2027-01-04T09:00:00+08:00');
    const old = { document: document({ receivedOn: '2026-12-25' }) };
    const late = (to: string, more: object = {}) => send(here, 'scjg.officer', to, { ...old, ...more });
    // To others it counts nowhere; to the bureau once, however often.
    await late('SPJ');
    await late('WJJ');
    await late('SPJ');
    await late('WJJ', { copyTo: [{ org: 'SPJ' }] });
    const byBureau = { document: document({ receivedOn: '2027-01-03', number: '鲁政字〔2026〕99号' }) };
    await send(here, 'spj.officer', 'SCJG', byBureau);
    await send(here, 'spj.officer', 'WJJ', byBureau);
    here.clock.set('2027-01-05T09:00:00+08:00');
    const answer = await here.call('GET', '/reports/quarters/2027Q1', { as: 'zfb.office' });
    const annexOf = (org: string) =>
      answer.json.organisations.find((one: { org: string }) => one.org === org)?.annex ?? null;
    expect(annexOf('SCJG')).toMatchObject({ pushedLate: 0, copiesLate: 0, forwardedLate: 1 });
    expect(annexOf('SPJ')).toMatchObject({ pushedLate: 0, copiesLate: 0, forwardedLate: 0 });
  });
});
