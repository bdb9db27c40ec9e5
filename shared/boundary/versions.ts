/** The boundary list (art. 9) as a list with versions: whose rows they are, and what is checked in them. */
import type { County } from '../county.ts';
import { endedDetail, isActive, organisationOf } from '../county.ts';
import { type FieldError, invalid } from '../errors.ts';
import type { Store } from '../ports.ts';
import type { CivilDate, Instant } from '../time.ts';
import { untimed } from '../tries.ts';
import { type List, readRow, readRows } from '../versions/rows.ts';
import { publish, readVersions as readVersionsOf, rowsOf, type Version } from '../versions/versions.ts';
import { type Matter, SUPERVISING } from './matter.ts';

/** Rows that one version may have. */
export const MOST_ROWS = 2000;
/** 行政许可法 44: more needs a basis of its own. */
const STATUTORY_DAYS = 10;

export { inForce } from '../versions/versions.ts';
export type BoundaryVersion = Version;

/** Whose rows they are, and where they lie. */
export function boundaryList(jurisdiction: string): List {
  return { jurisdiction, family: 'boundary' };
}

/** All versions, in the order in which they were published. */
export function readVersions(store: Store, jurisdiction: string): Promise<BoundaryVersion[]> {
  return readVersionsOf(store, boundaryList(jurisdiction));
}

/** Rows of versions, by store: what has been published is never changed, so that it is read once. */
const published = new WeakMap<Store, Map<string, Matter>>();
const KEPT = 1_000;

/** The row of a matter in a version; null where the version has none, or there is no version. */
export async function readMatter(
  store: Store,
  jurisdiction: string,
  version: BoundaryVersion | undefined,
  code: string,
): Promise<Matter | null> {
  if (!version) return null;
  const root = untimed(store);
  const kept = published.get(root) ?? new Map<string, Matter>();
  published.set(root, kept);
  const name = `${jurisdiction} ${rowsOf(version)} ${code}`;
  const known = kept.get(name);
  if (known) return known;
  const { row } = await readRow<Matter>(store, boundaryList(jurisdiction), rowsOf(version), code);
  if (row) kept.set(name, row);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return row;
}

/** Every row of a version, in order of code. Throws `unavailable` while an index does not show them all yet. */
export function readMatters(store: Store, jurisdiction: string, version: BoundaryVersion): Promise<Matter[]> {
  return readRows<Matter>(store, boundaryList(jurisdiction), rowsOf(version), version.count);
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
  return publish(store, boundaryList(county.jurisdiction), list, who);
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

/** What is wrong in a row beyond its form; `at` is the pointer to it. */
export function matterErrors(county: County, matter: Matter, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = (column: string, detail: string): void => void errors.push({ pointer: `${at}/${column}`, detail });
  const bureau = county.organisations.find((o) => o.type === 'approval-bureau');
  const hasSection = (org: string | undefined, section: string): boolean =>
    organisationOf(county, org ?? '')?.sections.some((s) => s.code === section) ?? false;
  if (matter.approvingSection !== null && !hasSection(bureau?.code, matter.approvingSection)) {
    wrong('approvingSection', `审批科室 ${matter.approvingSection} 不是行政审批服务局的科室`);
  }
  const listed = matter.addressing === 'listed';
  if (listed && matter.department === null) wrong('department', '请填写监管单位，或改为逐件指定（named-per-push）');
  if (!listed && matter.department !== null)
    wrong('department', '逐件指定的事项不填写监管单位，请填入可指定单位（candidates）');
  if (listed && matter.candidates.length > 0) wrong('candidates', '已列明监管单位的事项不填写可指定单位（candidates）');
  for (const [column, org] of orgColumns(matter)) {
    const found = organisationOf(county, org);
    if (!found) wrong(column, `没有代码为 ${org} 的单位`);
    else if (!isActive(found)) wrong(column, endedDetail(found, county));
    else if (!SUPERVISING.types.includes(found.type)) wrong(column, `${found.name}${SUPERVISING.why}`);
  }
  if ((matter.certificateDays ?? 0) > STATUTORY_DAYS && matter.certificateBasis === undefined) {
    wrong('certificateBasis', `配发期限超过 ${STATUTORY_DAYS} 个工作日的，请填写配发期限依据`);
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
