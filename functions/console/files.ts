/**
 * 附件: uploading without a script. The whole file comes in a form and is hashed here, so it is small; with the script,
 * forms hash in the browser and send the bytes where `POST /files` says.
 */
import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { type FieldError, invalid, Problem, unavailable } from '../../shared/errors.ts';
import { type KeptFile, unnamedPartition } from '../../shared/files/file.ts';
import { readFileItems } from '../../shared/files/keeping.ts';
import { BEGIN, FILE_TYPES } from '../../shared/files/types.ts';
import { splitKey } from '../../shared/keys.ts';
import type { Route } from '../http/route.ts';
import { ask } from './ask.ts';
import { type PageCall, page } from './declare.ts';
import { tokenField } from './kept-form.ts';
import { type Page, pageAnswer, seeOther } from './page.ts';
import { framed, readerOf } from './reader.ts';

/** Bytes of a form with its file: what a function takes is 6 MB as base64. */
const MOST = 4 * 1_048_576;
/** Forms that are in memory at the same time. */
const AT_ONCE = 4;
const SHOWN = 50;

/** Files that the account has uploaded and no record names yet, for the forms that take attachments. */
export async function uploadedFiles({ desk, actor }: PageCall): Promise<readonly KeptFile[]> {
  const partition = unnamedPartition(desk.jurisdiction, actor.org);
  const entries = await desk.ports.store.query('out', partition, { limit: 200 });
  const items = await readFileItems(
    desk,
    entries.map(({ key }) => splitKey(key).id),
  );
  const files = items.flatMap((item) => (item ? [item.value as KeptFile] : []));
  return files.filter(({ state, by }) => state === 'stored' && by === actor.account).slice(0, SHOWN);
}

const list = page({
  path: '/console/files',
  id: 'pageFiles',
  summary: '附件',
  handle: async (call) => pageAnswer(await shown(call, null)),
});

let held = 0;

const upload: Route = {
  ...list,
  method: 'POST',
  id: 'pageFilesSent',
  summary: '上传附件',
  takesBytes: true,
  handle: async (plain) => {
    const call = plain as PageCall;
    if (held >= AT_ONCE) throw unavailable(undefined, '现在上传的人较多，没有上传。请稍后再试。');
    held += 1;
    try {
      await taken(call);
      return seeOther('/console/files');
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500 || error.status === 404) throw error;
      return pageAnswer(await shown(call, error));
    } finally {
      held -= 1;
    }
  },
};

export const fileRoutes: readonly Route[] = [list, upload];

async function taken(call: PageCall): Promise<void> {
  const form = await formOf(call);
  const token = form.get('token');
  if (!call.session.isToken(typeof token === 'string' ? token : null)) {
    throw new Problem('not-allowed', '该页面打开之后您重新登录过，没有上传。请重新选择文件再上传。');
  }
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) throw wrong('请选择要上传的文件');
  const type = FILE_TYPES.find(({ ending }) => file.name.toLowerCase().endsWith(`.${ending}`));
  if (!type) throw wrong(`不接收该类型的文件。可以上传：${FILE_TYPES.map(({ ending }) => ending).join('、')}`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!type.begins(bytes.subarray(0, BEGIN))) throw wrong(`文件的内容不是 ${type.ending}，请检查文件后重新上传`);
  const key = form.get('key');
  const { mediaType } = type;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const body = { name: file.name, sha256, size: bytes.length, mediaType };
  const declared = await ask(call, 'declareFile', { body, key: typeof key === 'string' ? key : null });
  const params = { id: declared.body.id as string };
  await ask(call, 'putFileContent', { params, headers: { 'content-type': mediaType }, bytes });
}

/** The form in memory. Throws 413 over 4 MB, 422 where it is none. */
async function formOf({ bytes, headers }: PageCall): Promise<FormData> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST) throw wrong('文件超过 4 MB。请在支持脚本的浏览器中上传，或压缩、拆分后再上传', 'body-too-large');
    chunks.push(chunk);
  }
  try {
    const type = headers['content-type'] ?? '';
    return await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData();
  } catch {
    throw wrong('上传没有完成，请重新选择文件再上传');
  }
}

function wrong(detail: string, code: 'invalid' | 'body-too-large' = 'invalid'): Problem {
  const errors: FieldError[] = [{ pointer: '/file', detail }];
  return code === 'invalid' ? invalid(errors) : new Problem(code, detail, { errors });
}

async function shown(call: PageCall, problem: Problem | null): Promise<Page> {
  const { session } = call;
  const why = problem?.errors?.[0]?.detail ?? problem?.message;
  const rows = (await uploadedFiles(call)).map(
    ({ name, size }) => html`<li>${name}（${Math.ceil(size / 1024)} KB）</li>
`,
  );
  const content = html`<h1>附件</h1>
<p>先在这里上传，再在推送、函件等表单中选用。7 天内没有被任何记录引用的，自动删除。涉密文件不得上传。</p>
<form method="post" enctype="multipart/form-data">${tokenField(session)}
<p><label for="file">文件（不超过 4 MB）</label><br>
${why && html`<span class="error" id="file-error" role="alert">${why}</span><br>`}<input type="file" id="file" name="file" required${why && html` aria-describedby="file-error" aria-invalid="true"`}></p>
<button>上传</button></form>
<h2>已上传、尚未引用</h2>
${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>没有。</p>`}`;
  const title = problem ? '错误：附件' : '附件';
  const here = '/console/files';
  return framed(call, await readerOf(call, here), { title, content, here, status: problem?.status ?? 200 });
}
