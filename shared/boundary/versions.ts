/**
 * Versions of the boundary list (art. 9): each in force from a day until the next one's. Rows are items of their own;
 * one compare-and-swap of the pointer puts a version in force, so that a list is never half there.
 */
import type { County } from '../county.ts';
import { organisationOf } from '../county.ts';
import { type FieldError, invalid, unavailable } from '../errors.ts';
import { digest, keyOf } from '../keys.ts';
import { valuesOf } from '../pages.ts';
import type { Put, Store } from '../ports.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Matter } from './matter.ts';

export interface BoundaryVersion {
  version: string;
  validFrom: CivilDate;
  publishedAt: Instant;
  by: string;
  count: number;
  /** The digest of day and rows. */
  content: string;
}

interface Versions {
  versions: BoundaryVersion[];
}

const CHUNK = 50;

function versionsKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'boundary', 'versions');
}

function rowKey(jurisdiction: string, version: string, code: string): string {
  return keyOf(jurisdiction, 'boundary', `${version}#${code}`);
}

/** All versions, oldest first. */
export async function readVersions(store: Store, jurisdiction: string): Promise<BoundaryVersion[]> {
  return ((await store.get(versionsKey(jurisdiction)))?.value as Versions | undefined)?.versions ?? [];
}

/** The version in force on a day: of those valid from then or before, the latest day, then the one put last. */
export function inForce(versions: readonly BoundaryVersion[], day: CivilDate): BoundaryVersion | undefined {
  let found: BoundaryVersion | undefined;
  for (const version of versions) {
    if (version.validFrom <= day && (!found || version.validFrom >= found.validFrom)) found = version;
  }
  return found;
}

export async function readMatter(
  store: Store,
  jurisdiction: string,
  version: string,
  code: string,
): Promise<Matter | null> {
  return ((await store.get(rowKey(jurisdiction, version, code)))?.value as Matter | undefined) ?? null;
}

/** Every row of a version, in order of code. */
export async function readMatters(store: Store, jurisdiction: string, version: string): Promise<Matter[]> {
  const matters: Matter[] = [];
  const partition = rowPartition(jurisdiction, version);
  for await (const value of valuesOf(store, 'in', partition)) matters.push(value as Matter);
  return matters;
}

/** Throws every wrong row and column at once. */
export function checkRows(county: County, items: readonly Matter[]): void {
  const errors = rowErrors(county, items);
  if (errors.length === 0) return;
  throw invalid(errors, '边界清单有误，未保存任何内容。请按 errors 中逐行逐列的提示修改后重新提交。');
}

/**
 * Checks all rows and puts them in force from a day; throws every wrong row and column at once. A list like the one put
 * last, from the same day, is that version again: nothing is put twice.
 */
export async function putVersion(
  store: Store,
  county: County,
  list: { validFrom: CivilDate; items: readonly Matter[] },
  who: { by: string; at: Instant },
): Promise<{ made: BoundaryVersion; created: boolean }> {
  checkRows(county, list.items);
  const content = digest(list);
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await store.get(versionsKey(county.jurisdiction));
    const versions = (before?.value as Versions | undefined)?.versions ?? [];
    const last = versions.at(-1);
    if (last?.content === content) return { made: last, created: false };
    const version = `v${versions.length + 1}-${content.slice(0, 6)}`;
    await putRows(store, county.jurisdiction, version, list.items);
    const { validFrom, items } = list;
    const made = { version, validFrom, publishedAt: who.at, by: who.by, count: items.length, content };
    const value: Versions = { versions: [...versions, made] };
    const item = { key: versionsKey(county.jurisdiction), head: digest(value), value, places: {} };
    if ((await store.commit([{ item, expected: before?.head ?? null }])).committed) return { made, created: true };
  }
  throw unavailable();
}

async function putRows(store: Store, jurisdiction: string, version: string, items: readonly Matter[]): Promise<void> {
  for (let i = 0; i < items.length; i += CHUNK) {
    const chunk = items.slice(i, i + CHUNK);
    const found = await store.getMany(chunk.map((matter) => rowKey(jurisdiction, version, matter.code)));
    const puts = chunk.map((matter, n): Put => {
      const key = rowKey(jurisdiction, version, matter.code);
      const places = { in: { partition: rowPartition(jurisdiction, version), sort: matter.code } };
      return { item: { key, head: digest(matter), value: matter, places }, expected: found[n]?.head ?? null };
    });
    if (!(await store.commit(puts)).committed) throw unavailable();
  }
}

function rowPartition(jurisdiction: string, version: string): string {
  return `${jurisdiction}#boundary#${version}`;
}

/** What is wrong in the rows beyond their form, each with row and column; null stands for a row that is none. */
export function rowErrors(county: County, items: readonly (Matter | null)[]): FieldError[] {
  const codes = new Map<string, number>();
  return items.flatMap((matter, i) => {
    if (!matter) return [];
    const errors = matterErrors(county, matter, `/items/${i}`);
    const earlier = codes.get(matter.code);
    if (earlier !== undefined) {
      errors.push({ pointer: `/items/${i}/code`, detail: `事项编码与第 ${earlier + 1} 行重复` });
    }
    codes.set(matter.code, earlier ?? i);
    return errors.map(({ pointer, detail }) => ({ pointer, detail: `第 ${i + 1} 行：${detail}` }));
  });
}

function matterErrors(county: County, matter: Matter, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (column: string, detail: string): void => void errors.push({ pointer: `${at}/${column}`, detail });
  const bureau = county.organisations.find((o) => o.type === 'approval-bureau');
  const hasSection = (org: string | undefined, section: string): boolean =>
    organisationOf(county, org ?? '')?.sections.some((s) => s.code === section) ?? false;
  if (matter.approvingSection !== null && !hasSection(bureau?.code, matter.approvingSection)) {
    wrong('approvingSection', `审批科室 ${matter.approvingSection} 不是行政审批服务局的科室`);
  }
  const listed = matter.addressing === 'listed';
  if (listed && matter.department === null) wrong('department', '请填写监管单位（逐件指定的事项请填 named-per-push）');
  if (!listed && matter.department !== null) wrong('department', '逐件指定的事项不填写监管单位，请填入 candidates');
  if (listed && matter.candidates.length > 0) wrong('candidates', '已列明监管单位的事项不填写 candidates');
  for (const [column, org] of orgColumns(matter)) {
    const found = organisationOf(county, org);
    if (!found) wrong(column, `没有代码为 ${org} 的单位`);
    else if (!['department', 'enforcement-agency'].includes(found.type))
      wrong(column, `${found.name}不能作为监管或执法单位`);
  }
  if (matter.section !== null && !hasSection(matter.department ?? undefined, matter.section)) {
    wrong('section', `监管单位没有代码为 ${matter.section} 的科室`);
  }
  return errors;
}

function orgColumns(matter: Matter): [string, string][] {
  const columns: [string, string | null][] = [
    ['department', matter.department],
    ['enforcementAgency', matter.enforcementAgency],
    ...matter.candidates.map((org, i): [string, string] => [`candidates/${i}`, org]),
  ];
  return columns.filter((column): column is [string, string] => column[1] !== null);
}
