/** A record as a document (函): `GET /<path>/{id}.docx` and `.html`, of kinds that have one. */
import { DOCX, letterName, type OfficialLetter } from '../../shared/documents/official-letter.ts';
import { renderLetter } from '../../shared/documents/render.ts';
import { notFound } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { withFound } from '../../shared/exchange/reads.ts';
import { noteReading } from '../audit/noting.ts';
import type { Answer, KnownCall } from '../http/route.ts';

/** With `reply.` that of its reply, where it has one of its own. */
export type Format = `${'' | 'reply.'}${'docx' | 'html'}`;

/** Names that people typed stand in it: nothing runs on the page, nothing is fetched. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** The record as its document for this reader. Parts of the case that were opened to him are noted as read. */
export async function letterFor(
  call: KnownCall<unknown, unknown>,
  kind: AnyKind,
  exchange: Exchange,
  facts: Facts,
): Promise<OfficialLetter> {
  const { desk, actor } = call;
  const known = await withFound(desk, kind.documents?.(exchange), facts);
  await noteReading(call, 'read', known.found?.parts ?? [], facts);
  return (kind.document as NonNullable<AnyKind['document']>)(exchange, known, actor);
}

/** The record, or its reply, as an official letter. Throws 404 where there is no such letter. */
export async function documentOf(
  call: KnownCall<unknown, unknown>,
  kind: AnyKind,
  exchange: Exchange,
  facts: Facts,
  format: Format,
): Promise<Answer> {
  const letter = format.startsWith('reply.')
    ? await kind.replyDocument?.(exchange)?.(facts)
    : await letterFor(call, kind, exchange, facts);
  if (!letter) throw notFound('该复函');
  const headers = { 'cache-control': 'no-store' };
  if (format.endsWith('html')) {
    const content = { type: 'text/html; charset=utf-8', data: await renderLetter(letter, 'html') };
    return { status: 200, content, headers: { ...headers, 'content-security-policy': POLICY } };
  }
  const chinese = encodeURIComponent(`${letterName(letter)}.docx`);
  const disposition = `attachment; filename="${kind.kind}.docx"; filename*=UTF-8''${chinese}`;
  const content = { type: DOCX, data: await renderLetter(letter, 'docx') };
  return { status: 200, content, headers: { ...headers, 'content-disposition': disposition } };
}
