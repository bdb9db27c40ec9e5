/** What is said of a field whose schema has no words of its own: which it is, what is wrong, and what to write. */
import { expect, it } from 'vitest';
import * as z from 'zod';
import { wordsOf } from '../../functions/http/wrong-field.ts';
import { countyHere } from '../contract-http/county.ts';

const schema = z.strictObject({
  note: z.string().max(3).optional().meta({ title: '备注' }),
  count: z.int().min(2).optional().meta({ title: '数量' }),
  items: z.array(z.strictObject({ on: z.string().regex(/^x/).meta({ title: '日期' }) })).optional(),
  way: z.enum(['a', 'b']).optional(),
  either: z.union([z.string(), z.strictObject({ org: z.string() })]).optional(),
  own: z.string({ error: '请填写文本' }).optional(),
  names: z.record(z.string().regex(/^x/), z.boolean()).optional(),
});
const needed = z.strictObject({ note: z.string().meta({ title: '备注' }), way: z.enum(['a', 'b']) });

it.each<[string, z.ZodType, unknown, string]>([
  ['missing', needed, { way: 'a' }, '缺少“备注”（note），请补充，应为文字'],
  ['missing without a title', needed, { note: 'x' }, '“way”应为下列之一：a、b'],
  ['of another type', schema, { note: 5 }, '“备注”（note）应为文字'],
  ['too long', schema, { note: '一二三四' }, '“备注”（note）不能多于 3 个字，请减少'],
  ['too small', schema, { count: 1 }, '“数量”（count）不能少于 2，请补充'],
  ['not whole', schema, { count: 2.5 }, '“数量”（count）应为整数'],
  ['inside a list', schema, { items: [{ on: 'y' }] }, '“日期”（on）的格式不对，请核对写法'],
  ['an item of a list', schema, { items: [5] }, '第 1 项应为对象（花括号内逐项填写）'],
  ['of several forms, none', schema, { either: 5 }, '“either”应为文字，或者应为对象（花括号内逐项填写）'],
  ['of several forms, one not whole', schema, { either: { org: 5 } }, '“either”中“org”应为文字'],
  ['a name that cannot be', schema, { names: { y: true } }, '“y”这个名称不能用，请核对名称的写法'],
  ['the whole', schema, [], '提交的内容应为对象（花括号内逐项填写）'],
  ['with words of its own', schema, { own: 5 }, '请填写文本'],
])('%s', (_title, of, value, words) => {
  expect(of.safeParse(value).error?.issues.map((issue) => wordsOf(of, issue))).toEqual([words]);
});

it('sends nobody to documents', async () => {
  const here = await countyHere();
  const body = { kind: 'approval', licence: 5, riskPoints: [{ severity: 'low', description: '某' }, 7] };
  const { json, text } = await here.call('POST', '/pushes', { as: 'spj.officer', body });
  expect(json.errors).toContainEqual({ pointer: '/riskPoints/1', detail: '第 2 项应为对象（花括号内逐项填写）' });
  expect(text).not.toContain('文档');
});
