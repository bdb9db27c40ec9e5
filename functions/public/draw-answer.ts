/** A public draw as answered. */
import * as z from 'zod';
import { drawBody } from '../../shared/draws/body.ts';
import { line, organisation } from '../../shared/fields.ts';
import { recordId } from '../../shared/record-fields.ts';

const { shape } = drawBody();

export const publicDrawAnswer = z
  .strictObject({
    id: recordId().meta({ title: '编号' }),
    case: recordId().nullable().meta({ title: '所属事项' }),
    convenor: organisation().meta({ title: '召集单位' }),
    stage: shape.stage,
    groups: shape.groups,
    eligible: shape.eligible,
    excluded: shape.excluded,
    eligibleDigest: shape.eligibleDigest,
    commitment: shape.commitment,
    secret: z.string().meta({ title: '平台随机数' }),
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
    names: z
      .array(z.strictObject({ expert: recordId().meta({ title: '专家' }), name: line(50).meta({ title: '姓名' }) }))
      .meta({ title: '姓名', description: '仅同意公开姓名的专家' }),
  })
  .meta({ id: 'PublicDraw' });
