/**
 * Queries under a grant (art. 18), logged before they are answered: a line in the chain of whoever asks and one in the
 * chain of whose records they are, by one commit.
 */
import { logged, loggedPuts } from '../audit/chain.ts';
import type { Act, Entry } from '../audit/entry.ts';
import { type Met, walkThing } from '../audit/walk.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import type { IndexEntry, Store } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Grant, Over } from './grants.ts';

/** The chain of what was asked of others, and of what others have asked. */
const CHAINS = { asked: 'queries-asked', given: 'queries-given' } as const;
export type Side = keyof typeof CHAINS;

export const SIDES = { asked: '本单位查询的', given: '查询本单位的' } as const;

/** What was asked for: a party, a licence or a matter. */
export type Parameters = Readonly<Partial<Record<'party' | 'licence' | 'matter', string>>>;

/** What a line tells beside when and by whom. */
export interface Queried {
  /** Who asked. */
  readonly org: string;
  /** Whose records were asked for. */
  readonly giver: string;
  readonly grant: string;
  readonly over: Over;
  readonly purpose: string;
  readonly parameters: Parameters;
  /** How many records the answer shows. */
  readonly count: number;
}

/** Writes the line of one query on both sides. */
export async function logQuery(
  store: Store,
  jurisdiction: string,
  { by, at }: { by: string; at: Instant },
  grant: Grant,
  { purpose, parameters, count }: Pick<Queried, 'purpose' | 'parameters' | 'count'>,
): Promise<void> {
  const asked = Object.entries(parameters).map(([name, value]) => [name, maskIdentityNumbers(value)]);
  const detail: Queried = {
    ...{ org: grant.to, giver: grant.org, grant: grant.id, over: grant.over },
    ...{ purpose, parameters: Object.fromEntries(asked), count },
  };
  const act = (side: Side, org: string): Act => {
    return { at, by, act: 'query-granted', thing: `${CHAINS[side]}/${org}`, detail, room: 'administration' };
  };
  await logged(store, jurisdiction, act('given', grant.org), (_entry, inTime) =>
    loggedPuts(inTime, jurisdiction, act('asked', grant.to)),
  );
}

/** The lines of a side of an organisation, newest first, after the one that was met last. */
export function walkQueries(
  store: Store,
  jurisdiction: string,
  { side, org }: { readonly side: Side; readonly org: string },
  after: IndexEntry | undefined,
): AsyncGenerator<Met> {
  return walkThing(store, jurisdiction, `${CHAINS[side]}/${org}`, { after });
}

/** What a line says; null where it was taken from sight. */
export function queriedIn({ detail }: Entry): Queried | null {
  return detail as Queried | null;
}
