/** 附件: uploading beside forms, and what was uploaded and no record names yet. */

import { html } from 'hono/html';
import { invalid } from '../../shared/errors.ts';
import { type KeptFile, unnamedPartition } from '../../shared/files/file.ts';
import { readFileItems } from '../../shared/files/keeping.ts';
import { splitKey } from '../../shared/keys.ts';
import type { Route } from '../http/route.ts';
import type { PageCall } from './call.ts';
import { filesGoAlong, largest } from './file-controls.ts';
import { type Filled, keptFields, keptForm } from './kept-form.ts';
import { type Page, seeOther } from './page.ts';
import { framed, readerOf } from './reader.ts';
import { ONE_FILE } from './uploads.ts';

const SHOWN = 50;
/** What cells that were pasted are called as a file: nobody attaches them to a letter. */
export const PASTED = '粘贴的表格.xlsx';

/** Files that the account has uploaded and no record names yet, for the forms that take attachments. */
export async function uploadedFiles({ desk, actor }: PageCall): Promise<readonly KeptFile[]> {
  const partition = unnamedPartition(desk.jurisdiction, actor.org);
  const entries = await desk.ports.store.query('out', partition, { limit: 200 });
  const items = await readFileItems(
    desk,
    entries.map(({ key }) => splitKey(key).id),
  );
  const files = items.flatMap((item) => (item ? [item.value as KeptFile] : []));
  return files
    .filter(({ state, by, name }) => state === 'stored' && by === actor.account && name !== PASTED)
    .slice(0, SHOWN);
}

export const fileRoutes: readonly Route[] = keptForm({
  path: '/console/files',
  id: 'pageFiles',
  summary: '附件',
  show: shown,
  act: async ({ form }) => {
    if (!form.get('file')) throw invalid([{ pointer: '/file', detail: '请选择要上传的文件' }]);
    return seeOther('/console/files');
  },
});

async function shown(call: PageCall, filled: Filled | null): Promise<Page> {
  const why = filled?.problem?.errors?.map(({ detail }) => detail).join('；') || (filled?.problem?.message ?? '');
  const rows = (await uploadedFiles(call)).map(
    ({ name, size }) => html`<li>${name}（${Math.ceil(size / 1024)} KB）</li>
`,
  );
  const here = '/console/files';
  const reader = await readerOf(call, here);
  const content = html`<h1>附件</h1>
<p>附件可以在推送、函件等表单中直接上传，也可以先在这里上传，再到表单中选用。7 天内没有被任何记录引用的，自动删除。涉密文件不得上传。</p>
<form class="form" method="post"${filesGoAlong()}>${keptFields(call, null)}<div class="field${why && ' wrong'}"><label class="label" for="file">文件（${largest(reader.choices)}）</label>${why && html`<span class="why" id="file-error" role="alert">${why}</span>`}<input type="file" id="file" name="${ONE_FILE}file"${why && html` aria-describedby="file-error" aria-invalid="true"`}></div>
<div class="acts"><button>上传</button></div></form>
<h2>已上传、尚未引用</h2>
${rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>没有。</p>`}`;
  return framed(call, reader, { title: '附件', content, here });
}
