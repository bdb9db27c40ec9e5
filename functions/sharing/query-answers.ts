/** What is answered of queries under grants (art. 18). */
import * as z from 'zod';
import { choice, labelsOf } from '../../shared/fields.ts';
import { pushBody } from '../../shared/pushes/body.ts';
import { push } from '../../shared/pushes/kind.ts';
import { OVER } from '../../shared/sharing/grants.ts';
import { accountOut, hashOut, idOut, instantOut, orgOut, pageOf } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';
import { entryShown, told } from '../register/answers.ts';

function toldOfPush() {
  const { kind, decision, summary, conditions } = pushBody().shape;
  return answersOf({ kind, decision, summary, conditions });
}

const org = (title: string) => z.strictObject({ org: orgOut.nullable().meta({ title: '单位' }) }).meta({ title });

export const pushesAnswer = pageOf(
  z
    .strictObject({
      id: idOut.meta({ title: '编号' }),
      ...{ ...toldOfPush(), ...told() },
      handling: z.unknown().meta({ title: '处理决定', description: '没有的为 null' }),
      ...{ from: org('推送单位'), to: org('接收单位') },
      status: choice(labelsOf(push.states)).meta({ title: '状态' }),
      ...{ occurredAt: instantOut.meta({ title: '办结时间' }), pushedAt: instantOut.meta({ title: '推送时间' }) },
    })
    .meta({ id: 'GrantedPush' }),
).meta({ id: 'GrantedPushPage' });

export const entriesAnswer = pageOf(z.strictObject(entryShown).meta({ id: 'GrantedRegisterEntry' })).meta({
  id: 'GrantedRegisterPage',
});

const taken = '已隔离的为 null';

export const logAnswer = pageOf(
  z
    .strictObject({
      at: instantOut.meta({ title: '时间' }),
      by: accountOut.meta({ title: '查询人' }),
      org: orgOut.nullable().meta({ title: '查询单位', description: taken }),
      giver: orgOut.nullable().meta({ title: '开放单位', description: taken }),
      grant: z.string().nullable().meta({ title: '查询授权', description: taken }),
      over: choice(OVER).nullable().meta({ title: '查询内容', description: taken }),
      purpose: z.string().nullable().meta({ title: '用途', description: taken }),
      parameters: z
        .record(z.string(), z.string())
        .nullable()
        .meta({ title: '查询条件', description: 'party、licence、matter 中的一项' }),
      count: z.int().nullable().meta({ title: '答复的条数', description: taken }),
      hash: hashOut.meta({ title: '本条的哈希' }),
      previousHash: hashOut.nullable().meta({ title: '上一条的哈希', description: '第一条为 null' }),
    })
    .meta({ id: 'QueryLogLine' }),
).meta({ id: 'QueryLogPage' });
