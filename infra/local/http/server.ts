/**
 * HTTP for the one-machine home: each request becomes the event that an HTTP API would make of it and goes to the very
 * same handler. Whatever comes in is answered; nothing that comes in ends the process.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import type { Clock, Log } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { BodyRoom, bodyOf, Holding } from './body.ts';
import { type ConnectionLimits, Connections } from './connections.ts';
import { headOf, reply, withBody } from './event.ts';
import type { Peers } from './peers.ts';
import { refuse } from './refusal.ts';
import { dropRest, piecesOf } from './upload.ts';

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
  readonly peers: Peers;
  readonly limits: ConnectionLimits;
  /** True where each address may have as many connections as there are, since all are of this machine. */
  readonly unlimited: boolean;
  /** Makes what answers once the address is known, before any request can come in. */
  readonly served: (address: string) => Served;
}

export interface Served {
  readonly handler: HttpHandler;
  /** Whether a request gets as far as its body, by its head: there is such a route, and the caller is known. */
  readonly admits: (head: APIGatewayProxyEventV2) => Promise<boolean>;
  /** Whether the body is a file on its way to the disk, which the handler reads by itself. */
  readonly takesBytes: (head: APIGatewayProxyEventV2) => boolean;
}

/** Listens; throws `Refused` where the address cannot be had. */
export async function serve(options: ServerOptions): Promise<HttpServer> {
  const server = opened(options);
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

/** A server that reads what it is sent and counts its connections, and does not listen yet. */
function opened({ limits, peers, unlimited }: ServerOptions): Server {
  const server = createServer({
    // Each request is timed by itself (`answer`), since files may take longer than all others.
    requestTimeout: 0,
    headersTimeout: limits.head,
    connectionsCheckingInterval: Math.min(limits.head / 3, 5_000),
    keepAliveTimeout: 65_000,
    maxHeaderSize: 32_768,
    // Checked where the address of a request matters; a missing one is no reason to refuse.
    requireHostHeader: false,
  });
  server.setTimeout(limits.idle);
  const connections = new Connections(limits, (address) => unlimited || peers.isProxy(address));
  server.on('connection', (socket) => connections.take(socket));
  server.on('clientError', refuse);
  // An expectation that nobody knows may be left aside (RFC 9110, 10.1.1): Node would refuse it without a word.
  server.on('checkExpectation', (...exchanged) => server.emit('request', ...exchanged));
  return server;
}

interface Exchanged {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly holding: Holding;
}

async function answer(options: ServerOptions, served: Served, exchanged: Exchanged): Promise<void> {
  const { clock, log, peers, limits } = options;
  const { request, response, holding } = exchanged;
  const { socket, headers } = request;
  const address = peers.addressOf(socket.remoteAddress ?? '', headers['x-forwarded-for'] as string | undefined);
  const head = headOf(request, clock.now(), address);
  const isFile = served.takesBytes(head);
  const event = isFile ? head : await eventOf(head, served, exchanged, limits.request);
  // The caller went away in the middle of it: nobody is left to answer.
  if (!event) return void response.destroy();
  const gone = new AbortController();
  // An answer that was sent needs no abort, which makes an error with a stack trace.
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  try {
    // Whoever waits for us is not idle.
    socket.setTimeout(0);
    const bytes = isFile ? piecesOf(request, limits.request) : undefined;
    const result = await served.handler(event, { gone: gone.signal, bytes });
    holding.letGo();
    if (isFile && !(await dropRest(request, limits.request))) response.setHeader('connection', 'close');
    socket.setTimeout(limits.idle);
    await reply(response, result);
  } catch (error) {
    // Who goes away in the middle of a download is no fault.
    if (!gone.signal.aborted) log.error('fault', { requestId: event.requestContext.requestId }, error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
}

/** The request with its whole body, which has to come in that many milliseconds; null where it does not. */
async function eventOf(
  head: APIGatewayProxyEventV2,
  { admits }: Served,
  { request, holding }: Exchanged,
  atMost: number,
): Promise<APIGatewayProxyEventV2 | null> {
  // A whole MB over a county's line, and no more patience than that.
  const late = setTimeout(() => refuse({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, request.socket), atMost);
  try {
    return withBody(head, await bodyOf(request, holding, () => admits(head)));
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
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
