/** Whether a request comes from this machine itself: `/__dev/` answers nobody else. */
import { isLoopback } from '../home/environment.ts';

/** What proxies add to a request that they pass on. */
const FORWARDED = /^(?:forwarded|x-forwarded-.+|x-real-ip|via)$/;

/**
 * False for what a proxy passes on from elsewhere, though the proxy stands on this machine, and for a page that had its
 * own name point to this machine.
 */
export function isAskedHere(headers: Readonly<Record<string, string | undefined>>): boolean {
  if (Object.keys(headers).some((name) => FORWARDED.test(name))) return false;
  const { host } = headers;
  return host === undefined || isLoopback(host.replace(/:\d+$/, ''));
}
