/** `POST /files`, `GET /files/{id}`: a file is declared first, and its bytes come afterwards. */
import { invalid } from '../../shared/errors.ts';
import { arm, type Desk } from '../../shared/exchange/desk.ts';
import { requestOf, reused } from '../../shared/exchange/shell.ts';
import {
  checkDisk,
  checkUnnamed,
  declarationErrors,
  declared,
  type FileInput,
  fileInput,
  isSame,
} from '../../shared/files/declaring.ts';
import { fileItem, type KeptFile } from '../../shared/files/file.ts';
import { readFile } from '../../shared/files/keeping.ts';
import { derivedId } from '../../shared/keys.ts';
import { noteReading } from '../audit/noting.ts';
import { type Answer, type KnownCall, route } from '../http/route.ts';
import { presentFile } from './present.ts';
import { knownFile, mayLook, mayUpload } from './reading.ts';

const fileAnswer = async () => (await import('./answers.ts')).fileAnswer;
const tag = '文件';

export const declareFile = route({
  method: 'POST',
  path: '/files',
  id: 'declareFile',
  summary: '登记要上传的文件',
  description:
    '先登记名称、摘要、字节数和类型，再在 15 分钟内按答复的 upload 上传内容；字节数、摘要或文件开头与登记的不符，不会存入。' +
    '7 天内没有任何记录引用的，内容自动删除。涉密文件不得上传。',
  tag,
  body: fileInput,
  idempotent: true,
  conflicts: ['storage-full'],
  answers: {
    201: { description: '已登记', schema: fileAnswer, headers: { location: '该文件的地址' } },
    200: { description: '同一 Idempotency-Key 此前已登记', schema: fileAnswer },
    507: { description: 'disk-full：服务器存储空间不足' },
  },
  handle: declareOnce,
});

export const readFileRoute = route({
  method: 'GET',
  path: '/files/{id}',
  id: 'readFile',
  summary: '查看文件的状态',
  description: '上传单位，以及可以查看引用该文件的记录的单位。',
  tag,
  answers: { 200: { description: '此刻的状态', schema: fileAnswer } },
  handle: async (call) => {
    const { desk, platform, actor, params } = call;
    mayLook(actor);
    const now = desk.ports.clock.now();
    const { file, record } = await knownFile(desk, params.id as string, actor, now);
    if (record) await noteReading(call, 'read', [record], await desk.facts());
    return { status: 200, body: await presentFile(desk, platform.settings, file, actor, now) };
  },
});

async function declareOnce(call: KnownCall<FileInput, unknown>): Promise<Answer> {
  const { desk, platform, actor, body, key } = call;
  mayUpload(actor);
  const errors = declarationErrors(body, platform.settings.files);
  if (errors.length > 0) throw invalid(errors);
  const id = derivedId(desk.jurisdiction, 'file', actor.org, requestOf(desk, actor.account, 'file', key));
  const now = desk.ports.clock.now();
  const made = declared(body, { id, jurisdiction: desk.jurisdiction, org: actor.org, by: actor.account, now });
  const before = await readFile(desk, id, now);
  const created = !before && (await writeNew(desk, made));
  const file = created ? made : (before ?? (await readFile(desk, id, now)) ?? made);
  if (!isSame(file, body)) throw reused();
  const shown = await presentFile(desk, platform.settings, file, actor, now);
  return created ? { status: 201, body: shown, headers: { location: `/files/${id}` } } : { status: 200, body: shown };
}

/** False where the same request was faster elsewhere. */
async function writeNew(desk: Desk, file: KeptFile): Promise<boolean> {
  await Promise.all([checkUnnamed(desk, file.org, file.size), checkDisk(desk, file.size)]);
  const item = fileItem(file);
  await arm(desk, item);
  return (await desk.ports.store.commit([{ item, expected: null }])).committed;
}
