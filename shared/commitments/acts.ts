/**
 * What a department does with a promise (arts. 6, 19(2)): it verifies it, once, or once more after something was to be
 * rectified.
 */
import * as z from 'zod';
import { beforeDecision } from '../clocks/decided.ts';
import { bureauOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { timelineKeys } from '../exchange/keyed.ts';
import type { PersonAct, Verdict } from '../exchange/kind.ts';
import { quarantineBy, takenFromSight } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { optional, text } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import { type CommitmentBody, type CommitmentState, commitmentBody, UNVERIFIED } from './body.ts';
import { untilTheEndOf } from './caused.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'nothing-verified': true;
  }
}

type Commitment = Exchange<CommitmentBody, CommitmentState>;

const verifyInput = lazily(() => {
  const { outcome, on, rectifyBy } = commitmentBody().shape;
  return z.strictObject({
    outcome: outcome.unwrap(),
    on: on.unwrap(),
    text: text(5000).meta({ title: '核查情况', description: '限期整改的，写明整改要求' }),
    rectifyBy: optional(rectifyBy.unwrap()).meta({ title: '整改期限', description: '限期整改的必填，晚于今天' }),
    attachments: filesAlong(),
  });
});
type Verify = Checked<typeof verifyInput>;

export const verify: PersonAct<CommitmentBody, CommitmentState, Verify> = {
  label: '登记核查结论',
  reserve: true,
  article: '6, 19(2)',
  by: 'addressee',
  inSection: true,
  scope: 'commitments:write',
  from: ['pending', 'rectifying'],
  otherwise: { '*': 'already-done' },
  input: verifyInput,
  reads: ({ body }, { outcome }) => ({
    records: [body.push],
    ...(outcome === 'broken' && { matter: body.matter }),
  }),
  refuse: verifyErrors,
  apply: (commitment, { outcome, on, text, rectifyBy, attachments }, facts) => {
    const { body, from } = commitment;
    const { now, by } = facts;
    // Of the first verdict the files stay.
    const found = { outcome, on, attachments: [...body.attachments, ...attachments], verifiedBy: by, verifiedAt: now };
    if (outcome === 'to-rectify') {
      return {
        set: { state: 'rectifying', clock: untilTheEndOf(rectifyBy as CivilDate, facts) },
        body: { ...body, ...found, order: text, rectifyBy, rectifyOverdue: false },
        also: [{ do: 'mail', org: from, section: null, type: 'commitment-to-rectify' }],
      };
    }
    return {
      set: { state: outcome, clock: null },
      body: { ...body, ...found, text },
      also: outcome === 'broken' ? [taskOf(commitment, facts), creditRecordOf(commitment, on)] : [],
    };
  },
};

function verifyErrors(
  { state, body }: Commitment,
  { outcome, on, rectifyBy }: Verify,
  _actor: unknown,
  facts: Facts,
): Verdict {
  const today = civilDateOf(facts.now);
  const wrong = (pointer: string, detail: string) => [{ pointer, detail }];
  const errors = [
    ...(on > today ? wrong('/on', '核查日期不能晚于今天') : []),
    ...(outcome === 'to-rectify' && (rectifyBy === null || rectifyBy <= today)
      ? wrong('/rectifyBy', '限期整改的，请填写晚于今天的整改期限')
      : []),
    ...(outcome !== 'to-rectify' && rectifyBy !== null
      ? wrong('/rectifyBy', '只有限期整改才填写整改期限，请删除')
      : []),
  ];
  if (errors.length > 0) return errors;
  const early = beforeDecision('/on', on, facts.found?.records?.get(body.push));
  if (early) return early;
  return state === 'rectifying' && outcome === 'to-rectify'
    ? { code: 'invalid', pointer: '/outcome', detail: '已经限期整改过一次。请核查整改情况，登记已履行或未履行' }
    : null;
}

/** The bureau decides what becomes of the licence, in the section that approves such matters. */
function taskOf(commitment: Commitment, { county, found }: Facts): Effect {
  const { id, jurisdiction, body, to, licence, subject } = commitment;
  const number = subject?.licence?.number ?? subject?.licence?.documentNumber ?? null;
  const section = found?.matter?.matter?.approvingSection ?? null;
  const about = { id: derivedId(jurisdiction, 'task', id), push: body.push, commitment: id, section };
  const between = { from: bureauOf(county).code, reportedBy: to as string, licence: number };
  const key = licence?.startsWith('~') ? { licenceKey: licence } : {};
  const { matter, matterName } = body;
  return {
    do: 'open',
    kind: 'task',
    input: { ...about, ...between, matter, matterName, ...key, keys: timelineKeys(commitment) },
  };
}

/** A broken promise is an inspection's result (art. 19(2)); its owner may withdraw it as not public (国办发〔2020〕49号). */
function creditRecordOf(commitment: Commitment, decidedOn: CivilDate): Effect {
  const { id, to, section, subject, licence, body, application, project } = commitment;
  const about = { origin: id, from: to as string, section, party: subject?.party ?? null, licence, decidedOn };
  const found = { JC_SX: `告知承诺核查：${body.matterName ?? body.matter}`.slice(0, 200), JC_JG: '未履行承诺' };
  const keys = { ...(application !== undefined && { application }), ...(project !== undefined && { project }) };
  const input = { ...about, ...keys, type: 'inspection', documentNumber: null, fields: found } as const;
  return { do: 'open', kind: 'credit-record', input };
}

/**
 * The sender takes the whole from sight, the department what it has written itself; whoever has the licence since reads
 * it only.
 */
export const quarantine = quarantineBy<CommitmentBody, CommitmentState>({
  by: 'participant',
  rolesOf: ({ from, to }, org) => (org === from || org === to ? ['officer', 'section-head'] : []),
  scope: 'commitments:write',
  refuses: ['nothing-verified'],
  barred: ({ to, body }, { org }) => (org === to && body.verifiedAt === null ? { code: 'nothing-verified' } : null),
  apply: ({ to, body, caused }, input, { org }) =>
    org === to ? { body: { ...body, ...UNVERIFIED }, detail: input } : takenFromSight(input, caused),
  spares: ({ to }, { org }) => (org === to ? ({ act }) => act !== 'verify' : null),
});
