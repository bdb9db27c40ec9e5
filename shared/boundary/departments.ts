/** Whose a row of the boundary list is: its departments, and whom a change of it concerns (art. 4, 20). Pure. */
import type { County, Organisation } from '../county.ts';
import type { Matter } from './matter.ts';

type Named = Pick<Matter, 'department' | 'candidates'>;

/** The row's department, else its candidates; none where it names neither. */
export function namedDepartments({ department, candidates }: Named): readonly string[] {
  return department === null ? candidates : [department];
}

/** The same; where the row names neither, every organisation that supervises. */
export function departmentsOf(row: Named, { organisations }: County): readonly string[] {
  const named = namedDepartments(row);
  return named.length > 0 ? named : organisations.filter(supervises).map(({ code }) => code);
}

/** Whom a change of the row concerns: the departments that it names, and its enforcement agency. */
export function concernedIn(row: Matter): readonly string[] {
  const agency = row.enforcementAgency;
  const named = namedDepartments(row);
  return agency === null || named.includes(agency) ? named : [...named, agency];
}

function supervises({ type, active }: Organisation): boolean {
  if (active === false) return false;
  return type === 'department' || type === 'enforcement-agency';
}
