/** Records of the other kinds. */
import * as z from 'zod';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { codeOut, dateOut, hashOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';
import { pushAnswer } from '../pushes/answers.ts';
import { accountabilityAnswer, cautionAnswer, talkAnswer } from './follow-up-answers.ts';
import { head } from './head-answer.ts';

export { historyAnswer } from './history-answer.ts';

const text = z.string().nullable();

const reply = z.strictObject({ at: instantOut, by: z.string(), text });

const problem = z
  .strictObject({
    ...head,
    push: idOut.nullable(),
    why: z.enum(['returned', 'disputed', 'raised']).meta({ description: '两次退回、认领异议、单位提出' }),
    reason: text,
    suggestedOrg: codeOut.nullable(),
    outcome: text.meta({
      description: 'resolution、list-change、standard-change、policy-document，或 transfer（移交）',
    }),
    resolution: text,
    transferredTo: codeOut.nullable(),
    type: z.enum(['standards-differ', 'boundary-unclear', 'pushes-not-smooth', 'other']).nullable(),
    typeName: text,
    title: text,
    text,
    matter: text,
    affected: z.array(z.strictObject({ name: z.string(), creditCode: text, loss: z.string(), remedy: text })),
    replies: z.array(reply),
  })
  .meta({ id: 'ProblemRecord' });

const task = z
  .strictObject({
    ...head,
    push: idOut,
    reportedBy: codeOut,
    matter: text,
    matterName: text,
    licence: text,
    outcome: z.enum(['keep', 'change', 'withdraw', 'revoke', 'cancel']).nullable(),
    documentNumber: text,
    note: text,
    decidedAt: instantOut.nullable(),
    answer: idOut.nullable().meta({ description: '把结果带回的推送' }),
  })
  .meta({ id: 'Task' });

const correction = z
  .strictObject({
    ...{ ...head, push: idOut, org: codeOut, reason: text, reasonDigest: hashOut },
    ...{ decision: text, decisionDigest: hashOut.nullable(), decidedAt: instantOut.nullable() },
  })
  .meta({ id: 'Correction' });

const feedback = z
  .strictObject({ ...head, entry: z.string(), result: z.string(), day: dateOut, detail: text })
  .meta({ id: 'Feedback' });

const RECORDS: Readonly<Record<string, z.ZodType>> = {
  push: pushAnswer,
  problem,
  task,
  correction,
  feedback,
  caution: cautionAnswer,
  talk: talkAnswer,
  accountability: accountabilityAnswer,
};

/** The answer to `GET /<path>/{id}` of a kind; where nobody wrote it down yet, what every kind shows. */
export function recordAnswer(kind: AnyKind): z.ZodType {
  return RECORDS[kind.kind] ?? z.looseObject(head);
}

/** The answer to `GET /<path>` of a kind. */
export function pageOfRecords(kind: AnyKind): z.ZodType {
  return pageOf(recordAnswer(kind));
}

/** The answer to a `POST /<path>` that opens several records at once. */
export function seriesOfRecords(kind: AnyKind): z.ZodType {
  return z.strictObject({ items: z.array(recordAnswer(kind)) });
}
