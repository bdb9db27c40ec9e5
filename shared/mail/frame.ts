/**
 * What every HTML mail stands in: one column, as wide as the screen or as said. All styles are inline and on the column
 * itself, since web mailers drop the body; Outlook, which lays out with Word and knows no greatest width, gets a table
 * of that width and the font for its cells in comments that only it reads.
 */
import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

const FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
const COLUMN = `margin:0 auto;padding:16px;font-family:${FONT};font-size:16px;line-height:1.6;color:#1f2937;overflow-wrap:break-word`;
const OUTLOOK_FONT = raw(
  "<!--[if mso]><style>td,th,p,li{font-family:'Microsoft YaHei',sans-serif}</style><![endif]-->",
);

/** A table that only lays out; without what programs add of themselves. */
export const LAYOUT = raw('role="presentation" cellpadding="0" cellspacing="0" border="0"');

/** `width`: of the column, in pixels, where there is room for it. */
export function framed(title: string, width: number, content: Html | Html[]): Html {
  const outlook = raw(`<!--[if mso]><table ${LAYOUT} width="${width}" align="center"><tr><td><![endif]-->`);
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${OUTLOOK_FONT}
</head>
<body style="margin:0;padding:0;background-color:#ffffff">
${outlook}
<div style="max-width:${width}px;${raw(COLUMN)}">
${content}</div>
${raw('<!--[if mso]></td></tr></table><![endif]-->')}
</body>
</html>
`;
}
