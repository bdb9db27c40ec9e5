/**
 * A standard follows its matters (arts. 6, 9): what the department says of them is the business of the one that the
 * list names. What it said before, and who was late until then, stay with the department of then.
 */
import type { SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import { passedOn } from '../exchange/succession.ts';
import type { StandardBody, StandardState } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    /** From the department `org` to `by`, which the list names for all of its matters. */
    'standard.follow': { org: string; by: string };
  }
  interface MailTypes {
    'standard-followed': 'standard';
  }
}

export const follow: SystemAct<StandardBody, StandardState, SystemActs['standard.follow']> = {
  label: '随清单移交',
  article: '9',
  by: 'system',
  from: ['proposed', 'objected', 'confirmed', 'repealing'],
  apply: (standard, moved, facts) => ({
    set: passedOn(standard, moved, facts),
    body: ofDepartment(standard.body, moved),
    also: [{ do: 'mail', org: moved.by, section: null, type: 'standard-followed' }],
  }),
};

/** The body where another has the place of its department. */
export function ofDepartment(body: StandardBody, { org, by }: SystemActs['standard.follow']): StandardBody {
  return {
    ...body,
    department: body.department === org ? by : body.department,
    repealBy: body.repealBy === org ? by : body.repealBy,
  };
}
