/** What the mail of one push says (art. 17): by its state, and the length of its clock where the measures differ. */
import { expect, test } from 'vitest';
import type { Regulation } from '../../shared/county.ts';
import type { Outgoing } from '../../shared/mail/outgoing.ts';
import { pushArrival } from '../../shared/pushes/mails/arrival.ts';
import { arrivalWords } from '../../shared/pushes/mails/hourly.ts';
import { at, testCounty } from '../desk.ts';
import { record } from '../reports/records.ts';

const regulation = (words: string): Regulation => ({
  title: '某办法',
  documentNumber: '某政办字〔2025〕3号',
  articles: { '17(1)': words },
});

function mail(more: object = {}, regulation?: Regulation, length = 2) {
  const clock = {
    ...{ rule: 'claim-approval', article: '17(1)', length, by: '2026-09-30', deadline: 0, version: 0 },
    ...{ start: 0, from: 0, provisional: false, endOfDay: '24:00', steps: [] },
  };
  const body = { ...record({}).body, ...('body' in more ? (more.body as object) : {}) };
  const exchange = { ...record({ id: 'a', claimBy: '2026-09-30' }), state: 'pending', clock, ...more, body };
  const county = { organisations: [{ code: 'SPJ', name: '审批局' }], ...(regulation && { regulation }) };
  const matterName = 'matterName' in more ? more.matterName : '食品经营许可';
  const about = { exchange, path: 'pushes', matterName, facts: { county } };
  return pushArrival(about as unknown as Parameters<typeof pushArrival>[0]);
}

test.each<[string | undefined, number, boolean]>([
  ['应当在2个工作日内认领。', 2, true],
  ['应当在 3 个工作日内认领。', 3, true],
  ['应当在2个工作日内认领。', 3, false],
  ['审批信息1个工作日内，其他3个工作日内认领。', 2, false],
  ['审批信息1个工作日内，其他3个工作日内认领。', 3, true],
  ['应当及时认领。', 2, true],
  ['应当及时认领。', 3, false],
  [undefined, 2, true],
  [undefined, 3, false],
])('measures that say %s are cited for a clock of %i working days: %s', (words, length, cited) => {
  const basis = mail({}, words === undefined ? undefined : regulation(words), length)?.basis?.words;
  if (!cited) return expect(basis).toMatch(new RegExp(`^认领期限为${length}个工作日（.+）$`));
  expect(basis).toBe(words === undefined ? '本县（市、区）审管互动制度' : `《某办法》第十七条第（一）项：“${words}”`);
});

test.each<[object, string | undefined]>([
  [{}, '新推送待认领：食品经营许可（认领期限 2026-09-30）'],
  [{ state: 'claimed' }, '新推送（本单位已认领）：食品经营许可'],
  [{ state: 'deemed-claimed' }, '推送已视为认领，请确认责任人：食品经营许可'],
  [{ state: 'for-information' }, '推送供知悉：食品经营许可'],
  [{ state: 'for-information', body: { copyOf: 'x' } }, '抄送供知悉：食品经营许可'],
  [{ state: 'returned' }, undefined],
  [{ state: 'withdrawn' }, undefined],
  [{ quarantined: true }, undefined],
])('%j: %s', (more, subject) => expect(mail(more)?.subject).toBe(subject));

test('a deemed claim says by when it should have been, where it had a clock', () => {
  const details = (claimBy: string | null) => mail({ state: 'deemed-claimed', claimBy })?.details.map(([name]) => name);
  expect([details('2026-09-30')?.includes('认领期限'), details(null)?.includes('认领期限')]).toEqual([true, false]);
});

test('what is for information cites what sends it: the list, or the order for documents', () => {
  const measures = { ...regulation('认领。'), articles: { '17': '推送。', '20': '抄送。' } };
  const cited = (kind: string) => mail({ state: 'for-information', body: { kind } }, measures)?.basis?.words;
  expect([cited('approval'), cited('document')]).toEqual([
    '《某办法》第十七条：“推送。”',
    '《某办法》第二十条：“抄送。”',
  ]);
});

test('without a matter it says so, and names what was pushed', () => {
  const { subject, details } = mail({ matterName: null, state: 'claimed', body: { kind: 'document' } }) ?? {};
  expect([subject, details?.[0]]).toEqual(['新推送（本单位已认领）：文件资料', ['事项', '（不对应具体事项）']]);
  expect(mail({ state: 'claimed' })?.details[0]).toEqual(['事项', '食品经营许可']);
});

test.each([
  ['SCJG', '2026-09-28T09:30', false],
  ['SCJG', '2026-09-01T09:30', true],
  ['SCJG', null, true],
  ['GONE', '2026-09-28T09:30', true],
])('the mail to %s of the hour %s says nothing any more: %s', async (org, day, nothing) => {
  const county = await testCounty(at('2026-09-28T09:00'));
  await county.push({});
  county.clock(at('2026-09-28T09:40'));
  const outgoing = { org, day, section: null } as Outgoing;
  const words = await arrivalWords(county.desk, { ...outgoing, section: 'SP' }, await county.desk.facts());
  const whole = await arrivalWords(county.desk, outgoing, await county.desk.facts());
  expect([words, whole].every((one) => one === null)).toBe(nothing);
});
