/** The circular as a file. */
import type { Circular } from '../../shared/reports/circular.ts';
import { DOCX, renderers, XLSX } from '../../shared/reports/renderers.ts';
import type { Answer } from '../http/route.ts';

export type Format = 'html' | 'docx' | 'xlsx';

/** Nothing on the page runs, and nothing of it is fetched: names and reasons that people typed stand in it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The page shows the reader's own figures first; the other two are the same for everybody. */
export async function fileOf(circular: Circular, format: Format, org: string): Promise<Answer> {
  const { renderDocx, renderPage, renderXlsx } = await renderers();
  if (format === 'html') {
    const listed = circular.organisations.some((one) => one.org === org);
    return answer('text/html; charset=utf-8', await renderPage(circular, listed ? org : null), null);
  }
  const name = `${circular.quarter}.${format}`;
  return format === 'docx'
    ? answer(DOCX, await renderDocx(circular), name)
    : answer(XLSX, await renderXlsx(circular), name);
}

function answer(type: string, data: string | Uint8Array, filename: string | null): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (filename === null) headers['content-security-policy'] = POLICY;
  if (filename !== null) headers['content-disposition'] = `attachment; filename="${filename}"`;
  return { status: 200, content: { type, data }, headers };
}
