/** What lies under seal, as answered. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { historyAnswer } from '../exchanges/history-answer.ts';
import { accountOut, hashOut, idOut, instantOut, orgOut, pageOf } from '../http/answer-fields.ts';

const recordFields = {
  id: idOut.meta({ title: '编号' }),
  kind: z.string().meta({ title: '记录种类' }),
  path: z.string().meta({ title: '路径', description: '记录在 /<path>/{id}' }),
};

const heldFields = {
  id: idOut.meta({ title: '编号' }),
  state: choice({ held: '留存', destroyed: '已销毁', restored: '已恢复' }).meta({ title: '状态' }),
  at: instantOut.meta({ title: '隔离时间' }),
  by: accountOut.meta({ title: '隔离办理人' }),
  org: orgOut.nullable().meta({ title: '其单位' }),
  records: z
    .array(
      z.strictObject({
        ...recordFields,
        reference: z.string().meta({ title: '来源编号' }),
        files: z.array(idOut).meta({
          title: '附件',
          description: '随之留存的文件，用 GET /files/{id}/content?sealed= 下载',
        }),
      }),
    )
    .meta({ title: '被隔离的记录' }),
  named: z.array(z.strictObject(recordFields)).meta({ title: '引用它们的记录' }),
  decidedAt: instantOut.nullable().meta({ title: '决定时间' }),
  decidedBy: accountOut.nullable().meta({ title: '决定人' }),
  reason: z.string().nullable().meta({ title: '恢复的理由' }),
};

export const heldAnswer = z.strictObject(heldFields).meta({ id: 'Sealed' });

export const heldListAnswer = pageOf(heldAnswer);

const content = z.strictObject({
  id: idOut.meta({ title: '记录编号' }),
  content: z.looseObject({}).meta({ title: '记录', description: '隔离时的内容，与查看该类记录的答复相同' }),
  history: historyAnswer.meta({ title: '办理记录' }),
});

const entry = z.strictObject({
  at: instantOut.meta({ title: '时间' }),
  by: accountOut.meta({ title: '办理人' }),
  act: choice({ read: '查看', confirm: '销毁', restore: '恢复' }).meta({ title: '操作' }),
  detail: z.unknown().meta({ title: '内容', description: '下载的文件，或恢复的理由' }),
  previousHash: hashOut.nullable().meta({ title: '上一条的哈希' }),
  hash: hashOut.meta({ title: '本条的哈希' }),
});

export const heldWholeAnswer = z
  .strictObject({
    ...heldFields,
    contents: z.array(content).nullable().meta({ title: '内容', description: '已经决定的为 null' }),
    history: z.array(entry).meta({ title: '查看和决定', description: '先后为序，含本次查看' }),
    verified: z.boolean().meta({ title: '已验证', description: '哈希链完整，未被改动' }),
  })
  .meta({ id: 'SealedContents' });
