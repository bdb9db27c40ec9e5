/** The organisations of a new county, from a JSON file. */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { wordsOf } from '../../../functions/http/wrong-field.ts';
import { organisationErrors } from '../../../shared/accounts/fitting.ts';
import { organisationInput, organisationMeant } from '../../../shared/accounts/input.ts';
import type { Organisation, OrganisationType } from '../../../shared/county.ts';
import { organisation } from '../../../shared/fields.ts';

const row = organisationInput().extend({ code: organisation().meta({ title: '单位代码' }) });
/** Organisations of one county. */
const AT_MOST = 300;

export interface OrganisationsFile {
  readonly organisations: Organisation[];
  /** The types that it names, also of organisations that are wrong otherwise; null where there are none to read. */
  readonly types: ReadonlySet<unknown> | null;
  /** Every wrong field with its place. */
  readonly reasons: readonly string[];
}

/** Reads and checks the file. */
export async function readOrganisations(path: string): Promise<OrganisationsFile> {
  const file = await readJson(path);
  if (typeof file === 'string') return unreadable(file);
  const rows = file.content;
  if (!Array.isArray(rows) || rows.length < 1 || rows.length > AT_MOST) {
    return unreadable(`${path}：应为单位的数组，1 至 ${AT_MOST} 个单位`);
  }
  const read = rows.map((one) => row.safeParse(one));
  const wrong = [
    ...rows.flatMap((one, i) => rowErrors(one, read[i]?.error?.issues ?? [], i)),
    ...[...codeErrors(rows), ...countyErrors(rows)],
  ];
  return {
    organisations: read.flatMap(({ data }) => (data ? [{ code: data.code, ...organisationMeant(data) }] : [])),
    types: new Set(rows.map((one) => (one as { type?: unknown } | null)?.type)),
    reasons: wrong.map((reason) => `${path} ${reason}`),
  };
}

function unreadable(reason: string): OrganisationsFile {
  return { organisations: [], types: null, reasons: [reason] };
}

/** What is wrong with one organisation: its fields, and what its sections say together, also where others are wrong. */
function rowErrors(one: unknown, issues: readonly z.core.$ZodIssue[], i: number): string[] {
  const { sections, defaultSection } = (one ?? {}) as { sections?: unknown; defaultSection?: unknown };
  // A section without a code is like no other.
  const codes = (Array.isArray(sections) ? sections : []).map((section, n) => {
    const { code } = (section ?? {}) as { code?: unknown };
    return { code: typeof code === 'string' ? code : `#${n}` };
  });
  const named = typeof defaultSection === 'string' ? defaultSection : null;
  return [
    ...issues.map((issue) => `${place([i, ...issue.path])}：${said(issue)}`),
    ...organisationErrors({ sections: codes, defaultSection: named }).map(
      ({ pointer, detail }) => `/${i}${pointer}：${detail}`,
    ),
  ];
}

/** What the file holds, or why it cannot be read. */
async function readJson(path: string): Promise<{ content: unknown } | string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return `无法读取文件 ${path}，请检查路径和权限`;
  }
  try {
    return { content: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return `${path} 不是合法的 JSON`;
  }
}

/** Codes that two organisations have, also where one of these is wrong otherwise. */
function codeErrors(rows: readonly unknown[]): string[] {
  const codes = rows.map((one) => (one as { code?: unknown } | null)?.code);
  return codes.flatMap((code, i) =>
    typeof code === 'string' && codes.indexOf(code) < i ? [`/${i}/code：单位代码 ${code} 重复`] : [],
  );
}

/** A county cannot do without its bureau and its government office. */
function countyErrors(rows: readonly unknown[]): string[] {
  const count = (type: OrganisationType): number =>
    rows.filter((one) => (one as { type?: unknown } | null)?.type === type).length;
  const errors: string[] = [];
  if (count('approval-bureau') !== 1) errors.push('：应有且只有一个 approval-bureau（行政审批服务局）');
  if (count('government-office') !== 1) errors.push('：应有且只有一个 government-office（政府办公室）');
  if (count('discipline') > 1) errors.push('：最多一个 discipline（纪检监察机关）');
  return errors;
}

function place(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('') || '';
}

function said(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `未知字段 ${issue.keys.join('、')}`;
  return wordsOf(row, issue);
}
