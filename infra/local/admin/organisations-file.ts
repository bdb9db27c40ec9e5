/** The organisations of a new county, from a JSON file. */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { wordsOf } from '../../../functions/http/wrong-field.ts';
import { organisationErrors } from '../../../shared/accounts/fitting.ts';
import { organisationInput, organisationMeant } from '../../../shared/accounts/input.ts';
import type { Organisation, OrganisationType } from '../../../shared/county.ts';
import { organisation } from '../../../shared/fields.ts';
import { WrongOptions } from './options.ts';

const row = organisationInput().extend({ code: organisation().meta({ title: '单位代码' }) });
/** Organisations of one county. */
const AT_MOST = 300;

/** Reads and checks the file; throws every wrong field with its place. */
export async function readOrganisations(path: string): Promise<Organisation[]> {
  const rows = await readJson(path);
  if (!Array.isArray(rows) || rows.length < 1 || rows.length > AT_MOST) {
    throw new WrongOptions([`${path}：应为单位的数组，1 至 ${AT_MOST} 个单位`]);
  }
  const read = rows.map((one) => row.safeParse(one));
  const wrong = [...read.flatMap(rowErrors), ...codeErrors(rows), ...countyErrors(rows)];
  if (wrong.length > 0) throw new WrongOptions(wrong.map((reason) => `${path} ${reason}`));
  return read.flatMap(({ data }) => (data ? [{ code: data.code, ...organisationMeant(data) }] : []));
}

/** What is wrong with one organisation: its fields, and where these fit, what they say together. */
function rowErrors(read: z.ZodSafeParseResult<z.infer<typeof row>>, i: number): string[] {
  if (!read.success) return read.error.issues.map((issue) => `${place([i, ...issue.path])}：${said(issue)}`);
  return organisationErrors(organisationMeant(read.data)).map(({ pointer, detail }) => `/${i}${pointer}：${detail}`);
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new WrongOptions([`无法读取文件 ${path}，请检查路径和权限`]);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new WrongOptions([`${path} 不是合法的 JSON`]);
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
