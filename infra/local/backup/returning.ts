/**
 * What comes back with a backup, or is gone by it: what the people of the county have to be told. Where the folder that
 * it takes the place of can still be read, by comparing the two; else by what stood at the time of the backup.
 */
import type { Account, Accounts } from '../../../shared/accounts/account.ts';
import type { Secrets } from '../../../shared/accounts/secrets.ts';
import type { SqliteSnapshot } from '../../../shared/adapters/sqlite-snapshot.ts';
import { type Exchange, ROLE_WORDS } from '../../../shared/exchange/exchange.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import type { Report } from '../../../shared/reports/report.ts';
import { formatInstant } from '../../../shared/time.ts';
import { upgraded } from '../moving/upgrade.ts';
import type { Erased } from './erased.ts';
import { destroyedLine } from './erasing.ts';

/** Lines of each list that are shown. */
const SHOWN = 50;

/** What the folder that was replaced knew, and the backup does not. */
export interface Returning {
  /** Accounts and rights that had been taken away, and secrets that had been replaced. */
  rights: string[];
  /** Circulars that had gone further. */
  circulars: string[];
  /** Of these, by county and quarter, the content's hash of each that had been issued. */
  issued: Map<string, string>;
  /** Records that were made since: whoever sent them sends them again. */
  missing: string[];
  /** Records that were acted on since. */
  earlier: string[];
  /** Records that were quarantined since. */
  erased: Erased[];
}

/**
 * Compares the folder before with the backup that takes its place. Throws what SQLite throws where it cannot be read.
 */
export function compared(old: SqliteSnapshot, backup: SqliteSnapshot): Returning {
  const returning: Returning = { rights: [], circulars: [], issued: new Map(), missing: [], earlier: [], erased: [] };
  for (const stored of old.items()) {
    const before = backup.get(stored.key);
    if (before?.head === stored.head) continue;
    const [now] = upgraded(stored, old.format);
    compare(returning, now, before && upgraded(before, backup.format)[0]);
  }
  return returning;
}

function compare(returning: Returning, now: Item, before: Item | undefined): void {
  const { jurisdiction, family, id } = splitKey(now.key);
  if (family === 'exchange') compareRecords(returning, now.value as Exchange, before?.value as Exchange | undefined);
  if (family === 'accounts') returning.rights.push(...rightsBack(now.value as Accounts, before?.value as Accounts));
  if (family === 'identity' && id.startsWith('secret#')) {
    returning.rights.push(...secretsBack(id.slice(7), now.value as Secrets, before?.value as Secrets | undefined));
  }
  if (family === 'held') returning.erased.push(...destroyedLine(now));
  const report = family === 'report' ? (now.value as Partial<Report>) : {};
  if (report.stage && report.stage !== (before?.value as Partial<Report> | undefined)?.stage) {
    returning.circulars.push(circularSaid(jurisdiction, report as Report));
    if (report.issued) returning.issued.set(`${jurisdiction} ${report.quarter}`, report.issued.contentHash);
  }
}

function compareRecords(returning: Returning, now: Exchange, before: Exchange | undefined): void {
  const { id, jurisdiction, kind, reference, from, to, history } = now;
  const said = `${kind} ${id} ${reference ?? ''} ${from}→${to ?? ''}`;
  if (!before) returning.missing.push(said);
  else if (before.history.length < history.length) returning.earlier.push(`${said}：${actsSince(now, before)}`);
  const blank = history.findLast(({ act }) => act === 'quarantine' || act === 'restore');
  if (blank?.act === 'quarantine' && before && before.history.length < history.length) {
    returning.erased.push({ at: formatInstant(blank.at), jurisdiction, id, by: blank.by });
  }
}

function actsSince({ history }: Exchange, before: Exchange): string {
  return history
    .slice(before.history.length)
    .map(({ act, by }) => `${act}（${by}）`)
    .join('、');
}

/** Accounts that are active in the backup and were not any more, and roles that they had lost. */
function rightsBack({ org, accounts }: Accounts, before: Accounts | undefined): string[] {
  return (before?.accounts ?? []).flatMap((was) => {
    const now = accounts.find(({ account }) => account === was.account);
    const back = lost(was, now);
    return back.length === 0 ? [] : [`${org} ${was.account}：${back.join('、')}`];
  });
}

function lost(was: Account, now: Account | undefined): string[] {
  if (!was.active) return [];
  if (!now?.active) return ['已停用的账号恢复为启用'];
  const roles = was.roles.filter((role) => !now.roles.includes(role)).map((role) => ROLE_WORDS[role]);
  const identity = was.issuer !== now.issuer || was.subject !== now.subject ? ['登录身份恢复为更换之前的'] : [];
  return [...(roles.length > 0 ? [`已收回的角色 ${roles.join('、')}`] : []), ...identity];
}

function secretsBack(account: string, now: Secrets, before: Secrets | undefined): string[] {
  if (!before?.current || JSON.stringify(before.current) === JSON.stringify(now.current)) return [];
  return [`系统账号 ${account}：已更换或收回的密钥恢复有效`];
}

function circularSaid(jurisdiction: string, { quarter, stage, issued }: Report): string {
  if (stage === 'under-review') return `${jurisdiction} ${quarter}：征求意见稿将重新形成并再次发出`;
  const { documentNumber, signedBy, at, first = at, contentHash } = issued as NonNullable<Report['issued']>;
  return `${jurisdiction} ${quarter}：${documentNumber} 恢复为未签发，签发人 ${signedBy}，首次印发的时间 ${formatInstant(first)}，内容摘要 ${contentHash}`;
}

/** Some lines of a list under its heading; nothing for an empty one. */
export function listedUnder(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`  …（共 ${lines.length} 项）`] : [];
  return [heading, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...more];
}

/** What stood at the time of the backup, for whoever has nothing to compare it with. */
export function stoodThen(backup: SqliteSnapshot): string[] {
  const reports = [...backup.family('report')].flatMap(({ value }) => {
    const { quarter, stage } = value as Partial<Report>;
    return stage ? [`${quarter} ${stage === 'issued' ? '已签发' : '征求意见中'}`] : [];
  });
  const accounts = [...backup.family('accounts')].flatMap(({ value }) => (value as Accounts).accounts ?? []);
  const active = accounts.filter((account) => account.active).length;
  return [
    `备份时的通报：${reports.length === 0 ? '无' : reports.join('，')}；此后签发的恢复为未签发，须以相同文号重新签发。`,
    `备份时启用的账号 ${active} 个；此后停用的账号、收回的角色、更换的密钥恢复有效，请逐一核对。`,
  ];
}
