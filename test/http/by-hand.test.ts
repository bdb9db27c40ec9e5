/** What people at a form or a sheet are told of what does not fit: in the words that they write, never a program's. */
import { expect, it } from 'vitest';
import * as z from 'zod';
import { byHand, inCell } from '../../functions/http/by-hand.ts';
import { unfitting } from '../../functions/http/input.ts';
import { choice, civilDate, instant, listOf, organisation, section, text, yesNo } from '../../shared/fields.ts';

const schema = z.strictObject({
  name: z.string().meta({ title: '名称' }),
  text: text(20).meta({ title: '正文' }),
  kind: choice({ approval: '审批信息', risk: '风险点（附条件）' }).meta({ title: '种类' }),
  on: civilDate().nullish().meta({ title: '日期' }),
  at: instant().meta({ title: '时间' }),
  is: yesNo().meta({ title: '启用' }),
  to: z.strictObject({ org: organisation(), section: section().nullish() }),
  roles: listOf(choice({ officer: '经办人员', admin: '管理员' }), 3),
});
const fits = {
  ...{ name: '某', text: '某', kind: 'risk', on: '2026-09-28', at: '2026-09-28T08:50:00+08:00', is: true },
  ...{ to: { org: 'SCJG', section: 'SPXK' }, roles: ['officer'] },
};

it.each<[string, object, string]>([
  ['a word that is none', { kind: '同意' }, '应为下列之一：审批信息、风险点（附条件）'],
  ['one of a list', { roles: ['科长'] }, '应为下列之一：经办人员、管理员'],
  ['a day', { on: '昨天' }, '日期不存在，或写法不对：应如 2026-09-28'],
  ['no day', { on: 5 }, '请填写日期，如 2026-09-28'],
  ['a time', { at: '昨天' }, '时间不存在，或写法不对：应如 2026-09-28 08:50'],
  ['yes or no', { is: '启用' }, '应为“是”或“否”'],
  ['what is not there', { name: undefined }, '请填写名称'],
  ['what has words of its own', { text: '一'.repeat(21) }, '长度不符，应为 1 至 20 个字符'],
])('%s', (_title, wrong, words) => {
  const errors = unfitting(schema, { ...fits, ...wrong });
  expect(errors.map((error) => byHand(schema, error).detail)).toEqual([words]);
});

it.each([
  ['只有审批信息（approval）才填写', '只有审批信息才填写'],
  ['请填写原编号（text），核对文书号（冠审批）', '请填写原编号，核对文书号（冠审批）'],
  ['王五（wangwu）没有启用', '王五（wangwu）没有启用'],
])('names of fields and values in brackets go, other brackets stay: %s', (detail, words) => {
  expect(byHand(schema, { pointer: '/name', detail })).toEqual({ pointer: '/name', detail: words });
});

it.each([
  [{ org: '某局' }, '没有这个单位，请填写单位的名称'],
  [{ org: 'SCJG', section: '食品科' }, '没有这个科室，请填写科室的名称'],
])('a cell has organisations and sections by their names', (to, words) => {
  const errors = unfitting(schema, { ...fits, to });
  expect(errors.map((error) => inCell(schema, error).detail)).toEqual([words]);
  expect(errors.map((error) => byHand(schema, error).detail)).toEqual([expect.stringContaining('代码由大写字母')]);
});
