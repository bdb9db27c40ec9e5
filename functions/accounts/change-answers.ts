/** Changes that wait for a second person. */
import * as z from 'zod';
import { CONFIRMERS, DECIDERS, REASONS } from '../../shared/accounts/change-words.ts';
import { CHANGE_STATES } from '../../shared/accounts/changes.ts';
import { choice } from '../../shared/fields.ts';
import { accountOut, dateOut, idOut, instantOut, orgOut, pageOf } from '../http/answer-fields.ts';

const personOf = (title: string) =>
  z.strictObject({ org: orgOut.meta({ title: '单位' }), account: accountOut.meta({ title: '账号' }) }).meta({ title });

export const changeAnswer = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    state: choice(CHANGE_STATES).meta({ title: '状态' }),
    reasons: z.array(choice(REASONS)).meta({ title: '为何须由第二人确认' }),
    decider: choice(DECIDERS).meta({ title: '确认须有的角色' }),
    confirmer: choice(CONFIRMERS).meta({
      title: '由谁确认',
      description: '有该角色的人；operator：县内目前没有可以确认的账号，由平台运维人员在服务器上确认',
    }),
    org: orgOut.meta({ title: '单位' }),
    account: accountOut.nullable().meta({ title: '账号', description: '变更单位的为 null' }),
    before: z.looseObject({}).nullable().meta({ title: '提出时', description: '提出时的账号或单位；新增的为 null' }),
    lastActive: z
      .looseObject({})
      .nullable()
      .meta({ title: '停用之前', description: '重新启用的账号停用之前的内容；其他的为 null' }),
    after: z
      .looseObject({})
      .meta({ title: '确认后', description: '确认后的账号或单位；承接的，为承接单位、日期和文号' }),
    askedBy: personOf('提出人'),
    askedAt: instantOut.meta({ title: '提出时间' }),
    by: dateOut.meta({ title: '最迟确认之日' }),
    deadline: instantOut.meta({ title: '确认期限' }),
    decidedBy: personOf('决定人').nullable().meta({ title: '决定人', description: '由平台运维人员确认的为 null' }),
    decidedAt: instantOut.nullable().meta({ title: '决定时间' }),
    reason: z.string().nullable().meta({ title: '拒绝的理由' }),
  })
  .meta({ id: 'Change' });

export const changesAnswer = pageOf(changeAnswer);
