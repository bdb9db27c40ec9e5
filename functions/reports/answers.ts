/** Circulars as answered. */
import * as z from 'zod';
import { correctionBody } from '../../shared/corrections/body.ts';
import { correction as correctionKind } from '../../shared/corrections/kind.ts';
import { FIGURES } from '../../shared/exchange/figures.ts';
import { choice, labelsOf } from '../../shared/fields.ts';
import { meanings } from '../../shared/meaning.ts';
import { count, quarter as quarterOf } from '../../shared/record-fields.ts';
import { WEIGHTS } from '../../shared/reports/assessment.ts';
import { STAGES } from '../../shared/reports/circular.ts';
import { hashOut, idOut, instantOut, orgOut } from '../http/answer-fields.ts';
import { answerOf } from '../http/answer-of.ts';

const quarter = quarterOf().meta({ title: '季度' });
const org = orgOut.meta({ title: '单位' });
const name = z.string().meta({ title: '单位名称' });
const uncounted = (title: string) => count().nullable().meta({ title, description: 'null 表示平台尚未统计' });
const rate = z
  .number()
  .nullable()
  .meta({ title: '按期认领率（%）', description: '百分数，一位小数；没有认领的为 null' });
const hours = (title: string) => z.number().nullable().meta({ title, description: '工作小时，一位小数' });
const rank = z.int().nullable().meta({ title: '名次', description: '未排名的为 null' });
const notNamed = count().meta({ title: '未确认责任人' });
const corrected = count().meta({ title: '已采纳的更正' });
const serious = z.boolean().meta({ title: '超期认领严重' });

const counts = {
  received: count().meta({ title: '接收' }),
  claimedInTime: count().meta({ title: '按期认领' }),
  deemedClaimed: count().meta({ title: '超期视为认领' }),
  returned: count().meta({ title: '退回' }),
  withdrawn: count().meta({ title: '撤回' }),
};

/** Lateness that ranks nobody. */
const annex = z.strictObject({
  pushedLate: uncounted(FIGURES.pushedLate),
  readdressedLate: uncounted(FIGURES.readdressedLate),
  creditLate: uncounted(FIGURES.creditLate),
  certificatesLate: uncounted(FIGURES.certificatesLate),
  repliesLate: uncounted(FIGURES.repliesLate),
  forwardedLate: uncounted(FIGURES.forwardedLate),
  copiesLate: uncounted(FIGURES.copiesLate),
  commitmentsLate: uncounted(FIGURES.commitmentsLate).optional(),
});

const organisation = z
  .strictObject({
    ...{ org, name, ...counts, onTimeRatePercent: rate },
    medianWorkingHoursToClaim: hours('认领用时中位数'),
    p95WorkingHoursToClaim: hours('认领用时第 95 百分位数'),
    ...{ notNamed, corrected, serious, rank },
    previous: z.strictObject({ onTimeRatePercent: rate, rank }).nullable().meta({ title: '上一季度' }),
    annex: annex.meta({ title: '附表', description: '不参加排名' }),
  })
  .meta({ id: 'OrganisationFigures' });

const { reason, decision, ...about } = correctionBody().shape;
const text = { description: '内容被隔离的为 null' };
const subject = {
  push: answerOf(about.push.unwrap()).optional(),
  record: answerOf(about.record.unwrap()).optional(),
  figure: answerOf(about.figure.unwrap()).optional(),
};
const correction = {
  ...subject,
  org,
  state: choice(labelsOf(correctionKind.states)).meta({ title: '状态' }),
  reason: answerOf(reason).meta({ title: '更正理由', ...text }),
  decision: answerOf(decision).meta({ title: '决定理由', ...text }),
};
const id = idOut.meta({ title: '编号' });
const asked = idOut.meta({ title: '更正申请' });

const erratum = { quarter, correction: asked, ...subject, org, decision: correction.decision };

export const errataAnswer = z
  .strictObject({
    quarter,
    items: z
      .array(z.strictObject({ ...erratum, namedIn: quarter.nullable().meta({ title: '列入通报' }) }))
      .meta({ title: '勘误' }),
  })
  .meta({ id: 'Errata' });

export const objectionAnswer = z.strictObject({ id, quarter, ...correction }).meta({ id: 'Objection' });

export const circularAnswer = z
  .strictObject({
    jurisdiction: z.string().meta({ title: '行政区划代码' }),
    county: z.string().meta({ title: '县（市、区）' }),
    quarter,
    stage: choice(STAGES).meta({ title: '阶段' }),
    documentNumber: z.string().nullable().meta({ title: '文号' }),
    signedBy: z.string().nullable().meta({ title: '签发人' }),
    contentHash: hashOut.nullable().meta({
      title: '内容的摘要',
      description:
        '对本答复去掉 contentHash 以及更正和勘误中的 reason、decision 后的 JSON（键按序）取 SHA-256；文本由 digests 代表',
    }),
    organisations: z.array(organisation).meta({ title: '各单位' }),
    copiedTo: z.array(z.strictObject({ org, name })).meta({ title: '抄送', description: '未列入通报、也发送的单位' }),
    corrections: z.array(z.strictObject({ id, ...correction })).meta({ title: '更正' }),
    errata: z.array(z.strictObject(erratum)).meta({ title: '勘误' }),
    digests: z
      .array(
        z.strictObject({
          correction: asked,
          reason: hashOut.meta({ title: '更正理由的摘要' }),
          decision: hashOut.nullable().meta({ title: '决定理由的摘要' }),
        }),
      )
      .meta({ title: '文本的摘要', description: '更正和勘误中各文本（UTF-8）的 SHA-256；文本被隔离后仍在' }),
    totals: z.strictObject({ ...counts, onTimeRatePercent: rate, notNamed, corrected }).meta({ title: '合计' }),
    annexKinds: z
      .record(z.string(), z.array(z.string()))
      .optional()
      .meta({ title: '附表统计范围', description: '附表各项统计的记录种类；没有此项的，附表只统计推送' }),
    asOf: instantOut.meta({ title: '截至' }),
    draftedAt: instantOut.nullable().meta({ title: '初稿形成时间' }),
    reviewEnds: instantOut
      .nullable()
      .register(meanings, { ends: true })
      .meta({ title: '更正期限', description: '不含该时刻' }),
    issuedAt: instantOut.nullable().meta({ title: '印发时间' }),
  })
  .meta({ id: 'Circular' });

const weight = (title: string) => z.number().meta({ title });

export const weightsAnswer = z
  .strictObject({
    onTimeRate: weight(WEIGHTS.onTimeRate),
    seriousQuarter: weight(WEIGHTS.seriousQuarter),
    lateItem: weight(WEIGHTS.lateItem),
    notNamed: weight(WEIGHTS.notNamed),
  })
  .meta({ id: 'Weights' });

const ofYear = z.strictObject({
  ...{ org, name, ...counts, notNamed },
  pushedLate: count().meta({ title: FIGURES.pushedLate }),
  readdressedLate: count().meta({ title: FIGURES.readdressedLate }),
  annex: z
    .partialRecord(choice(FIGURES), count())
    .meta({ title: '其他超期', description: '不计分；没有的项目，各季度均未统计' }),
  ...{ corrected, onTimeRatePercent: rate },
  seriousQuarters: count().meta({ title: '超期认领严重的季度数' }),
  score: z.number().nullable().meta({ title: '得分' }),
  rank,
  quarters: z.array(z.strictObject({ quarter, onTimeRatePercent: rate, rank, serious })).meta({ title: '各季度' }),
});

export const yearAnswer = z
  .strictObject({
    year: z.string().meta({ title: '年度' }),
    weights: weightsAnswer.meta({ title: '计分权重' }),
    quarters: z.array(quarter).meta({ title: '已印发的季度' }),
    organisations: z.array(ofYear).meta({ title: '各单位' }),
    asOf: instantOut.meta({ title: '截至' }),
  })
  .meta({ id: 'YearOfCirculars' });

const figure = (title: string) => z.int().meta({ title });

export const mattersAnswer = z.strictObject({
  quarter,
  items: z
    .array(
      z.strictObject({
        matter: z.string().meta({ title: '事项编码' }),
        name: z.string().meta({ title: '事项名称' }),
        granted: figure('准予数'),
        medianWorkingHoursToPush: z.number().nullable().meta({ title: '办结到推送的中位工时' }),
        medianWorkingDaysToCertificate: z
          .number()
          .nullable()
          .meta({ title: '办结到配发证照的中位工作日', description: '登记配发之日为准；没有登记配发的为 null' }),
        gatekeeping: figure('专业把关函件数'),
        unlisted: figure('其中清单外的'),
      }),
    )
    .meta({ title: '各事项' }),
  asOf: instantOut.meta({ title: '统计时间' }),
});
