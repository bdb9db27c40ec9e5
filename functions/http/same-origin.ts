/** Forms are taken from our own pages alone: other sites cannot act in the name of who is signed in here. */
import { Problem } from '../../shared/errors.ts';
import type { Stage } from './stage.ts';

/**
 * Refuses what pages do not send: `Sec-Fetch-Site`, which scripts cannot set, must say `same-origin`; browsers that do
 * not send it (before 2023) send `Origin`; the oldest (IE 11, and kernels in its way) send the `Referer` alone, as some
 * gateways do that drop the others. Each form carries a token besides.
 */
export function sameOrigin(address: string): Stage {
  return {
    before: ({ event, context }) => {
      const { hidden, method } = context.found?.route ?? {};
      if (hidden && method !== 'GET' && !isOurs(event.headers, address)) throw otherSite();
    },
  };
}

export function isOurs(headers: Readonly<Record<string, string | undefined>>, address: string): boolean {
  const { 'sec-fetch-site': site, origin, referer } = headers;
  if (site !== undefined) return site === 'same-origin';
  const ours = new URL(address).origin;
  return origin === undefined ? referer?.startsWith(`${ours}/`) === true : origin === ours;
}

function otherSite(): Problem {
  return new Problem(
    'other-site',
    '该请求不是从本平台的页面发出的，没有办理。请打开本平台，从页面上重新操作；不要从其他网站的链接或表单提交。',
  );
}
