/**
 * The verification of a promise (告知承诺核查, arts. 6, 19): opened when a push on a promise is taken over, by whoever
 * supervises. The first verdict ends its clock; rectification is granted once and runs to the end of its day. A promise
 * that was broken is the bureau's task: to withdraw the licence, or whatever it decides.
 */
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { digest } from '../keys.ts';
import { withCompany } from '../party.ts';
import type { Followed } from '../pushes/follow-ups.ts';
import { quarantine, verify } from './acts.ts';
import { type CommitmentBody, type CommitmentState, commitmentBody, UNVERIFIED } from './body.ts';
import { end, goOn, handOn, rectifyOver, resume } from './caused.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    commitment: Followed;
  }
  interface MailTypes {
    'commitment-to-rectify': 'commitment';
    'commitment-rectify-over': 'commitment';
    'commitment-ended': 'commitment';
  }
}

export const commitment = declareKind<'commitment', CommitmentBody, CommitmentState>({
  kind: 'commitment',
  label: '承诺核查',
  article: '6, 19(2)',
  path: 'commitments',
  menu: {
    under: 'supervision',
    of: SIDES,
    comes: '以告知承诺方式取得的许可，需要核查的承诺。',
  },
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
      ...{ push, matter, matterName, outcome: null, on: null, rectifyBy: null, rectifyOverdue: false },
      ...{ ...UNVERIFIED, verifiedAt: null, endReason: null },
    },
  }),
  acts: {
    ...{ verify, assign: assignIn<CommitmentBody, CommitmentState>(['pending', 'rectifying']) },
    ...{ 'rectify-over': rectifyOver, 'hand-on': handOn, 'go-on': goOn, end, resume, quarantine },
  },
  codes: {
    'nothing-verified': {
      meaning: '尚未核查',
      detail: '本单位尚未登记核查结论，没有可以隔离的内容。请联系推送单位。',
    },
  },
  chosenDay: ({ to, state, body }) =>
    state === 'rectifying' && body.rectifyBy !== null && to !== null ? { day: body.rectifyBy, by: to } : null,
  title: ({ body, subject }) => withCompany(`承诺核查：${body.matterName ?? body.matter}`, subject?.party),
});
