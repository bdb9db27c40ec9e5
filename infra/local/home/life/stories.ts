/** The stories of the living demonstration. A further kind adds a line here, or some scenes to one of these. */
import { approvals } from './approvals.ts';
import { cases } from './cases.ts';
import { circulars } from './circulars.ts';
import { credit } from './credit.ts';
import { experts } from './experts.ts';
import { letters } from './letters.ts';
import { lists } from './lists.ts';
import { office } from './office.ts';
import type { Story } from './scene.ts';
import { standards } from './standards.ts';
import { supervision } from './supervision.ts';

export const STORIES: readonly Story[] = [
  ...[circulars, approvals, supervision, letters, cases, experts, credit, office, lists, standards],
];
