/**
 * The one layout of the console: head with search and account, navigation with counts, content, foot with text sizes.
 * Everything works without the script; whatever stands in a template is escaped by `hono/html`.
 */
import { html } from 'hono/html';
import { linkTo } from '../public/elsewhere.ts';
import type { Html } from '../public/layout.ts';
import { assetAddress } from './assets.ts';
import { HELP, helpFor } from './help/ways.ts';
import { type Icon, icon } from './icons.ts';
import { SIZES, type Size } from './session.ts';

/** One entry of the navigation. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon?: Icon;
  /** How many wait; null where nothing is counted. `hot`: some of them are due today or overdue. */
  readonly count?: { readonly words: string; readonly hot: boolean } | null;
  readonly here?: boolean;
  /** Chinese: under which heading it stands, folded away under 更多; absent for what stands in the first line. */
  readonly under?: string;
}

export interface Layout {
  /** Chinese, without the county's name. */
  readonly title: string;
  /** The county's name. */
  readonly county: string;
  readonly content: Html;
  /** Who is signed in; absent on pages for everybody. */
  readonly reader?: { readonly org: string; readonly name: string } | null;
  /**
   * The reader's county, where public pages have to be asked for it; absent where it is the one that they show unasked.
   */
  readonly elsewhere?: string | null;
  readonly nav?: readonly NavItem[];
  /** The token that a form carries, for those in the head and the foot; absent where nobody is signed in. */
  readonly token?: string | null;
  readonly size?: Size;
  /** Where the reader is, with query: the way back of forms in the foot. */
  readonly here?: string;
  /** Seconds until the session ends if nothing more is asked. */
  readonly idle?: number;
  /** True for a record or a document, which is printed upright; lists are printed across. */
  readonly upright?: boolean;
}

/** The whole page. */
export function layout(page: Layout): Html {
  const { title, county, content, nav = [], size = 'standard', upright } = page;
  return html`<!doctype html>
<html lang="zh-CN"${size === 'standard' ? '' : html` class="size-${size}"`}>
<head>
<meta charset="utf-8">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${county}审管互动平台</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetAddress('console.css')}">
<script type="module" src="${assetAddress('console.js')}"></script>
</head>
<body${page.idle === undefined ? '' : html` data-idle="${page.idle}"`}>
<a class="skip" href="#content">跳到正文</a>
${head(page)}
${nav.length > 0 && navigation(nav)}
<main id="content"${upright ? html` class="upright"` : ''}>
${helpLink(page)}${content}${upright && page.reader && SIGNED}
</main>
${foot(page)}
</body>
</html>
`;
}

/** On paper a record is signed. */
const SIGNED = html`
<p class="paper">经办人：＿＿＿＿＿＿　　负责人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿</p>`;

/** Of whoever is signed in: the page of 说明 that belongs to this one. */
function helpLink({ reader, here = '' }: Layout): Html | '' {
  const way = reader ? helpFor(here) : null;
  return way
    ? html`<a class="help screen" href="${HELP}/${way.slug}">说明<span class="unseen">：${way.title}</span></a>`
    : '';
}

function head({ county, reader, token }: Layout): Html {
  const home = reader ? '/console' : '/';
  return html`<header class="top"><a class="name" href="${home}">${county}审管互动平台</a>${
    reader &&
    html`<span>${reader.name.startsWith(reader.org) ? reader.name : `${reader.org}　${reader.name}`}</span>
<form class="find" role="search" action="/console/search"><input type="search" name="q" id="find" maxlength="100" aria-label="查企业名称、信用代码、文书号、标题" placeholder="企业、文书号、标题"><button>查找</button></form>
<form method="post" action="/console/sign-out"><input type="hidden" name="token" value="${token ?? ''}"><button class="plain">退出</button></form>`
  }</header>`;
}

function navigation(items: readonly NavItem[]): Html {
  const first = items.filter(({ under }) => under === undefined);
  const more = items.length > first.length && html`<li class="later">${furtherOf(items)}</li>`;
  return html`<nav class="main" aria-label="主导航"><details class="fold"><summary>${icon('list')}栏目</summary><ul>${first.map(navItem)}${more}</ul></details></nav>`;
}

/** What stands under 更多, by headings; its own line says whether something waits in there, or the page is one of it. */
function furtherOf(items: readonly NavItem[]): Html {
  const further = items.filter(({ under }) => under !== undefined);
  const headings = [...new Set(further.map(({ under }) => under))];
  const waits = further.some(({ count }) => count);
  const hot = further.some(({ count }) => count?.hot);
  const dot = waits && html`<span class="n${hot ? ' hot' : ''}">●<span class="unseen"> 其中有待我办理的</span></span>`;
  const inside = further.some(({ here }) => here) ? html` class="here"` : '';
  const groups = headings.map(
    (heading) =>
      html`<li><strong>${heading}</strong><ul>${further.filter(({ under }) => under === heading).map(navItem)}</ul></li>
`,
  );
  return html`<details><summary${inside}>更多${dot}</summary><ul class="groups">${groups}</ul></details>`;
}

function navItem({ href, label, icon: drawn, count, here }: NavItem): Html {
  const many =
    count &&
    html`<span class="n${count.hot ? ' hot' : ''}">${count.words}<span class="unseen"> 件待我办理</span></span>`;
  return html`<li><a href="${href}"${here ? html` aria-current="page"` : ''}>${drawn && icon(drawn)}${label}${many}</a></li>`;
}

function foot({ size = 'standard', here = '/console', reader, elsewhere }: Layout): Html {
  const sizes = Object.entries(SIZES).map(([name, words]) =>
    name === size
      ? html`<strong>${words}</strong> `
      : html`<a href="/console/size?to=${name}&amp;back=${encodeURIComponent(here)}">${words}</a> `,
  );
  return html`<footer class="foot"><span>字号：${sizes}</span>${
    reader &&
    html`<a href="${HELP}">使用说明</a><a href="${linkTo('/docs', elsewhere)}">接口文档</a><a href="${linkTo('/public/boundary-list', elsewhere)}">边界清单（公开）</a>`
  }<span>涉密信息不得在本平台录入、推送或存储。</span></footer>`;
}
