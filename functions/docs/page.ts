/** The API's documentation as one page, written on the server from the OpenAPI document: no script, no other host. */
import { html } from 'hono/html';
import { BATCH_CODES, CODES } from '../openapi/codes.ts';
import type { OpenApi } from '../openapi/document.ts';
import { CONVENTIONS } from '../openapi/preface.ts';
import { linkTo } from '../public/elsewhere.ts';
import type { Html } from '../public/layout.ts';
import { componentSection, operationSection } from './operation.ts';
import { type Operation, operationsOf } from './read.ts';

/** `elsewhere`: the county that links have to name. */
export function docsPage(document: OpenApi, elsewhere: string | null = null): Html {
  const operations = operationsOf(document);
  const groups = (document.tags ?? []).map(({ name }) => ({ name, members: operations.filter((o) => o.tag === name) }));
  const { info } = document;
  return html`<h1>${info.title}</h1>
<p>版本 ${info.version}。供程序读取的同一内容：<a href="${linkTo('/openapi.json', elsewhere)}">OpenAPI 3.1 文档</a>。</p>
<p class="note">${CONVENTIONS[0]}</p>
<h2 id="conventions">通用约定</h2>
<ul class="list">${CONVENTIONS.slice(1).map((text) => html`<li>${text}</li>`)}</ul>
<h2 id="contents">目录</h2>
${groups.map(contentsOf)}
<p><a href="#schemas">答复的数据结构</a>　<a href="#codes">错误码</a></p>
${groups.map(
  ({ name, members }) => html`<section>
<h2 id="${anchor(name)}">${name}</h2>
${members.map((operation) => operationSection(document, operation))}
</section>
`,
)}
<h2 id="schemas">答复的数据结构</h2>
${componentsOf(operations).map((name) => componentSection(document, name, { $ref: `#/components/schemas/${name}` }))}
${codesTable()}`;
}

/** The components that answers are, each once, in the order of their first use; refusals are all a Problem. */
function componentsOf(operations: readonly Operation[]): string[] {
  const names = operations.flatMap(({ answers }) => answers.map(({ component }) => component));
  return [...new Set([...names, 'Problem'])].filter((name) => name !== null);
}

function contentsOf({ name, members }: { name: string; members: readonly Operation[] }): Html {
  return html`<h4><a href="#${anchor(name)}">${name}</a></h4>
<ul class="list">${members.map(
    ({ id, method, path, summary }) =>
      html`<li><a href="#${id}">${summary}</a>　<code>${method} ${path}</code></li>
`,
  )}</ul>`;
}

function codesTable(): Html {
  const rows = Object.entries(CODES).map(
    ([
      code,
      [status, meaning],
    ]) => html`<tr><th scope="row"><code>${code}</code></th><td data-label="状态码">${status}</td><td data-label="含义">${meaning}</td></tr>
`,
  );
  return html`<h2 id="codes">错误码</h2>
<p>程序请依据 <code>code</code> 判断；<code>type</code> 为 <code>urn:shenguan:problem:</code> 加错误码。
批量办理逐件答复的 code 为该操作的各错误码，以及 ${BATCH_CODES.join('、')}。</p>
<table class="cards"><thead><tr><th scope="col">code</th><th scope="col">状态码</th><th scope="col">含义</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function anchor(tag: string): string {
  return `tag-${tag}`;
}
