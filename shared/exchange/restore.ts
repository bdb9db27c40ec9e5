/** Putting back what a quarantine took (本系统约定): decided by a second person, proved by the digests that stayed. Pure. */
import { isTaken } from './body.ts';
import type { Exchange } from './exchange.ts';
import { append, type Said, verify } from './history.ts';
import type { AnyKind } from './kind.ts';

/**
 * The record with what was taken in its place again and one more entry, `restore`. What has become of it since stays.
 * Throws where `before` is not this record as it once was: its chain must verify and be the beginning of this one.
 */
export function restored(kind: AnyKind, now: Exchange, before: Exchange, said: Omit<Said, 'act'>): Exchange {
  const begins = before.history.every(({ hash }, i) => now.history[i]?.hash === hash);
  if (!verify(before) || !begins || before.id !== now.id)
    throw new Error(`What was held of ${now.id} is not as it was`);
  const history = now.history.map((entry, i) => ({
    ...entry,
    detail: entry.detail ?? before.history[i]?.detail ?? null,
  }));
  const filled: Exchange = {
    ...now,
    party: now.party ?? before.party,
    licence: now.licence ?? before.licence,
    handler: (now.handler === null ? before : now).handler,
    handlerAccount: (now.handler === null ? before : now).handlerAccount,
    ...(before.application !== undefined && { application: before.application }),
    ...(before.subject !== undefined && { subject: before.subject }),
    ...(before.project !== undefined && { project: before.project }),
    body: withOwn(kind, kind.refilled ? kind.refilled(now.body, before.body) : now.body, before.body),
    quarantined: now.quarantined && !isWhole(now),
    history,
  };
  return append({ ...filled, ...kind.keysAgain?.(filled) }, { ...said, act: 'restore' });
}

/** True where every quarantine will have been taken back with this one. */
function isWhole({ history }: Exchange): boolean {
  const count = (name: string): number => history.filter(({ act }) => act === name).length;
  return count('quarantine') <= count('restore') + 1;
}

/** What its addressee took by itself stands again where nothing has come in its place. */
function withOwn({ own }: AnyKind, now: unknown, before: unknown): unknown {
  const were = Object.entries(before as object).filter(
    ([name]) => own && name in own && isTaken((now as Record<string, unknown>)[name]),
  );
  return { ...(now as object), ...Object.fromEntries(were) };
}
