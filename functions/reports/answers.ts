/** Circulars as answered. */
import * as z from 'zod';
import { codeOut, hashOut, idOut, instantOut } from '../http/answer-fields.ts';

const quarterOut = z
  .string()
  .regex(/^\d{4}Q[1-4]$/)
  .meta({ example: '2026Q3' });
const count = z.int().min(0);
const uncounted = count.nullable().meta({ description: 'null 表示平台尚未统计' });
const percent = z.number().nullable().meta({ description: '百分数，一位小数；没有认领的为 null' });
const hours = z.number().nullable().meta({ description: '工作小时，一位小数' });
const rank = z.int().nullable().meta({ description: '未排名的为 null' });

const counts = { received: count, claimedInTime: count, deemedClaimed: count, returned: count, withdrawn: count };

const organisation = z
  .strictObject({
    org: codeOut,
    name: z.string(),
    ...counts,
    onTimeRatePercent: percent,
    medianWorkingHoursToClaim: hours,
    p95WorkingHoursToClaim: hours,
    notNamed: count,
    corrected: count,
    serious: z.boolean(),
    rank,
    previous: z.strictObject({ onTimeRatePercent: percent, rank }).nullable(),
    annex: z.strictObject({
      ...{ pushedLate: uncounted, readdressedLate: uncounted, creditLate: uncounted, certificatesLate: uncounted },
      ...{ repliesLate: uncounted, forwardedLate: uncounted, copiesLate: uncounted },
    }),
  })
  .meta({ id: 'OrganisationFigures' });

const text = z.string().nullable().meta({ description: '内容被隔离的为 null' });
const correction = { push: idOut, org: codeOut, state: z.string(), reason: text, decision: text };

export const objectionAnswer = z
  .strictObject({ id: idOut, quarter: quarterOut, ...correction })
  .meta({ id: 'Objection' });

export const circularAnswer = z
  .strictObject({
    jurisdiction: z.string(),
    county: z.string(),
    quarter: quarterOut,
    stage: z.enum(['running', 'under-review', 'issued']),
    documentNumber: z.string().nullable(),
    signedBy: z.string().nullable(),
    contentHash: hashOut.nullable().meta({
      description:
        '对本答复去掉 contentHash 以及更正和勘误中的 reason、decision 后的 JSON（键按序）取 SHA-256；文本由 digests 代表',
    }),
    organisations: z.array(organisation),
    copiedTo: z
      .array(z.strictObject({ org: codeOut, name: z.string() }))
      .meta({ description: '抄送：未列入通报、也发送的单位' }),
    corrections: z.array(z.strictObject({ id: idOut, ...correction })),
    errata: z.array(
      z.strictObject({ quarter: quarterOut, correction: idOut, push: idOut, org: codeOut, decision: text }),
    ),
    digests: z
      .array(z.strictObject({ correction: idOut, reason: hashOut, decision: hashOut.nullable() }))
      .meta({ description: '更正和勘误中各文本（UTF-8）的 SHA-256；文本被隔离后仍在' }),
    totals: z.strictObject({ ...counts, onTimeRatePercent: percent, notNamed: count, corrected: count }),
    asOf: instantOut,
    draftedAt: instantOut.nullable(),
    reviewEnds: instantOut.nullable().meta({ description: '更正期限，不含该时刻' }),
    issuedAt: instantOut.nullable(),
  })
  .meta({ id: 'Circular' });

export const weightsAnswer = z
  .strictObject({ onTimeRate: z.number(), seriousQuarter: z.number(), lateItem: z.number(), notNamed: z.number() })
  .meta({ id: 'Weights' });

export const yearAnswer = z
  .strictObject({
    year: z.string(),
    weights: weightsAnswer,
    quarters: z.array(quarterOut),
    organisations: z.array(
      z.strictObject({
        ...{ org: codeOut, name: z.string(), ...counts, notNamed: count, pushedLate: count, readdressedLate: count },
        ...{ corrected: count, onTimeRatePercent: percent, seriousQuarters: count, score: z.number().nullable(), rank },
        quarters: z.array(
          z.strictObject({ quarter: quarterOut, onTimeRatePercent: percent, rank, serious: z.boolean() }),
        ),
      }),
    ),
    asOf: instantOut,
  })
  .meta({ id: 'YearOfCirculars' });
