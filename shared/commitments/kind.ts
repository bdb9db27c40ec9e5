/**
 * The verification of a promise (告知承诺核查, arts. 6, 19): opened when a push on a promise is taken over, by whoever supervises.
 * The first verdict ends its clock; rectification is granted once and runs to the end of its day. A promise that was broken is the
 * bureau's task: to withdraw the licence, or whatever it decides.
 */
import * as z from 'zod';
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ClockAct, PersonAct, SystemAct, Verdict } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import { optional } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { sectionOf } from '../pushes/addressing.ts';
import type { EndReason, Followed } from '../pushes/follow-ups.ts';
import { addDays, type CivilDate, civilDateOf, type Instant, startOfDay } from '../time.ts';
import { type CommitmentBody, type CommitmentState, commitmentBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    commitment: Followed;
  }
  interface SystemActs {
    'commitment.end': { reason: EndReason };
    'commitment.move': { org: string; section: string | null };
  }
  interface MailTypes {
    'commitment-rectify-over': 'commitment';
  }
}

type Commitment = Exchange<CommitmentBody, CommitmentState>;
type Caused<Name extends keyof SystemActs> = SystemAct<CommitmentBody, CommitmentState, SystemActs[Name]>;

const verifyInput = lazily(() => {
  const { outcome, on, text, rectifyBy } = commitmentBody().shape;
  return z.strictObject({
    outcome: outcome.unwrap(),
    on: on.unwrap(),
    text: text.unwrap(),
    rectifyBy: optional(rectifyBy.unwrap()).meta({ title: '整改期限', description: '限期整改的必填，晚于今天' }),
    attachments: filesAlong(),
  });
});
type Verify = Checked<typeof verifyInput>;

const verify: PersonAct<CommitmentBody, CommitmentState, Verify> = {
  label: '登记核查结论',
  article: '6, 19(2)',
  by: 'addressee',
  inSection: true,
  scope: 'commitments:write',
  from: ['pending', 'rectifying'],
  otherwise: { '*': 'already-done' },
  input: verifyInput,
  refuse: verifyErrors,
  apply: (commitment, { outcome, on, text, rectifyBy, attachments }, { now, by }) => {
    const rectifying = outcome === 'to-rectify';
    return {
      set: {
        state: rectifying ? 'rectifying' : outcome,
        clock: rectifying ? untilTheEndOf(rectifyBy as CivilDate, now) : null,
      },
      body: {
        ...{ ...commitment.body, outcome, on, text, attachments, verifiedBy: by, verifiedAt: now },
        ...(rectifying && { rectifyBy, rectifyOverdue: false }),
      },
      also: outcome === 'broken' ? [taskOf(commitment)] : [],
    };
  },
};

function verifyErrors(
  { state }: Commitment,
  { outcome, on, rectifyBy }: Verify,
  _actor: unknown,
  { now }: { now: Instant },
): Verdict {
  const today = civilDateOf(now);
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
  return state === 'rectifying' && outcome === 'to-rectify'
    ? { code: 'invalid', pointer: '/outcome', detail: '已经限期整改过一次。请核查整改情况，登记已履行或未履行' }
    : null;
}

/** A day that somebody has set: no notice moves it. */
function untilTheEndOf(by: CivilDate, from: Instant): NonNullable<Commitment['clock']> {
  const counted = { length: 0, endOfDay: '24:00', provisional: false, version: Number.MAX_SAFE_INTEGER };
  return { rule: 'commitment-rectify', article: '°', from, by, deadline: startOfDay(addDays(by, 1)), ...counted };
}

function taskOf({ body, from, to, section, licence, subject }: Commitment): Effect {
  const number = subject?.licence?.number ?? null;
  const about = { push: body.push, from, reportedBy: to as string, section, matter: body.matter };
  const found = licence?.startsWith('~') ? { licenceKey: licence } : {};
  return { do: 'open', kind: 'task', input: { ...about, matterName: body.matterName, licence: number, ...found } };
}

/** The day for rectifying is over: both sides are told, and no figure counts it. */
const rectifyOver: ClockAct<CommitmentBody, CommitmentState> = {
  label: '整改期满',
  article: '°',
  by: 'clock',
  from: ['rectifying'],
  apply: ({ from, to, section, body }) => ({
    set: { clock: null },
    body: { ...body, rectifyOverdue: true },
    also: [
      { do: 'mail', org: to as string, section, type: 'commitment-rectify-over' },
      { do: 'mail', org: from, section: null, type: 'commitment-rectify-over' },
    ],
    detail: {},
  }),
};

const end: Caused<'commitment.end'> = {
  label: '终止',
  article: '6',
  by: 'system',
  from: ['pending', 'rectifying'],
  to: 'ended',
  apply: ({ body }, { reason }) => ({ set: { clock: null }, body: { ...body, endReason: reason } }),
};

/** The matter has another department (art. 9). */
const move: Caused<'commitment.move'> = {
  label: '随清单移交',
  article: '9',
  by: 'system',
  from: ['pending', 'rectifying'],
  apply: (_commitment, { org, section }, { county }) => ({
    set: { to: org, section: sectionOf(county, org, section), handler: null },
    also: [{ do: 'mail', org, section: sectionOf(county, org, section), type: 'arrival' }],
  }),
};

export const commitment = declareKind<'commitment', CommitmentBody, CommitmentState>({
  kind: 'commitment',
  label: '承诺核查',
  article: '6, 19(2)',
  path: 'commitments',
  ...keeps(commitmentBody),
  states: {
    pending: { label: '待核查', open: true },
    rectifying: { label: '整改中', open: true },
    kept: { label: '已履行', open: false },
    broken: { label: '未履行', open: false },
    ended: { label: '已终止', open: false },
  },
  clock: { pending: { annex: 'commitmentsLate' }, rectifying: 'rectify-over' },
  settable: true,
  mails: () => import('./mails.ts'),
  open: ({ push, matter, matterName, ...head }) => ({
    ...{ ...head, handler: null, participants: [], source: 'system', reference: head.id },
    ...{ state: 'pending', claimBy: null, content: digest({ push }) },
    body: {
      ...{ push, matter, matterName, outcome: null, on: null, text: null, rectifyBy: null, rectifyOverdue: false },
      ...{ attachments: [], verifiedBy: null, verifiedAt: null, endReason: null },
    },
  }),
  acts: {
    ...{ verify, assign: assignIn<CommitmentBody, CommitmentState>(['pending', 'rectifying']) },
    ...{ 'rectify-over': rectifyOver, end, move },
    quarantine: quarantineBy<CommitmentBody, CommitmentState>({ by: 'addressee', scope: 'commitments:write' }),
  },
  title: ({ body }) => `承诺核查：${body.matterName ?? body.matter}`,
});
