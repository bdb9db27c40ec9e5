/**
 * One organisation takes another's place (机构改革): asked by the bureau's administrator, confirmed by a second person, in
 * effect from a day. What is left to do then is a job (`shared/successions`), laid down by the commit that confirms it.
 */
import * as z from 'zod';
import {
  type County,
  endedDetail,
  heirsOf,
  isActive,
  type Organisation,
  organisationOf,
  type SucceededBy,
} from '../county.ts';
import { type FieldError, Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import { civilDate, identifier, organisation } from '../fields.ts';
import { digest, keyOf, sortable, wakeShard } from '../keys.ts';
import { lazily } from '../lazily.ts';
import type { IndexEntry, Item, Put, Store } from '../ports.ts';
import { addDays, type CivilDate, type Instant, startOfDay } from '../time.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'succession-open': true;
  }
}

/** `POST /organisations/{org}/succeed`. */
export const successionInput = lazily(() =>
  z
    .strictObject({
      by: organisation().meta({ title: '承接单位' }),
      on: civilDate().meta({ title: '承接日期', description: '自该日起移交；已过的日期，确认后即移交' }),
      documentNumber: identifier(100).meta({ title: '机构改革文件的文号' }),
    })
    .meta({ id: 'SuccessionInput', example: { by: 'NYNC', on: '2026-10-08', documentNumber: '冠编〔2026〕3号' } }),
);

export interface SuccessionJob extends SucceededBy {
  jurisdiction: string;
  /** Of the change by which it was confirmed. */
  id: string;
  org: string;
  /** The administrator who asked for it: the histories name him. */
  askedBy: string;
  startedAt: Instant | null;
  /** When everything had been looked at; from then on it is looked at once more. */
  finishedAt: Instant | null;
  /** What is being walked through, and what of it was looked at last; null at the beginning. */
  place: { lane: string; after: IndexEntry | null } | null;
  /**
   * Records that went over until now, by kind, and entries of the register. What a process that died had not written is
   * not in it.
   */
  moved: Readonly<Record<string, number>>;
  entries: number;
  /** Whether this walk has moved anything; where one has not, all is over. */
  found: boolean;
  /** Records that cannot go over as they are, of this walk. */
  failed: readonly string[];
  /** When somebody has to look; null once it is over. */
  wakes: Instant | null;
}

export const SUCCESSION_STATES = { waiting: '待承接', running: '移交中', done: '已移交' } as const;

export function stateOfSuccession({ startedAt, finishedAt }: SuccessionJob): keyof typeof SUCCESSION_STATES {
  if (startedAt === null) return 'waiting';
  return finishedAt === null ? 'running' : 'done';
}

/** Those that may end, and those that may take the place of each. */
const HEIRS: Readonly<Partial<Record<Organisation['type'], readonly Organisation['type'][]>>> = {
  department: ['department', 'enforcement-agency'],
  'enforcement-agency': ['department', 'enforcement-agency'],
  township: ['department', 'enforcement-agency', 'township'],
};
/** Days before or after today that a reform may lie. */
const FAR = 366;

/**
 * True for what may be put out of use at all: a county always has a bureau, a government office and discipline
 * inspection.
 */
export function mayEnd({ type }: Pick<Organisation, 'type'>): boolean {
  return HEIRS[type] !== undefined;
}

/** Organisations that may take its place. */
export function heirsFor(county: County, org: Organisation): readonly Organisation[] {
  return county.organisations.filter(({ code }) => heirError(county, org, code) === null);
}

/** What does not fit: fields of the input. */
export function successionErrors(
  county: County,
  org: Organisation,
  { by, on }: SucceededBy,
  today: CivilDate,
): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  const wrongHeir = heirError(county, org, by);
  if (wrongHeir !== null) wrong('/by', wrongHeir);
  if (on < addDays(today, -FAR) || on > addDays(today, FAR)) wrong('/on', '承接日期应在前后一年之内，请核对');
  return errors;
}

function heirError(county: County, org: Organisation, by: string): string | null {
  const heir = organisationOf(county, by);
  if (!mayEnd(org)) return `${org.name}不能由其他单位承接`;
  if (!heir) return `没有代码为 ${by} 的单位，请从单位名录中选择`;
  if (by === org.code) return '承接单位不能是本单位';
  if (!isActive(heir)) return endedDetail(heir, county);
  if (!HEIRS[org.type]?.includes(heir.type)) return `${heir.name}的类型不能承接${org.name}的事项`;
  return heirsOf(county, by).includes(org.code) ? `${heir.name}已由${org.name}承接，不能互相承接` : null;
}

export function successionItem(job: SuccessionJob): Item {
  const key = successionKey(job.jurisdiction, job.org);
  const places = job.wakes === null ? {} : { wake: { partition: wakeShard(key), sort: sortable(job.wakes) } };
  return { key, head: digest(job), value: job, places };
}

export interface StoredSuccession {
  job: SuccessionJob;
  head: string;
}

export async function readSuccession(
  store: Store,
  jurisdiction: string,
  org: string,
): Promise<StoredSuccession | undefined> {
  const item = await store.get(successionKey(jurisdiction, org));
  return item && { job: item.value as SuccessionJob, head: item.head };
}

/** The put of the job, in place of one that is over or has not begun. Throws `succession-open` while one is at work. */
export async function layingDown(
  { ports, jurisdiction }: Desk,
  {
    id,
    org,
    askedBy,
    succession,
    now,
  }: { id: string; org: string; askedBy: string; succession: SucceededBy; now: Instant },
): Promise<Put> {
  const before = await readSuccession(ports.store, jurisdiction, org);
  if (before) mustNotRun(before.job);
  const { by, on, documentNumber } = succession;
  const job: SuccessionJob = {
    ...{ jurisdiction, id, org, by, on, documentNumber, askedBy, startedAt: null, finishedAt: null, place: null },
    ...{ moved: {}, entries: 0, found: false, failed: [], wakes: Math.max(now, startOfDay(on)) },
  };
  return { item: successionItem(job), expected: before?.head ?? null };
}

export function mustNotRun(job: SuccessionJob): void {
  if (stateOfSuccession(job) !== 'running') return;
  throw new Problem('succession-open', '该单位的事项正在移交，请在移交完成后再办理。');
}

function successionKey(jurisdiction: string, org: string): string {
  return keyOf(jurisdiction, 'succession', org);
}
