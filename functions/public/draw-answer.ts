/** A public draw as answered. */
import * as z from 'zod';
import { drawBody } from '../../shared/draws/body.ts';
import { choice, line, organisation, text } from '../../shared/fields.ts';
import { hash, recordId } from '../../shared/record-fields.ts';
import { instantOut } from '../http/answer-fields.ts';

const { shape } = drawBody();

export const publicDrawAnswer = z
  .strictObject({
    id: recordId().meta({ title: '编号' }),
    case: recordId().nullable().meta({ title: '所属事项' }),
    convenor: organisation().meta({ title: '召集单位' }),
    status: choice({ drawn: '已抽取', abandoned: '已终止' }).meta({ title: '状态' }),
    stage: shape.stage,
    groups: shape.groups,
    eligible: shape.eligible,
    excluded: shape.excluded.meta({ title: '未列入的专家', description: '召集单位的理由在记录中，不公开' }),
    eligibleDigest: shape.eligibleDigest,
    commitment: shape.commitment,
    secret: hash().nullable().meta({ title: '平台随机数', description: '没有抽取就终止的为 null' }),
    contributions: z
      .array(
        z.strictObject({ org: organisation().meta({ title: '单位' }), value: line(100).meta({ title: '随机数' }) }),
      )
      .meta({ title: '各方随机数' }),
    beacon: shape.beacon,
    seed: shape.seed,
    drawn: shape.drawn,
    alternates: shape.alternates,
    replacements: shape.replacements,
    follows: shape.follows,
    followsReason: text(500)
      .nullable()
      .meta({ title: '重新抽取的理由', description: '由上一次抽取的替补说明的，为 null' }),
    others: z
      .array(
        z.strictObject({
          id: recordId().meta({ title: '编号' }),
          status: choice({ drawn: '已抽取', abandoned: '已终止' }).meta({ title: '状态' }),
          quarantined: z.boolean().meta({ title: '已隔离', description: '内容不再公开' }),
          begunAt: instantOut.meta({ title: '发起时间' }),
          drawnAt: instantOut.nullable().meta({ title: '抽取时间' }),
          drawn: shape.drawn,
        }),
      )
      .meta({ title: '该事项的其他抽取', description: '隔离的也在其中' }),
    draws: z.array(recordId()).meta({ title: '该事项的全部抽取', description: '含终止的，按发起先后' }),
    names: z
      .array(z.strictObject({ expert: recordId().meta({ title: '专家' }), name: line(50).meta({ title: '姓名' }) }))
      .meta({ title: '姓名', description: '仅抽中并同意公开姓名的专家' }),
  })
  .meta({ id: 'PublicDraw' });

/** Draws of a year, each told by what was to be drawn. */
export const publicDrawsAnswer = z
  .strictObject({
    year: z.int().meta({ title: '年份' }),
    items: z
      .array(
        z.strictObject({
          id: recordId().meta({ title: '编号', description: '全部内容见 /public/draws/{id}.json' }),
          of: shape.of,
          convenor: organisation().meta({ title: '召集单位' }),
          status: choice({ drawn: '已抽取', abandoned: '已终止' }).meta({ title: '状态' }),
          stage: shape.stage,
          groups: shape.groups,
          begunAt: instantOut.meta({ title: '发起时间' }),
          drawnAt: instantOut.nullable().meta({ title: '抽取时间', description: '没有抽取就终止的为 null' }),
        }),
      )
      .meta({ title: '各次抽取' }),
  })
  .meta({ id: 'PublicDraws' });
