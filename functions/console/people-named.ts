/**
 * Accounts under the names of those who have them: 王五（冠县市场监督管理局）. The people of one's own organisation, and of a
 * record those who have acted on it, are known to its readers; the others to the bureau's administrators, the
 * government office and discipline inspection alone, and to everybody else by their organisation.
 */
import * as z from 'zod';
import { type Named, namedAccounts } from '../../shared/accounts/named.ts';
import { orgName } from '../../shared/county.ts';
import type { Column } from '../../shared/exchange/kind.ts';
import { meaningOf } from '../../shared/meaning.ts';
import { elementOf, type Names, type Object$, recordsAt, type Schema, shapeOf } from './answer-parts.ts';
import type { PageCall } from './call.ts';
import { namedRecords } from './named-records.ts';

const KNOW_ALL = ['bureau-admin', 'government-office', 'discipline'] as const;

/** The names with those of the people whom a record's history names. */
export function withActors(names: Names, own: string, people: readonly Named[]): Names {
  const placed = new Map(people.map(({ account, name, org }) => [account, placedName(names, name, org)]));
  const others = people.flatMap(({ account, org }): [string, string][] =>
    org === own ? [] : [[account, placed.get(account) as string]],
  );
  return { ...names, people: new Map([...others, ...names.people]), placed };
}

/**
 * The names with those of these accounts. `near`: the organisations where they are looked for first;
 * `shown`: true for records of the reader's own, whose history says who has acted on them.
 */
export async function withPeople(
  call: PageCall,
  names: Names,
  accounts: readonly string[],
  { near = [], shown = false }: { readonly near?: readonly string[]; readonly shown?: boolean } = {},
): Promise<Names> {
  const unknown = accounts.filter((one) => !names.people.has(one));
  if (unknown.length === 0) return names;
  const people = await namedAccounts(call.desk, names, unknown, near);
  const known = shown || KNOW_ALL.some((role) => call.actor.roles.includes(role));
  const words = people.map(({ account, name, org }): [string, string] => [
    account,
    known ? placedName(names, name, org) : `${orgName(names.county, org)}的工作人员`,
  ]);
  return { ...names, people: new Map([...words, ...names.people]) };
}

/** The names behind what lines of a list say: those who handle them, also elsewhere, and the records in columns. */
export async function namesOfLines(
  call: PageCall,
  names: Names,
  schema: z.ZodType,
  lines: readonly Object$[],
  columns: readonly Column[],
): Promise<Names> {
  const records = await namedRecords(
    call,
    lines.flatMap((line) => columns.flatMap((column) => recordsAt(schema, column, line))),
  );
  const near = lines.flatMap(({ from, to }) =>
    [from, to].flatMap((place) => (place as { org: string | null } | null)?.org ?? []),
  );
  return withPeople(call, { ...names, records }, accountsIn(z.array(schema), lines), { near, shown: true });
}

function placedName({ county }: Names, name: string, org: string): string {
  const of = orgName(county, org);
  return name.startsWith(of) ? name : `${name}（${of}）`;
}

/** The accounts in an answer: what its schema says is a person, and of a thing of the audit whose it is. */
export function accountsIn(schema: Schema, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => accountsIn(elementOf(schema), one));
  if (typeof value === 'string') {
    const { is } = meaningOf(schema);
    return is === 'person' ? [value] : is === 'thing' ? value.split('/').slice(1) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) => accountsIn(field, (value as Object$)[name]));
}
