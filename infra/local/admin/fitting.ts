/** What option values have to look like; each answers what is wrong (Chinese), or null. */
import { accountId } from '../../../shared/accounts/input.ts';
import { OPERATOR } from '../../../shared/audit/operations.ts';
import { isCivilDate } from '../../../shared/time.ts';
import { isLoopback } from '../home/environment.ts';

export function matching(pattern: RegExp, wrong: string): (value: string) => string | null {
  return (value) => (pattern.test(value) ? null : wrong);
}

export const divisionCode = matching(/^[1-9]\d{5}$/, '应为六位数字，首位不为 0');

export function accountName(value: string): string | null {
  if (value === OPERATOR) return `${OPERATOR} 由平台保留，请换一个账号名称`;
  return accountId().safeParse(value).error?.issues[0]?.message ?? null;
}

export function webAddress(value: string): string | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  return safe ? null : '应为 https:// 开头的地址（本机地址可用 http://）';
}

export function day(value: string): string | null {
  return isCivilDate(value) ? null : '日期不存在或格式不对，应为 YYYY-MM-DD';
}
