/** What follows a circular (art. 23, 24): caution letters, talks and cases of accountability, as answered. */
import * as z from 'zod';
import { codeOut, dateOut, hashOut, idOut, instantOut } from '../http/answer-fields.ts';
import { head } from './head-answer.ts';
import { historyAnswer } from './history-answer.ts';

const text = z.string().nullable();
const quarter = z.string().meta({ example: '2026Q3' });
const time = instantOut.nullable();
const count = z.int().min(0);

const figures = z.strictObject({
  received: count,
  claimedInTime: count,
  deemedClaimed: count,
  returned: count,
  withdrawn: count,
  corrected: count,
  notNamed: count,
  onTimeRatePercent: z.number().nullable(),
  rank: z.int().min(1).nullable(),
});

export const cautionAnswer = z
  .strictObject({
    ...head,
    org: codeOut.meta({ description: '被提醒单位' }),
    quarter,
    circular: text.meta({ description: '通报文号' }),
    figures: figures.meta({ description: '通报中该单位的数据' }),
    documentNumber: text,
    signedBy: text,
    sentAt: time,
    dropReason: text.meta({ description: '不予提醒的理由' }),
    droppedAt: time,
    rectification: text.meta({ description: '整改情况' }),
    reportedAt: time,
    overdueAt: time.meta({ description: '整改期满而未报告的时间' }),
    finding: text.meta({ description: '县政府办公室的认定' }),
    judgedAt: time,
    talk: idOut.nullable().meta({ description: '其后的约谈' }),
  })
  .meta({ id: 'Caution' });

export const talkAnswer = z
  .strictObject({
    ...head,
    caution: idOut,
    letter: text.meta({ description: '提醒函文号' }),
    quarter,
    circular: text.meta({ description: '通报文号' }),
    reason: text,
    date: dateOut.nullable(),
    participants: z.array(z.string()),
    record: text.meta({ description: '约谈记录' }),
  })
  .meta({ id: 'Talk' });

const evidence = { record: idOut, hash: hashOut, kind: z.string(), reference: z.string() };

export const accountabilityAnswer = z
  .strictObject({
    ...head,
    limb: z.enum(['late-forwarding', 'misconduct']).meta({ description: '转送不及时；不作为、乱作为' }),
    org: codeOut,
    conduct: text,
    harm: text,
    evidence: z.array(z.strictObject(evidence)),
    approver: text,
    approvedAt: time,
    responsibleOrg: codeOut.nullable(),
    responsibility: text,
    referredAt: time,
    outcome: text,
  })
  .meta({ id: 'Accountability' });

/** `GET /accountability/{id}/evidence/{record}`. */
export const evidenceAnswer = z
  .strictObject({
    ...evidence,
    entriesThen: z.int().min(1).nullable().meta({
      description: '提出时该记录的办理记录条数，其后的为后来办理；为 null 的，提出时的 hash 已不在其中',
    }),
    content: z.looseObject({ id: idOut }).meta({ description: '与查看该类记录的答复相同' }),
    history: historyAnswer,
  })
  .meta({ id: 'EvidenceOfAccountability' });

/** `GET /reports/quarters/{quarter}/cautions`. */
export const cautionsOfQuarterAnswer = z
  .strictObject({
    items: z.array(z.strictObject({ caution: cautionAnswer, talk: talkAnswer.nullable() })),
    next: z.null(),
  })
  .meta({ id: 'CautionsOfQuarter' });
