/** What is answered of query grants and systems (art. 18). */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { OVER, STANDINGS } from '../../shared/sharing/grants.ts';
import { LEVELS, RESULTS, WAYS } from '../../shared/sharing/systems.ts';
import { accountOut, dateOut, instantOut, orgOut, pageOf } from '../http/answer-fields.ts';

const codes = z.array(z.string());
const between = {
  org: orgOut.meta({ title: '开放单位' }),
  to: orgOut.meta({ title: '查询单位' }),
  over: choice(OVER).meta({ title: '开放内容' }),
};

export const grantAnswer = z
  .strictObject({
    id: z.string().meta({ title: '编号', example: 'scjg-supervision' }),
    ...between,
    matters: z.union([choice({ all: '全部事项' }), codes]).meta({ title: '事项' }),
    purpose: z.string().meta({ title: '用途' }),
    from: dateOut.meta({ title: '起始日期' }),
    until: dateOut.nullable().meta({ title: '终止日期', description: '长期有效的为 null' }),
    standing: choice(STANDINGS).meta({ title: '今日效力' }),
    by: accountOut.meta({ title: '设置人' }),
    at: instantOut.meta({ title: '设置时间' }),
    revokedAt: instantOut.nullable().meta({ title: '收回时间' }),
    revokedBy: accountOut.nullable().meta({ title: '收回人' }),
  })
  .meta({ id: 'QueryGrant' });

export const grantsAnswer = pageOf(grantAnswer);

export const gapsAnswer = pageOf(
  z.strictObject({ ...between, matters: codes.meta({ title: '事项', description: '尚未开放的事项编码' }) }),
).meta({ id: 'QueryGrantGaps' });

export const systemAnswer = z
  .strictObject({
    id: z.string().meta({ title: '编号', example: 'sd-food' }),
    name: z.string().meta({ title: '系统名称' }),
    org: orgOut.meta({ title: '使用单位' }),
    level: choice(LEVELS).meta({ title: '层级' }),
    ways: z.array(choice(WAYS)).meta({ title: '对接方式' }),
    accountsFrom: z.string().meta({ title: '账号由谁开通' }),
    coordination: z
      .array(
        z.strictObject({
          on: dateOut.meta({ title: '日期' }),
          with: z.string().meta({ title: '协调对象' }),
          result: choice(RESULTS).meta({ title: '结果' }),
          note: z.string().nullable().meta({ title: '说明' }),
        }),
      )
      .meta({ title: '协调记录' }),
  })
  .meta({ id: 'System' });

export const systemsAnswer = pageOf(systemAnswer);
