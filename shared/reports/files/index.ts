/** The files of a circular: the body of its mail, the page, the workbook, the official document, and their picture. */
import type { Attachment } from '../../ports.ts';
import type { Circular, PushNames } from '../circular.ts';
import { chartName } from './chart.ts';
import { renderHtml } from './html.ts';

export { chartAlt, chartSvg } from './chart.ts';
export { renderDocx } from './docx.ts';
export { renderHtml } from './html.ts';
export { chartPng } from './picture.ts';
export { renderXlsx } from './xlsx.ts';

const CHART_ID = 'chart@circular';

/**
 * A mail shows the picture that it carries: `renderHtml(circular, org, names, CHART_ADDRESS)`, with `chartAttachment`
 * attached.
 */
export const CHART_ADDRESS = `cid:${CHART_ID}`;

/** `content`: the picture as PNG. */
export function chartAttachment(circular: Circular, content: Uint8Array): Attachment {
  return { filename: `${chartName(circular)}.png`, contentType: 'image/png', content, inline: CHART_ID };
}

/** The page behind `.html`: the mail's body, with the picture (PNG) inside it. */
export function renderPage(circular: Circular, forOrg: string | null, names: PushNames, picture: Uint8Array): string {
  const png = Buffer.from(picture).toString('base64');
  return renderHtml(circular, forOrg, names, `data:image/png;base64,${png}`);
}
