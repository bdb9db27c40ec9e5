/** The public standards of a matter, as answered. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { capFields, standardBody } from '../../shared/standards/body.ts';
import { STANDINGS } from '../../shared/standards/precedence.ts';
import { dateOut, idOut } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';

const { type, matters, title, text, items, basis, source, validFrom, validTo } = standardBody().shape;
const { quantity, unit } = capFields();

const standard = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    ...answersOf({ type, matters, title, text, items }),
    cap: z.strictObject({ quantity, unit }).nullable().meta({ title: '总量' }),
    ...answersOf({ basis, source, validFrom, validTo }),
    standing: choice(STANDINGS).nullable().meta({ title: '施行情况' }),
  })
  .meta({ id: 'PublicStandard' });

export const publicStandardsAnswer = z
  .strictObject({
    matter: z.string().nullable().meta({ title: '事项编码' }),
    name: z.string().nullable().meta({ title: '事项名称' }),
    on: dateOut.meta({ title: '截至' }),
    items: z.array(standard).meta({ title: '标准' }),
  })
  .meta({ id: 'PublicStandards' });
