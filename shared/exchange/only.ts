/**
 * Kinds of which there is one record for a thing, such as one credit record for a decision (`Kind.only`). An item of
 * its own names the record that has the thing. It is written by the commit that says so, on the condition that nobody
 * else has it by then.
 */
import { plainItem } from '../change.ts';
import { Problem } from '../errors.ts';
import { keyOf } from '../keys.ts';
import type { Item, Put } from '../ports.ts';
import type { Changed } from './attached.ts';
import type { Desk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';
import { kindNamed } from './run.ts';

type Load = (id: string) => Promise<Exchange | undefined>;
type Claiming = Pick<Exchange, 'from' | 'state' | 'body'>;

/** The record that has the thing of this draft already; undefined where none has. */
export async function holderOf(desk: Desk, kind: AnyKind, draft: Claiming, load: Load): Promise<Exchange | undefined> {
  const thing = kind.only?.of(draft) ?? null;
  return thing === null ? undefined : (await held(desk, kind, thing, load)).holder;
}

/** The items that name the records of a commit. Throws the kind's 409 where another record has the thing. */
export async function onlyPuts(desk: Desk, changed: readonly Changed[], load: Load): Promise<Put[]> {
  const puts: Put[] = [];
  for (const { before, exchange } of changed) {
    const kind = kindNamed(desk.kinds, exchange.kind);
    const thing = kind.only?.of(exchange) ?? null;
    if (!kind.only || thing === null || (before && kind.only.of(before) === thing)) continue;
    const { item, holder } = await held(desk, kind, thing, load);
    if (holder && holder.id !== exchange.id) throw taken(kind, kind.only.taken, holder.id);
    const value = { record: exchange.id };
    puts.push({ item: plainItem(onlyKey(desk.jurisdiction, kind, thing), value), expected: item?.head ?? null });
  }
  return puts;
}

function taken({ codes }: AnyKind, code: NonNullable<AnyKind['only']>['taken'], record: string): Problem {
  return new Problem(code, codes?.[code]?.detail ?? '', { more: { record } });
}

/** What a record no longer has, because it was withdrawn for instance, is free. */
async function held(
  desk: Desk,
  kind: AnyKind,
  thing: string,
  load: Load,
): Promise<{ item: Item | undefined; holder: Exchange | undefined }> {
  const item = await desk.ports.store.get(onlyKey(desk.jurisdiction, kind, thing));
  const found = item && (await load((item.value as { record: string }).record));
  return { item, holder: found && kind.only?.of(found) === thing ? found : undefined };
}

function onlyKey(jurisdiction: string, { kind }: AnyKind, thing: string): string {
  return keyOf(jurisdiction, 'only', `${kind}#${thing}`);
}
