/** What a department does with a certificate that it is to issue (art. 13): issue it, or object. */
import * as z from 'zod';
import { beforeDecision } from '../clocks/decided.ts';
import { keyOfDigest } from '../compared-number.ts';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { timelineKeys } from '../exchange/keyed.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenFromSight } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { optional, toSealNumber } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { comparable } from '../identifier.ts';
import { derivedId } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { Sealed } from '../seal.ts';
import { civilDateOf } from '../time.ts';
import { type CertificateBody, type CertificateState, certificateBody, UNISSUED } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-contested': true;
    'nothing-issued': true;
    'push-returned': true;
  }
}

type Act<Input> = PersonAct<CertificateBody, CertificateState, Input>;

const DONE = { '*': 'already-done' } as const;
const ISSUER = { article: '13', by: 'addressee', inSection: true, scope: 'certificates:write' } as const;

const issueInput = lazily(() => {
  const { number, issuedOn, deliveredOn, method } = certificateBody().shape;
  return z.strictObject({
    number: toSealNumber(number.unwrap()),
    issuedOn: issuedOn.unwrap(),
    deliveredOn: optional(deliveredOn.unwrap()).meta({ title: '送达日期' }),
    method: method.unwrap(),
    attachments: filesAlong(),
  });
});

/** A licence that had no number yet is found by the issued one from then on. */
export const issue: Act<Checked<typeof issueInput>> = {
  ...ISSUER,
  label: '登记配发',
  from: ['pending'],
  otherwise: DONE,
  to: 'issued',
  input: issueInput,
  refuses: ['push-returned'],
  reads: ({ body }) => ({ records: [body.push] }),
  refuse: ({ body }, { issuedOn, deliveredOn }, _actor, facts) => {
    const today = civilDateOf(facts.now);
    const errors = [
      ...(issuedOn > today ? [{ pointer: '/issuedOn', detail: '配发日期不能晚于今天' }] : []),
      ...(deliveredOn !== null && (deliveredOn > today || deliveredOn < issuedOn)
        ? [{ pointer: '/deliveredOn', detail: '送达日期不能晚于今天，也不能早于配发日期' }]
        : []),
    ];
    return errors.length > 0 ? errors : beforeDecision('/issuedOn', issuedOn, facts.found?.records?.get(body.push));
  },
  barred: ({ clock }) => (clock === null ? { code: 'push-returned' } : null),
  apply: (certificate, { number, ...said }, { now, by }) => {
    const sealed = typeof number === 'string' ? null : number;
    const shown = typeof number === 'string' ? number : number.shown;
    const body = {
      ...{ ...certificate.body, ...said, number: shown, issuedBy: by, issuedAt: now },
      ...(sealed !== null && { sealedNumber: sealed }),
    };
    return { set: issuedKey({ ...certificate, body }), body, detail: { ...said, number: shown } };
  },
};

/** The timeline's key by the issued number; none where the push names a licence of its own, or nothing is issued. */
export function issuedKey({ body, subject }: Pick<Exchange<CertificateBody>, 'body' | 'subject'>) {
  const { number, sealedNumber } = body;
  if (number === null || subject?.licence?.number) return {};
  return { licence: sealedNumber === undefined ? comparable(number) : keyOfDigest((sealedNumber as Sealed).digest) };
}

const objectInput = lazily(() => z.strictObject({ reason: certificateBody().shape.objection.unwrap() }));

/** Once; the bureau handles it, and the clock goes on. */
export const object: Act<Checked<typeof objectInput>> = {
  ...ISSUER,
  label: '提出异议',
  from: ['pending'],
  otherwise: DONE,
  hint: '异议只能提出一次，形成问题由行政审批服务局处理；配发期限照常计算。',
  input: objectInput,
  refuses: ['already-contested', 'push-returned'],
  barred: ({ body, clock }) => {
    if (body.objectedAt !== null) return { code: 'already-contested' };
    return clock === null ? { code: 'push-returned' } : null;
  },
  apply: (certificate, { reason }, { now, county }) => {
    const { id, from, to, body } = certificate;
    const problem = derivedId(id, 'problem');
    const bureau = bureauOf(county).code;
    const handler = to === bureau ? governmentOfficeOf(county).code : bureau;
    const about = { id: problem, push: body.push, certificate: id, why: 'certificate', suggestedOrg: null } as const;
    const between = { from: to as string, to: handler, sender: from };
    const also: Effect[] = [
      { do: 'open', kind: 'problem', input: { ...about, ...between, reason, keys: timelineKeys(certificate) } },
    ];
    return { body: { ...body, objection: reason, objectedAt: now, problem }, also };
  },
};

/** The sender takes the whole from sight, the department what it has written itself, with its problem. */
export const quarantine = quarantineBy<CertificateBody, CertificateState>({
  by: 'participant',
  scope: ISSUER.scope,
  refuses: ['nothing-issued'],
  // The push's own number is its key again, as before anything was issued.
  reads: ({ body }) => ({ records: [body.push] }),
  barred: ({ to, body }, { org }) =>
    org === to && body.issuedAt === null && body.objectedAt === null ? { code: 'nothing-issued' } : null,
  apply: (certificate, input, { org, found }) => {
    const { to, body, caused } = certificate;
    const { also, ...whole } = takenFromSight(input, caused);
    if (org !== to) return { ...whole, also };
    const { sealedNumber: _, ...others } = body;
    const licence = found?.records?.get(body.push)?.licence ?? null;
    const set = 'licence' in issuedKey(certificate) ? { licence } : {};
    return { set, body: { ...others, ...UNISSUED }, also, detail: input };
  },
  spares: ({ to }, { org }) => (org === to ? ({ act }) => act !== 'issue' && act !== 'object' : null),
});
