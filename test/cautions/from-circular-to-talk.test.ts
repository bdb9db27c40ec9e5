/** Article 23 from the serious organisation to the talk, on the standing clock; for a department and for the bureau. */
import { describe, expect, test } from 'vitest';
import { countyKey } from '../../shared/accounts/directory.ts';
import type { CautionBody } from '../../shared/cautions/body.ts';
import { caution, cautionId } from '../../shared/cautions/caution.ts';
import type { TalkBody } from '../../shared/cautions/talk-body.ts';
import { change, plainItem } from '../../shared/change.ts';
import type { County } from '../../shared/county.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { verify } from '../../shared/exchange/history.ts';
import { inboxPage, waitingNow } from '../../shared/exchange/inbox.ts';
import { create } from '../../shared/exchange/shell.ts';
import { load } from '../../shared/exchange/work.ts';
import { cautionsFor } from '../../shared/reports/cautions.ts';
import { formatInstant } from '../../shared/time.ts';
import { actor, at, JURISDICTION, type TestCounty, testCounty } from '../desk.ts';
import { circularOf, figuresOf } from './circular.ts';

const bureauAdmin = actor('SPJ', 'bureau-admin');
const office = actor('ZFB', 'government-office');

const CIRCULAR = circularOf([
  figuresOf('SCJG', { claimedInTime: 8, deemedClaimed: 4, serious: true }),
  figuresOf('WJJ', { claimedInTime: 40, deemedClaimed: 0 }),
  figuresOf('SPJ', { claimedInTime: 6, deemedClaimed: 5, serious: true, rank: null }),
]);

const SEND = { documentNumber: '冠审批函〔2026〕7号', signedBy: '王某' };

/** Drafts the letters as issuing the circular does, and gives that of one organisation. */
async function drafted(county: TestCounty, org: string): Promise<Exchange<CautionBody>> {
  for (const input of cautionsFor(CIRCULAR)) {
    const id = cautionId(JURISDICTION, input.quarter, input.org);
    await create(county.desk, 'caution', id, { actor: bureauAdmin, request: `issue/${id}` }, async (facts) => ({
      draft: caution.open(input, { ...facts, by: 'issue' }),
      input,
    }));
  }
  return (await load(county.desk, cautionId(JURISDICTION, CIRCULAR.quarter, org))) as Exchange<CautionBody>;
}

/** What stands in an organisation's inbox of sent letters, and the same as it is counted. */
async function waiting({ desk }: TestCounty, org: string): Promise<string[]> {
  const facts = await desk.facts();
  const paging = { cursor: null, limit: 50, owner: [org] };
  const { items } = await inboxPage(desk, facts, org, paging, ({ state }) => state !== 'drafted', caution);
  const counted = (await waitingNow(desk, facts, org, 50)).filter(({ exchange }) => exchange.state !== 'drafted');
  const ids = items.map(({ id }) => id);
  expect(counted.map(({ exchange }) => exchange.id)).toEqual(ids);
  return ids;
}

/** 2026-10-19, a Monday: ten working days end on Monday 2026-11-02. */
const sentAt = (): Promise<TestCounty> => testCounty(at('2026-10-19T10:00'));

const CASES = [
  { org: 'SCJG', sender: bureauAdmin, from: 'SPJ', officer: actor('SCJG') },
  { org: 'SPJ', sender: office, from: 'ZFB', officer: actor('SPJ') },
];

test('a letter for each serious organisation, and for no other, however often the step is done', async () => {
  const county = await sentAt();
  await drafted(county, 'SCJG');
  const once = await drafted(county, 'SCJG');
  expect(cautionsFor(CIRCULAR).map(({ org }) => org)).toEqual(['SCJG', 'SPJ']);
  expect(once.history).toHaveLength(1);
  expect(once.body).toMatchObject({ circular: '冠政办字〔2026〕30号', quarter: '2026Q3' });
  expect(once.body.figures).toMatchObject({ claimedInTime: 8, deemedClaimed: 4, onTimeRatePercent: 66.7 });
  expect(await load(county.desk, cautionId(JURISDICTION, '2026Q3', 'WJJ'))).toBeUndefined();
});

describe.each(CASES)('$org', ({ org, sender, from, officer }) => {
  test('not put right: caution, report, finding, talk', async () => {
    const county = await sentAt();
    const letter = await drafted(county, org);
    expect([letter.from, letter.to, letter.state]).toEqual([from, null, 'drafted']);
    const sent = (await county.act(letter.id, 'send', SEND, sender)) as Exchange<CautionBody>;
    expect([sent.state, sent.to, formatInstant(sent.clock?.deadline ?? 0)]).toEqual([
      'sent',
      org,
      '2026-11-03T00:00:00+08:00',
    ]);
    county.clock(at('2026-10-28T15:00'));
    expect(await waiting(county, 'ZFB')).toEqual([]);
    await county.act(letter.id, 'report', { text: '已明确专人每日认领' }, officer);
    expect([await waiting(county, 'ZFB'), await waiting(county, org)]).toEqual([[letter.id], []]);
    const finding = { outcome: 'not-rectified', reason: '十月仍有三件超期' };
    const judged = (await county.act(letter.id, 'judge', finding, office)) as Exchange<CautionBody>;
    expect(judged.state).toBe('not-rectified');
    const talk = (await load(county.desk, judged.body.talk ?? '')) as Exchange<TalkBody>;
    expect([talk.kind, talk.from, talk.to, talk.state]).toEqual(['talk', 'ZFB', org, 'to-schedule']);
    expect(talk.body).toMatchObject({
      caution: letter.id,
      quarter: '2026Q3',
      circular: '冠政办字〔2026〕30号',
      letter: SEND.documentNumber,
    });
    await county.act(talk.id, 'schedule', { date: '2026-11-05', participants: ['李某', '赵某'] }, office);
    county.clock(at('2026-11-05T16:00'));
    const record = { date: '2026-11-05', participants: ['李某'], record: '要求一周内整改到位' };
    const held = (await county.act(talk.id, 'record', record, office)) as Exchange<TalkBody>;
    expect([held.state, held.body.record, verify(held), verify(judged)]).toEqual(['held', record.record, true, true]);
  });

  test('dropped with a reason: no letter, no clock, not drafted again; the government office is told by the bureau', async () => {
    const county = await sentAt();
    const { id } = await drafted(county, org);
    const reason = '超期均因平台停机';
    const dropped = (await county.act(id, 'drop', { reason }, sender)) as Exchange<CautionBody>;
    expect([dropped.state, dropped.to, dropped.clock]).toEqual(['dropped', null, null]);
    expect(dropped.body).toMatchObject({ dropReason: reason, droppedAt: at('2026-10-19T10:00'), sentAt: null });
    const told = dropped.mails.filter(({ type }) => type === 'caution-dropped').map((notice) => notice.org);
    expect(told).toEqual(from === 'SPJ' ? ['ZFB'] : []);
    county.clock(at('2026-12-01T09:00'));
    expect((await drafted(county, org)).state).toBe('dropped');
    expect(verify(dropped)).toBe(true);
  });

  test('put right: no talk', async () => {
    const county = await sentAt();
    const { id } = await drafted(county, org);
    await county.act(id, 'send', SEND, sender);
    await county.act(id, 'report', { text: '已整改' }, officer);
    const done = (await county.act(
      id,
      'judge',
      { outcome: 'rectified', reason: '核实无误' },
      office,
    )) as Exchange<CautionBody>;
    expect([done.state, done.body.talk, done.caused]).toEqual(['rectified', null, []]);
    expect(await county.outcome(county.act(id, 'report', { text: '再报' }, officer))).toBe('already-done');
  });

  test('the time passes without a word: ready for a talk, at its deadline', async () => {
    const county = await sentAt();
    const { id } = await drafted(county, org);
    await county.act(id, 'send', { ...SEND, rectifyDays: 2 }, sender);
    county.clock(at('2026-10-22T00:00') - 1);
    expect(await county.outcome(county.act(id, 'judge', { outcome: 'rectified', reason: '好' }, office))).toBe(
      'rectification-running',
    );
    county.clock(at('2026-10-30T09:00'));
    const late = (await load(county.desk, id)) as Exchange<CautionBody>;
    expect([late.state, late.body.overdueAt]).toEqual(['overdue', at('2026-10-22T00:00')]);
    // It may still report, and the office may find: it stands with both, once each.
    expect([await waiting(county, 'ZFB'), await waiting(county, org)]).toEqual([[id], [id]]);
    const finding = { outcome: 'not-rectified', reason: '逾期未报告' };
    const judged = (await county.act(id, 'judge', finding, office)) as Exchange<CautionBody>;
    expect((await load(county.desk, judged.body.talk ?? ''))?.state).toBe('to-schedule');
  });
});

test('what was found is told to whoever has taken the place of the organisation that was cautioned', async () => {
  const county = await sentAt();
  const { id } = await drafted(county, 'SCJG');
  await endInFavourOf(county, 'SCJG', 'WJJ');
  await county.act(id, 'send', SEND, bureauAdmin);
  await county.act(id, 'report', { text: '已整改' }, actor('WJJ'));
  const finding = { outcome: 'rectified', reason: '核实无误' };
  const done = (await county.act(id, 'judge', finding, office)) as Exchange<CautionBody>;
  expect(done.mails.filter(({ type }) => type === 'caution-judged').map((mail) => mail.org)).toEqual(['WJJ']);
});

async function endInFavourOf({ store, desk }: TestCounty, org: string, by: string): Promise<void> {
  const succeededBy = { by, on: '2026-10-01', documentNumber: '冠编〔2026〕6号' };
  await change(store, countyKey(desk.jurisdiction), (before) => {
    const county = before?.value as County;
    const organisations = county.organisations.map((one) => (one.code === org ? { ...one, succeededBy } : one));
    return { item: plainItem(countyKey(desk.jurisdiction), { ...county, organisations }), result: null };
  });
}
