/**
 * The certificate (配发证照, art. 13; 行政许可法 44): a task of the department with the approval that it follows, opened by the
 * same commit. It goes where its push goes and ends with it. An objection opens a problem, and stops no clock.
 */
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import { SIDES } from '../exchange/menu.ts';
import { digest } from '../keys.ts';
import { withCompany } from '../party.ts';
import type { Followed } from '../pushes/follow-ups.ts';
import { issue, issuedKey, object, quarantine } from './acts.ts';
import { type CertificateBody, type CertificateState, certificateBody, UNISSUED } from './body.ts';
import { end, resume, wait } from './caused.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    certificate: Followed;
  }
  interface MailTypes {
    'certificate-ended': 'certificate';
  }
}

export const certificate = declareKind<'certificate', CertificateBody, CertificateState>({
  kind: 'certificate',
  label: '配发证照',
  article: '13',
  path: 'certificates',
  menu: {
    under: 'supervision',
    of: SIDES,
    comes: '审批之后需要配发的证照。',
  },
  ...keeps(certificateBody),
  states: {
    pending: { label: '待配发', open: true },
    issued: { label: '已配发', open: false },
    ended: { label: '已终止', open: false },
  },
  clock: { pending: { annex: 'certificatesLate' } },
  mails: () => import('./mails.ts'),
  open: ({ push, matter, matterName, ...head }) => ({
    ...{ ...head, handler: null, participants: [], source: 'system', reference: head.id },
    ...{ state: 'pending', claimBy: null, content: digest({ push }) },
    body: {
      ...{ push, matter, matterName, ...UNISSUED, issuedOn: null, deliveredOn: null },
      ...{ issuedAt: null, objectedAt: null, problem: null, endReason: null },
    },
  }),
  acts: {
    ...{
      issue,
      object,
      assign: assignIn<CertificateBody, CertificateState>(['pending']),
      wait,
      end,
      resume,
      quarantine,
    },
  },
  codes: {
    'already-contested': { meaning: '已经提出异议', detail: '该证照已经提出过异议。请在对应的问题中继续沟通。' },
    'nothing-issued': {
      meaning: '尚未登记配发',
      detail: '本单位尚未登记配发，也未提出异议，没有可以隔离的内容。请联系推送单位。',
    },
    'push-returned': { meaning: '推送已退回', detail: '所依据的推送已经退回，改派之前不能办理。请等待改派。' },
  },
  keysAgain: issuedKey,
  // While its push stands returned it waits for nobody.
  waits: ({ state, clock }) => (state === 'pending' && clock !== null ? 'addressee' : null),
  title: ({ body, subject }) => withCompany(`配发证照：${body.matterName ?? body.matter}`, subject?.party),
  wholeTo: ({ from, to, body }, { org }) => body.sealedNumber !== undefined && (org === from || org === to),
});
