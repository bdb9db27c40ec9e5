/** What article 18 wants opened between the bureau and a matter's departments, and is not. Pure. */
import type { Matter } from '../boundary/matter.ts';
import type { CivilDate } from '../time.ts';
import { type Grant, type Over, standingOf } from './grants.ts';

/** Records of `org` that `to` should be able to look up: the matters of which it cannot. */
export interface Gap {
  org: string;
  to: string;
  over: Over;
  matters: string[];
}

/** A department opens supervision and its register to the bureau, the bureau its approvals to the department. */
const WANTED: readonly { over: Over; by: 'department' | 'bureau' }[] = [
  { over: 'supervision', by: 'department' },
  { over: 'register', by: 'department' },
  { over: 'approvals', by: 'bureau' },
];

/** The gaps on a day, by department, then by what is wanted. `bureau` is the approval bureau's code. */
export function gapsOn(matters: readonly Matter[], grants: readonly Grant[], bureau: string, on: CivilDate): Gap[] {
  const standing = grants.filter((grant) => standingOf(grant, on) === 'in-force');
  const gaps = [...byDepartment(matters)].flatMap(([department, codes]) =>
    WANTED.map(({ over, by }): Gap => {
      const [org, to] = by === 'department' ? [department, bureau] : [bureau, department];
      const open = standing.filter((grant) => grant.org === org && grant.to === to && grant.over === over);
      return { org, to, over, matters: codes.filter((code) => !open.some((grant) => covers(grant, code))) };
    }),
  );
  return gaps.filter((gap) => gap.matters.length > 0);
}

/**
 * A matter's department, or where the list says "named per push" its candidates. The bureau needs no grant of its own.
 */
function byDepartment(matters: readonly Matter[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { code, department, candidates } of matters) {
    for (const org of department === null ? candidates : [department]) {
      found.set(org, [...(found.get(org) ?? []), code]);
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function covers({ matters }: Grant, code: string): boolean {
  return matters === 'all' || matters.includes(code);
}
