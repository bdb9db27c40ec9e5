/** A letter as a page: what Word has, for reading and printing. Nothing on it runs, and nothing of it is fetched. */
import { html } from 'hono/html';
import { type LetterPart, letterName, type OfficialLetter } from './official-letter.ts';
import { dateText, numberText, xmlText } from './text.ts';

const STYLE = `body{margin:0 auto;max-width:720px;padding:24px;font:18px/1.8 FangSong,STFangsong,serif;color:#111}
header{color:#c00;font-size:30px;text-align:center;border-bottom:6px double #c00;padding-bottom:8px}
h1{font-size:24px;line-height:1.5;text-align:center;margin:32px 0 24px;text-wrap:balance}
h2{font-size:18px;margin:16px 0 0;text-indent:2em}
p{margin:0;text-indent:2em;overflow-wrap:anywhere}
p.edge{text-indent:0}
p.mark{text-indent:0;text-align:center;font-size:14px;color:#555}
.line{display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap}
p.attached{margin-top:24px}
p.sign{margin-top:24px;padding-bottom:24px;border-bottom:1px solid #444}
.seal{margin-top:48px;text-align:right}
table{border-collapse:collapse;width:100%;margin:12px 0}
th,td{border:1px solid #444;padding:4px 12px;text-align:left;font-weight:normal}
td{text-align:right}`;

export function letterPage(letter: OfficialLetter): string {
  const { issuer, mark, title, addressee, opening, parts, attachments = [], signatures = [], sentAt } = letter;
  const page = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${letterName(letter)}</title><style>${STYLE}</style></head>
<body>
${mark === '' ? '' : html`<p class="mark">${mark}</p>`}
<header>${issuer}</header>
${addressee === null ? '' : numberLine(letter)}<h1>${title.join('')}</h1>
${
  addressee === null
    ? ''
    : html`<p class="edge">${addressee}：</p>
`
}<p>${opening}</p>
${parts.map(partOf)}
${attachments.map(
  (
    name,
    i,
  ) => html`<p${i === 0 ? html` class="attached"` : ''}>${i === 0 ? '附件：' : '　　　'}${attachments.length > 1 && `${i + 1}．`}${name}</p>
`,
)}${signatures.map(
  (who) => html`<p class="edge sign">${who}：</p>
`,
)}<p class="edge seal">${issuer}</p>
<p class="edge seal" style="margin-top:0">${sentAt === null ? '（签发日期待定）' : dateText(sentAt)}</p>
</body></html>
`;
  return xmlText(String(page));
}

function numberLine({ signedBy, documentNumber }: OfficialLetter) {
  return html`<p class="edge line"><span>${signedBy === null ? '' : `签发人：${signedBy}`}</span><span>${documentNumber === null ? '（文号待编）' : numberText(documentNumber)}</span></p>
`;
}

function partOf({ heading, paragraphs, figures = [] }: LetterPart) {
  const rows = figures.map(
    ([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>
`,
  );
  return html`${
    heading === ''
      ? ''
      : html`<h2>${heading}</h2>
`
  }${paragraphs.map(
    (text) => html`<p>${text}</p>
`,
  )}${rows.length > 0 ? html`<table>${rows}</table>` : ''}`;
}
