/** What a request under an Idempotency-Key said, where no single record of that request can remember it. */
import { plainItem } from '../../shared/change.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { requestOf, reused } from '../../shared/exchange/shell.ts';
import { digest, keyOf } from '../../shared/keys.ts';
import { DAY } from '../../shared/time.ts';
import type { Answer, KnownCall } from './route.ts';

/** How long a key is known. */
const KNOWN_FOR = 90 * DAY;

/** Remembers it; throws `idempotency-key-reused` where the same key has said something else before. */
export async function saidOnce(
  desk: Desk,
  actor: Actor,
  act: string,
  key: string | null,
  body: unknown,
): Promise<void> {
  if (key === null || (await saidBefore(desk, actor, act, key, body))) return;
  const item = plainItem(keyFor(desk, actor, act, key), { said: digest(body) });
  const expires = desk.ports.clock.now() + KNOWN_FOR;
  if (!(await desk.ports.store.commit([{ item, expected: null, expires }])).committed) {
    await saidBefore(desk, actor, act, key, body);
  }
}

/** Answers under the key of a call, which from then on says nothing else; what is refused leaves no trace. */
export async function answeredOnce(
  { desk, actor, key, body }: Pick<KnownCall<unknown, unknown>, 'desk' | 'actor' | 'key' | 'body'>,
  act: string,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  await saidBefore(desk, actor, act, key, body);
  const done = await answer();
  await saidOnce(desk, actor, act, key, body);
  return done;
}

/**
 * Whether the key has said this before; throws where it has said something else. Writes nothing: for a request that may
 * yet be refused, which then leaves no trace.
 */
export async function saidBefore(
  desk: Desk,
  actor: Actor,
  act: string,
  key: string | null,
  body: unknown,
): Promise<boolean> {
  const known = key === null ? undefined : await desk.ports.store.get(keyFor(desk, actor, act, key));
  if (known && (known.value as { said: string }).said !== digest(body)) throw reused();
  return known !== undefined;
}

function keyFor(desk: Desk, actor: Actor, act: string, key: string): string {
  return keyOf(desk.jurisdiction, 'request', requestOf(desk, actor.account, act, key));
}
