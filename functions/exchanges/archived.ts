/** Who may take a record with him as an archive, and what he gets. */
import { notAllowed } from '../../shared/errors.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { Answer, KnownCall } from '../http/route.ts';
import { withAboutSeen } from './about.ts';
import { archiveOf, mustBeClosed } from './archive.ts';
import { letterFor } from './document.ts';
import { historySeen } from './history.ts';
import { presentedWhole, seen } from './routes.ts';

export async function archived(call: KnownCall<unknown, unknown>, kind: AnyKind): Promise<Answer> {
  const { desk, actor, params } = call;
  const facts = await desk.facts();
  const exchange = await seen(desk, kind, params.id as string, actor, facts);
  if (!keepsIt(kind, exchange, actor.org)) throw notAllowed();
  mustBeClosed(kind, exchange);
  const letter = kind.document && !exchange.quarantined ? await letterFor(call, kind, exchange, facts) : null;
  const reply = letter === null ? null : ((await kind.replyDocument?.(exchange)?.(facts)) ?? null);
  const whole = await presentedWhole(desk, kind, exchange, actor, facts);
  const [record = whole] = await withAboutSeen(desk, actor, [whole]);
  const history = await historySeen(desk, actor, kind, exchange);
  const data = archiveOf(desk, kind, exchange, { record, history, letter, reply });
  const headers = {
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${exchange.id}.zip"`,
  };
  return { status: 200, content: { type: 'application/zip', data, bytes: true }, headers };
}

/** Both sides keep a record. A case has no addressee: its other side is whoever takes part. */
function keepsIt({ convenes }: AnyKind, { from, to, participants }: Exchange, org: string): boolean {
  return from === org || to === org || (convenes === true && participants.includes(org));
}
