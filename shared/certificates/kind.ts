/**
 * The certificate (配发证照, art. 13; 行政许可法 44): a task of the department with the approval that it follows, opened by the same
 * commit. It goes where its push goes and ends with it. An objection opens a problem, and stops no clock.
 */
import * as z from 'zod';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { PersonAct, SystemAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import { optional } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { derivedId, digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { sectionOf } from '../pushes/addressing.ts';
import type { EndReason, Followed } from '../pushes/follow-ups.ts';
import { civilDateOf } from '../time.ts';
import { type CertificateBody, type CertificateState, certificateBody } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Openings {
    certificate: Followed;
  }
  interface SystemActs {
    'certificate.wait': Readonly<Record<never, never>>;
    'certificate.end': { reason: EndReason };
    'certificate.move': { org: string; section: string | null };
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-contested': true;
  }
}

type Act<Input> = PersonAct<CertificateBody, CertificateState, Input>;
type Caused<Name extends keyof SystemActs> = SystemAct<CertificateBody, CertificateState, SystemActs[Name]>;

const DONE = { '*': 'already-done' } as const;
const ISSUER = { article: '13', by: 'addressee', inSection: true, scope: 'certificates:write' } as const;

const issueInput = lazily(() => {
  const { number, issuedOn, deliveredOn, method } = certificateBody().shape;
  return z.strictObject({
    number: number.unwrap(),
    issuedOn: issuedOn.unwrap(),
    deliveredOn: optional(deliveredOn.unwrap()).meta({ title: '送达日期' }),
    method: method.unwrap(),
    attachments: filesAlong(),
  });
});

const issue: Act<Checked<typeof issueInput>> = {
  ...ISSUER,
  label: '登记配发',
  from: ['pending'],
  otherwise: DONE,
  to: 'issued',
  input: issueInput,
  refuse: (_certificate, { issuedOn, deliveredOn }, _actor, { now }) => {
    const today = civilDateOf(now);
    return [
      ...(issuedOn > today ? [{ pointer: '/issuedOn', detail: '配发日期不能晚于今天' }] : []),
      ...(deliveredOn !== null && (deliveredOn > today || deliveredOn < issuedOn)
        ? [{ pointer: '/deliveredOn', detail: '送达日期不能晚于今天，也不能早于配发日期' }]
        : []),
    ];
  },
  apply: ({ body }, said, { now, by }) => ({ body: { ...body, ...said, issuedBy: by, issuedAt: now } }),
};

const objectInput = lazily(() => z.strictObject({ reason: certificateBody().shape.objection.unwrap() }));

/** Once; the bureau handles it, and the clock goes on. */
const object: Act<Checked<typeof objectInput>> = {
  ...ISSUER,
  label: '提出异议',
  from: ['pending'],
  otherwise: DONE,
  input: objectInput,
  refuses: ['already-contested'],
  refuse: ({ body }) => (body.objectedAt === null ? null : { code: 'already-contested' }),
  apply: ({ id, from, to, body }, { reason }, { now, county }) => {
    const problem = derivedId(id, 'problem');
    const bureau = bureauOf(county).code;
    const handler = to === bureau ? governmentOfficeOf(county).code : bureau;
    const about = { id: problem, push: body.push, certificate: id, why: 'certificate', suggestedOrg: null } as const;
    const also: Effect[] = [
      { do: 'open', kind: 'problem', input: { ...about, from: to as string, to: handler, sender: from, reason } },
    ];
    return { body: { ...body, objection: reason, objectedAt: now, problem }, also };
  },
};

/** Its push stands returned: nobody has it to issue. */
const wait: Caused<'certificate.wait'> = {
  label: '随推送退回暂停',
  article: '13',
  by: 'system',
  from: ['pending'],
  apply: () => ({ set: { clock: null } }),
};

/** Where the objection was right, what was late since has not been. */
const end: Caused<'certificate.end'> = {
  label: '终止',
  article: '13',
  by: 'system',
  from: ['pending'],
  to: 'ended',
  apply: ({ body, late }, { reason }) => {
    const struck = reason === 'objection' && late !== undefined && late.at > (body.objectedAt ?? 0);
    return { set: { clock: null, ...(struck && { late: undefined }) }, body: { ...body, endReason: reason } };
  },
};

/** The matter has another department (art. 9). */
const move: Caused<'certificate.move'> = {
  label: '随清单移交',
  article: '9',
  by: 'system',
  from: ['pending'],
  apply: (_certificate, { org, section }, { county }) => ({
    set: { to: org, section: sectionOf(county, org, section), handler: null },
    also: [{ do: 'mail', org, section: sectionOf(county, org, section), type: 'arrival' }],
  }),
};

export const certificate = declareKind<'certificate', CertificateBody, CertificateState>({
  kind: 'certificate',
  label: '配发证照',
  article: '13',
  path: 'certificates',
  ...keeps(certificateBody),
  states: {
    pending: { label: '待配发', open: true },
    issued: { label: '已配发', open: false },
    ended: { label: '已终止', open: false },
  },
  clock: { pending: { annex: 'certificatesLate' } },
  open: ({ push, matter, matterName, ...head }) => ({
    ...{ ...head, handler: null, participants: [], source: 'system', reference: head.id },
    ...{ state: 'pending', claimBy: null, content: digest({ push }) },
    body: {
      ...{ push, matter, matterName, number: null, issuedOn: null, deliveredOn: null, method: null, attachments: [] },
      ...{ issuedBy: null, issuedAt: null, objection: null, objectedAt: null, problem: null, endReason: null },
    },
  }),
  acts: {
    ...{ issue, object, assign: assignIn<CertificateBody, CertificateState>(['pending']), wait, end, move },
    quarantine: quarantineBy<CertificateBody, CertificateState>({ by: 'addressee', scope: ISSUER.scope }),
  },
  codes: {
    'already-contested': { meaning: '已经提出异议', detail: '该证照已经提出过异议。请在对应的问题中继续沟通。' },
  },
  // While its push stands returned it waits for nobody.
  waits: ({ state, clock }) => (state === 'pending' && clock !== null ? 'addressee' : null),
  stage: 'during',
  title: ({ body }) => `配发证照：${body.matterName ?? body.matter}`,
});
