/** One operation: what it is for, what goes in, what comes out, and a call to copy. */
import { html } from 'hono/html';
import type { OpenApi } from '../openapi/document.ts';
import type { Html } from '../public/layout.ts';
import { curlOf } from './example.ts';
import { type FieldRow, fieldRows, rowOf } from './fields.ts';
import type { Operation, OperationAnswer, Schema } from './read.ts';

const PLACES: Readonly<Record<string, string>> = { path: '路径', query: '查询参数', header: '请求头' };

export function operationSection(document: OpenApi, operation: Operation): Html {
  const { id, method, path, summary, description, body } = operation;
  return html`<article id="${id}">
<h3>${summary}</h3>
<p><code><span class="method">${method}</span> ${path}</code>　<span class="soft">${operation.public ? '公开，无需登录' : '需要凭证'}</span></p>
${description && html`<p>${description}</p>`}
${parametersTable(document, operation)}
${body && html`<h4>请求体${body.required ? '' : '（可不填）'}</h4>${note(document, body.schema)}${fieldsTable(fieldRows(document, body.schema))}`}
${answersTable(operation)}
${operation.answers.map((answer) => answerFields(document, answer))}
<h4>调用示例</h4>
<pre><code>${curlOf(document, operation)}</code></pre>
</article>
`;
}

/** What the schema as a whole says, such as that state secrets never belong here. */
function note(document: OpenApi, schema: Schema): Html {
  const { description } = rowOf(document, '', schema, true);
  return description === '' ? html`` : html`<p class="note">${description}</p>`;
}

function parametersTable(document: OpenApi, { parameters }: Operation): Html {
  const rows = parameters.map((parameter) => {
    const schema = { ...(parameter.schema as Schema), description: parameter.description };
    const row = rowOf(document, parameter.name, schema, parameter.required ?? false);
    return { ...row, type: `${PLACES[parameter.in] ?? ''}，${row.type}` };
  });
  return html`<h4>参数</h4>${fieldsTable(rows)}`;
}

/** The fields of an answer that is no component, folded away: most readers want the request first. */
function answerFields(document: OpenApi, { status, schema, component }: OperationAnswer): Html {
  const rows = schema && component === null ? fieldRows(document, schema) : [];
  if (rows.length === 0) return html``;
  return html`<details><summary>${status} 答复的字段（${rows.length}）</summary>${fieldsTable(rows, false)}</details>
`;
}

/** A component of the answers, described once. */
export function componentSection(document: OpenApi, name: string, schema: Schema): Html {
  return html`<article id="${anchorOf(name)}">
<h3>${name}</h3>
${fieldsTable(fieldRows(document, schema), false)}
</article>
`;
}

function anchorOf(component: string): string {
  return `schema-${component}`;
}

function fieldsTable(rows: readonly FieldRow[], asked = true): Html {
  if (rows.length === 0) return html`<p class="soft">没有字段：提交 <code>{}</code>。</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">字段</th><th scope="col">类型</th>${asked && html`<th scope="col">必填</th>`}<th scope="col">说明</th></tr></thead>
<tbody>${rows.map((row) => fieldRow(row, asked))}</tbody></table>`;
}

function fieldRow({ path, title, type, required, description, limits }: FieldRow, asked: boolean): Html {
  return html`<tr><th scope="row">${title && html`<p>${title}</p>`}<code>${path}</code></th><td data-label="类型">${type}</td>${asked && html`<td data-label="必填">${required ? '必填' : '可不填'}</td>`}<td data-label="说明">${description && html`<p>${description}</p>`}${limits.map((limit) => html`<p class="soft">${limit}</p>`)}</td></tr>
`;
}

function answersTable({ answers }: Operation): Html {
  const rows = answers.map(
    ({ status, description, type, component }) =>
      html`<tr><th scope="row">${status}</th><td data-label="说明">${description}</td><td data-label="类型">${component ? html`<a href="#${anchorOf(component)}">${component}</a>` : type}</td></tr>
`,
  );
  return html`<h4>答复</h4><table class="cards"><thead><tr><th scope="col">状态码</th><th scope="col">说明</th><th scope="col">类型</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
