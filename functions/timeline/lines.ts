/** Where the records of a timeline lie: in which partitions of the indexes, all sorted by creation. */
import { comparedForms } from '../../shared/compared-number.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { documentPartition } from '../../shared/exchange/numbered.ts';
import { comparable } from '../../shared/identifier.ts';
import type { Index } from '../../shared/ports.ts';
import { feedbackPartition } from '../../shared/register/feedback.ts';
import { type CountedPush, isPush } from '../../shared/reports/counted.ts';

/** What a timeline is of. */
export const BY = ['party', 'licence', 'application', 'project'] as const;
export type By = (typeof BY)[number];

export interface Line {
  readonly index: Index;
  readonly partition: string;
}

/**
 * Where the records lie: under the key itself, under the applications of a licence's pushes, and under the entries of
 * the register that its pushes have.
 */
export async function linesOf(desk: Desk, by: By, said: string): Promise<Line[]> {
  const { jurisdiction } = desk;
  const keys = by === 'licence' ? await licencesOf(desk, said) : [said];
  const own = keys.map((key): Line => ({ index: by, partition: `${jurisdiction}#${key}` }));
  if (by === 'application' || by === 'project') return own;
  const found = (await Promise.all(own.map((line) => newest(desk, line)))).flat();
  const named = by === 'licence' ? found.flatMap(({ application }) => application ?? []) : [];
  const entries = found.filter(isPush).flatMap(feedbackOn);
  return [
    ...own,
    ...some(named).map((one): Line => ({ index: 'application', partition: `${jurisdiction}#${one}` })),
    ...some(entries).map((partition): Line => ({ index: 'register', partition })),
  ];
}

/** The numbers of the licences that are meant: the one that is said, and those that were decided under it (决定文书号). */
async function licencesOf(desk: Desk, said: string): Promise<string[]> {
  const numbers = await comparedForms(desk, said);
  const under = numbers.map(async (number): Promise<string[]> => {
    const partition = documentPartition(desk.jurisdiction, number);
    const decided = (await newest(desk, { index: 'document', partition })).filter(isPush);
    return decided.flatMap(({ licence }) => (licence === null ? [] : comparable(licence)));
  });
  return some([...numbers, ...(await Promise.all(under)).flat()]);
}

/** Where a department has said what it found, of the entry that a push made or changed. */
function feedbackOn({ jurisdiction, to, body: { entry } }: CountedPush): string[] {
  return to === null ? [] : [feedbackPartition(jurisdiction, to, entry)];
}

async function newest({ ports: { store } }: Desk, { index, partition }: Line): Promise<Exchange[]> {
  const entries = await store.query(index, partition, { descending: true, limit: 200 });
  const items = await store.getMany(entries.map(({ key }) => key));
  return items.flatMap((item) => (item ? [item.value as Exchange] : []));
}

/** Each once, and no more lines than a page can ask. */
function some(all: readonly string[]): string[] {
  return [...new Set(all)].slice(0, 50);
}
