/** `GET /health`. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { instantOut } from '../http/answer-fields.ts';
import { CLOCKS, STATUSES } from './judged.ts';

const check = {
  status: choice(STATUSES).meta({ title: '状态' }),
  says: z.string().meta({ title: '说明', description: '有什么情况，怎样处理' }),
};

const checks = z.strictObject({
  writes: z
    .strictObject(check)
    .meta({ title: '写入', description: '实际写入一次，至多每 5 秒一次；不能写入期间每半秒一次' }),
  timers: z
    .strictObject({ ...check, oldestDue: instantOut.nullable().meta({ title: '最早到期而未被唤醒的时间' }) })
    .meta({ title: '定时唤醒' }),
  mails: z
    .strictObject({
      ...check,
      oldestUnsent: instantOut.nullable().meta({ title: '最早应发未发的时间' }),
      parked: z.int().meta({ title: '停止发送的邮件数', description: '每县（市、区）最多计 100 封', example: 0 }),
    })
    .meta({ title: '邮件' }),
  backup: z
    .strictObject({
      ...check,
      at: instantOut.nullable().meta({ title: '最后一次备份的时间' }),
      bytes: z.int().nullable().meta({ title: '最后一次备份的字节数', example: 73400320 }),
    })
    .nullable()
    .meta({ title: '备份', description: '不由平台备份的，为 null' }),
  clock: z.strictObject(check).meta({ title: '时钟' }),
  disk: z
    .strictObject({ ...check, freeBytes: z.int().meta({ title: '剩余字节数', example: 53687091200 }) })
    .nullable()
    .meta({ title: '磁盘', description: '没有本机磁盘的，为 null' }),
  regulation: z.strictObject(check).meta({ title: '本县（市、区）的办法' }),
});

export const healthAnswer = z
  .strictObject({
    status: choice(STATUSES).meta({ title: '状态', description: '各项中最差的；不能写入的答复 503' }),
    now: instantOut.meta({ title: '平台的当前时间' }),
    version: z.string().meta({ title: '平台的版本', example: '0.1.0' }),
    clock: choice(CLOCKS).meta({ title: '时钟' }),
    checks: checks.meta({ title: '各项' }),
  })
  .meta({ id: 'Health' });
