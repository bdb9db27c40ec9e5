/** The history that every record has. */
import * as z from 'zod';
import { accountOut, hashOut, instantOut, orgOut } from '../http/answer-fields.ts';

const entry = z.strictObject({
  at: instantOut.meta({ title: '时间' }),
  by: accountOut.meta({ title: '办理人', description: '账号；clock 为期限届满' }),
  standsFor: accountOut.optional().meta({ title: '代行的账号', description: '由其 AB 角代为办理的，为被代行人的账号' }),
  act: z.string().meta({ title: '操作' }),
  detail: z.unknown().meta({ title: '内容', description: '办理的内容；隔离后为 null，摘要仍在' }),
  partial: z.boolean().optional().meta({
    title: '内容有略去',
    description: '内容所列的记录中，您无权查看的不列出；摘要仍按全部内容计算，不能由所列内容复算。没有略去的没有此项',
  }),
  digest: hashOut.meta({ title: '内容的摘要' }),
  record: hashOut.meta({ title: '记录的摘要', description: '该次办理之后记录的 SHA-256' }),
  hash: hashOut.meta({ title: '本条的哈希' }),
  previousHash: hashOut.nullable().meta({ title: '上一条的哈希' }),
});

export const historyAnswer = z
  .strictObject({
    items: z.array(entry).meta({ title: '办理记录' }),
    people: z
      .array(
        z.strictObject({
          account: z.string().meta({ title: '账号' }),
          name: z.string().meta({ title: '姓名' }),
          org: orgOut.meta({ title: '单位' }),
        }),
      )
      .optional()
      .meta({ title: '人员', description: '办理记录中的账号是谁；归档和密封留存的证据中没有此项' }),
    verified: z.boolean().meta({ title: '已验证', description: '哈希链完整，记录未被改动' }),
  })
  .meta({ id: 'History' });
