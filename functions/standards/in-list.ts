/**
 * What the list of standards has beside every kind's: `matter`, `type` and `on`; and of each standard how it stands on
 * that day, and what is used of a cap. With `matter`, all of that matter that the reader may see, whichever side
 * proposed them.
 */
import type * as z from 'zod';
import { matterCode } from '../../shared/boundary/matter-code.ts';
import { civilDate, optional } from '../../shared/fields.ts';
import type { ListExtras } from '../exchanges/list.ts';
import { askedOf } from './asked.ts';

const standing = () => import('./standing.ts');

export const standardsInList: ListExtras = {
  query: (kind) => ({
    matter: optional(matterCode()).meta({ title: '事项编码', description: '填写的，列出该事项的全部标准' }),
    type: optional(kind.body().shape.type as z.ZodType).meta({ title: '类别' }),
    on: optional(civilDate()).meta({ title: '在哪一日', description: '施行情况按该日判定；不填的为今日' }),
  }),
  found: async (call, facts) => (await standing()).ofMatter(call, facts),
  keep: ({ body }, call) => {
    const { type } = askedOf(call);
    return type === null || (body as { type: string }).type === type;
  },
  fields: async () => (await standing()).standingFields(),
  beside: async (call, facts, items) => (await standing()).standingOf(call, facts, items),
};
