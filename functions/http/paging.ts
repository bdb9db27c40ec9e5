/** The two query parameters of every list. */

import * as z from 'zod';
import type { Paging } from '../../shared/exchange/list.ts';
import { lazily } from '../../shared/lazily.ts';

const LIMIT = '应为 1 至 200 的整数';

export const pagingQuery = lazily(() => ({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, { error: LIMIT })
    .transform(Number)
    .refine((n) => n >= 1 && n <= 200, { error: LIMIT })
    .default(50)
    .meta({
      title: '每页条数',
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: 200, default: 50 });
      },
    }),
  cursor: z
    .string({ error: '翻页标记只能给一个' })
    .max(2000, { error: '翻页标记过长，不是本平台给出的。请从第一页重新查询' })
    .nullish()
    .transform((value) => value ?? null)
    .meta({ title: '翻页标记', description: '上一页返回的 next；属于同一账号与同一筛选条件' }),
}));

export function pagingOf(query: { limit: number; cursor: string | null }, owner: unknown): Paging {
  return { limit: query.limit, cursor: query.cursor, owner };
}
