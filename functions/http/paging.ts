/** The two query parameters of every list. */

import * as z from 'zod';
import { foreignCursor, type Paging, readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Answer, Call } from './route.ts';

const LIMIT = '应为 1 至 200 的整数';

const limitText = lazily(() =>
  z
    .string()
    .regex(/^\d{1,3}$/, { error: LIMIT })
    .transform(Number)
    .refine((n) => n >= 1 && n <= 200, { error: LIMIT }),
);

function described(bounds: object) {
  return ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    delete jsonSchema.pattern;
    Object.assign(jsonSchema, { type: 'integer', minimum: 1, maximum: 200, ...bounds });
  };
}

const cursorText = lazily(() =>
  z
    .string({ error: '翻页标记只能给一个' })
    .max(2000, { error: '翻页标记过长，不是本平台给出的。请从第一页重新查询' })
    .nullish()
    .transform((value) => value ?? null)
    .meta({ title: '翻页标记', description: '上一页返回的 next；属于同一账号与同一筛选条件' }),
);

export const pagingQuery = lazily(() => ({
  limit: limitText()
    .default(50)
    .meta({ title: '每页条数', override: described({ default: 50 }) }),
  cursor: cursorText(),
}));

export function pagingOf(query: { limit: number; cursor: string | null }, owner: unknown): Paging {
  return { limit: query.limit, cursor: query.cursor, owner };
}

/** The same of a list that is read whole, such as the organisations: all of it comes where no `limit` is given. */
export const wholeQuery = lazily(() =>
  z.strictObject({
    limit: limitText()
      .optional()
      .meta({ title: '每页条数', description: '不填的，一次答复全部', override: described({}) }),
    cursor: cursorText(),
  }),
);

type WholeCall = Pick<Call, 'desk' | 'actor' | 'identity' | 'path' | 'params'> & {
  query: { limit?: number | undefined; cursor: string | null };
};

/** The page of a list that was read whole, as `wholeQuery` asks for it; throws 422 for a cursor of another list. */
export function pageOfWhole<T>(
  call: WholeCall,
  all: readonly T[],
): Answer & { body: { items: T[]; next: string | null } } {
  const { desk, actor, identity, path, params, query } = call;
  const owner = [desk.jurisdiction, actor?.account ?? identity, path, params];
  const from = query.cursor === null ? 0 : countIn(query.cursor, owner);
  const to = from + (query.limit ?? all.length);
  const next = to < all.length ? cursorAfter(to, path, owner) : null;
  return { status: 200, body: { items: all.slice(from, to), next } };
}

/** The cursor of a list whose places are counted. `count`: how many come before; `place`: what else names the list. */
export function cursorAfter(count: number, place: string, owner: unknown): string {
  return writeCursor({ partition: place, entry: { sort: String(count), key: place } }, owner);
}

/** How many come before; a cursor that says anything else was never given out (422). */
export function countIn(cursor: string, owner: unknown): number {
  const { sort } = readCursor(cursor, owner).entry;
  if (!/^\d{1,9}$/.test(sort)) throw foreignCursor();
  return Number(sort);
}
