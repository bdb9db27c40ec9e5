/** The calendar, an explained deadline, the clocks' rules, and what an entry changed. */
import * as z from 'zod';
import { CLOCKS } from '../../shared/clocks/clocks.ts';
import { THRESHOLDS } from '../../shared/clocks/thresholds.ts';
import { choice, labelsOf } from '../../shared/fields.ts';
import { articleNumber } from '../../shared/record-fields.ts';
import { accountOut, dateOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';

const date = dateOut.meta({ title: '日期' });
const reason = z.string().nullable().meta({ title: '事由', description: '节日或调休的名称' });
const source = z.string().nullable().meta({ title: '依据', description: '依据的通知' });

export const calendarYearAnswer = z
  .strictObject({
    year: z.int().meta({ title: '年份' }),
    provisional: z.boolean().meta({ title: '暂定', description: '该年通知尚未发布，按法定节假日推算' }),
    days: z
      .array(
        z.strictObject({
          date,
          working: z.boolean().meta({ title: '工作日' }),
          reason,
          source,
        }),
      )
      .meta({ title: '每一天' }),
  })
  .meta({ id: 'CalendarYear' });

export const explanationAnswer = z
  .strictObject({
    by: dateOut.meta({ title: '期限的最后一日' }),
    deadline: instantOut.meta({ title: '届满时刻', description: '不含该时刻' }),
    provisional: z.boolean().meta({ title: '暂定', description: '涉及尚未发布放假安排的年份' }),
    endOfDay: z.string().meta({ title: '最后一日的截止钟点', example: '24:00' }),
    days: z
      .array(z.strictObject({ date, counted: z.boolean().meta({ title: '计入' }), reason, source }))
      .meta({ title: '逐日说明' }),
  })
  .meta({ id: 'Explanation' });

const SPARED = '本可免于视为认领的推送，以及最后一日在平台故障期间、已经超期的记录；均保持原状，已逐件提出更正';

export const retimedAnswer = z
  .strictObject({
    retimed: z.int().meta({ title: '变动的', description: '期限因此变动的待办' }),
    unchanged: z.int().meta({ title: '不变的', description: '期限不变的待办' }),
    spared: z.array(idOut).meta({ title: '本可免于超期的', description: SPARED }),
  })
  .meta({ id: 'Retimed' });

export const retimingJob = z
  .strictObject({
    id: z.string().meta({ title: '编号', description: '该次录入之后日历的版本', example: '3' }),
    state: choice({ running: '进行中', done: '已完成' }).meta({ title: '状态' }),
    startedAt: instantOut.meta({ title: '开始时间' }),
    finishedAt: instantOut.nullable().meta({ title: '完成时间' }),
    retimed: z.int().meta({ title: '变动的', description: '期限因此变动的待办，截至目前' }),
    unchanged: z.int().meta({ title: '不变的', description: '期限不变的待办，截至目前' }),
    failed: z.int().meta({ title: '未能重算的', description: '因系统故障未能重算的记录；其期限在读取时仍会重算' }),
    spared: z
      .array(idOut)
      .max(200)
      .meta({ title: '本可免于超期的', description: `${SPARED}，前 200 件` }),
    sparedCount: z
      .int()
      .meta({ title: '本可免于超期的件数', description: '共多少件；全部见 /calendar/jobs/{id}/spared' }),
  })
  .meta({ id: 'RetimingJob' });

export const retimingStarted = z
  .strictObject({ job: retimingJob.meta({ title: '重算任务' }) })
  .meta({ id: 'RetimingStarted' });

export const sparedPage = pageOf(
  z.strictObject({
    push: idOut.meta({ title: '推送' }).optional(),
    record: idOut.meta({ title: '记录', description: '不是推送的，例如函件、证照' }).optional(),
  }),
).meta({ id: 'SparedPage' });

const extension = z
  .strictObject({
    id: z.string().meta({ title: '编号', description: '撤销时使用', example: '3' }),
    from: dateOut.meta({ title: '起日' }),
    to: dateOut.meta({ title: '止日' }),
    documentNumber: z.string().meta({ title: '文号' }),
    reason: z.string().meta({ title: '事由' }),
    outage: z.boolean().meta({ title: '平台故障', description: '本平台自身故障' }),
    enteredAt: instantOut.meta({ title: '录入时间' }),
    enteredBy: accountOut.meta({ title: '录入人' }),
    revokedAt: instantOut.nullable().meta({ title: '撤销时间' }),
    revokedBy: accountOut.nullable().meta({ title: '撤销人' }),
    revokeReason: z.string().nullable().meta({ title: '撤销的理由' }),
  })
  .meta({ id: 'ExtensionEntered' });

export const extensionsAnswer = pageOf(extension).meta({ id: 'Extensions' });

const rule = {
  article: articleNumber().meta({ title: '条款', description: '° 为本系统约定' }),
  length: z.int().meta({ title: '工作日数' }),
};
const endOfDay = z.string().meta({ title: '最后一日的截止钟点', example: '24:00' });
const clockName = choice(labelsOf(CLOCKS));
const officeHours = z.array(
  z.strictObject({
    opens: z.string().meta({ title: '开始', example: '08:30' }),
    closes: z.string().meta({ title: '结束', example: '12:00' }),
  }),
);
const threshold = Object.entries(THRESHOLDS).map(
  ([name, { label }]) => [name, z.int().meta({ title: label })] as const,
);
const thresholds = z.strictObject(Object.fromEntries(threshold));

/** A rule set as it was entered. */
const entered = z.strictObject({
  type: choice({ rules: '时限规则' }).meta({ title: '种类' }),
  at: instantOut.meta({ title: '录入时间' }),
  by: accountOut.meta({ title: '录入人' }),
  source: z.string().meta({ title: '依据' }),
  from: dateOut.meta({ title: '施行日期' }),
  superior: z.boolean().meta({ title: '上级规定', description: '也适用于正在计算的期限，另行设定工作日数的除外' }),
  replaces: z.string().nullable().meta({ title: '所代替的规则' }),
  endOfDay: endOfDay.nullable().meta({ title: '最后一日的截止钟点', description: '为 null 的不变' }),
  clocks: z
    .partialRecord(clockName, z.strictObject({ ...rule, article: rule.article.optional() }))
    .meta({ title: '各时限' }),
  officeHours: officeHours.meta({ title: '作息时间', description: '没有规定的不出现' }).optional(),
  thresholds: thresholds.partial().meta({ title: '各项标准', description: '没有规定的不出现' }).optional(),
});

export const ruleSetsAnswer = z
  .strictObject({
    asOf: dateOut.meta({ title: '截至', description: '今日' }),
    clocks: z
      .array(
        z.strictObject({
          name: clockName.meta({ title: '时限' }),
          label: z.string().meta({ title: '名称' }),
          startsFrom: z.string().meta({ title: '起算' }),
          atItsEnd: z.string().meta({ title: '届满后果' }),
          ...rule,
          endOfDay,
        }),
      )
      .meta({ title: '现行的各时限' }),
    officeHours: officeHours.meta({ title: '今日的作息时间' }),
    thresholds: thresholds.meta({ title: '现行的各项标准' }),
    items: z.array(entered).meta({ title: '历次录入的规则' }),
  })
  .meta({ id: 'RuleSets' });
