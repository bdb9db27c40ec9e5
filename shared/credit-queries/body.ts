/** What a query of somebody's credit found, and what was done with it (art. 19). */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { account, civilDate, line, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';

export type CreditQueryState = 'asked' | 'measured';

export const EFFECTS = { incentive: '激励', punishment: '惩戒' } as const;

const listed = lazily(() =>
  z.strictObject({
    list: line(50).meta({ title: '名单' }),
    basis: line(500).meta({ title: '依据' }),
    measures: text(1000).meta({ title: '措施' }),
    from: civilDate().meta({ title: '自' }),
    until: civilDate().meta({ title: '至', description: '无期限的为 null' }).nullable(),
  }),
);
export type Listed = Checked<typeof listed>;

export const creditQueryBody = lazily(() =>
  z.strictObject({
    purpose: said(line(200).meta({ title: '用途' })),
    viewer: said(line(50).meta({ title: '查看人', description: '经嵌入页面查看的' })),
    asOf: moment().meta({ title: '名单截至' }),
    degraded: z.boolean().meta({ title: '未连通信用平台', description: '所据为最近导入的名单' }),
    incentives: said(z.array(listed()).meta({ title: '激励' })),
    punishments: said(z.array(listed()).meta({ title: '惩戒' })),
    taken: z.boolean({ error: '应为 true 或 false' }).meta({ title: '已采取措施' }).nullable(),
    text: said(text(1000).meta({ title: '措施情况' })),
    measuredAt: moment().meta({ title: '登记时间' }).nullable(),
    measuredBy: said(account().meta({ title: '登记人' })),
  }),
);
export type CreditQueryBody = Checked<typeof creditQueryBody>;

export const listedShape = (): Readonly<Record<string, z.ZodType>> => listed().shape;
