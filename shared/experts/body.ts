/**
 * What the record of an expert keeps (art. 14). What others than nominator and bureau may know is said in `kind.ts`.
 */
import * as z from 'zod';
import { creditCode } from '../credit-code.ts';
import { said } from '../exchange/body.ts';
import { allNullable, choice, civilDate, line, listOf, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export type ExpertState = 'nominated' | 'active' | 'suspended' | 'refused' | 'retired';

export const LEVELS = { county: '县级', city: '市级' } as const;

const fields = lazily(() => ({
  name: line(50).meta({ title: '姓名' }),
  level: choice(LEVELS).meta({ title: '专家库' }),
  specialties: listOf(line(50), 20).min(1, { error: '至少填写一个专业' }).meta({ title: '专业' }),
  title: line(100).meta({ title: '职称或职务' }),
  phone: line(50).meta({ title: '联系电话' }),
  avoid: listOf(creditCode(), 50).meta({ title: '须回避的单位', description: '统一社会信用代码' }),
  termTo: civilDate().meta({ title: '聘期至', example: '2029-12-31' }),
  reviewBy: civilDate().meta({ title: '应复核日期', example: '2028-12-31' }),
  employer: {
    name: line(200).meta({ title: '单位名称' }),
    creditCode: creditCode().meta({ title: '统一社会信用代码' }),
  },
  consentedOn: civilDate().meta({
    title: '同意公开姓名的日期',
    description: '个人信息保护法第二十五条；不填的不公开姓名',
  }),
}));

/** As somebody nominates an expert, or puts his entry right. */
export const expertFields = lazily(() => {
  const { name, level, specialties, title, phone, avoid, termTo, reviewBy, employer, consentedOn } = fields();
  return {
    ...{ name, level, specialties, title: optional(title), phone: optional(phone), termTo, reviewBy },
    employer: z
      .strictObject({ name: employer.name, creditCode: optional(employer.creditCode) })
      .meta({ title: '工作单位' }),
    avoid: avoid
      .nullish()
      .transform((value) => value ?? [])
      .meta({ title: '须回避的单位', description: '统一社会信用代码' }),
    publicName: optional(z.strictObject({ consentedOn })).meta({ title: '同意公开姓名' }),
  };
});

export const expertBody = lazily(() => {
  const { name, level, specialties, title, phone, avoid, termTo, reviewBy, employer, consentedOn } = fields();
  return z.strictObject({
    ...{ name: said(name), level, specialties, title: said(title), phone: said(phone), avoid: said(avoid) },
    employer: said(z.strictObject(allNullable(employer)).meta({ title: '工作单位' })),
    termTo: termTo.nullable(),
    reviewBy: reviewBy.nullable(),
    publicName: said(z.strictObject({ consentedOn }).meta({ title: '同意公开姓名' })),
    reason: said(text(500).meta({ title: '理由' })),
    admittedAt: moment().meta({ title: '入库时间' }).nullable(),
    remindedOf: z.array(civilDate()).meta({ title: '已提醒的日期' }),
  });
});
export type ExpertBody = Checked<typeof expertBody>;
