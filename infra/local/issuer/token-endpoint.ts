/**
 * `POST /issuer/token`: a machine account gets its token by client id and secret (RFC 6749, 4.4). Its errors are in that
 * standard's form, since that is what OAuth clients read.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { problemResult } from '../../../functions/http/faults.ts';
import type { Result } from '../../../functions/http/result.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Platform } from '../../../shared/platform.ts';
import { findAccount } from './account-search.ts';
import { LOCAL_ISSUER, type LocalIssuer, MACHINE_TOKEN } from './issuer.ts';
import { isSecret, keptSecret } from './secrets.ts';
import { Turns } from './turns.ts';

export const TOKEN_PATH = '/issuer/token';
/** Checking a secret is dear on purpose: those of this many clients at once, so that guessing does not take the machine. */
const AT_ONCE = 4;
/** Requests of one client that wait; whoever floods a client's line makes no other client wait. */
const WAITING = 16;
/** About what checking a secret takes, in milliseconds. */
const AS_LONG = 50;
const CLIENT_ID = /^[a-z0-9][a-z0-9._-]{0,49}$/;

export function tokenEndpoint(
  platform: Platform,
  issuer: LocalIssuer,
): (event: APIGatewayProxyEventV2) => Promise<Result> {
  const turns = new Turns({ atOnce: AT_ONCE, waiting: WAITING });
  return async (event) => {
    const { requestId } = event.requestContext;
    let asked: Asked | undefined;
    let result: Result;
    try {
      asked = askedBy(event);
      result = asked.refused ?? (await answer(platform, issuer, turns, asked));
    } catch (error) {
      result = problemResult(platform, error, requestId);
    }
    const client = asked && CLIENT_ID.test(asked.id) ? asked.id : null;
    platform.ports.log.info('token', { requestId, client, status: result.statusCode ?? 0 });
    return result;
  };
}

/** Who asks by what, or why nobody is asked any further. */
interface Asked {
  readonly id: string;
  readonly secret: string;
  readonly refused?: Result;
}

function askedBy(event: APIGatewayProxyEventV2): Asked {
  if (event.requestContext.http.method !== 'POST') {
    throw new Problem('method-not-allowed', '该地址只支持 POST，请检查请求方法。', { more: { allow: 'POST' } });
  }
  const form = formOf(event);
  if (!form) {
    return { id: '', secret: '', refused: refusal(400, 'invalid_request', 'Send application/x-www-form-urlencoded') };
  }
  const asked = credentials(event, form);
  if (form.get('grant_type') === 'client_credentials') return asked;
  return { ...asked, refused: refusal(400, 'unsupported_grant_type', 'Only client_credentials') };
}

async function answer(platform: Platform, issuer: LocalIssuer, turns: Turns, { id, secret }: Asked): Promise<Result> {
  const { ports, settings } = platform;
  const kept = CLIENT_ID.test(id) ? await keptSecret(ports.store, settings.jurisdiction, id) : undefined;
  // A wait costs nothing, and hardly tells who is a client.
  const checked = kept ? turns.take(id, () => isSecret(kept, secret)) : pause(AS_LONG, false);
  if (!checked) return refusal(503, 'temporarily_unavailable', 'Try again in a moment');
  if (!(await checked) || !(await isMachine(platform, id))) {
    return refusal(401, 'invalid_client', 'Unknown client or wrong secret');
  }
  const token = await issuer.token(id, ports.clock.now(), MACHINE_TOKEN);
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: MACHINE_TOKEN / 1000 });
}

function formOf(event: APIGatewayProxyEventV2): URLSearchParams | null {
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const body = Buffer.from(event.body ?? '', 'base64');
  if (type !== 'application/x-www-form-urlencoded' || body.length > 10_000) return null;
  return new URLSearchParams(body.toString('utf8'));
}

function credentials(event: APIGatewayProxyEventV2, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(event.headers.authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
  return { id: unescaped(id), secret: unescaped(secret) };
}

/** RFC 6749, 2.3.1: both are form-encoded before they are put together. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

async function isMachine({ ports, settings }: Platform, id: string): Promise<boolean> {
  const account = (await findAccount(ports.store, settings.jurisdiction, id))?.account;
  const local = account?.issuer === LOCAL_ISSUER && account.subject === id;
  return local && account.active && account.roles.includes('system');
}

function refusal(status: number, error: string, description: string): Result {
  const result = json(status, { error, error_description: description });
  if (status === 401) result.headers = { ...result.headers, 'www-authenticate': 'Basic realm="shenguan"' };
  if (status === 503) result.headers = { ...result.headers, 'retry-after': '1' };
  return result;
}

function json(statusCode: number, body: unknown): Result {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
