/** 附件: uploading beside forms, and what was uploaded and no record names yet. */

import { html } from 'hono/html';
import { invalid } from '../../shared/errors.ts';
import { endOf, type KeptFile, unnamedPartition } from '../../shared/files/file.ts';
import { readFileItems } from '../../shared/files/keeping.ts';
import { splitKey } from '../../shared/keys.ts';
import { formatInstant, type Instant } from '../../shared/time.ts';
import type { Route } from '../http/route.ts';
import type { PageCall } from './call.ts';
import { filesGoAlong, largest } from './file-controls.ts';
import { type Filled, keptFields, keptForm } from './kept-form.ts';
import type { Choices } from './labelled.ts';
import { type Page, seeOther } from './page.ts';
import { framed, readerOf } from './reader.ts';
import { ONE_FILE } from './uploads.ts';
import { moment } from './words.ts';

const SHOWN = 50;
/** What cells that were pasted are called as a file: nobody attaches them to a letter. */
export const PASTED = '粘贴的表格.xlsx';

/** Files that the account has uploaded and no record names yet, for the forms that take attachments. */
async function uploadedFiles({ desk, actor }: PageCall): Promise<readonly KeptFile[]> {
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

/** The same as forms offer them: when each was uploaded tells those of one name apart. */
export async function offeredFiles(call: PageCall): Promise<Choices['files']> {
  return (await uploadedFiles(call)).map((file) => ({ ...file, words: `${file.name}（${uploadedAt(file)} 上传）` }));
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

const HEADS = ['文件', '大小', '上传时间', '未被引用的，自动删除'];

/** `2026-09-28 09:00`. */
export function uploadedAt({ storedAt, createdAt }: KeptFile): string {
  return instantWords(storedAt ?? createdAt);
}

function instantWords(at: Instant | null): string {
  return at === null ? '' : moment(formatInstant(at));
}

async function shown(call: PageCall, filled: Filled | null): Promise<Page> {
  const why = filled?.problem?.errors?.map(({ detail }) => detail).join('；') || (filled?.problem?.message ?? '');
  const rows = (await uploadedFiles(call)).map(
    (
      file,
    ) => html`<tr><td data-label="文件"><a class="t" href="/console/files/${file.id}">${file.name}</a></td><td data-label="大小">${Math.ceil(file.size / 1024)} KB</td><td data-label="上传时间">${uploadedAt(file)}</td><td data-label="未被引用的，自动删除">${instantWords(endOf(file))}</td></tr>
`,
  );
  const here = '/console/files';
  const reader = await readerOf(call, here);
  const content = html`<h1>附件</h1>
<p>附件可以在推送、函件等表单中直接上传，也可以先在这里上传，再到表单中选用。7 天内没有被任何记录引用的，自动删除。涉密文件不得上传。</p>
<form class="form" method="post"${filesGoAlong()}>${keptFields(call, null)}<div class="field${why && ' wrong'}"><label class="label" for="file">文件（${largest(reader.choices)}）</label>${why && html`<span class="why" id="file-error" role="alert">${why}</span>`}<input type="file" id="file" name="${ONE_FILE}file"${why && html` aria-describedby="file-error" aria-invalid="true"`}></div>
<div class="acts"><button>上传</button></div></form>
<h2>已上传、尚未引用</h2>
${rows.length > 0 ? html`<table class="cards"><thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table>` : html`<p>没有。</p>`}`;
  return framed(call, reader, { title: '附件', content, here });
}
