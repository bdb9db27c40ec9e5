/** The boundary list as answered. */
import * as z from 'zod';
import { matterFields } from '../../shared/boundary/matter.ts';
import { accountOut, dateOut, instantOut, pageOf } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';

const matter = z.strictObject(answersOf(matterFields().shape)).meta({ id: 'Matter' });

export const matterAnswer = matter;
export const matterPage = pageOf(matter);

const counted = (title: string) => z.int().meta({ title });

const version = z.string().meta({ title: '版本' });
const validFrom = dateOut.meta({ title: '施行日期' });

export const boundaryListAnswer = z
  .strictObject({ version, validFrom, items: z.array(matter).meta({ title: '事项' }) })
  .meta({ id: 'BoundaryList' });

export const boundaryDifferenceAnswer = z
  .strictObject({
    added: z.array(matter).meta({ title: '新增的事项' }),
    dropped: z.array(matter).meta({ title: '取消的事项' }),
    changed: z
      .array(
        z.strictObject({
          code: z.string().meta({ title: '事项编码' }),
          fields: z
            .array(
              z.strictObject({
                field: z.string().meta({ title: '栏目', example: 'department' }),
                before: z.unknown().meta({ title: '此前的内容' }),
                after: z.unknown().meta({ title: '此后的内容' }),
              }),
            )
            .meta({ title: '有改动的各栏' }),
        }),
      )
      .meta({ title: '有改动的事项' }),
  })
  .meta({ id: 'BoundaryListDifference' });

export const importAnswer = z.strictObject({
  rows: counted('事项数'),
  added: counted('新增的'),
  changed: counted('改动的'),
  dropped: counted('取消的'),
  difference: boundaryDifferenceAnswer
    .optional()
    .meta({ title: '逐项差异', description: '请求中 difference 为 true 的才有' }),
});

/** A version as those with an account see it. */
export const boundaryVersionAnswer = z
  .strictObject({
    version,
    validFrom,
    publishedAt: instantOut.meta({ title: '发布时间' }),
    by: accountOut.meta({ title: '发布人' }),
    count: z.int().meta({ title: '事项数' }),
    content: z.string().optional().meta({ title: '内容的摘要', description: '内容相同的再次发布返回同一版本' }),
    documentNumber: z.string().nullable().meta({ title: '发布文号' }),
    draft: z.string().nullable().meta({ title: '草案', description: '经确认发布的，其草案的编号' }),
    superior: z
      .strictObject({
        documentNumber: z.string().meta({ title: '上级文号' }),
        reason: z.string().meta({ title: '理由' }),
      })
      .nullable()
      .meta({ title: '上级规定', description: '按上级规定直接发布的' }),
    posted: z
      .strictObject({ address: z.string().meta({ title: '网址' }), on: dateOut.meta({ title: '日期' }) })
      .nullable()
      .meta({ title: '政务服务网公示' }),
  })
  .meta({ id: 'BoundaryVersion' });

export const boundaryVersionsAnswer = pageOf(boundaryVersionAnswer);

const shape = answersOf(matterFields().shape);

export const guidedMattersAnswer = z
  .strictObject({
    version,
    validFrom,
    items: z
      .array(
        z.strictObject({
          ...{ code: shape.code, name: shape.name, powerType: shape.powerType, department: shape.department },
          ...{ section: shape.section, candidates: shape.candidates },
          reason: z.string().meta({ title: '需主管部门指导的原因' }),
          explanation: z.string().meta({ title: '指导说明' }),
          consulted: z
            .array(
              z.strictObject({
                org: z.string().meta({ title: '单位' }),
                on: dateOut.meta({ title: '提出意见的日期' }),
              }),
            )
            .meta({ title: '征求意见' }),
        }),
      )
      .meta({ title: '事项' }),
  })
  .meta({ id: 'GuidedMatters' });
