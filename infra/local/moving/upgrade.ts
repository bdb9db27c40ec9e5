/**
 * How what earlier versions stored becomes what this one stores. The same function upgrades the items of a data folder
 * and of an exported file. It renames fields, places records anew and adds what is kept beside them; it never touches a
 * history: digests are computed over the names of format 2 (docs/decisions/0019), so that every chain still verifies.
 *
 * A new format is a new step here, `ITEM_FORMAT` raised by one, `FORMAT_OF_FILE` with one line more and a fixture of
 * the format before (test/format). A version that only moves records in the indexes raises `PLACES`, nothing else.
 */

import { ITEM_FORMAT } from '../../../shared/adapters/item-format.ts';
import type { Migration } from '../../../shared/adapters/sqlite-migration.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { PLACES, toItem } from '../../../shared/exchange/item.ts';
import type { AnyKind } from '../../../shared/exchange/kind.ts';
import { participantPuts } from '../../../shared/exchange/participants.ts';
import { splitKey } from '../../../shared/keys.ts';
import { KINDS } from '../../../shared/kinds.ts';
import { type Outgoing, outgoingItem } from '../../../shared/mail/outgoing.ts';
import type { Item } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';

type Stored = Record<string, unknown>;

/** What an exchange of a format becomes in the next one. */
const STEPS: Readonly<Record<number, (exchange: Stored) => Stored>> = {
  2: renaming({ parties: 'participants', notices: 'mails' }),
};

/** The same members in the same order, some by another name. */
function renaming(names: Readonly<Record<string, string>>): (exchange: Stored) => Stored {
  return (exchange) =>
    Object.fromEntries(Object.entries(exchange).map(([name, value]) => [names[name] ?? name, value]));
}

/** The format of the items in an exported file, by the file's version. */
export const FORMAT_OF_FILE: Readonly<Record<number, number>> = { 1: 2, 2: 3 };

/**
 * An item as this version stores and places it, and the items that this version keeps beside it; `format` is the one in
 * which it was written. An exchange that is none (changed by other programs) is left as it is: whoever verifies
 * histories names it.
 */
export function upgraded(item: Item, format: number): [Item, ...Item[]] {
  const { family } = splitKey(item.key);
  if (family === 'notice' && isOutgoing(item.value)) return [{ ...item, places: outgoingItem(item.value).places }];
  if (family !== 'exchange') return [item];
  let value = (item.value ?? {}) as Stored;
  for (let step = format; step < ITEM_FORMAT; step++) value = (STEPS[step] as (typeof STEPS)[number])(value);
  if (!isExchange(value)) return [item];
  const kind = kindOf(value);
  // Format 2 had no items by which participants find a record.
  const beside = format < 3 ? participantPuts(kind, null, value).map((put) => put.item) : [];
  return [{ ...item, value, places: toItem(kind, value).places }, ...beside];
}

export const MIGRATION: Migration = { places: PLACES, renewed: upgraded };

function isExchange(value: unknown): value is Stored & Exchange {
  const { kind, history, mails } = value as Partial<Exchange>;
  return typeof kind === 'string' && Array.isArray(history) && Array.isArray(mails);
}

function isOutgoing(value: unknown): value is Outgoing {
  const { jurisdiction, createdAt, due } = (value ?? {}) as Partial<Outgoing>;
  return typeof jurisdiction === 'string' && typeof createdAt === 'number' && typeof due === 'number';
}

function kindOf({ kind: name }: Exchange): AnyKind {
  const kind = KINDS.get(name);
  if (kind) return kind;
  throw unknownKind(name);
}

/** Only a later version can have written it. */
export function unknownKind(kind: string): Refused {
  return new Refused(
    `数据中有本版本不认识的事项类型 ${kind}，由更新版本的平台写入。请改用该版本。`,
    `The data has records of the kind ${kind}, which a later version has written. Use that version.`,
  );
}
