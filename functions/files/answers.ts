/** A file as answered. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import type { FileState } from '../../shared/files/file.ts';
import { from, hashOut, idOut, instantOut } from '../http/answer-fields.ts';

const STATES = { awaiting: '等待上传', stored: '已存', refused: '已拒收', gone: '已删除' } as const satisfies Record<
  Exclude<FileState, 'held'>,
  string
>;

const upload = z.strictObject({
  method: choice({ PUT: '上传' }).meta({ title: '请求方法' }),
  url: z
    .string()
    .meta({ title: '上传地址', description: '指向本平台的，须带 Authorization 请求头；指向其他地址的不带' }),
  headers: z
    .record(z.string(), z.string().meta({ title: '值' }))
    .meta({ title: '请求头', description: '上传时须原样带上' }),
  expires: instantOut.meta({ title: '时限', description: '此前须开始上传' }),
});

export const fileAnswer = z
  .strictObject({
    id: idOut.meta({ title: '文件编号' }),
    name: z.string().nullable().meta({ title: '文件名', description: '已删除的为 null' }),
    sha256: hashOut.meta({ title: '文件的 SHA-256' }),
    size: z.int().meta({ title: '字节数' }),
    mediaType: z.string().meta({ title: '媒体类型' }),
    from,
    state: choice(STATES).meta({ title: '状态', description: '已拒收：内容与登记的不符；已删除的，摘要仍在' }),
    createdAt: instantOut.meta({ title: '登记时间' }),
    storedAt: instantOut.nullable().meta({ title: '存入时间' }),
    upload: upload.nullable().meta({ title: '上传', description: '等待上传、时限未过时，供上传单位使用' }),
  })
  .meta({ id: 'File' });
