/** Quarantine of what is no push: by the organisations that write in it, and nothing that people wrote is left. */
import { describe, expect, it } from 'vitest';
import type { AnyKind, AnyPersonAct } from '../../shared/exchange/kind.ts';
import { KINDS } from '../../shared/kinds.ts';
import { inProcess } from '../in-process.ts';
import { neighbourhood } from '../isolation/records.ts';
import { countyHere, expectRefusal, type Here, supervision } from './county.ts';

const SECRET = '绝密内容';
const REASON = { reason: '误写，应予隔离' };

/** What a quarantined body still says: ids, codes, words of a fixed set, days, digests and numbers of circulars. */
const STAYS: Readonly<Record<string, readonly string[]>> = {
  push: [
    ...['kind', 'matter', 'matterName', 'decision', 'corrects', 'boundaryListVersion', 'pushDue'],
    ...['claimClock', 'claimedAt', 'claimedBy', 'claimMode', 'returnedAt', 'suggestedOrg', 'readdressClock'],
    ...['supersedes', 'supersededBy', 'copyOf', 'copies', 'problem', 'entry'],
  ],
  problem: ['push', 'why', 'suggestedOrg', 'outcome', 'transferredTo'],
  task: ['push', 'reportedBy', 'matter', 'matterName', 'outcome', 'decidedAt', 'answer'],
  correction: ['push', 'org', 'reasonDigest', 'decisionDigest', 'decidedAt'],
  caution: ['org', 'quarter', 'circular', 'sentAt', 'droppedAt', 'reportedAt', 'overdueAt', 'judgedAt', 'talk'],
  talk: ['caution', 'quarter', 'circular', 'date'],
  accountability: ['limb', 'org', 'evidence', 'approvedAt', 'responsibleOrg', 'referredAt'],
  feedback: ['entry', 'result', 'day'],
  instruction: ['reportedAt', 'closedAt'],
  meeting: ['type', 'heldAt', 'minutesAt'],
  guidance: ['matters', 'grounds', 'asked', 'feasibility', 'concludedAt', 'handedOverOn'],
  survey: ['type', 'matters', 'mattersText', 'followUpOf', 'heldAt', 'result', 'rectifyBy', 'concludedAt'],
  participation: ['of', 'wanted', 'position', 'reportedAt'],
  expert: ['level', 'specialties', 'termTo', 'reviewBy', 'admittedAt', 'remindedOf'],
  draw: [
    ...['of', 'groups', 'eligible', 'eligibleDigest', 'commitment', 'beacon', 'seed', 'drawn', 'alternates'],
    ...['replacements', 'stage', 'follows'],
  ],
  certificate: [
    'push',
    'matter',
    'matterName',
    'issuedOn',
    'deliveredOn',
    'issuedAt',
    'objectedAt',
    'problem',
    'endReason',
  ],
  commitment: ['push', 'matter', 'matterName', 'outcome', 'on', 'rectifyBy', 'verifiedAt', 'endReason'],
  'credit-query': ['taken', 'measuredAt'],
  'credit-record': [
    'type',
    'decidedOn',
    'publishUntil',
    'severity',
    'channel',
    'sentAt',
    'answeredAt',
    'withdrawal',
    'withdrawnOn',
  ],
  standard: [
    'type',
    'matters',
    'department',
    'validFrom',
    'validTo',
    'replaces',
    'besides',
    'confirmedAt',
    'settledAt',
    'repealFrom',
    'repealBy',
    'repealedFrom',
  ],
  'offline-transfer': ['channel', 'sentOn', 'copies', 'receivedOn', 'matches', 'answeredAt'],
  support: ['category', 'on', 'answeredAt'],
  'account-request': ['roles', 'granted', 'decidedAt'],
  'list-draft': ['base', 'content', 'validFrom', 'count'],
  letter: [
    ...[
      'purpose',
      'matter',
      'matterName',
      'position',
      'conclusion',
      'standards',
      'repliedAt',
      'outcome',
      'concludedAt',
    ],
  ],
};

describe('every kind', async () => {
  const here = await neighbourhood();

  it.each([...KINDS.keys()])('%s: nothing that people wrote is left', async (name) => {
    const kind = KINDS.get(name) as AnyKind;
    const { body } = await here.stored(here.ids[name] as string);
    const everywhere = Object.entries(body as object).map(([field, value]) => [field, written(value)]);
    const left = Object.entries(kind.blank(Object.fromEntries(everywhere)));
    const saying = left.filter(([, value]) => JSON.stringify(value).includes(SECRET)).map(([field]) => field);
    expect(saying.sort()).toEqual([...(STAYS[name] as string[])].sort());
    expect((kind.acts.quarantine as AnyPersonAct).always).toBe(true);
  });

  /** Every text, every list, and whatever may become one. */
  function written(value: unknown): unknown {
    if (Array.isArray(value)) return [SECRET];
    const open = value === null || typeof value === 'string' || (typeof value === 'object' && 'name' in value);
    return open ? SECRET : value;
  }
});

const said = async (here: Here, path: string): Promise<string> => {
  const parts = await Promise.all(['', '/history'].map((part) => here.call('GET', path + part, { as: 'zfb.office' })));
  return parts.map(({ status, text }) => `${status} ${text}`).join('\n');
};

it('a problem: by any who takes part, the reason, the replies and the outcome', async () => {
  for (const as of ['scjg.officer', 'spj.officer']) {
    const here = await countyHere();
    const { id } = (await here.push('A')).json;
    await here.act(id, 'claim', 'scjg.officer');
    const { problem } = (await here.act(id, 'dispute', 'scjg.officer', { reason: SECRET })).json;
    const act = (name: string, who: string, body: object) =>
      here.call('POST', `/problems/${problem}/${name}`, { as: who, body });
    await act('reply', 'spj.officer', { text: SECRET });
    await act('resolve', 'spj.officer', { outcome: 'resolution', resolution: SECRET });
    expect((await said(here, `/problems/${problem}`)).split(SECRET).length).toBeGreaterThan(4);
    expectRefusal(await act('quarantine', 'wjj.officer', REASON), 404, 'not-found');
    expect((await act('quarantine', as, REASON)).json).toMatchObject({ quarantined: true, status: 'resolved' });
    expect(await said(here, `/problems/${problem}`)).not.toContain(SECRET);
    expect((await here.read(id, 'scjg.officer')).json.quarantined).toBe(false);
  }
});

it('a task: by the bureau, with the push that carried the decision back; not what was reported', async () => {
  const here = await countyHere();
  const { id } = (await here.call('POST', '/pushes', { as: 'scjg.officer', body: supervision('V') })).json;
  await here.act(id, 'claim', 'spj.officer');
  const [task] = (await here.call('GET', '/tasks', { as: 'spj.officer' })).json.items;
  const decided = { outcome: 'revoke', documentNumber: SECRET, note: SECRET };
  const act = (name: string, as: string, body: object) => here.call('POST', `/tasks/${task.id}/${name}`, { as, body });
  const { answer } = (await act('decide', 'spj.officer', decided)).json;
  expectRefusal(await act('quarantine', 'scjg.officer', REASON), 403, 'not-allowed');
  expect((await act('quarantine', 'spj.officer', REASON)).json.outcome).toBe('revoke');
  expect(await said(here, `/tasks/${task.id}`)).not.toContain(SECRET);
  expect(await said(here, `/pushes/${answer}`)).not.toContain(SECRET);
  expect((await here.read(id, 'scjg.officer')).json).toMatchObject({ quarantined: false, summary: '责令停产停业' });
});

it('a case of accountability: by whoever proposed it and the government office, not by whoever is to bear it', async () => {
  const county = await inProcess();
  const as = 'zfb.office';
  const body = { limb: 'late-forwarding', org: 'SCJG', conduct: SECRET, harm: SECRET };
  const push = await county.call('POST', '/pushes', {
    as,
    body: {
      kind: 'document',
      reference: 'A',
      to: { org: 'SPJ' },
      occurredAt: '2026-09-28T08:00:00+08:00',
      summary: '某',
    },
  });
  const { hash } = (await county.call('GET', `/pushes/${push.json.id}/history`, { as })).json.items[0];
  const evidence = [{ record: push.json.id, hash }];
  const made = await county.call('POST', '/accountability', { as, body: { ...body, evidence } });
  const act = (name: string, who: string, input: object) =>
    county.call('POST', `/accountability/${made.json.id}/${name}`, { as: who, body: input });
  await act('approve', as, { approver: SECRET });
  expect((await act('state', 'scjg.officer', { text: SECRET })).status).toBe(200);
  expect((await act('attribute', as, { org: 'SCJG', responsibility: SECRET })).status).toBe(200);
  expectRefusal(await act('quarantine', 'scjg.admin', REASON), 403, 'not-allowed');
  const hidden = await act('quarantine', as, REASON);
  expect([hidden.status, hidden.text.includes(SECRET), hidden.json.org]).toEqual([200, false, 'SCJG']);
});
