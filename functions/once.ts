/** What a request under an Idempotency-Key said, where no single record of that request can remember it. */
import { plainItem } from '../shared/accounts/directory.ts';
import type { Actor } from '../shared/exchange/exchange.ts';
import { type Desk, requestOf, reused } from '../shared/exchange/shell.ts';
import { digest, keyOf } from '../shared/keys.ts';

/** Remembers it; throws `idempotency-key-reused` where the same key has said something else before. */
export async function saidOnce(
  desk: Desk,
  actor: Actor,
  act: string,
  key: string | null,
  body: unknown,
): Promise<void> {
  if (key === null) return;
  const at = keyOf(desk.jurisdiction, 'request', requestOf(desk, actor.account, act, key));
  const said = digest(body);
  const { store } = desk.ports;
  const before = await store.get(at);
  if (!before && (await store.commit([{ item: plainItem(at, { said }), expected: null }])).committed) return;
  const known = (before ?? (await store.get(at)))?.value as { said: string } | undefined;
  if (known?.said !== said) throw reused();
}
