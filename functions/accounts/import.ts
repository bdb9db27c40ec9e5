/**
 * `POST /organisations/{org}/accounts/import`: many accounts from a workbook that was uploaded, or what that would
 * change.
 */
import * as z from 'zod';
import type { Account } from '../../shared/accounts/account.ts';
import { putAccount } from '../../shared/accounts/directory.ts';
import { identityErrors } from '../../shared/accounts/fitting.ts';
import { rolesLately } from '../../shared/accounts/lately.ts';
import { KEPT_LAST, mustFitQuota, mustKeepLast, readKept } from '../../shared/accounts/quota.ts';
import { accountReasons } from '../../shared/accounts/second-person.ts';
import { type County, type Organisation, organisationOf } from '../../shared/county.ts';
import { type FieldError, invalid, Problem, unavailable } from '../../shared/errors.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import type { Actor, Role } from '../../shared/exchange/exchange.ts';
import { yesNo } from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { digest } from '../../shared/keys.ts';
import { lazily } from '../../shared/lazily.ts';
import { accountTold, isTold } from '../../shared/mail/account-by-other.ts';
import { write } from '../../shared/mail/write.ts';
import type { Issuer } from '../../shared/platform.ts';
import { sheetOf } from '../files/sheet.ts';
import { saidBefore, saidOnce } from '../http/once.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { nameErrors } from './account-name.ts';
import { placed, type ReadAccount, readAccountSheet } from './account-sheet.ts';
import { ADMINISTRATORS, mayGrant, seen } from './administrators.ts';
import { tag } from './tag.ts';

const answers = () => import('./answers.ts');

const importInput = lazily(() =>
  z
    .strictObject({
      file: fileId().meta({
        title: '文件编号',
        description: '已上传的工作簿（XLSX），栏目：账号、姓名、角色、科室、认证中心、登录身份、启用',
      }),
      dryRun: yesNo().default(false).meta({ title: '只检查', description: 'true 的只检查并计数，不改变账号' }),
    })
    .meta({ id: 'AccountImportInput' }),
);

const importAccounts = route({
  method: 'POST',
  path: '/organisations/{org}/accounts/import',
  id: 'importAccounts',
  summary: '用工作簿新增和修改单位的账号',
  description:
    '按栏目名称识别；没有的栏目保持原样，空白单元格清空该栏；表中没有的账号不变。有一处不符即全部不保存，errors 逐行逐列指出：指针从 0 起数数据行，说明中为表中的行号。',
  tag,
  body: importInput,
  idempotent: true,
  conflicts: ['quota-exceeded', 'last-of-role', 'account-exists', 'identity-in-use', 'organisation-ended'],
  answers: { 200: { description: '新增、修改和未变的账号数', schema: async () => (await answers()).importAnswer } },
  handle: async ({ platform, desk, actor, params, body, key }) => {
    const facts = await desk.facts();
    const { county, now } = facts;
    const org = seen(organisationOf(county, params.org as string), actor);
    mustBe(actor, ADMINISTRATORS);
    const act = `import ${org.code}`;
    await saidBefore(desk, actor, act, key, body);
    const cells = await sheetOf(desk, actor, body.file);
    const { store } = deskInSteps(desk).ports;
    const { accounts, quota } = await readKept(store, desk.jurisdiction, org.code);
    const { rows, errors } = readAccountSheet(cells, accounts, org);
    const lately = await rolesLately(store, desk.jurisdiction, org.code, now);
    const known = { accounts, lately, issuers: platform.settings.issuers };
    const wrong = errors.length > 0 ? errors : rowErrors(actor, county, org, rows, known);
    if (wrong.length > 0) throw wrongCells(wrong);
    const changed = rows.filter((row) => isChange(accounts, row));
    const after = withRows(accounts, changed);
    mustFitQuota(org, quota, accounts, after);
    mustKeepLast(accounts, after, KEPT_LAST);
    const added = changed.filter(({ account }) => !accounts.some((one) => one.account === account)).length;
    const counted = { rows: rows.length, added, changed: changed.length - added };
    if (body.dryRun) return { status: 200, body: counted };
    const own = platform.settings.issuers.filter(({ ownOf }) => ownOf === desk.jurisdiction);
    // Who is closed makes room for who is taken on.
    for (const { account, input } of [...changed].sort((a, b) => Number(a.input.active) - Number(b.input.active))) {
      const ownIssuer = own.some(({ issuer }) => issuer === input.issuer);
      const before = accounts.find((one) => one.account === account);
      const replaces = (found: Account | undefined): void => {
        // Others have changed it since the sheet was held against it: sent again, it is looked at anew.
        if (digest(found ?? null) !== digest(before ?? null)) throw unavailable();
      };
      await putAccount(store, county, org, account, input, {
        ...{ replaces, ownIssuer, last: KEPT_LAST, by: actor.account, at: now },
      });
    }
    const told = changed.filter(({ account, input }) =>
      isTold(
        org,
        actor.org,
        accounts.find((one) => one.account === account),
        input,
      ),
    );
    const names = told.map(({ account }) => account);
    const mails = accountTold(facts, org.code, names, actor.account, platform.settings.mailDomain);
    if (mails.length > 0) await write(desk, ...mails);
    await saidOnce(desk, actor, act, key, body);
    return { status: 200, body: counted };
  },
});

export const importRoutes: readonly Route[] = [importAccounts];

interface Known {
  readonly accounts: readonly Account[];
  /** Roles that accounts had during the last days. */
  readonly lately: ReadonlyMap<string, readonly Role[]>;
  readonly issuers: readonly Issuer[];
}

/** What one account alone could not be put for, said at its row. */
function rowErrors(
  actor: Actor,
  county: County,
  org: Organisation,
  rows: readonly ReadAccount[],
  { accounts, lately, issuers }: Known,
): FieldError[] {
  return rows.flatMap(({ account, input, n, row }) => {
    const before = accounts.find((one) => one.account === account);
    if (before && !isChange(accounts, { account, input })) return [];
    const found: FieldError[] = before ? [] : nameErrors(actor, account, county);
    if (before?.roles.includes('system')) found.push({ pointer: '/account', detail: '系统账号不能导入，请单独设置' });
    found.push(...identityErrors(issuers, county.jurisdiction, account, input, before));
    if (account === actor.account)
      found.push({ pointer: '/account', detail: '不能修改自己的账号，请由其他管理员办理' });
    const reserved = refusalOf(() => mayGrant(actor, input, before));
    if (reserved !== null) found.push({ pointer: '/roles', detail: reserved });
    if (accountReasons(org, actor.org, before, input, lately.get(account)).length > 0) {
      found.push({ pointer: '/account', detail: '该变更须由第二人确认，请单独修改该账号' });
    }
    return found.map((error) => placed(error, n, row));
  });
}

function refusalOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

function isChange(accounts: readonly Account[], { account, input }: Pick<ReadAccount, 'account' | 'input'>): boolean {
  const before = accounts.find((one) => one.account === account);
  if (!before) return true;
  const { name, roles, sections, scopes, issuer, subject, active } = before;
  return digest({ name, roles, sections, scopes, issuer, subject, active }) !== digest(input);
}

function withRows(accounts: readonly Account[], rows: readonly ReadAccount[]): Account[] {
  const put = new Map(rows.map(({ account, input }) => [account, { account, ...input }] as const));
  const kept = accounts.map((one) => ({ ...one, ...put.get(one.account) }));
  const known = new Set(accounts.map(({ account }) => account));
  return [...kept, ...[...put.values()].filter(({ account }) => !known.has(account))];
}

function wrongCells(errors: readonly FieldError[]): Error {
  const detail = `工作簿有 ${errors.length} 处不符，未保存任何内容。请按 errors 中逐行逐列的提示修改后重新上传。`;
  return invalid(errors, detail);
}
