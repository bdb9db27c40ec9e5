/** The organisations of a new county, from a JSON file. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { organisationErrors, organisationInput, organisationMeant } from '../../../shared/accounts/account.ts';
import type { Organisation } from '../../../shared/county.ts';
import { organisation } from '../../../shared/fields.ts';
import { WrongOptions } from './options.ts';

const file = z
  .array(organisationInput().extend({ code: organisation().meta({ title: '单位代码' }) }), { error: '应为单位的数组' })
  .min(1)
  .max(300);

/** Reads and checks the file; throws every wrong field with its place. */
export async function readOrganisations(path: string): Promise<Organisation[]> {
  const result = file.safeParse(await readJson(path));
  if (!result.success) {
    throw new WrongOptions(result.error.issues.map((issue) => `${path} ${place(issue.path)}：${said(issue)}`));
  }
  const organisations = result.data.map((org) => ({ code: org.code, ...organisationMeant(org) }));
  const wrong = [...fieldErrors(organisations), ...countyErrors(organisations)];
  if (wrong.length > 0) throw new WrongOptions(wrong.map((reason) => `${path} ${reason}`));
  return organisations;
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

function fieldErrors(organisations: readonly Organisation[]): string[] {
  const codes = organisations.map((org) => org.code);
  return organisations.flatMap((org, i) => {
    const errors = organisationErrors(org).map(({ pointer, detail }) => `/${i}${pointer}：${detail}`);
    return codes.indexOf(org.code) < i ? [...errors, `/${i}/code：单位代码 ${org.code} 重复`] : errors;
  });
}

/** A county cannot do without its bureau and its government office. */
function countyErrors(organisations: readonly Organisation[]): string[] {
  const count = (type: Organisation['type']): number => organisations.filter((org) => org.type === type).length;
  const errors: string[] = [];
  if (count('approval-bureau') !== 1) errors.push('：应有且只有一个 approval-bureau（行政审批服务局）');
  if (count('government-office') !== 1) errors.push('：应有且只有一个 government-office（政府办公室）');
  if (count('discipline') > 1) errors.push('：最多一个 discipline（纪检监察机关）');
  return errors;
}

function place(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('') || '：';
}

function said(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `未知字段 ${issue.keys.join('、')}`;
  return /^[\x20-\x7e]*$/.test(issue.message) ? '内容缺失或类型不对' : issue.message;
}
