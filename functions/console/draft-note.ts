/** What a form says of the drafts that were kept of it: which one it shows, and that there are others. */
import { html } from 'hono/html';
import { listDrafts } from '../../shared/drafts/draft.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Html } from '../public/layout.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import { everyField } from './form-state.ts';
import { anewLink, type Filled, formAddress } from './kept-form.ts';
import { ownerOf } from './owner.ts';
import { moment } from './words.ts';

/** Nothing of a form that comes back as it was sent. `fields`: what the form asks; none where it asks for a choice. */
export async function draftNote(call: PageCall, filled: Filled | null, fields: readonly Field[]): Promise<Html> {
  if (call.form) return html``;
  const { store, clock } = call.platform.ports;
  const form = formAddress(call);
  const [path] = form.split('?');
  const drafts = await listDrafts(store, ownerOf(call), clock.now());
  const count = drafts.filter((one) => one.form.split('?')[0] === path).length;
  const keptAt = filled?.keptAt ?? null;
  if (keptAt === null) return count === 0 ? html`` : html`<p class="note">${others(count)}</p>`;
  return html`<p class="note">这是您 ${moment(formatInstant(keptAt))} 保存的草稿。${filesIn(filled?.values, fields)}<a href="${anewLink(form)}">另填一份</a>（草稿保留）。${count > 1 && others(count - 1)}</p>`;
}

function others(count: number): Html {
  return html`该表单另有 ${count} 份您保存的草稿，在“<a href="/console/drafts">草稿</a>”中可以打开。`;
}

/** Files that came with the form before it was kept are ticked in it; what was chosen after that is not kept. */
function filesIn(values: URLSearchParams | undefined, fields: readonly Field[]): string {
  const asked = everyField(fields).filter(({ shape }) => shape === 'file' || shape === 'files');
  if (asked.length === 0) return '';
  const uploaded = asked.some(({ name }) => {
    const control = new RegExp(`^${name.replaceAll('*', '\\d+')}(?:/\\d+/file)?$`);
    return [...(values ?? [])].some(([at, value]) => value !== '' && control.test(at));
  });
  return uploaded
    ? '已勾选的附件已经上传，不必再选；其他附件不随草稿保存，请重新选择。'
    : '附件不随草稿保存，请重新选择。';
}
