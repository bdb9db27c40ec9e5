/** Who may do what with a caution letter and a talk, in each state; and for whom they exist at all. */
import { expect, test } from 'vitest';
import type { CautionBody } from '../../shared/cautions/body.ts';
import { caution, cautionId } from '../../shared/cautions/caution.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { actsOpenTo } from '../../shared/exchange/refusal.ts';
import { create } from '../../shared/exchange/shell.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { cautionsFor } from '../../shared/reports/cautions.ts';
import { actor, at, JURISDICTION, type TestCounty, testCounty } from '../desk.ts';
import { circularOf, figuresOf } from './circular.ts';

const bureauAdmin = actor('SPJ', 'bureau-admin');
const office = actor('ZFB', 'government-office');
const SEND = { documentNumber: '冠审批函〔2026〕7号', signedBy: '王某' };
const REPORT = { text: '已整改' };
const GOOD = { outcome: 'rectified', reason: '核实无误' };
const DROP = { reason: '超期因平台停机，已采纳更正' };
const BAD = { outcome: 'not-rectified', reason: '仍有超期' };

type Step = [act: string, input: Record<string, unknown>, by: ReturnType<typeof actor>];
const SENT: Step[] = [['send', SEND, bureauAdmin]];
const DROPPED: Step[] = [['drop', DROP, bureauAdmin]];
const REPORTED: Step[] = [...SENT, ['report', REPORT, actor('SCJG')]];

const TABLE: [title: string, before: Step[], ...step: Step, outcome: string][] = [
  ['the bureau’s administrator signs', [], 'send', SEND, bureauAdmin, 'done'],
  ['an officer of the bureau does not', [], 'send', SEND, actor('SPJ'), 'not-allowed'],
  ['the government office does not sign for the bureau', [], 'send', SEND, office, 'not-allowed'],
  ['a draft does not exist for its addressee', [], 'send', SEND, actor('SCJG'), 'not-found'],
  ['a draft cannot be reported on', [], 'report', REPORT, actor('SCJG'), 'not-found'],
  ['a draft is not judged', [], 'judge', GOOD, office, 'not-sent'],
  ['signed once', SENT, 'send', SEND, bureauAdmin, 'already-sent'],
  ['the bureau’s administrator drops a draft', [], 'drop', DROP, bureauAdmin, 'done'],
  ['an officer of the bureau does not', [], 'drop', DROP, actor('SPJ'), 'not-allowed'],
  ['the government office does not drop for the bureau', [], 'drop', DROP, office, 'not-allowed'],
  ['nor the one concerned, for whom it does not exist', [], 'drop', DROP, actor('SCJG', 'org-admin'), 'not-found'],
  ['what is sent is not dropped', SENT, 'drop', DROP, bureauAdmin, 'already-sent'],
  ['what is dropped is not sent', DROPPED, 'send', SEND, bureauAdmin, 'already-dropped'],
  ['dropped once', DROPPED, 'drop', DROP, bureauAdmin, 'already-dropped'],
  ['what is dropped is not judged', DROPPED, 'judge', GOOD, office, 'already-dropped'],
  ['and stays unseen by the one concerned', DROPPED, 'report', REPORT, actor('SCJG'), 'not-found'],
  ['an officer of the addressee reports', SENT, 'report', REPORT, actor('SCJG'), 'done'],
  ['its administrator does not', SENT, 'report', REPORT, actor('SCJG', 'org-admin'), 'not-allowed'],
  ['the bureau does not report for it', SENT, 'report', REPORT, actor('SPJ'), 'not-allowed'],
  ['for another department it does not exist', SENT, 'report', REPORT, actor('WJJ'), 'not-found'],
  ['for discipline inspection neither', SENT, 'judge', GOOD, actor('JW', 'discipline'), 'not-found'],
  ['not judged while the time runs and nothing is reported', SENT, 'judge', BAD, office, 'rectification-running'],
  ['reported once', REPORTED, 'report', REPORT, actor('SCJG'), 'already-reported'],
  ['the government office judges', REPORTED, 'judge', BAD, office, 'done'],
  ['the bureau does not', REPORTED, 'judge', GOOD, bureauAdmin, 'not-allowed'],
  ['the addressee does not', REPORTED, 'judge', GOOD, actor('SCJG'), 'not-allowed'],
  ['judged once', [...REPORTED, ['judge', GOOD, office]], 'judge', BAD, office, 'already-done'],
  ['the clock’s act is nobody’s', SENT, 'expire', {}, office, 'not-allowed'],
];

test.each(TABLE)('%s', async (_title, before, act, input, by, outcome) => {
  const { county, id } = await drafted();
  for (const [name, said, who] of before) await county.act(id, name, said, who);
  expect(await county.outcome(county.act(id, act, input, by))).toBe(outcome);
});

test('the bureau’s own letter: signed by the government office, unseen by the bureau until then', async () => {
  const { county } = await drafted();
  const id = cautionId(JURISDICTION, '2026Q3', 'SPJ');
  expect(await county.outcome(county.act(id, 'send', SEND, bureauAdmin))).toBe('not-found');
  expect(await county.outcome(county.act(id, 'drop', DROP, bureauAdmin))).toBe('not-found');
  await county.act(id, 'send', SEND, office);
  expect(await county.outcome(county.act(id, 'report', REPORT, bureauAdmin))).toBe('done');
  expect(await county.outcome(county.act(id, 'judge', GOOD, bureauAdmin))).toBe('not-allowed');
});

test('the talk: the government office’s, seen by the one talked to, and by nobody else', async () => {
  const { county, id } = await drafted();
  for (const [name, said, who] of REPORTED) await county.act(id, name, said, who);
  const judged = (await county.act(id, 'judge', BAD, office)) as Exchange<CautionBody>;
  const talk = (await load(county.desk, judged.body.talk ?? '')) as Exchange;
  const readers = [office, actor('SCJG'), actor('SPJ'), bureauAdmin, actor('WJJ'), actor('JW', 'discipline')];
  expect(readers.map((reader) => sightOf(talk, reader) !== null)).toEqual([true, true, false, false, false, false]);
  const set = { date: '2026-11-05', participants: ['李某'] };
  const held = { ...set, record: '已约谈' };
  expect(await county.outcome(county.act(talk.id, 'schedule', set, actor('SCJG')))).toBe('not-allowed');
  await county.act(talk.id, 'schedule', set, office);
  county.clock(at('2026-11-05T10:00'));
  expect(await county.outcome(county.act(talk.id, 'record', held, actor('SCJG')))).toBe('not-allowed');
  await county.act(talk.id, 'record', held, office);
  expect(await county.outcome(county.act(talk.id, 'schedule', set, office))).toBe('already-done');
});

test('buttons show what can be done, to whom', async () => {
  const { county, id } = await drafted();
  const buttons = async (who: ReturnType<typeof actor>): Promise<string[]> =>
    actsOpenTo(caution, (await load(county.desk, id)) as Exchange, who, await county.desk.facts());
  expect(await buttons(bureauAdmin)).toEqual(['send', 'drop', 'quarantine']);
  expect([await buttons(office), await buttons(actor('SCJG'))]).toEqual([['quarantine'], []]);
  await county.act(id, 'send', SEND, bureauAdmin);
  const sent = [await buttons(bureauAdmin), await buttons(actor('SCJG'))];
  expect(sent).toEqual([['quarantine', 'nudge'], ['report']]);
  await county.act(id, 'report', REPORT, actor('SCJG'));
  expect(await buttons(office)).toEqual(['judge', 'quarantine']);
});

test('a letter is taken from sight by the addressee only once it has written in it; the talk stays', async () => {
  const { county, id } = await drafted();
  const said = (): Promise<CautionBody> => load(county.desk, id).then((found) => found?.body as CautionBody);
  const hide = (who: ReturnType<typeof actor>) => county.act(id, 'quarantine', { reason: '误写' }, who);
  await county.act(id, 'send', SEND, bureauAdmin);
  expect(await county.outcome(hide(actor('SCJG')))).toBe('not-allowed');
  await county.act(id, 'report', REPORT, actor('SCJG'));
  await county.act(id, 'judge', { outcome: 'not-rectified', reason: '未见成效' }, office);
  await hide(actor('SCJG'));
  const nothing = { documentNumber: null, signedBy: null, rectification: null, finding: null };
  expect(await said()).toMatchObject({ ...nothing, org: 'SCJG', quarter: '2026Q3' });
  const talk = (await load(county.desk, (await said()).talk as string)) as Exchange;
  expect([talk.quarantined, (talk.body as { reason: string }).reason]).toEqual([false, '未见成效']);
});

/** Serious letters of SCJG and SPJ, drafted on a Monday. */
async function drafted(): Promise<{ county: TestCounty; id: string }> {
  const county = await testCounty(at('2026-10-19T10:00'));
  const serious = { claimedInTime: 8, deemedClaimed: 6, serious: true };
  const circular = circularOf([figuresOf('SCJG', serious), figuresOf('SPJ', serious)]);
  for (const input of cautionsFor(circular)) {
    const id = cautionId(JURISDICTION, input.quarter, input.org);
    await create(county.desk, 'caution', id, { actor: bureauAdmin, request: `issue/${id}` }, async (facts) => ({
      draft: caution.open(input, { ...facts, by: 'issue' }),
      input,
    }));
  }
  return { county, id: cautionId(JURISDICTION, '2026Q3', 'SCJG') };
}
