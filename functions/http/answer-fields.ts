/** The fields that answers are made of: what is sent, not what is taken. */
import * as z from 'zod';
import { meanings } from '../../shared/meaning.ts';
import { hash, recordId } from '../../shared/record-fields.ts';

/** RFC 3339 with +08:00. */
export const instantOut = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?\+08:00$/)
  .meta({ format: 'date-time', example: '2026-09-28T08:50:00+08:00' });

export const dateOut = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .meta({ format: 'date', example: '2026-09-30' });

/** A record's id. */
export const idOut = recordId();

export const hashOut = hash();

/** The code of an organisation. */
export const orgOut = z.string().register(meanings, { is: 'organisation' }).meta({ example: 'SCJG' });

/** The code of a section. */
export const sectionOut = z.string().register(meanings, { is: 'section' }).meta({ example: 'SPXK' });

/** An account of the platform. */
export const accountOut = z.string().register(meanings, { is: 'person' });

export const from = z.strictObject({ org: orgOut.meta({ title: '单位' }) }).meta({ title: '发出单位' });

export const to = z
  .strictObject({
    org: orgOut.nullable().meta({ title: '单位' }),
    section: sectionOut.nullable().meta({ title: '责任科室' }),
    handler: z.string().register(meanings, { is: 'person' }).nullable().meta({ title: '经办人' }),
  })
  .meta({ title: '接收单位', description: '接收单位、责任科室、经办人' });

const items = <T extends z.ZodType>(item: T) => z.array(item).meta({ title: '各条' });

export const late = z
  .strictObject({
    due: dateOut.meta({ title: '期限最后一日' }),
    at: instantOut.meta({ title: '超期时间' }),
  })
  .nullable()
  .meta({ title: '超期', description: '期限届满而未办理；其后办理的仍记为超期' });

/** `{items, next}`. */
export function pageOf<T extends z.ZodType>(item: T) {
  const next = z.string().nullable().meta({ title: '下一页的翻页标记', description: 'cursor；null 表示已到末页' });
  return z.strictObject({ items: items(item), next });
}
