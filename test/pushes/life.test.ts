/**
 * The life of a push, told as the clerks of a small county live it. Article 17 of the regulation, on dated examples.
 */
import { describe, expect, test } from 'vitest';
import { verify } from '../../shared/exchange/history.ts';
import { openPartition, waitingPartition } from '../../shared/exchange/item.ts';
import { settled } from '../../shared/exchange/work.ts';
import { formatInstant } from '../../shared/time.ts';
import { actor, at, FOOD, type Push, testCounty } from '../desk.ts';

const bureau = actor('SPJ');
const food = actor('SCJG');

describe('claiming within two working days (17(1))', () => {
  const table: [pushed: string, claimBy: string, deadline: string][] = [
    // Monday: Tuesday and Wednesday count, Wednesday is the last day.
    ['2026-09-14T09:00', '2026-09-16', '2026-09-17T00:00:00+08:00'],
    // Friday 23:59 and Saturday: until the end of Tuesday.
    ['2026-11-13T23:59', '2026-11-17', '2026-11-18T00:00:00+08:00'],
    ['2026-11-14T10:00', '2026-11-17', '2026-11-18T00:00:00+08:00'],
    // The day before the National Day holiday (1 to 7 October): 8 and 9 October count.
    ['2026-09-30T17:00', '2026-10-09', '2026-10-10T00:00:00+08:00'],
    // Thursday before a make-up Saturday: Friday and Saturday count (2026-10-10 is worked).
    ['2026-10-08T09:00', '2026-10-10', '2026-10-11T00:00:00+08:00'],
  ];
  test.each(table)('pushed %s: by %s', async (pushed, claimBy, deadline) => {
    const county = await testCounty(at(pushed));
    const push = await county.push({});
    expect(push.claimBy).toBe(claimBy);
    expect(formatInstant(push.clock?.deadline ?? 0)).toBe(deadline);
  });

  test('in the last millisecond a person claims; at the deadline it is deemed, and nobody can any more', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const first = await county.push({ reference: 'A' });
    const second = await county.push({ reference: 'B' });
    county.clock((first.clock?.deadline ?? 0) - 1);
    const claimed = (await county.act(first.id, 'claim', {}, food)) as Push;
    expect([claimed.state, claimed.body.claimMode, claimed.body.claimedBy]).toEqual([
      'claimed',
      'manual',
      'scjg.officer',
    ]);
    county.clock(second.clock?.deadline ?? 0);
    expect(await county.outcome(county.act(second.id, 'claim', {}, food))).toBe('claim-deadline-passed');
    const deemed = await county.read(second.id);
    expect([deemed.state, deemed.body.claimMode, deemed.body.claimedBy]).toEqual(['deemed-claimed', 'deemed', null]);
    expect(deemed.body.claimedAt).toBe(second.clock?.deadline);
  });

  test('a month late, the deemed claim still happened at its deadline', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    county.clock(at('2026-10-20T09:00'));
    const deemed = await county.read(push.id);
    expect(deemed.body.claimedAt).toBe(push.clock?.deadline);
    expect(deemed.history.at(-1)).toMatchObject({ by: 'clock', act: 'deem', at: push.clock?.deadline });
    expect(verify(deemed)).toBe(true);
  });
});

describe('who may', () => {
  const table: [string, ReturnType<typeof actor>, string, object, string][] = [
    ['the addressee claims', food, 'claim', {}, 'done'],
    ['an officer of another section does not', actor('SCJG', 'officer', ['YP']), 'claim', {}, 'not-your-section'],
    ['the administrator does not', actor('SCJG', 'org-admin'), 'claim', {}, 'not-allowed'],
    ['the sender does not', bureau, 'claim', {}, 'not-allowed'],
    ['for another department it does not exist', actor('WJJ'), 'claim', {}, 'not-found'],
    ['the government office sees, and does not claim', actor('ZFB', 'government-office'), 'claim', {}, 'not-allowed'],
    ['the sender withdraws', bureau, 'withdraw', { reason: '重复' }, 'done'],
    ['the addressee does not withdraw', food, 'withdraw', { reason: '重复' }, 'not-allowed'],
    ['an officer does not move it between sections', food, 'assign', { section: 'YP' }, 'not-allowed'],
    ['the section-head does', actor('SCJG', 'section-head'), 'assign', { section: 'YP' }, 'done'],
    ['not to a section that is not there', actor('SCJG', 'section-head'), 'assign', { section: 'NO' }, 'invalid'],
    ['nothing to readdress yet', bureau, 'readdress', { org: 'WJJ' }, 'not-returned'],
    ['nothing to dispute yet', food, 'dispute', { reason: '不归我管' }, 'not-claimed'],
    ['nobody to name yet', food, 'responsible', { name: '张三' }, 'not-deemed'],
  ];
  test.each(table)('%s', async (_title, by, act, input, outcome) => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    expect(await county.outcome(county.act(push.id, act, input as Record<string, unknown>, by))).toBe(outcome);
  });
});

describe('return and readdress', () => {
  test('the successor has its own clock and reference; each addressee sees its own', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'return', { reason: '应由卫健局监管', suggestedOrg: 'WJJ' }, food);
    county.clock(at('2026-09-15T10:00'));
    const old = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    const successor = await county.read(old.body.supersededBy ?? '');
    expect(old.state).toBe('returned');
    expect([successor.reference, successor.to, successor.claimBy]).toEqual(['R-1#2', 'WJJ', '2026-09-17']);
    expect(await county.outcome(county.act(successor.id, 'claim', {}, food))).toBe('not-found');
    expect(await county.outcome(county.act(push.id, 'claim', {}, actor('WJJ')))).toBe('not-found');
    expect(await county.outcome(county.act(successor.id, 'claim', {}, actor('WJJ')))).toBe('done');
  });

  test('again to the same: the same; to another: already readdressed', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'return', { reason: '不属本单位' }, food);
    const once = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    const twice = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    expect(twice.body.supersededBy).toBe(once.body.supersededBy);
    expect(await county.outcome(county.act(push.id, 'readdress', { org: 'ZHZF' }, bureau))).toBe('already-readdressed');
  });

  test('a source cannot take the number of a successor', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    const squatter = await county.push({ reference: 'R-1#2', summary: '另一件' });
    await county.act(push.id, 'return', { reason: '不属本单位' }, food);
    const old = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    expect(old.body.supersededBy).not.toBe(squatter.id);
    const successor = await county.read(old.body.supersededBy ?? '');
    expect([successor.to, successor.reference]).toEqual(['WJJ', 'R-1#3']);
    await county.act(successor.id, 'return', { reason: '不属本单位' }, actor('WJJ'));
    const third = (await county.act(successor.id, 'readdress', { org: 'ZHZF' }, bureau)) as Push;
    expect((await county.read(third.body.supersededBy ?? '')).reference).toBe('R-1#4');
  });

  test('not readdressed by the next working day: late, and once so', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'return', { reason: '不属本单位' }, food);
    county.clock(at('2026-09-16T00:00'));
    const late = await county.read(push.id);
    expect([late.state, late.body.readdressLate, late.claimBy]).toEqual(['returned', true, '2026-09-16']);
    // In the sender's inbox it stays where its day has put it, and says that it is late.
    expect([late.clock?.by, late.clock?.ended, late.late?.due]).toEqual(['2026-09-15', true, '2026-09-15']);
    expect(await county.outcome(county.act(push.id, 'readdress', { org: 'WJJ' }, bureau))).toBe('done');
  });

  test('a second return in one chain opens a problem for the bureau, which can transfer the matter', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'return', { reason: '不属本单位' }, food);
    const old = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    const second = (await county.act(
      old.body.supersededBy ?? '',
      'return',
      { reason: '也不归我' },
      actor('WJJ'),
    )) as Push;
    const problem = await county.read(second.body.problem ?? '');
    expect([problem.kind, problem.from, problem.to, problem.state]).toEqual(['problem', 'WJJ', 'SPJ', 'open']);
    await county.act(problem.id, 'transfer', { org: 'SCJG', reason: '经研究由市场监管局监管' }, bureau);
    const returned = await county.read(second.id);
    const successor = await county.read(returned.body.supersededBy ?? '');
    expect([successor.to, successor.state, successor.reference]).toEqual(['SCJG', 'pending', 'R-1#3']);
  });
});

type Return = readonly [by: string, suggested?: string];

test.each<[string, Return, Return, string]>([
  ['nobody suggested', ['SCJG'], ['WJJ'], 'SPJ'],
  ['the bureau suggested at the second return', ['SCJG'], ['WJJ', 'SPJ'], 'ZFB'],
  ['the bureau suggested at the first', ['SCJG', 'SPJ'], ['WJJ'], 'ZFB'],
])('who settles what was returned twice: %s', async (_name, first, second, to) => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const returned = async (id: string, [by, suggestedOrg]: Return): Promise<Push> =>
    (await county.act(id, 'return', { reason: '不属本单位', suggestedOrg }, actor(by))) as Push;
  const push = await county.push({});
  await returned(push.id, first);
  const next = (await county.act(push.id, 'readdress', { org: second[0] }, bureau)) as Push;
  const again = await returned(next.body.supersededBy ?? '', second);
  expect(await county.read(again.body.problem ?? '')).toMatchObject({ kind: 'problem', to });
});

test('a third return in one chain opens no second problem', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const returned = async (id: string, by: string): Promise<Push> =>
    (await county.act(id, 'return', { reason: '不属本单位' }, actor(by))) as Push;
  const onwards = async (id: string, org: string): Promise<string> =>
    ((await county.act(id, 'readdress', { org }, bureau)) as Push).body.supersededBy ?? '';
  const push = await county.push({});
  await returned(push.id, 'SCJG');
  const second = await returned(await onwards(push.id, 'WJJ'), 'WJJ');
  const third = await returned(await onwards(second.id, 'ZHZF'), 'ZHZF');
  expect([second.body.chain.returns, third.body.chain.returns]).toEqual([2, 3]);
  expect(second.caused).toEqual([second.body.problem]);
  expect(third.body.chain.problem).toBe(second.body.problem);
  expect(third.caused).toEqual([]);
  const problems = await county.store.query('in', openPartition('371525', 'SPJ', 'problem'), { limit: 10 });
  expect(problems.map(({ key }) => key)).toEqual([`371525#exchange#${second.body.problem}`]);
});

test('what is pushed at the very end of its day is late, in the last moment it is not', async () => {
  const end = at('2026-09-15T00:00');
  const county = await testCounty(end - 1);
  const occurredAt = '2026-09-14T09:00:00+08:00';
  const last = await county.push({ reference: 'LAST', occurredAt });
  county.clock(end);
  const late = await county.push({ reference: 'LATE', occurredAt });
  expect([last.body.pushDue, last.body.pushedLate, late.body.pushedLate]).toEqual(['2026-09-14', false, true]);
});

describe('dispute after the claim', () => {
  test('opens a problem; a transfer makes a new push, the old figure stays', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'claim', {}, food);
    const disputed = (await county.act(
      push.id,
      'dispute',
      { reason: '应归卫健局', suggestedOrg: 'WJJ' },
      food,
    )) as Push;
    expect(await county.outcome(county.act(push.id, 'dispute', { reason: '再说一次' }, food))).toBe('already-disputed');
    await county.act(disputed.body.problem ?? '', 'reply', { text: '正在研究' }, food);
    expect(await county.outcome(county.act(disputed.body.problem ?? '', 'resolve', {}, food).catch(rethrow))).toBe(
      'invalid',
    );
    await county.act(disputed.body.problem ?? '', 'transfer', { org: 'WJJ', reason: '移交' }, bureau);
    const old = await county.read(push.id);
    const successor = await county.read(old.body.supersededBy ?? '');
    expect([old.state, successor.to, successor.state]).toEqual(['claimed', 'WJJ', 'pending']);
  });

  test('upheld after a deemed claim, nobody is to be named for it any more', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    county.clock(at('2026-09-17T09:00'));
    const waits = async () => {
      const places = await county.store.query('open', waitingPartition('371525', 'SCJG'), { limit: 10 });
      return places.some(({ key }) => key === `371525#exchange#${push.id}`);
    };
    const disputed = (await county.act(
      push.id,
      'dispute',
      { reason: '应归卫健局', suggestedOrg: 'WJJ' },
      food,
    )) as Push;
    expect([disputed.state, await waits()]).toEqual(['deemed-claimed', true]);
    await county.act(disputed.body.problem ?? '', 'transfer', { org: 'WJJ', reason: '移交' }, bureau);
    expect(await waits()).toBe(false);
  });

  test('where the bureau disputes, the government office handles it', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({ kind: 'supervision', decision: null }, food);
    await county.act(push.id, 'claim', {}, bureau);
    const disputed = (await county.act(push.id, 'dispute', { reason: '不影响许可' }, bureau)) as Push;
    const problem = await county.read(disputed.body.problem ?? '');
    expect([problem.to, problem.participants]).toEqual(['ZFB', ['SCJG']]);
    const office = actor('ZFB', 'government-office');
    const resolution = { outcome: 'resolution', resolution: '由行政审批服务局处理' };
    expect(await county.outcome(county.act(problem.id, 'resolve', resolution, bureau))).toBe('not-allowed');
    expect(await county.outcome(county.act(problem.id, 'resolve', resolution, office))).toBe('done');
  });
});

describe('supervision results (17(2))', () => {
  test('claimed or deemed, it is a task of the bureau, whose outcome goes back as a document', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({ kind: 'supervision' }, food);
    county.clock(at('2026-09-17T00:00'));
    const deemed = await county.read(push.id);
    expect(deemed.state).toBe('deemed-claimed');
    const task = await county.read(deemed.caused[0] ?? '');
    expect([task.kind, task.from, task.to, task.state]).toEqual(['task', 'SCJG', 'SPJ', 'open']);
    await county.act(task.id, 'decide', { outcome: 'revoke', note: '违反条件' }, bureau);
    const answer = await county.read((await county.read(task.id)).caused[0] ?? '');
    expect([answer.body.kind, answer.to, answer.state]).toEqual(['document', 'SCJG', 'for-information']);
  });

  test('only by the department or agency that the list names', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const by = (org: string) =>
      county.outcome(county.push({ kind: 'supervision', matter: 'M-AGENCY', reference: org }, actor(org)));
    expect(await Promise.all(['SCJG', 'ZHZF', 'WJJ', 'SPJ'].map(by))).toEqual([
      'done',
      'done',
      'not-allowed',
      'not-allowed',
    ]);
  });
});

test('listed by two at once when its time is over, it is deemed claimed once, for both', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({});
  county.clock(at('2026-09-17T00:00'));
  const facts = await county.desk.facts();
  const both = await Promise.all([settled(county.desk, push, facts), settled(county.desk, push, facts)]);
  expect(both.map(({ state }) => state)).toEqual(['deemed-claimed', 'deemed-claimed']);
  expect(both.map(({ history }) => history.map(({ act }) => act))).toEqual(Array(2).fill(['open', 'deem']));
});

describe('copies and corrections', () => {
  test('the enforcement agency gets a copy for information; withdrawn with its original', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({ matter: 'M-AGENCY' });
    const copy = await county.read(push.body.copies[0] ?? '');
    expect([copy.to, copy.state, copy.body.copyOf, copy.clock]).toEqual(['ZHZF', 'for-information', push.id, null]);
    await county.act(push.id, 'withdraw', { reason: '误推' }, bureau);
    expect((await county.read(copy.id)).state).toBe('withdrawn');
  });

  test('a correction withdraws what is still pending, also where it was readdressed meanwhile', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'return', { reason: '不属本单位' }, food);
    const old = (await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau)) as Push;
    await county.push({ reference: 'R-2', corrects: 'R-1', summary: '更正' });
    expect((await county.read(old.body.supersededBy ?? '')).state).toBe('withdrawn');
    expect(await county.outcome(county.push({ reference: 'R-3', corrects: 'none' }))).toBe('invalid');
  });

  test('one that is corrected again withdraws the first correction, whether it was claimed itself or not', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const claimed = await county.push({});
    await county.act(claimed.id, 'claim', {}, food);
    await county.push({ reference: 'P-1' });
    for (const root of ['R-1', 'P-1']) {
      const first = await county.push({ reference: `${root}b`, corrects: root });
      const second = await county.push({ reference: `${root}c`, corrects: root });
      expect([root, (await county.read(first.id)).state, second.state]).toEqual([root, 'withdrawn', 'pending']);
      await county.act(second.id, 'claim', {}, food);
    }
    const { body, history } = await county.read(claimed.id);
    expect(history.map(({ act }) => act).slice(-3)).toEqual(['note-correcting', 'note-correcting', 'note-correction']);
    expect((await county.read(body.correctedBy ?? '')).reference).toBe('R-1c');
  });

  test('what was corrected is not transferred by a problem of before, unless the correction was withdrawn', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const push = await county.push({});
    await county.act(push.id, 'claim', {}, food);
    const { body } = (await county.act(push.id, 'dispute', { reason: '应归卫健局' }, food)) as Push;
    const input = { org: 'WJJ', reason: '移交' };
    const transfer = () => county.outcome(county.act(body.problem ?? '', 'transfer', input, bureau));
    const next = await county.push({ reference: 'R-2', corrects: 'R-1', summary: '更正' });
    expect(await transfer()).toBe('already-readdressed');
    await county.act(next.id, 'withdraw', { reason: '误推' }, bureau);
    expect(await transfer()).toBe('done');
  });

  test('so it does where nobody has touched it, and where it was readdressed twice', async () => {
    const county = await testCounty(at('2026-09-14T09:00'));
    const [plain, first] = [await county.push({}), await county.push({ reference: 'R-2', matter: 'M-HEALTH' })];
    await county.push({ reference: 'R-1b', corrects: 'R-1' });
    expect((await county.read(plain.id)).state).toBe('withdrawn');
    await county.act(first.id, 'return', { reason: '不属本单位' }, actor('WJJ'));
    const second = ((await county.act(first.id, 'readdress', { org: 'SCJG' }, bureau)) as Push).body.supersededBy ?? '';
    await county.act(second, 'return', { reason: '不属本单位' }, food);
    const third = ((await county.act(second, 'readdress', { org: 'ZHZF' }, bureau)) as Push).body.supersededBy ?? '';
    await county.push({ reference: 'R-2b', matter: 'M-HEALTH', corrects: 'R-2' });
    const states = await Promise.all([first.id, second, third].map(async (id) => (await county.read(id)).state));
    expect(states).toEqual(['returned', 'returned', 'withdrawn']);
  });
});

test('quarantine takes the content from record, copies and consequences, and the chains still verify', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({ matter: 'M-AGENCY', summary: '不该出现的内容' });
  await county.act(push.id, 'return', { reason: '不属本单位' }, food);
  await county.act(push.id, 'readdress', { org: 'WJJ' }, bureau);
  await county.act(push.id, 'quarantine', { reason: '误传' }, bureau);
  const gone = await county.read(push.id);
  for (const id of [push.id, ...push.body.copies, gone.body.supersededBy ?? '']) {
    const record = await county.read(id);
    expect(JSON.stringify(record)).not.toContain('不该出现的内容');
    expect(JSON.stringify(record)).not.toContain('食品有限公司');
    expect([record.quarantined, verify(record)]).toEqual([true, true]);
  }
  const again = await county.push({ matter: 'M-AGENCY', summary: '不该出现的内容' });
  expect(again.id).toBe(push.id);
});

test('the same number for ever: the record answers, whatever has become of it', async () => {
  const county = await testCounty(at('2026-09-14T09:00'));
  const push = await county.push({ occurredAt: '2026-09-14T00:30:00Z' });
  await county.act(push.id, 'withdraw', { reason: '误推' }, bureau);
  const again = await county.push({ occurredAt: '2026-09-14T08:30:00+08:00' });
  expect([again.id, again.content, again.state]).toEqual([push.id, push.content, 'withdrawn']);
  expect(FOOD).toBe(push.body.matter);
});

async function rethrow(error: unknown): Promise<never> {
  const { invalid } = await import('../../shared/errors.ts');
  throw error instanceof Error && error.name === 'ZodError' ? invalid([]) : error;
}
