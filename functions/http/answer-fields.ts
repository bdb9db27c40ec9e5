/** The fields that answers are made of: what is sent, not what is taken. */
import * as z from 'zod';

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
export const idOut = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' });

export const hashOut = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256，小写十六进制' });

/** The code of an organisation or a section. */
export const codeOut = z.string().meta({ example: 'SCJG' });

export const from = z.strictObject({ org: codeOut }).meta({ description: '发出单位' });

export const to = z
  .strictObject({
    org: codeOut.nullable(),
    section: codeOut.nullable(),
    handler: z.string().nullable().meta({ description: '经办人' }),
  })
  .meta({ description: '接收单位、责任科室、经办人' });

/** `{items, next}`. */
export function pageOf<T extends z.ZodType>(item: T) {
  const next = z.string().nullable().meta({ description: '下一页的翻页标记（cursor）；null 表示已到末页' });
  return z.strictObject({ items: z.array(item), next });
}
