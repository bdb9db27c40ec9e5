/** Imports of pushes, as answered. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { accountOut, idOut, instantOut } from '../http/answer-fields.ts';

const counted = (title: string) => z.int().meta({ title });
const row = counted('行号').meta({ description: '表中的行号' });
const column = z.string().nullable().meta({ title: '栏目', description: '不属于某一栏的为 null' });
const code = z.string().meta({ title: '代码', description: '与单独提交该行（POST /pushes）时的错误码或提醒码相同' });
const detail = z.string().meta({ title: '说明' });
const pointer = z.string().meta({ title: '字段', description: '在 POST /pushes 中的位置' });

const problem = z.strictObject({ row, column, code, pointer, detail });

export const dryRunAnswer = z
  .strictObject({
    rows: counted('行数'),
    valid: counted('可以推送的行数'),
    errors: z.array(problem).meta({ title: '不符之处', description: '最多 2000 处' }),
    warnings: z.array(problem).meta({ title: '提醒', description: '照常推送。最多 2000 条' }),
  })
  .meta({ id: 'PushImportCheck' });

export const STATES = { running: '正在推送', done: '已完成', stopped: '已停止' } as const;

export const importAnswer = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    state: choice(STATES).meta({
      title: '状态',
      description: '已停止的：导入人的账号停用，或者工作簿已经删除，其余各行没有推送',
    }),
    file: idOut.meta({ title: '工作簿的文件编号' }),
    by: accountOut.meta({ title: '导入人' }),
    rows: counted('行数'),
    done: counted('已处理的行数'),
    created: counted('新推送的'),
    repeated: counted('此前已推送相同内容的'),
    failed: z
      .array(
        z.strictObject({
          row,
          reference: z.string().nullable().meta({ title: '来源自己的编号', description: '没有填写的为 null' }),
          code,
          errors: z.array(z.strictObject({ pointer, column, detail })).meta({ title: '不符之处' }),
        }),
      )
      .meta({ title: '没有推送的行' }),
    startedAt: instantOut.meta({ title: '开始时间' }),
    finishedAt: instantOut.nullable().meta({ title: '完成时间', description: '尚未完成的为 null' }),
  })
  .meta({ id: 'PushImport' });
