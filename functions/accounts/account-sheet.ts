/**
 * Accounts from a workbook: columns are known by their titles. A column that is not there leaves its field as it was,
 * an empty cell empties it. Every wrong cell is named, with the sheet's own row. Pure.
 */
import type { Account } from '../../shared/accounts/account.ts';
import { accountErrors } from '../../shared/accounts/fitting.ts';
import { type AccountInput, accountId, accountInput, accountMeant } from '../../shared/accounts/input.ts';
import type { Organisation } from '../../shared/county.ts';
import type { FieldError } from '../../shared/errors.ts';
import { ROLE_WORDS, type Role } from '../../shared/exchange/exchange.ts';
import { type Cell, textOf } from '../files/cell.ts';
import { inCell } from '../http/by-hand.ts';
import { wordsOf } from '../http/wrong-field.ts';

export interface ReadAccount {
  account: string;
  input: AccountInput;
  /** The row of data from 0, and the sheet's own from 1. */
  n: number;
  row: number;
}

/** By title: the field that a column says. */
const COLUMNS = {
  账号: 'account',
  姓名: 'name',
  角色: 'roles',
  科室: 'sections',
  认证中心: 'issuer',
  登录身份: 'subject',
  启用: 'active',
} as const;
type Title = keyof typeof COLUMNS;
const MOST_ROWS = 300;
const HEAD_WITHIN = 10;
const SEPARATOR = /[、,，;；\n]/;
const YES: Readonly<Record<string, boolean>> = { 是: true, 否: false, true: true, false: false };

/** The accounts of a sheet. `known`: those that are there. */
export function readAccountSheet(
  cells: readonly (readonly Cell[])[],
  known: readonly Account[],
  org: Organisation,
): { rows: ReadAccount[]; errors: FieldError[] } {
  const at = cells.slice(0, HEAD_WITHIN).findIndex((line) => line.some((cell) => textOf(cell) === '账号'));
  if (at < 0) return wrongFile(`没有找到表头：应有以下栏目：${Object.keys(COLUMNS).join('、')}`);
  const titles = (cells[at] ?? []).map(textOf);
  const wrong = titles.filter(
    (title, i) => title !== '' && (!Object.hasOwn(COLUMNS, title) || titles.indexOf(title) < i),
  );
  if (wrong.length > 0)
    return wrongFile(`第 ${at + 1} 行有不认识或重复的栏目：${wrong.join('、')}，请更正，或删除该列`);
  const lines = cells.flatMap((line, i) => (i > at && line.some((cell) => textOf(cell) !== '') ? [{ line, i }] : []));
  if (lines.length === 0 || lines.length > MOST_ROWS) {
    return wrongFile(`应有 1 至 ${MOST_ROWS} 个账号，表中有 ${lines.length} 个`);
  }
  const rows: ReadAccount[] = [];
  const errors: FieldError[] = [];
  for (const [n, { line, i }] of lines.entries()) {
    const read = readLine(line, titles, known, org);
    const twice = rows.find(({ account }) => account === read.account);
    if (twice) read.errors.push({ pointer: '/account', detail: `与第 ${twice.row} 行重复` });
    errors.push(...read.errors.map((error) => placed(error, n, i + 1)));
    if (read.input && read.errors.length === 0) rows.push({ account: read.account, input: read.input, n, row: i + 1 });
  }
  return { rows, errors };
}

/** The pointer counts rows of data from 0, the words name the sheet's own row and the column. */
export function placed({ pointer, detail }: FieldError, n: number, row: number): FieldError {
  const field = pointer.split('/')[1] ?? '';
  const title = Object.keys(COLUMNS).find((one) => COLUMNS[one as Title] === field) ?? '账号';
  return { pointer: `/rows/${n}${pointer}`, detail: `第 ${row} 行，${title}：${detail}` };
}

function readLine(line: readonly Cell[], titles: readonly string[], known: readonly Account[], org: Organisation) {
  const said: Record<string, unknown> = {};
  for (const [index, title] of titles.entries()) {
    if (Object.hasOwn(COLUMNS, title)) said[COLUMNS[title as Title]] = saidIn(textOf(line[index]), title as Title, org);
  }
  const { account = '', ...given } = said as { account?: string };
  const before = known.find((one) => one.account === account);
  const name = accountId().safeParse(account);
  const parsed = accountInput().safeParse({ ...kept(before), ...given });
  const errors: FieldError[] = [
    ...(name.success ? [] : [{ pointer: '/account', detail: name.error.issues[0]?.message ?? '' }]),
    ...(parsed.error?.issues ?? []).map((issue) => {
      const pointer = `/${issue.path.map(String).join('/')}`;
      return inCell(accountInput(), { pointer, detail: wordsOf(accountInput(), issue) });
    }),
  ];
  if (!parsed.success) return { account, input: null, errors };
  const input = accountMeant(parsed.data, before);
  if (input.roles.includes('system')) errors.push({ pointer: '/roles', detail: '系统账号不能导入，请单独设置' });
  else errors.push(...accountErrors(input, org));
  return { account, input, errors };
}

/** What an account has where the sheet has no such column. */
function kept(before: Account | undefined): Partial<AccountInput> {
  if (!before) return {};
  const { name, roles, sections, scopes, issuer, subject, active } = before;
  return { name, roles, sections, scopes, issuer, subject, active };
}

/** The columns' titles, in the order of `sheetRow`. */
export const TITLES: readonly string[] = Object.keys(COLUMNS);

/** An account as a row that reads as the same account. */
export function sheetRow(
  { account, name, roles, sections, issuer, subject, active }: Account,
  { sections: known }: Organisation,
): readonly string[] {
  const wordOf = (code: string): string => {
    const { name: word = code } = known.find((one) => one.code === code) ?? {};
    return SEPARATOR.test(word) ? code : word;
  };
  return [
    ...[account, name, roles.map((role) => ROLE_WORDS[role]).join('、')],
    sections === 'all' ? '全部' : sections.map(wordOf).join('、'),
    ...[issuer ?? '', subject ?? '', active ? '是' : '否'],
  ];
}

/** What a cell says; words of a choice by their Chinese or their code. What is none of them stays, and does not fit. */
function saidIn(text: string, title: Title, { sections }: Organisation): unknown {
  if (title === '角色') return partsOf(text).map((word) => roleOf(word) ?? word);
  if (title === '科室') {
    if (text === '全部' || text === 'all') return 'all';
    return partsOf(text).map((word) => sections.find(({ code, name }) => code === word || name === word)?.code ?? word);
  }
  if (title === '启用') return text === '' ? true : (YES[text] ?? text);
  return text === '' && (title === '认证中心' || title === '登录身份') ? null : text;
}

function roleOf(word: string): Role | undefined {
  return (Object.keys(ROLE_WORDS) as Role[]).find((role) => role === word || ROLE_WORDS[role] === word);
}

function partsOf(text: string): string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function wrongFile(detail: string): { rows: ReadAccount[]; errors: FieldError[] } {
  return { rows: [], errors: [{ pointer: '/file', detail }] };
}
