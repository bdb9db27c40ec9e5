/**
 * The platform in the test's own process: the demonstration county in a store in memory, its accounts, a clock that
 * stands still until told, and calls that go through the very handler that both homes run. An answer that is not what
 * its route declares fails the test.
 *
 *   const { call, clock } = await inProcess();
 *   const made = await call('POST', '/pushes', { as: 'spj.officer', body });   // made.status, made.json
 *   clock.set('2026-10-01T00:00:00+08:00');
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { PAGES, ROUTES } from '../functions/catalog.ts';
import { routesOf } from '../functions/exchanges/of-kind.ts';
import { type HttpHandler, httpHandler } from '../functions/http/handler.ts';
import type { Route } from '../functions/http/route.ts';
import { FolderAttachments } from '../shared/adapters/folder-attachments.ts';
import { FolderFiles } from '../shared/adapters/folder-files.ts';
import { openSqliteStore } from '../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../shared/adapters/system-random.ts';
import type { Matter } from '../shared/boundary/matter.ts';
import type { Organisation } from '../shared/county.ts';
import { kindsOf } from '../shared/exchange/declare.ts';
import type { AnyKind } from '../shared/exchange/kind.ts';
import { KINDS } from '../shared/kinds.ts';
import type { Limiter } from '../shared/limiter.ts';
import type { Platform, Settings } from '../shared/platform.ts';
import type { Clock, Mail, Ports, Store } from '../shared/ports.ts';
import { type CivilDate, type Instant, parseInstant } from '../shared/time.ts';
import { holdingChains } from './in-process/chains.ts';
import {
  demonstrationMatters,
  demonstrationOrganisations,
  JURISDICTION,
  seedCounty,
  subjectOf,
} from './in-process/county.ts';
import { describedBy } from './in-process/described.ts';
import { testIssuer } from './in-process/issuer.ts';
import { testSeals } from './in-process/seals.ts';

export interface InProcessOptions {
  /** Where the clock stands. Default `2026-09-28T09:00:00+08:00`, a Monday. */
  readonly now?: string;
  /** The day from which the county counts. Default `2022-09-02`. */
  readonly since?: CivilDate;
  readonly jurisdiction?: string;
  readonly organisations?: readonly Organisation[];
  /** Rows of the boundary list; `null` for a county without one. */
  readonly matters?: readonly Matter[] | null;
  /** A store of one's own, empty; by default SQLite in memory. */
  readonly store?: Store;
  /** Ports of one's own, such as a mailer that fails. */
  readonly ports?: Partial<Ports>;
  readonly routes?: readonly Route[];
  /** Kinds of a test's own, with their routes, beside those of the catalogue. */
  readonly kinds?: readonly AnyKind[];
  /** Settings that differ, such as a budget of no time at all. */
  readonly settings?: Partial<Settings>;
  /** Counts requests; by default nobody's are. */
  readonly limiter?: Limiter;
}

export interface CallOptions {
  /** The account that calls, such as `scjg.officer`, of another county `371522/scjg.officer`; nobody where left out. */
  readonly as?: string;
  /**
   * An object is sent as JSON, `URLSearchParams` as a form; text and bytes as they are, as `application/json` unless
   * the headers say otherwise.
   */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Called {
  status: number;
  headers: Record<string, string>;
  /** Each `Set-Cookie`. */
  cookies: string[];
  text: string;
  bytes: Uint8Array;
  /** The body parsed, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  json: any;
}

/** A clock that stands still until told. */
export interface SteppingClock extends Clock {
  set(now: string | Instant): void;
  advance(milliseconds: number): void;
}

export interface InProcess {
  platform: Platform;
  /** `path` with its query. */
  call(method: string, path: string, options?: CallOptions): Promise<Called>;
  clock: SteppingClock;
  /** What was mailed, oldest first. */
  mails: Mail[];
  /** Timers as they were set. */
  timers: { key: string; at: Instant }[];
  /** What the log was told, errors with their cause. */
  logged: { event: string; fields: object; error?: unknown }[];
  token(account: string): Promise<string>;
}

/** Starts a platform of its own, seeded. */
export async function inProcess(options: InProcessOptions = {}): Promise<InProcess> {
  const { issuer, token } = await testIssuer();
  const clock = steppingClock(options.now ?? '2026-09-28T09:00:00+08:00');
  const mails: Mail[] = [];
  const timers: InProcess['timers'] = [];
  const logged: InProcess['logged'] = [];
  const ports: Ports = {
    store: options.store ?? openSqliteStore(':memory:'),
    timers: { set: async (key, at) => void timers.push({ key, at }) },
    mailer: { send: async (mail) => void mails.push(mail) },
    files: new FolderFiles({ folder: join(tmpdir(), 'shenguan-files'), random: systemRandom }),
    attachments: new FolderAttachments({
      folder: mkdtempSync(join(tmpdir(), 'shenguan-attachments-')),
      random: systemRandom,
    }),
    seals: testSeals(),
    clock,
    random: systemRandom,
    log: {
      info: (event, fields = {}) => void logged.push({ event, fields }),
      error: (event, fields = {}, error) => void logged.push({ event, fields, error }),
    },
    ...options.ports,
  };
  const jurisdiction = options.jurisdiction ?? JURISDICTION;
  await seedCounty(ports.store, {
    jurisdiction,
    since: options.since ?? '2022-09-02',
    organisations: options.organisations ?? demonstrationOrganisations(),
    matters: options.matters === undefined ? demonstrationMatters() : options.matters,
    issuer: issuer.issuer,
  });
  const settings = {
    issuers: [issuer],
    jurisdiction,
    address: 'http://127.0.0.1:8787',
    mailDomain: 'shenguan.example',
    ...options.settings,
  };
  const more = options.kinds ?? [];
  const kinds = more.length === 0 ? KINDS : kindsOf([...KINDS.values(), ...more]);
  const platform: Platform = { ports, kinds, settings, ...(options.limiter && { limiter: options.limiter }) };
  const routes = options.routes ?? [...ROUTES, ...PAGES, ...more.flatMap(routesOf)];
  const handler = httpHandler(holdingChains(platform), routes);
  const described = describedBy(routes);
  const tokenOf = (account: string): Promise<string> =>
    token(account.includes('/') ? account : subjectOf(jurisdiction, account), clock.now());
  const call: InProcess['call'] = async (method, path, asked = {}) => {
    const event = eventOf(method, path, asked, asked.as ? await tokenOf(asked.as) : null);
    const answer = await answered(handler, event);
    await described(method, event.rawPath, answer);
    return answer;
  };
  return { platform, call, clock, mails, timers, logged, token: tokenOf };
}

function steppingClock(begin: string): SteppingClock {
  let now = instantOf(begin);
  return {
    now: () => now,
    set: (next) => {
      now = instantOf(next);
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

function instantOf(value: string | Instant): Instant {
  const instant = typeof value === 'number' ? value : parseInstant(value);
  if (instant === undefined) throw new Error(`not an instant: ${value}`);
  return instant;
}

let calls = 0;

/** The event that API Gateway makes of a request (HTTP API, payload 2.0): names of headers in lower case. */
export function eventOf(
  method: string,
  path: string,
  asked: CallOptions,
  token: string | null,
): APIGatewayProxyEventV2 {
  const [rawPath = '/', rawQueryString = ''] = path.split(/\?(.*)/s);
  const { body } = asked;
  const bytes = body instanceof Uint8Array;
  const form = body instanceof URLSearchParams;
  const given = Object.entries(asked.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const headers: Record<string, string> = {
    ...(body === undefined ? {} : { 'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json' }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(given),
  };
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers,
    requestContext: { requestId: `test-${++calls}`, http } as APIGatewayProxyEventV2['requestContext'],
    isBase64Encoded: bytes,
    body: bytes
      ? Buffer.from(body).toString('base64')
      : form
        ? String(body)
        : typeof body === 'object'
          ? JSON.stringify(body)
          : (body as string | undefined),
  };
}

async function answered(handler: HttpHandler, event: APIGatewayProxyEventV2): Promise<Called> {
  const result = await handler(event);
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const sent = result.stream
    ? await buffer(result.stream)
    : Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const bytes = decoded(sent, headers['content-encoding']);
  const text = bytes.toString('utf8');
  const json =
    /^application\/(?:[\w.]+\+)?json/.test(headers['content-type'] ?? '') && text !== '' ? JSON.parse(text) : undefined;
  const { cookies = [] } = result;
  return { status: result.statusCode ?? 0, headers, cookies, text, bytes: new Uint8Array(bytes), json };
}

/** As any client of HTTP does. */
function decoded(bytes: Buffer, coding: string | undefined): Buffer {
  if (coding === 'br') return brotliDecompressSync(bytes);
  return coding === 'gzip' ? gunzipSync(bytes) : bytes;
}
