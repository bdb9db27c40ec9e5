/** 草稿 and 常用语 of who is signed in. */

import { html } from 'hono/html';
import { countyPhrases } from '../../shared/drafts/county-phrases.ts';
import { dropDraft, listDrafts, saveDraft } from '../../shared/drafts/draft.ts';
import { addPhrase, dropPhrase, PHRASES_AT_MOST, readPhrases } from '../../shared/drafts/phrases.ts';
import { Problem } from '../../shared/errors.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer, Route } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import type { FormCall, PageCall } from './call.ts';
import { formTarget, page } from './declare.ts';
import { draftLink, type Filled, keptFields, keptForm, keyIn, tokenField } from './kept-form.ts';
import { ownerOf } from './owner.ts';
import { type Page, pageAnswer, seeOther } from './page.ts';
import { endsIn, framed, readerOf, secondsLeft } from './reader.ts';
import { targetOf } from './refusal.ts';
import { moment } from './words.ts';

/** Fields of forms that are no content: of a file that was chosen and not sent its name alone is there. */
const OWN = /^(?:token$|files?:|kept:)/;
const TITLE_LENGTH = 200;
/** Characters of what was typed by which a draft is told apart. */
const CALLED_BY = 30;

const save = formTarget({
  path: '/console/drafts',
  id: 'pageDraftSent',
  summary: '保存草稿',
  stale: (call) => notSaved(call),
  handle: async (call) => {
    const { form: address, title } = call.query as { form?: unknown; title?: unknown };
    const form = targetOf(address);
    const fields = [...call.form].filter(([name]) => !OWN.test(name));
    const { store, clock } = call.platform.ports;
    const named = typeof title === 'string' ? `${title}${beginningOf(call.form)}`.slice(0, TITLE_LENGTH) : '';
    const draft = { form, ...keyIn(call.form), title: named || '草稿', at: clock.now(), fields };
    await saveDraft(store, ownerOf(call), draft);
    if (!isScript(call)) return seeOther(draftLink(draft));
    const headers = endsIn(secondsLeft(call.session, clock.now()));
    return { status: 204, content: { type: 'text/plain', data: '' }, headers };
  },
});

/** `：征求联合踏勘时限意见`: the title that was typed, else what was written first. */
function beginningOf(form: URLSearchParams): string {
  const written = [...form.values()].find((value) => /\p{Script=Han}/u.test(value));
  const words = (form.get('title')?.trim() || written || '').replaceAll(/\s+/g, ' ');
  return words === '' ? '' : `：${words.length > CALLED_BY ? `${words.slice(0, CALLED_BY)}…` : words}`;
}

const drop = formTarget({
  path: '/console/drafts/drop',
  id: 'pageDraftDropped',
  summary: '删除草稿',
  stale: async () => seeOther('/console/drafts'),
  handle: async (call) => {
    const { store, clock } = call.platform.ports;
    await dropDraft(store, ownerOf(call), { form: call.form.get('form') ?? '', ...keyIn(call.form) }, clock.now());
    return seeOther('/console/drafts');
  },
});

const list = page({
  path: '/console/drafts',
  id: 'pageDrafts',
  summary: '草稿',
  handle: async (call) => {
    const { store, clock } = call.platform.ports;
    const drafts = await listDrafts(store, ownerOf(call), clock.now());
    const rows = drafts.map(
      ({
        form,
        key,
        title,
        at,
      }) => html`<tr><td data-label="内容"><a class="t" href="${draftLink({ form, ...(key && { key }) })}">${title}</a></td><td class="keep" data-label="保存时间">${moment(formatInstant(at))}</td><td data-label="操作"><form method="post" action="/console/drafts/drop">${tokenField(call.session)}<input type="hidden" name="form" value="${form}"><input type="hidden" name="key" value="${key}"><button class="second">删除</button></form></td></tr>
`,
    );
    const table = html`<table class="cards"><caption class="unseen">草稿</caption><thead><tr><th scope="col">内容</th><th scope="col">保存时间</th><th scope="col">操作</th></tr></thead><tbody>${rows}</tbody></table>`;
    const content = html`<h1>草稿</h1>
<p>草稿只有您本人能看到，保存 30 天，提交后自动删除。</p>
${drafts.length > 0 ? table : html`<p class="empty">没有草稿。</p>`}`;
    return pageAnswer(await inFrame(call, '/console/drafts', { title: '草稿', content }));
  },
});

const phrases = keptForm({
  path: '/console/phrases',
  id: 'pagePhrases',
  summary: '常用语',
  show: async (call, filled) =>
    inFrame(call, '/console/phrases', { title: '常用语', content: await phrasesPage(call, filled) }),
  act: async (call) => {
    const { store } = call.platform.ports;
    const dropped = call.form.get('drop');
    if (dropped !== null) await dropPhrase(store, ownerOf(call), dropped);
    else await addPhrase(store, ownerOf(call), call.form.get('phrase') ?? '');
    return seeOther('/console/phrases');
  },
});

export const draftRoutes: readonly Route[] = [list, save, drop, ...phrases];

async function phrasesPage(call: PageCall, filled: Filled | null): Promise<Html> {
  const known = await readPhrases(call.platform.ports.store, ownerOf(call));
  const rows = known.map(
    (
      phrase,
    ) => html`<li><form method="post">${keptFields(call, null)}<input type="hidden" name="drop" value="${phrase}">${phrase} <button class="second">删除</button></form></li>
`,
  );
  const wrong = filled?.problem?.errors?.[0]?.detail ?? filled?.problem?.message ?? '';
  return html`<h1>常用语</h1>
<p>填写退回、答复等意见时可以选用，也可以在填写时按“存为常用语”。以下只有您本人能看到，最多 ${PHRASES_AT_MOST} 条。</p>
<ul>${rows}</ul>
<form class="form" method="post">${keptFields(call, filled)}<div class="field${wrong && ' wrong'}"><label class="label" for="phrase">新的常用语</label>${wrong && html`<span class="why" id="phrase-error" role="alert">${wrong}</span>`}<textarea id="phrase" name="phrase" rows="3"${wrong && html` aria-describedby="phrase-error" aria-invalid="true"`}>${filled?.values.get('phrase') ?? ''}</textarea></div>
<div class="acts"><button>添加</button></div></form>
<h2>全县常用语</h2><p class="soft">全县人员填写时都可以选用${call.actor.roles.includes('bureau-admin') ? html`，在<a href="/console/settings/edit">设置</a>中修改` : '，由行政审批服务局管理员设置'}。</p>
<ul>${countyPhrases((await call.desk.facts()).county).map((phrase) => html`<li>${phrase}</li>`)}</ul>`;
}

async function inFrame(call: PageCall, here: string, page: Pick<Page, 'title' | 'content'>): Promise<Page> {
  return framed(call, await readerOf(call, here), { ...page, here });
}

function isScript({ headers }: FormCall): boolean {
  return (headers['sec-fetch-mode'] ?? 'navigate') !== 'navigate';
}

function notSaved(_call: FormCall): Promise<Answer> {
  throw new Problem('not-allowed', '该页面打开之后您重新登录过，草稿没有保存。请刷新页面后再保存。');
}
