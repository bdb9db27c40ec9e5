/** `PUT` and `GET /files/{id}/content`: the bytes come in and go out. */

import * as z from 'zod';
import { invalid, Problem } from '../../shared/errors.ts';
import { heldFile, seenHeld } from '../../shared/exchange/deciding.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { noteReading } from '../../shared/exchange/held-log.ts';
import { optional } from '../../shared/fields.ts';
import { checkDisk } from '../../shared/files/declaring.ts';
import { declaredOf, type KeptFile } from '../../shared/files/file.ts';
import { bytesCame } from '../../shared/files/keeping.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { noteReading as noteRecordRead } from '../audit/noting.ts';
import { mayRead } from '../http/permission.ts';
import { type Answer, ELSEWHERE, type KnownCall, route } from '../http/route.ts';
import { dispositionOf, presentFile } from './present.ts';
import { fileOfRecord, mayUpload, mustBeStored, ownFile } from './reading.ts';

const fileAnswer = async () => (await import('./answers.ts')).fileAnswer;
const tag = '文件';

export const putContent = route({
  method: 'PUT',
  path: '/files/{id}/content',
  id: 'putFileContent',
  summary: '上传文件内容',
  description:
    '登记文件的单位在 15 分钟内开始上传；请求体为文件内容本身，Content-Type 为登记的类型，30 秒内没有收到任何内容即中止。' +
    '登记时答复的 upload.url 指向其他地址的，请上传到该地址；此处在部署于云上时只收 4 MB 以内的文件。',
  tag,
  takesBytes: true,
  conflicts: ['upload-over', 'file-refused', 'file-gone'],
  answers: {
    200: { description: '已存', schema: fileAnswer },
    408: { description: 'request-timeout：30 秒内没有收到任何内容，可以重新上传' },
    415: { description: 'Content-Type 与登记的类型不同' },
    422: { description: '字节数、摘要或文件开头与登记的不符，没有存入' },
    507: { description: 'disk-full：服务器存储空间不足' },
  },
  handle: put,
});

const recordCode = lazily(() =>
  z.string().regex(/^[0-9a-f]{32}$/, { error: '应为引用该文件的记录的编号（32 位十六进制）' }),
);
const recordQuery = lazily(() =>
  z.strictObject({
    record: optional(recordCode()).meta({ title: '记录', description: '引用该文件的记录的编号；上传单位可不填' }),
    sealed: optional(recordCode()).meta({
      title: '留存',
      description: '隔离后随之密封留存的编号（GET /sealed）；县政府办公室和纪检监察机关填写',
    }),
  }),
);

export const getContent = route({
  method: 'GET',
  path: '/files/{id}/content',
  id: 'getFileContent',
  summary: '下载文件内容',
  description: '可以查看引用该文件的记录的，以 record 指明该记录；上传单位可不指明。一律作为附件下载。',
  tag,
  query: recordQuery,
  conflicts: ['file-awaiting', 'file-refused', 'file-gone'],
  answers: {
    200: {
      description: '文件内容，类型为登记的类型',
      contentType: 'application/octet-stream',
      headers: { 'content-disposition': 'attachment 和文件名（RFC 6266）' },
    },
    303: { ...ELSEWHERE, description: '请在 5 分钟内从 Location 所示地址下载，下载时不带 Authorization 请求头' },
  },
  handle: get,
});

async function put(call: KnownCall<unknown, unknown>): Promise<Answer> {
  const { platform, actor, params, headers, bytes } = call;
  // The bytes may take minutes; what is read and written before and after them has its own time.
  const desk = deskInSteps(call.desk);
  mayUpload(actor);
  const now = desk.ports.clock.now();
  const file = await ownFile(desk, params.id as string, actor, now);
  mustBeOpen(file, now);
  mustBeAsDeclared(file, headers);
  await checkDisk(desk, file.size);
  const taken = await desk.ports.attachments.put(declaredOf(file), bytes);
  if (taken !== 'kept') throw invalid([{ pointer: '', detail: OTHER[taken] }]);
  const then = desk.ports.clock.now();
  const after = await bytesCame(desk, file.id, then);
  // Of the declared hash, and not of the declared type: no upload can mend that.
  if (after?.state === 'refused') throw invalid([{ pointer: '', detail: OTHER_TYPE }]);
  if (after?.state === 'gone' || after?.state === 'held') mustBeStored(after);
  return { status: 200, body: await presentFile(desk, platform.settings, after ?? file, actor, then) };
}

const OTHER = {
  'other-size': '收到的字节数与登记的 size 不符，没有存入。请核对文件后重新上传',
  'other-bytes': '收到内容的 SHA-256 与登记的 sha256 不符，没有存入。请核对文件后重新上传',
} as const;
const OTHER_TYPE = '文件内容与其类型（扩展名）不符，已拒收。请检查该文件能否打开，另存为正确的格式后重新选择';

/** What is stored already may be sent again: it is checked and changes nothing. */
function mustBeOpen(file: KeptFile, now: number): void {
  if (file.state !== 'awaiting' && file.state !== 'stored') mustBeStored(file);
  if (file.state !== 'awaiting' || now < file.uploadUntil) return;
  throw new Problem(
    'upload-over',
    '上传时限（登记后 15 分钟）已过。请重新登记该文件（换用新的 Idempotency-Key），并在时限内开始上传。',
  );
}

function mustBeAsDeclared(file: KeptFile, headers: Record<string, string>): void {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && type !== '' && type !== file.mediaType) {
    throw new Problem('unsupported-media-type', `Content-Type 应为登记的类型 ${file.mediaType}，请改正后重新上传。`);
  }
  const length = headers['content-length'];
  if (length !== undefined && Number(length) !== file.size) {
    throw invalid([{ pointer: '', detail: OTHER['other-size'] }]);
  }
}

async function get(call: KnownCall<unknown, Checked<typeof recordQuery>>): Promise<Answer> {
  const { desk, actor, params } = call;
  mayRead(actor);
  const id = params.id as string;
  const facts = await desk.facts();
  const file = await fileAsked(call, id, facts);
  const { mediaType, size } = file;
  const disposition = dispositionOf(file);
  const as = { type: mediaType, disposition, cache: 'private, no-store' };
  return {
    status: 200,
    file: { type: mediaType, offer: () => desk.ports.attachments.offer(declaredOf(file), as) },
    headers: { 'content-disposition': disposition, 'cache-control': as.cache, 'content-length': String(size) },
  };
}

/**
 * A file whose bytes are there for this reader: under seal, named by a record, or its own organisation's. What is under
 * seal is noted.
 */
async function fileAsked(
  call: KnownCall<unknown, Checked<typeof recordQuery>>,
  id: string,
  facts: Facts,
): Promise<KeptFile> {
  const { desk, actor, query } = call;
  if (query.sealed !== null) {
    const held = await seenHeld(desk, query.sealed, actor);
    const file = await heldFile(desk, held, id);
    await noteReading(desk, held.id, actor.account, { file: id }, facts.now);
    return file;
  }
  const { file, record } =
    query.record === null
      ? { file: await ownFile(desk, id, actor, facts.now), record: null }
      : await fileOfRecord(desk, id, query.record, actor, facts);
  mustBeStored(file);
  if (record) await noteRecordRead(call, 'read', [record], facts);
  return file;
}
