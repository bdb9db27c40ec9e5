/** The history that every record has. */
import * as z from 'zod';
import { hashOut, instantOut } from '../http/answer-fields.ts';

const entry = z.strictObject({
  at: instantOut,
  by: z.string().meta({ description: '账号；clock 为期限届满' }),
  act: z.string(),
  detail: z.unknown().meta({ description: '办理的内容；隔离后为 null，摘要仍在' }),
  digest: hashOut,
  record: hashOut,
  hash: hashOut,
  previousHash: hashOut.nullable(),
});

export const historyAnswer = z
  .strictObject({
    items: z.array(entry),
    verified: z.boolean().meta({ description: '哈希链完整，记录未被改动' }),
  })
  .meta({ id: 'History' });
