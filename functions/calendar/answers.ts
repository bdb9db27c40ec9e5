/** The calendar, an explained deadline, the clocks' rules, and what an entry changed. */
import * as z from 'zod';
import { dateOut, idOut, instantOut, pageOf } from '../http/answer-fields.ts';

const text = z.string().nullable();

export const calendarYearAnswer = z
  .strictObject({
    year: z.int(),
    provisional: z.boolean().meta({ description: '该年通知尚未发布，按法定节假日推算' }),
    days: z.array(
      z.strictObject({
        date: dateOut,
        working: z.boolean(),
        reason: text.meta({ description: '节日或调休的名称' }),
        source: text.meta({ description: '依据的通知' }),
      }),
    ),
  })
  .meta({ id: 'CalendarYear' });

export const explanationAnswer = z
  .strictObject({
    by: dateOut.meta({ description: '期限的最后一日' }),
    deadline: instantOut.meta({ description: '届满的时刻（不含）' }),
    provisional: z.boolean(),
    endOfDay: z.string().meta({ description: '最后一日截止的钟点', example: '24:00' }),
    days: z.array(z.strictObject({ date: dateOut, counted: z.boolean(), reason: text, source: text })),
  })
  .meta({ id: 'Explanation' });

export const retimedAnswer = z
  .strictObject({
    retimed: z.int().meta({ description: '期限因此变动的待办' }),
    unchanged: z.int().meta({ description: '期限不变的待办' }),
    spared: z.array(idOut).meta({ description: '本可免于视为认领、已提出更正的推送' }),
  })
  .meta({ id: 'Retimed' });

export const retimingJob = z
  .strictObject({
    id: z.string().meta({ description: '该次录入之后日历的版本', example: '3' }),
    state: z.enum(['running', 'done']),
    startedAt: instantOut,
    finishedAt: instantOut.nullable(),
    retimed: z.int().meta({ description: '期限因此变动的待办，截至目前' }),
    unchanged: z.int().meta({ description: '期限不变的待办，截至目前' }),
    failed: z.int().meta({ description: '因系统故障未能重算的记录；其期限在读取时仍会重算' }),
    spared: z.array(idOut).max(200).meta({ description: '本可免于视为认领、已提出更正的推送，前 200 件' }),
    sparedCount: z.int().meta({ description: '共多少件；全部见 /calendar/jobs/{id}/spared' }),
  })
  .meta({ id: 'RetimingJob' });

export const retimingStarted = z.strictObject({ job: retimingJob }).meta({ id: 'RetimingStarted' });

export const sparedPage = pageOf(z.strictObject({ push: idOut })).meta({ id: 'SparedPage' });

export const extensionsAnswer = z
  .strictObject({
    items: z.array(
      z
        .strictObject({
          id: z.string().meta({ description: '编号；撤销时使用', example: '3' }),
          from: dateOut,
          to: dateOut,
          documentNumber: z.string(),
          reason: z.string(),
          outage: z.boolean().meta({ description: '本平台自身故障' }),
          enteredAt: instantOut,
          enteredBy: z.string(),
          revokedAt: instantOut.nullable(),
          revokedBy: text,
          revokeReason: text,
        })
        .meta({ id: 'ExtensionEntered' }),
    ),
    next: z.null(),
  })
  .meta({ id: 'Extensions' });

const rule = z.looseObject({ article: z.string(), length: z.int() });

export const ruleSetsAnswer = z
  .strictObject({
    asOf: dateOut,
    clocks: z.array(rule.extend({ name: z.string(), label: z.string(), startsFrom: z.string(), atItsEnd: z.string() })),
    items: z.array(z.looseObject({ at: instantOut, by: z.string(), source: z.string(), from: dateOut })),
  })
  .meta({ id: 'RuleSets' });
