/**
 * HTTP for the one-machine home: each request becomes the event that an HTTP API would make of it and goes to the very
 * same handler. Whatever comes in is answered; nothing that comes in ends the process.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import type { Clock, Log } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { BodyRoom, bodyOf, Holding } from './body.ts';
import { headOf, reply, withBody } from './event.ts';

export interface HttpServer {
  /** `http://127.0.0.1:8787`, with the port that was taken. */
  readonly address: string;
  /** Stops accepting and waits for what runs, at most so many milliseconds. */
  close(atMost: number): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes what answers once the address is known, before any request can come in. */
  readonly served: (address: string) => Served;
}

export interface Served {
  readonly handler: HttpHandler;
  /** Whether a request gets as far as its body, by its head: there is such a route, and the caller is known. */
  readonly admits: (head: APIGatewayProxyEventV2) => Promise<boolean>;
}

/** Far more than a county has desks; each of them may hold a little. */
const CONNECTIONS = 2_000;

/** Listens; throws `Refused` where the address cannot be had. */
export async function serve(options: ServerOptions): Promise<HttpServer> {
  const server = createServer({
    // A whole MB over a county's line, and no more patience than that, looked after every few seconds.
    requestTimeout: 30_000,
    headersTimeout: 15_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 32_768,
    // Checked where the address of a request matters; a missing one is no reason to refuse.
    requireHostHeader: false,
  });
  server.maxConnections = CONNECTIONS;
  server.on('clientError', refuse);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(notListening(options, error)));
    server.listen(options.port, options.host, () => {
      const address = addressOf(options.host, server.address() as AddressInfo);
      const served = options.served(address);
      const room = new BodyRoom();
      const open = new Set<Promise<void>>();
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const holding = new Holding(room);
        const answering = answer(options, served, { request, response, holding }).finally(() => {
          holding.letGo();
          open.delete(answering);
        });
        open.add(answering);
      });
      resolve({ address, close: (atMost) => close(server, open, atMost) });
    });
  });
}

interface Exchanged {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly holding: Holding;
}

async function answer(
  { clock, log }: ServerOptions,
  { handler, admits }: Served,
  { request, response, holding }: Exchanged,
): Promise<void> {
  const head = headOf(request, clock.now());
  let event: APIGatewayProxyEventV2;
  try {
    event = withBody(head, await bodyOf(request, holding, () => admits(head)));
  } catch {
    // The caller went away in the middle of it: nobody is left to answer.
    response.destroy();
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const result = await handler(event, { gone: gone.signal });
    holding.letGo();
    await reply(response, result);
  } catch (error) {
    // Who goes away in the middle of a download is no fault.
    if (!gone.signal.aborted) log.error('fault', { requestId: event.requestContext.requestId }, error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
}

/** What is not HTTP is told so, as a problem document like everything else. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, detail] = refusalOf(error.code);
  const title = STATUS_CODES[status] as string;
  const code = title.toLowerCase().replaceAll(' ', '-');
  const body = JSON.stringify({ type: `urn:shenguan:problem:${code}`, title, status, detail, code });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function refusalOf(code: string | undefined): [status: number, detail: string] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, '请求头过大，请减少后重新发送。'];
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return [413, '请求体的分块扩展过大，请去掉后重新发送。'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, '请求未在规定时间内发送完毕，请重新发送。'];
  return [400, '收到的不是合法的 HTTP 请求，请检查客户端后重新发送。'];
}

function notListening({ host, port }: ServerOptions, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE') {
    return new Refused(
      `${host}:${port} 已被占用。请停止占用它的程序，或用 PORT 指定其他端口。`,
      `${host}:${port} is in use. Stop whatever uses it, or choose another PORT.`,
    );
  }
  return new Refused(
    `无法监听 ${host}:${port}（${error.code ?? error.message}）。请检查 HOST 和 PORT。`,
    `Cannot listen on ${host}:${port} (${error.code ?? error.message}). Check HOST and PORT.`,
  );
}

/** Where it is reached from this machine. */
function addressOf(host: string, { port }: AddressInfo): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}`;
}

async function close(server: Server, open: Set<Promise<void>>, atMost: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const settled = setInterval(() => server.closeIdleConnections(), 20);
  const late = setTimeout(() => server.closeAllConnections(), atMost);
  await closed;
  clearInterval(settled);
  clearTimeout(late);
  await Promise.race([Promise.all(open), new Promise((resolve) => setTimeout(resolve, 100).unref())]);
}
