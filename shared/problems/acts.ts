/** What those concerned do in a problem (art. 21): reply, resolve, hand the matter to another organisation. */
import * as z from 'zod';
import type { PersonAct } from '../exchange/kind.ts';
import { choice, optional, organisation, section, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { OUTCOMES, type ProblemBody, type ProblemState, problemBody } from './body.ts';

export const PARTICIPANTS = ['officer', 'section-head', 'government-office'] as const;
const CLOSED = { '*': 'already-done' } as const;

/** What becomes of a certificate that was objected to. */
const CERTIFICATE = { issue: '照常配发', end: '终止配发' } as const;

const replyInput = lazily(() => z.strictObject({ text: text(500).meta({ title: '答复' }) }));
const resolveInput = lazily(() =>
  z.strictObject({
    outcome: choice(OUTCOMES).meta({ title: '处理方式' }),
    resolution: problemBody().shape.resolution.unwrap(),
    certificate: choice(CERTIFICATE)
      .nullish()
      // Absent while unset: what was resolved before there were certificates is the same request still.
      .transform((value) => value ?? undefined)
      .meta({ title: '证照的配发', description: '仅配发证照异议填写，必填' }),
  }),
);
const transferInput = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '移交单位' }),
    section: optional(section()).meta({ title: '科室', description: '不填的为该单位的默认科室' }),
    reason: text(500).meta({ title: '理由' }),
  }),
);

type Act<Input> = PersonAct<ProblemBody, ProblemState, Input>;

export const reply: Act<Checked<typeof replyInput>> = {
  label: '答复',
  article: '21',
  by: 'participant',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  input: replyInput,
  // By which it is told whose words they are.
  apply: (_problem, input, { org }) => ({ detail: { ...input, org } }),
};

export const resolve: Act<Checked<typeof resolveInput>> = {
  label: '形成处理意见',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: resolveInput,
  refuse: ({ body }, { certificate }) => {
    if ((body.certificate === undefined) === (certificate === undefined)) return null;
    const detail =
      certificate === undefined ? '请填写证照照常配发（issue）还是终止（end）' : '该问题不涉及配发证照，请删除';
    return { code: 'invalid', pointer: '/certificate', detail };
  },
  apply: ({ body }, { outcome, resolution, certificate }) => ({
    body: { ...body, outcome, resolution },
    also:
      certificate === 'end' && body.certificate !== undefined
        ? [{ do: 'act', on: body.certificate, act: 'certificate.end', input: { reason: 'objection' } }]
        : [],
  }),
};

/** The matter goes to another organisation: by the same commit the push gets its successor there. */
export const transfer: Act<Checked<typeof transferInput>> = {
  label: '移交其他单位',
  article: '21',
  by: 'addressee',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: CLOSED,
  reserve: true,
  to: 'resolved',
  input: transferInput,
  refuses: ['already-readdressed'],
  offered: ({ body }) => body.push !== null,
  refuse: ({ body }) => (body.push === null ? NOTHING_TO_TRANSFER : null),
  apply: ({ body }, { org, section, reason }) => ({
    body: { ...body, outcome: 'transfer', resolution: reason, transferredTo: org },
    also: [
      {
        do: 'act',
        on: body.push as string,
        act: 'push.transfer',
        input: { org, section },
        orElse: 'already-readdressed',
      },
    ],
  }),
};

const NOTHING_TO_TRANSFER = {
  code: 'invalid',
  pointer: '/org',
  detail: '该问题不对应某一推送，没有可以移交的事项。请形成处理意见办结',
} as const;
