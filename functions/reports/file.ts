/** The circular as a file. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Circular } from '../../shared/reports/circular.ts';
import { fileNameOf } from '../../shared/reports/files/words.ts';
import { pushNames } from '../../shared/reports/push-names.ts';
import { DOCX, drawn, renderers, XLSX } from '../../shared/reports/renderers.ts';
import type { Answer } from '../http/route.ts';

export type Format = 'html' | 'docx' | 'xlsx';

/** Nothing on the page runs, and nothing of it is fetched: names and reasons that people typed stand in it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The page shows the reader's own figures first; the other two are the same for everybody. */
export async function fileOf(desk: Desk, circular: Circular, format: Format, org: string): Promise<Answer> {
  const names = await pushNames(desk, circular);
  if (format === 'html') {
    const { renderPage } = await renderers();
    const listed = circular.organisations.some((one) => one.org === org);
    const page = renderPage(circular, listed ? org : null, names, await drawn('png', circular, names));
    return answer('text/html; charset=utf-8', page, null);
  }
  const chinese = encodeURIComponent(`${fileNameOf(circular)}.${format}`);
  const name = `filename="${circular.quarter}.${format}"; filename*=UTF-8''${chinese}`;
  return answer(format === 'docx' ? DOCX : XLSX, await drawn(format, circular, names), name);
}

function answer(type: string, data: string | Uint8Array, filename: string | null): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (filename === null) headers['content-security-policy'] = POLICY;
  if (filename !== null) headers['content-disposition'] = `attachment; ${filename}`;
  return { status: 200, content: { type, data }, headers };
}
