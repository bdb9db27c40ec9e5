/** A request of `node:http` as the event of an HTTP API (payload 2.0), and its answer back. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { BODY_LIMIT } from '../../../functions/http/input.ts';
import type { Result } from '../../../functions/http/result.ts';
import { unavailable } from '../../../shared/errors.ts';
import { formatInstant, type Instant } from '../../../shared/time.ts';
import type { Body } from './body.ts';

/** What stands for a body that was dropped: where a body counts at all, one that is too large. */
const DROPPED = Buffer.alloc(BODY_LIMIT + 1).toString('base64');

/** A request, begun at `at` by whoever is at `address`, as far as its headers. */
export function headOf(request: IncomingMessage, at: Instant, address: string): APIGatewayProxyEventV2 {
  const [rawPath, rawQueryString] = targetOf(request.url ?? '/');
  const { headers, cookies } = headersOf(request);
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    requestContext: contextOf(request, { method, path: rawPath, at, address }),
    isBase64Encoded: false,
  };
}

/** As an HTTP API gives them: names in lower case, what was sent twice joined by commas, cookies apart. */
function headersOf({ rawHeaders }: IncomingMessage): { headers: Record<string, string>; cookies?: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name, value] = [(rawHeaders[i] as string).toLowerCase(), rawHeaders[i + 1] as string];
    const before = headers[name];
    if (name === 'cookie') cookies.push(...value.split('; '));
    else if (name !== '__proto__') headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return cookies.length > 0 ? { headers, cookies } : { headers };
}

/** The request with its body. One for which there was no room is refused when it is asked for, so after all else. */
export function withBody(head: APIGatewayProxyEventV2, body: Body): APIGatewayProxyEventV2 {
  if (body === 'not-admitted') return { ...head, body: DROPPED, isBase64Encoded: true };
  if (body === 'no-room') {
    return {
      ...head,
      get body(): string {
        throw unavailable();
      },
    };
  }
  // As bytes, so that what is not UTF-8 is noticed where bodies are checked.
  return body.length > 0 ? { ...head, body: body.toString('base64'), isBase64Encoded: true } : head;
}

function contextOf(
  request: IncomingMessage,
  { method, path, at, address }: { method: string; path: string; at: Instant; address: string },
): APIGatewayProxyEventV2['requestContext'] {
  return {
    ...{ accountId: 'local', apiId: 'local', domainName: 'local', domainPrefix: 'local', stage: '$default' },
    routeKey: '$default',
    requestId: randomUUID(),
    http: {
      method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: address,
      userAgent: request.headers['user-agent'] ?? '',
    },
    time: formatInstant(at),
    timeEpoch: at,
  };
}

/** The path as it was sent, and the query without its question mark. A proxy's absolute form names the same path. */
function targetOf(url: string): [path: string, query: string] {
  const target = /^https?:\/\/[^/?]*(.*)$/i.exec(url)?.[1] ?? url;
  const at = target.indexOf('?');
  return at < 0 ? [target || '/', ''] : [target.slice(0, at) || '/', target.slice(at + 1)];
}

/** Milliseconds without a byte taken after which a download is given up, with the file that it holds. */
const STALLED = 120_000;

/** Writes an answer, of a file as much at a time as the caller takes. Throws where not all of it could be sent. */
export async function reply(response: ServerResponse, result: Result, stalled = STALLED): Promise<void> {
  for (const [name, value] of Object.entries(result.headers)) response.setHeader(name, value);
  if (result.cookies) response.setHeader('set-cookie', result.cookies);
  response.statusCode = result.statusCode ?? 200;
  if (result.stream) {
    response.setTimeout(stalled, () => response.destroy());
    // A pipeline into what is closed already leaves its source as it is.
    return pipeline(result.stream, response).finally(() => result.stream?.destroy());
  }
  if (response.req.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304) {
    response.end();
    return;
  }
  // Text goes out in one piece with its head; bytes would be a second one.
  const text = result.body ?? '';
  const body = result.isBase64Encoded ? Buffer.from(text, 'base64') : text;
  response.setHeader('content-length', Buffer.byteLength(body));
  response.end(body);
}
