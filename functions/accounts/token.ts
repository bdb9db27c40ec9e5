/**
 * `POST /oauth/token`: a machine gets its token by client id and secret (RFC 6749, 4.4). Refusals are in that
 * standard's form, since OAuth clients read those.
 */
import * as z from 'zod';
import { readAccounts } from '../../shared/accounts/directory.ts';
import { isAccountId } from '../../shared/accounts/input.ts';
import { issueToken, TOKEN_GOOD } from '../../shared/accounts/machine-tokens.ts';
import { ownerOf } from '../../shared/accounts/secrets.ts';
import type { Membership } from '../../shared/accounts/stored.ts';
import { unavailable } from '../../shared/errors.ts';
import { choice } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Store } from '../../shared/ports.ts';
import { type Answer, type Call, publicRoute } from '../http/route.ts';

const answers = () => import('./token-answers.ts');

const form = lazily(() =>
  z
    .strictObject({
      grant_type: choice({ client_credentials: '客户端凭证' }).meta({ title: '授权方式' }),
      client_id: z.string().optional().meta({
        title: '客户端标识',
        description: '系统账号的名称；另一县（市、区）的，写作“行政区划代码/账号”。以 Basic 认证的，不填',
      }),
      client_secret: z.string().optional().meta({ title: '客户端密钥', description: '以 Basic 认证的，不填' }),
      scope: z.string().optional().meta({
        title: '权限范围',
        description: '只需要账号权限中的一部分的，写明这些权限，以空格分隔；不填的，给予账号的全部权限',
        example: 'pushes:read',
      }),
    })
    .meta({
      id: 'TokenRequest',
      example: { grant_type: 'client_credentials', client_id: 'construction', client_secret: '<密钥>' },
    }),
);

const refused = async () => (await answers()).tokenRefusal;

export const token = publicRoute({
  method: 'POST',
  path: '/oauth/token',
  id: 'issueToken',
  summary: '系统账号取得凭证',
  description:
    'OAuth 2.0 客户端凭证（RFC 6749 第 4.4 节）。客户端标识为系统账号的名称，密钥由管理员生成（POST …/accounts/{account}/secret）；二者放在表单中，或以 HTTP Basic 认证携带。凭证 1 小时内有效，期满前重新取得即可；scope 可以只要账号权限的一部分，答复的 scope 写明给予的权限。错误按该标准的格式答复。',
  tag: '单位与账号',
  sameOrigin: true,
  form,
  answers: {
    200: {
      description: '凭证，放在 Authorization: Bearer 请求头中使用',
      schema: async () => (await answers()).tokenAnswer,
    },
    400: {
      description: 'invalid_request、unsupported_grant_type：表单不对；invalid_scope：账号没有所要的权限',
      schema: refused,
    },
    401: { description: 'invalid_client：没有该客户端，或密钥不对', schema: refused },
  },
  handle: async (call) => {
    const asked = credentialsIn(call);
    const answer = await answered(call, asked);
    const { log } = call.platform.ports;
    const client = asked && isAccountId(asked.account) ? asked.account : null;
    log.info('token', { requestId: call.requestId, client, status: answer.status });
    return answer;
  },
});

/** What the machine may do, where it may sign in now; null where it may not. */
async function scopesOf(store: Store, { jurisdiction, org, account }: Membership): Promise<readonly string[] | null> {
  const found = (await readAccounts(store, jurisdiction, org)).find((one) => one.account === account);
  return found?.active && found.roles.includes('system') ? (found.scopes ?? []) : null;
}

interface Credentials {
  readonly jurisdiction: string;
  readonly account: string;
  readonly secret: string;
}

async function answered({ platform, headers, form }: Call, asked: Credentials | null): Promise<Answer> {
  if (!form || !asked) return refusal(400, 'invalid_request', 'Send application/x-www-form-urlencoded');
  const wrong = malformed(form, headers.authorization);
  if (wrong !== null) return refusal(400, 'invalid_request', wrong);
  if (form.get('grant_type') !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'Only client_credentials');
  }
  const { store, clock } = platform.ports;
  const { jurisdiction, account, secret } = asked;
  const known = /^\d{6}$/.test(jurisdiction) && isAccountId(account);
  const owner = known ? await ownerOf(store, jurisdiction, account, secret, clock.now()) : null;
  if (owner === 'busy') throw unavailable();
  const at = owner && { jurisdiction, org: owner.org, account };
  const has = at && (await scopesOf(store, at));
  if (!at || !has) return refusal(401, 'invalid_client', 'Unknown client or wrong secret');
  const scopes = scopesIn(form);
  const lacking = scopes?.find((scope) => !has.includes(scope));
  if (lacking !== undefined) return refusal(400, 'invalid_scope', `The account has no scope ${printable(lacking)}`);
  const made = await issueToken(platform.ports, { at, generation: owner.generation, scopes });
  const given = (scopes ?? has).join(' ');
  const good = { access_token: made, token_type: 'Bearer', expires_in: TOKEN_GOOD / 1000 };
  const body = given === '' ? good : { ...good, scope: given };
  return { status: 200, body, headers: { pragma: 'no-cache' } };
}

/** RFC 6749, 3.2 and 3.3: divided by spaces; one without value is none. */
function scopesIn(form: URLSearchParams): string[] | undefined {
  const scopes = [...new Set((form.get('scope') ?? '').split(' '))].filter((scope) => scope !== '');
  return scopes.length === 0 ? undefined : scopes;
}

/** RFC 6749, 5.2: what a description may hold. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 100);
}

/** RFC 6749, 2.3 and 3.2: a parameter once, one way to authenticate. */
function malformed(form: URLSearchParams, authorization: string | undefined): string | null {
  if (!form.has('grant_type')) return 'grant_type is missing';
  const double = ['grant_type', 'client_id', 'client_secret', 'scope'].find((name) => form.getAll(name).length > 1);
  if (double !== undefined) return `${double} is given twice`;
  const basic = basicIn(authorization);
  if (!basic) return null;
  if (form.has('client_secret')) return 'Authenticate by Basic or in the form, not both';
  return form.has('client_id') && form.get('client_id') !== basic.id ? 'client_id is not that of Basic' : null;
}

/** In the header (Basic) or in the form; null where there is no form at all. */
function credentialsIn({ platform, headers, form }: Call): Credentials | null {
  if (!form) return null;
  const given = { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const { id, secret } = basicIn(headers.authorization) ?? given;
  const [account = '', jurisdiction = platform.settings.jurisdiction] = id.split('/').reverse();
  return { jurisdiction, account, secret };
}

/** Null for none; without id and secret where it cannot be read. */
function basicIn(authorization: string | undefined): { id: string; secret: string } | null {
  const basic = /^Basic (.*)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return null;
  const [id = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return { id: unescaped(id), secret: unescaped(rest.join(':')) };
}

/** RFC 6749, 2.3.1: both are form-encoded before they are put together. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function refusal(status: number, error: string, description: string): Answer {
  const headers: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="shenguan"' } : {};
  return { status, body: { error, error_description: description }, headers };
}
