/** What the page of a list shows, and what each line says of its deadline. */

import type * as z from 'zod';
import type { Unread } from '../../shared/drafts/opened.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import type { PageCall } from './call.ts';
import type { Extent } from './extent.ts';
import { dueOf, type Line, waitingDue } from './kinds.ts';
import type { Due } from './lamp.ts';
import type { Address } from './list-filters.ts';
import type { Reader } from './reader.ts';

/** What a list page shows. */
export interface Shown {
  readonly call: PageCall;
  readonly kind: AnyKind;
  readonly reader: Reader;
  readonly schema: z.ZodType;
  readonly query: Address;
  /** The same, with what is to be none. */
  readonly filters: Address;
  readonly lines: readonly Line[];
  /** Of the lines those that are closed and yet wait for the organisation, by id. */
  readonly waiting: ReadonlyMap<string, Line>;
  /** Its own address. */
  readonly here: string;
  readonly next: string | null;
  readonly extent: Extent;
  readonly unread: Unread;
}

/** What a line says of its deadline. */
export function shownDue({ kind, waiting }: Pick<Shown, 'kind' | 'waiting'>, line: Line): Due {
  const waits = waiting.get(String(line.id));
  return waits ? waitingDue(kind, waits) : dueOf(kind, line);
}
