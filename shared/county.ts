/** A county and its organisations, as every capability knows them. */
import type { CivilDate } from './time.ts';

/**
 * What an organisation is. An enforcement agency may also be the competent department of a matter: that role is per
 * matter and stands in the boundary list, not here.
 */
export const ORGANISATION_TYPE_WORDS = {
  'approval-bureau': '行政审批服务局',
  department: '行业主管部门',
  'enforcement-agency': '综合行政执法机构',
  'government-office': '县政府办公室',
  discipline: '纪检监察机关',
  township: '乡镇（街道）',
} as const;
export type OrganisationType = keyof typeof ORGANISATION_TYPE_WORDS;
export const ORGANISATION_TYPES = Object.keys(ORGANISATION_TYPE_WORDS) as readonly OrganisationType[];

/** 责任科室. */
export interface Section {
  code: string;
  name: string;
  /** Where its mail goes; the organisation's address where it has none. */
  mail: string | null;
}

export interface Organisation {
  /** Upper-case letters and digits, such as `SCJG`. */
  code: string;
  name: string;
  type: OrganisationType;
  mail: string | null;
  sections: Section[];
  /** Where work without a named section goes; any officer of the organisation where it is null. */
  defaultSection: string | null;
  /** False once it has ended (机构改革); absent while it is active. */
  active?: false;
  /** Who takes over what is open, from which day, by which document; absent while nobody does. */
  succeededBy?: SucceededBy;
}

export interface SucceededBy {
  by: string;
  on: CivilDate;
  documentNumber: string;
}

/** The county's own measures, which mails, pages and files cite. */
export interface Regulation {
  /** Without 《》. */
  title: string;
  /** 文号, such as `冠政办字〔2022〕12号`. */
  documentNumber: string;
  /** The words that are quoted, by article: `17`, `17(1)`, or a sentence of one: `23 提醒`. */
  articles?: Readonly<Record<string, string>>;
  /**
   * Where these measures have what the platform knows by another number: `{'17(1)': '12(1)', '24': null}`, null for
   * what they do not have. Absent: each article stands where the platform expects it.
   */
  places?: Readonly<Record<string, string | null>>;
}

export interface County {
  /** Six-digit division code. */
  jurisdiction: string;
  name: string;
  /** The day from which the platform counts here. */
  since: CivilDate;
  organisations: Organisation[];
  /** Absent until the county has named it. */
  regulation?: Regulation;
  /** When mails of arrival go out (`HH:MM`, ascending; the first with the digest); absent: `MAIL_HOURS`. */
  mailHours?: readonly string[];
  /** When the draft circular is made on its day (`HH:MM`); absent: `CIRCULAR_TIME`. */
  circularTime?: string;
  /** What the site is called on which boundary lists are shown (art. 9); absent: `PORTAL`. */
  portal?: string;
  /** True where each licence that is pushed has a credit record; approval systems mostly report it themselves. */
  creditLicences?: true;
  /** Sites that may show the credit page inside theirs: `https://…`, without a path. Absent: none. */
  embedders?: readonly string[];
  /** 常用语 that forms offer everybody; absent: those of the platform (`countyPhrases`). */
  phrases?: readonly string[];
  /**
   * The day of the first start or sweep with each kind that came later than `FIRST_KINDS`; absent while there is none.
   */
  kindsSince?: Readonly<Record<string, CivilDate>>;
  /** The matters of which a cap has ever been proposed; absent while there is none. */
  capped?: readonly string[];
}

/** The kinds of 2026-11-26: a county has had them since it began. */
export const FIRST_KINDS: ReadonlySet<string> = new Set([
  ...['push', 'problem', 'task', 'correction', 'caution', 'talk', 'accountability', 'feedback'],
]);

/** The day since which records of a kind are kept in a county; null where no version with that kind has run yet. */
export function kindSince({ since, kindsSince }: County, kind: string): CivilDate | null {
  return kindsSince?.[kind] ?? (FIRST_KINDS.has(kind) ? since : null);
}

/**
 * Of the kinds whose lateness a figure of the annex counts, those that it counts in a quarter: the ones that were there
 * by its first day (`firstDay`). Where none is left the figure is null, never 0: nobody has looked.
 *
 * | kind since | first day of the quarter | counts |
 * |------------|--------------------------|--------|
 * | 2026-12-01 | 2026-10-01               | no     |
 * | 2026-12-01 | 2027-01-01               | yes    |
 * | 2027-01-01 | 2027-01-01               | yes    |
 */
export function kindsCounted(county: County, kinds: readonly string[], firstDay: CivilDate): string[] {
  return kinds.filter((kind) => (kindSince(county, kind) ?? '9999-12-31') <= firstDay);
}

/** When mails of arrival go out where a county says nothing else. */
export const MAIL_HOURS: readonly string[] = ['08:30', '09:30', '10:30', '11:30', '14:30', '15:30', '16:30', '17:30'];

/** When the draft circular is made where a county says nothing else. */
export const CIRCULAR_TIME = '09:00';

/** Where boundary lists are shown, where a county says nothing else. */
export const PORTAL = '山东政务服务网';

export function organisationOf(county: County, code: string): Organisation | undefined {
  return county.organisations.find((o) => o.code === code);
}

/** An organisation's name, as people read it; the code where there is none of that code. */
export function orgName(county: County, code: string): string {
  return organisationOf(county, code)?.name ?? code;
}

export function isActive({ active }: Pick<Organisation, 'active'>): boolean {
  return active !== false;
}

/** What is said where something is to go to an organisation that has ended. */
export function endedDetail({ name, succeededBy }: Organisation, county: County): string {
  const heir = succeededBy && organisationOf(county, succeededBy.by)?.name;
  return `${name}已停用，请选择其他单位${heir ? `（由${heir}承接）` : ''}`;
}

/**
 * Who has taken an organisation's place by a day, however many times that went on: itself where nobody has.
 *
 * | succession               | on a day   | SCJG → |
 * |--------------------------|------------|--------|
 * | SCJG → SCZF on 10-01     | 2026-09-30 | SCJG   |
 * | SCJG → SCZF on 10-01     | 2026-10-01 | SCZF   |
 * | and SCZF → ZHZF on 12-01 | 2026-12-01 | ZHZF   |
 */
export function heirOf(county: County, code: string, day: CivilDate): string {
  return heirsOf(county, code, day).at(-1) ?? code;
}

/** All who have followed it by then, one after the other; `day` is left out for those to come as well. */
export function heirsOf(county: County, code: string, day: CivilDate = '9999-12-31'): string[] {
  const heirs: string[] = [];
  for (let at = organisationOf(county, code); ; ) {
    const next = at?.succeededBy;
    if (!next || next.on > day || next.by === code || heirs.includes(next.by)) return heirs;
    heirs.push(next.by);
    at = organisationOf(county, next.by);
  }
}

/** The approval bureau of a county. */
export function bureauOf(county: County): Organisation {
  return theOne(county, 'approval-bureau');
}

/** The government office of a county, which settles what concerns the bureau (art. 25). */
export function governmentOfficeOf(county: County): Organisation {
  return theOne(county, 'government-office');
}

function theOne(county: County, type: OrganisationType): Organisation {
  const found = county.organisations.find((o) => o.type === type);
  if (!found) throw new Error(`county ${county.jurisdiction} has no ${type}`);
  return found;
}

/** True for organisations that a push with a clock can be addressed to. */
export function canClaim(org: Organisation): boolean {
  return isActive(org) && isOfClaimingType(org);
}

/** The same while they are active: pushes lie with some that have ended. */
export function isOfClaimingType({ type }: Pick<Organisation, 'type'>): boolean {
  return type === 'approval-bureau' || type === 'department' || type === 'enforcement-agency';
}
