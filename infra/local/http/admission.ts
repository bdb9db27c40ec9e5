/** Who is listened to at length: a request whose route there is, of a caller who is known. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { cookiesOf, SESSION_COOKIE } from '../../../functions/console/session.ts';
import { callerOf } from '../../../functions/http/identity.ts';
import { isBytes, isMultipart } from '../../../functions/http/input.ts';
import { matcher } from '../../../functions/http/matcher.ts';
import type { Route } from '../../../functions/http/route.ts';
import { isOurs } from '../../../functions/http/same-origin.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Platform } from '../../../shared/platform.ts';
import { wasSession } from '../../../shared/sessions/session.ts';

/** Answers by the head of a request alone; the handler decides all this again, and says why not. */
export function admission(
  platform: Platform,
  routes: readonly Route[],
): (head: APIGatewayProxyEventV2) => Promise<boolean> {
  const match = matcher(routes);
  return async ({ requestContext, rawPath, rawQueryString, headers, cookies }) => {
    try {
      const { route } = match(requestContext.http.method, rawPath);
      if (route.security === 'public') return false;
      if (route.hidden) return await isKnownBrowser(platform, cookies, headers);
      const [asked = null] = new URLSearchParams(rawQueryString).getAll('jurisdiction');
      await callerOf(platform, headers.authorization, asked, platform.ports.clock.now());
      return true;
    } catch (error) {
      // Where it cannot be told now, the handler tells.
      return !(error instanceof Problem && error.status < 500);
    }
  };
}

/** Whether a form comes from a page of ours and somebody who is signed in, or was within the last day. */
async function isKnownBrowser(
  { ports, settings }: Platform,
  cookies: string[] | undefined,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const secret = cookiesOf(cookies, headers.cookie).get(SESSION_COOKIE) ?? '';
  return isOurs(headers, settings.address) && (await wasSession(ports.store, secret));
}

/** Whether the route that a head asks for takes its body as bytes: a file, or a form with files in it. */
export function takingBytes(routes: readonly Route[]): (head: APIGatewayProxyEventV2) => boolean {
  const [files, forms] = [routes.filter(({ takesBytes }) => takesBytes), routes.filter(({ takesFiles }) => takesFiles)];
  const methods = new Set<string>(files.map(({ method }) => method));
  const [matchFile, matchForm] = [matcher(files), matcher(forms)];
  return ({ requestContext, rawPath, headers }) => {
    const { method } = requestContext.http;
    // Asked of every request: where nothing matches the matcher throws, and stack traces are expensive.
    const match = isMultipart(headers) ? matchForm : methods.has(method) ? matchFile : null;
    if (!match) return false;
    try {
      return isBytes(match(method, rawPath).route, headers);
    } catch {
      return false;
    }
  };
}
