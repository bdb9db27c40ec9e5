/**
 * The words of a mail in its form: subject, text part and HTML part. Everything is escaped, nothing is fetched from
 * elsewhere.
 */
import { html } from 'hono/html';
import type { Cited } from '../citing.ts';
import type { MailWords } from '../exchange/mails.ts';
import { framed, type Html, LAYOUT } from './frame.ts';

const SUBJECT_LENGTH = 120;
const WIDTH = 600;
const FOOTER = '本邮件由审管互动平台自动发送，请勿回复。详情请登录平台查看。';

export interface LaidOut {
  subject: string;
  text: string;
  html: string;
}

/** `address`: where people reach the platform, without a slash at its end. */
export async function layOut(words: MailWords, address: string): Promise<LaidOut> {
  const subject = `【审管互动】${oneLine(words.subject)}`;
  const cut = [...subject].length > SUBJECT_LENGTH ? `${[...subject].slice(0, SUBJECT_LENGTH - 1).join('')}…` : subject;
  return { subject: cut, text: textPart(words, address), html: String(await htmlPart(words, address, cut)) };
}

/** Nothing that a header could end at, or that would break a line of the text part. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function textPart(words: MailWords, address: string): string {
  const { opening, details, groups, link, basis, remarks } = words;
  const blocks = [
    [opening],
    details.map(([label, value]) => `${label}：${oneLine(value)}`),
    ...groups.map(({ title, lines }) => [
      title,
      ...lines.flatMap((line) => [`· ${oneLine(line.text)}`, `  ${address}${line.path}`]),
    ]),
    [`${link.label}：${address}${link.path}`],
    remarks,
    basis === null ? [] : [basis.words, ...(basis.path === null ? [] : [`${address}${basis.path}`])],
    ['--', FOOTER],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function htmlPart({ opening, details, groups, link, basis, remarks }: MailWords, address: string, title: string): Html {
  const rows = details.map(
    ([label, value]) => html`<p style="margin:0 0 4px"><span style="color:#666">${label}：</span>${oneLine(value)}</p>
`,
  );
  const lists = groups.map(
    (group) => html`<h2 style="font-size:16px;margin:16px 0 8px">${group.title}</h2>
<ul style="margin:0;padding-left:20px">
${group.lines.map(
  (line) => html`<li style="margin-bottom:8px"><a href="${address}${line.path}">${oneLine(line.text)}</a></li>
`,
)}</ul>
`,
  );
  const small = [...remarks, ...(basis === null ? [] : [citation(basis, address)]), FOOTER].map(
    (text) => html`<p style="margin:8px 0 0;color:#666;font-size:13px">${text}</p>
`,
  );
  return framed(
    title,
    WIDTH,
    html`<p style="margin:0 0 12px">${opening}</p>
${rows}${lists}${button(link.label, address + link.path)}${small}`,
  );
}

/** What is cited, and the way to it. */
function citation({ words, path }: Cited, address: string): Html | string {
  return path === null ? words : html`<a href="${address}${path}" style="color:#666">${words}</a>`;
}

/** A cell with a colour: Outlook gives links no room around their words. */
function button(label: string, href: string): Html {
  return html`<table ${LAYOUT} style="margin:16px 0"><tr><td bgcolor="#1a56a8" style="background-color:#1a56a8;border-radius:4px;padding:8px 20px"><a href="${href}" style="color:#ffffff;text-decoration:none">${label}</a></td></tr></table>
`;
}
