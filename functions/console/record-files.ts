/**
 * The files of a record: its document (函) as Word or to be printed, and of one that is closed all of it for keeping
 * (归档).
 */
import { html } from 'hono/html';
import { notFound } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { isOpen } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { operation } from '../exchanges/naming.ts';
import type { Answer } from '../http/route.ts';
import type { Html } from '../public/layout.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import { kindAt, OPERATIONS } from './kinds.ts';
import { pathOf } from './paths.ts';

export function recordFile(call: PageCall): Promise<Answer> {
  const kind = kindAt(call);
  const { id = '', format = '' } = call.params;
  if (format === 'zip') return ask(call, operation('archive', kind.kind), { params: { id } });
  if (!kind.document || !FORMATS.includes(format)) throw notFound('该文件');
  return ask(call, OPERATIONS.read(kind), { params: { id: `${id}.${format}` } });
}

const FORMATS = ['docx', 'html', 'reply.docx', 'reply.html'];

/** Links to those that there are. */
export function recordFiles({ actor }: PageCall, kind: AnyKind, exchange: Exchange): Html | '' {
  const at = `${pathOf(kind)}/${exchange.id}/files`;
  const formats = [
    ...(kind.document && !exchange.quarantined ? [['docx', '下载 Word'] as const, ['html', '打印版'] as const] : []),
    ...(!exchange.quarantined && kind.replyDocument?.(exchange)
      ? [['reply.docx', '复函 Word'] as const, ['reply.html', '复函打印版'] as const]
      : []),
    ...(!isOpen(kind, exchange) && sightOf(exchange, actor) === 'own' ? [['zip', '归档包（ZIP）'] as const] : []),
  ];
  if (formats.length === 0) return '';
  return html`<p class="side screen">${formats.map(([format, words]) => html`<a href="${at}/${format}">${words}</a>`)}</p>`;
}
