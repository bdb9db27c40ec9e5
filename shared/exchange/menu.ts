/** Where a kind stands in the navigation of the console, and for whom. */
import type { OrganisationType } from '../county.ts';
import type { Role } from './exchange.ts';

/** The headings of the navigation, in their order. */
export const MENU_HEADINGS = {
  pushes: '推送',
  letters: '往来',
  consulting: '会商',
  supervision: '监管',
  reports: '通报和追究',
  standards: '清单和标准',
  administration: '管理',
  others: '其他',
  own: '我的',
} as const;
export type MenuHeading = keyof typeof MENU_HEADINGS;

/** What people of other organisations and roles never have any of is left out of their navigation. */
export interface Menu {
  readonly under: MenuHeading;
  /** Chinese: what comes here, said where there is nothing. */
  readonly comes?: string;
  /** The types of organisations that have such records; all where left out. */
  readonly of?: readonly OrganisationType[];
  /** Roles of which a person needs one; everybody where left out. */
  readonly roles?: readonly Role[];
  /** The types of organisations whose daily work it is: for them it stands in the first line. */
  readonly daily?: readonly OrganisationType[];
}

/** Organisations that approve or supervise. */
export const SIDES: readonly OrganisationType[] = ['approval-bureau', 'department', 'enforcement-agency'];
/** Organisations that supervise. */
export const SUPERVISORS: readonly OrganisationType[] = ['department', 'enforcement-agency'];
