/** The files of a circular: the body of its mail, the page, the workbook, the official document, and their picture. */
import type { Attachment } from '../../ports.ts';
import type { Circular } from '../circular.ts';
import { renderHtml } from './html.ts';
import { chartPng } from './picture.ts';

export { chartAlt, chartSvg } from './chart.ts';
export { renderDocx } from './docx.ts';
export { renderHtml } from './html.ts';
export { chartPng } from './picture.ts';
export { renderXlsx } from './xlsx.ts';

const CHART_ID = 'chart@circular';

/** A mail shows the picture that it carries: `renderHtml(circular, org, CHART_ADDRESS)`, with `chartAttachment` attached. */
export const CHART_ADDRESS = `cid:${CHART_ID}`;

export async function chartAttachment(circular: Circular): Promise<Attachment> {
  const content = await chartPng(circular);
  return { filename: '按期认领率对比图.png', contentType: 'image/png', content, inline: CHART_ID };
}

/** The page behind `.html`: the mail's body, with the picture inside it. */
export async function renderPage(circular: Circular, forOrg: string | null): Promise<string> {
  const png = Buffer.from(await chartPng(circular)).toString('base64');
  return renderHtml(circular, forOrg, `data:image/png;base64,${png}`);
}
