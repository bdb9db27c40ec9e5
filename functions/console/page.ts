/** A page of the console as it leaves: HTML under the console's policy, never kept by browsers or proxies. */
import { readCounty } from '../../shared/accounts/directory.ts';
import type { Platform } from '../../shared/platform.ts';
import type { Answer } from '../http/route.ts';
import { jurisdictionsOf } from '../timers/jurisdictions.ts';
import { type Layout, layout } from './layout.ts';
import type { Session } from './session.ts';

export interface Page extends Omit<Layout, 'token' | 'size'> {
  /** Who is signed in, where somebody is. */
  readonly session: Session | null;
  /** 200 where left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  /** The origin to which scripts send files, where that is not the platform itself. */
  readonly filesTo?: string | undefined;
}

/** `img-src data:` is for the empty icon; a form goes nowhere but here, also by way of a redirection. */
function policy(filesTo?: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `connect-src 'self'${filesTo ? ` ${filesTo}` : ''}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** With `no-referrer` browsers would send `Origin: null` with forms. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': policy(),
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
});

export async function pageAnswer(page: Page): Promise<Answer> {
  const { status = 200, headers, cookies, filesTo } = page;
  const { session, ...rest } = page;
  const rules = { ...PAGE_HEADERS, ...(filesTo && { 'content-security-policy': policy(filesTo) }) };
  const data = String(
    await layout({ ...rest, token: session?.token() ?? null, size: session?.textSize ?? 'standard' }),
  );
  const content = { type: 'text/html; charset=utf-8', data };
  return { status, content, headers: { ...rules, ...headers }, ...(cookies && { cookies }) };
}

/**
 * The county whose platform it is: the one that a session works in; where nobody has chosen one yet, the one there is,
 * and no name where several share the platform.
 */
export async function countyName(platform: Platform, jurisdiction: string | null = null): Promise<string> {
  const { store } = platform.ports;
  const [only = '', ...others] = jurisdiction === null ? await jurisdictionsOf(platform) : [jurisdiction];
  return others.length > 0 ? '' : ((await readCounty(store, only))?.name ?? '');
}

/** Goes on to another page of ours, after a form was acted on (303). `to`: a path, or an address of the issuer. */
export function seeOther(to: string, more: Pick<Answer, 'cookies' | 'headers'> = {}): Answer {
  const { cookies, headers } = more;
  const content = { type: 'text/html; charset=utf-8', data: '' };
  return {
    ...{ status: 303, content, headers: { ...PAGE_HEADERS, location: to, ...headers } },
    ...(cookies && { cookies }),
  };
}
