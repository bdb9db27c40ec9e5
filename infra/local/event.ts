/** A request of `node:http` as the event of an HTTP API (payload 2.0), and its answer back. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { BODY_LIMIT } from '../../functions/input.ts';
import type { Result } from '../../functions/result.ts';
import { formatInstant, type Instant } from '../../shared/time.ts';

/** Reads the request, begun at `at`, to its end. Throws where the caller went away. */
export async function eventOf(request: IncomingMessage, at: Instant): Promise<APIGatewayProxyEventV2> {
  const [rawPath, rawQueryString] = targetOf(request.url ?? '/');
  const { cookie, ...distinct } = request.headersDistinct;
  const headers = Object.fromEntries(
    Object.entries(distinct).map(([name, values]) => [name, (values ?? []).join(',')]),
  );
  const cookies = cookie?.flatMap((line) => line.split('; '));
  const body = await bodyOf(request);
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers,
    requestContext: contextOf(request, method, rawPath, at),
    // As bytes, so that what is not UTF-8 is noticed where bodies are checked.
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
}

function contextOf(
  request: IncomingMessage,
  method: string,
  path: string,
  at: Instant,
): APIGatewayProxyEventV2['requestContext'] {
  return {
    ...{ accountId: 'local', apiId: 'local', domainName: 'local', domainPrefix: 'local', stage: '$default' },
    routeKey: '$default',
    requestId: randomUUID(),
    http: {
      method,
      path,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
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

/** The body, cut one byte past the limit so that the function layer sees that it is too large; the rest is dropped. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    const room = BODY_LIMIT + 1 - size;
    if (room > 0) chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    size += Math.min(chunk.length, Math.max(room, 0));
  }
  return Buffer.concat(chunks);
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
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const bare = response.req.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304;
  if (!bare) response.setHeader('content-length', body.length);
  response.end(bare ? undefined : body);
}
