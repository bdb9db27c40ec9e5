/** Which rows of the list name an organisation, in whatever role: what is built on it as long as they do. */
import type { Store } from '../ports.ts';
import type { Matter } from './matter.ts';
import { readMatters, readVersions } from './versions.ts';

/** The rows that name the organisation as department, agency or candidate. */
export function rowsNaming(matters: readonly Matter[], org: string): Matter[] {
  return matters.filter(({ department, enforcementAgency, candidates }) =>
    [department, enforcementAgency, ...candidates].includes(org),
  );
}

/** How many rows of the newest version, in force or still to come, name the organisation. */
export async function listedRows(store: Store, jurisdiction: string, org: string): Promise<number> {
  const newest = (await readVersions(store, jurisdiction)).at(-1);
  return newest ? rowsNaming(await readMatters(store, jurisdiction, newest), org).length : 0;
}

/** What to do about them when another organisation takes its place. Empty where there is none. */
export function listedAdvice(count: number, from: string, to: string): string {
  if (count === 0) return '';
  return `边界清单仍有 ${count} 项列有${from}，新的推送仍发往该单位。请行政审批服务局起草清单调整，将这些事项改列${to}。`;
}
