/**
 * The living demonstration: some weeks of a plausible county, made by the API itself on a clock of its own, in memory,
 * and written to the folder by one commit. The same day gives the same county. Its mails go nowhere.
 */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ROUTES } from '../../../../functions/catalog.ts';
import { deskAt } from '../../../../functions/desk.ts';
import { type HttpHandler, httpHandler } from '../../../../functions/http/handler.ts';
import { keepKindsSince } from '../../../../shared/accounts/kinds-since.ts';
import { openSqliteStore, type SqliteStore } from '../../../../shared/adapters/sqlite-store.ts';
import { systemRandom } from '../../../../shared/adapters/system-random.ts';
import { calendarNow } from '../../../../shared/calendar/table.ts';
import { COUNTED, KINDS } from '../../../../shared/kinds.ts';
import type { Platform } from '../../../../shared/platform.ts';
import type { Clock, Log, Ports, Random, Store } from '../../../../shared/ports.ts';
import { type CivilDate, civilDateOf, formatInstant, type Instant, startOfDay } from '../../../../shared/time.ts';
import { DEMONSTRATION_TOKEN, type LocalIssuer, localIssuer, openIssuer } from '../../issuer/issuer.ts';
import { serveKeys } from '../../issuer/key-server.ts';
import { Waker } from '../../timers/waker.ts';
import { nextWake } from '../../timers/wakes.ts';
import { JURISDICTION } from '../demonstration/counties.ts';
import { seedDemonstration } from '../demonstration.ts';
import { HOME_KEY } from '../marker.ts';
import { beginningOf, type Days, daysUntil } from './days.ts';
import type { Answer, Hands, Scene } from './scene.ts';
import { STORIES } from './stories.ts';

export interface LifeParts extends Pick<Ports, 'seals' | 'files' | 'attachments'> {
  readonly now: Instant;
  /** Those of the folder, 冠县 among them; it alone where left out. */
  readonly counties?: readonly string[];
  readonly log: Log;
  readonly settings: Omit<Platform['settings'], 'issuers' | 'jurisdiction' | 'address'>;
}

/** Lives the story until `now` and makes `store` the folder of that county. */
export async function liveInto(store: Store, parts: LifeParts): Promise<void> {
  const memory = openSqliteStore(':memory:');
  try {
    await live(memory, parts);
    await copy(memory, store);
  } finally {
    memory.close();
  }
}

/** All by one commit, so that a start that is killed leaves nothing of it; the marker with it. */
async function copy(memory: SqliteStore, store: Store): Promise<void> {
  const items = [...memory.all()];
  const puts = [];
  for (let i = 0; i < items.length; i += 100) {
    const some = items.slice(i, i + 100);
    const before = await store.getMany(some.map(({ key }) => key));
    puts.push(...some.map((item, n) => ({ item, expected: before[n]?.head ?? null })));
  }
  const marker = puts.filter(({ item }) => item.key === HOME_KEY);
  const others = puts.filter(({ item }) => item.key !== HOME_KEY);
  if (!(await store.commit(marker, [others])).committed) throw new Error('Another process writes to this folder');
}

/** The store of the county as it is at `now`. */
export async function live(store: SqliteStore, parts: LifeParts): Promise<void> {
  const { now } = parts;
  const days = daysUntil(now, calendarNow({ log: [], now }));
  const clock = new StoryClock(startOfDay(beginningOf(days)));
  const { counties = [JURISDICTION] } = parts;
  await seedDemonstration(store, clock.now(), counties);
  for (const county of counties) await keepKindsSince(store, county, COUNTED, clock.now());
  const issuer = await openIssuer(store, systemRandom);
  const keys = await serveKeys(() => issuer.keys(clock.now()));
  try {
    const platform = platformOf(store, clock, keys.jwksUri, parts);
    const walk = walker(platform, clock);
    const hands = handsOf(platform, issuer, clock.now());
    for (const { at, does } of scenesOf(days, now)) {
      await walk(at);
      await does(hands);
    }
    await walk(now);
  } finally {
    keys.close();
  }
}

/** In order of time; of one instant in the order of the stories. */
function scenesOf(days: Days, now: Instant): Scene[] {
  const begins = startOfDay(beginningOf(days));
  const all = STORIES.flatMap((story) => story(days));
  return all.filter(({ at }) => at >= begins && at <= now).sort((a, b) => a.at - b.at);
}

class StoryClock implements Clock {
  #at: Instant;

  constructor(at: Instant) {
    this.#at = at;
  }

  now(): Instant {
    return this.#at;
  }

  moveTo(at: Instant): void {
    this.#at = Math.max(at, this.#at);
  }
}

function platformOf(
  store: Store,
  clock: Clock,
  jwksUri: string,
  { now, log, settings, ...ports }: LifeParts,
): Platform {
  return {
    ports: {
      ...{ store, clock, seals: ports.seals, files: ports.files, attachments: ports.attachments },
      timers: { set: async () => {} },
      mailer: { send: async () => {} },
      random: sameOn(civilDateOf(now)),
      log: { info: () => {}, error: (event, fields, error) => log.error(event, fields, error) },
    },
    kinds: KINDS,
    settings: {
      ...settings,
      issuers: [localIssuer(jwksUri)],
      ...{ jurisdiction: JURISDICTION, address: 'http://127.0.0.1' },
    },
  };
}

/** Bytes that are the same on each run of a day: this is a story, and nothing in it is secret. */
function sameOn(day: CivilDate): Random {
  let n = 0;
  const next = (): Uint8Array => createHash('sha512').update(`${day} ${n++}`).digest();
  return {
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i += 64) bytes.set(next().subarray(0, Math.min(64, length - i)), i);
      return bytes;
    },
  };
}

/** Moves the clock; all that is due on the way happens at its own instant. */
function walker(platform: Platform, clock: StoryClock): (target: Instant) => Promise<void> {
  const waker = new Waker(platform, true, () => {});
  const wake = (): Promise<void> => waker.wakeAll(clock.now(), () => false);
  return async (target) => {
    await wake();
    for (let next = await nextWake(platform, clock.now()); next !== null && next <= target; ) {
      clock.moveTo(next);
      await wake();
      next = await nextWake(platform, clock.now());
    }
    clock.moveTo(target);
    await wake();
  };
}

function handsOf(platform: Platform, issuer: LocalIssuer, begun: Instant): Hands {
  const handler = httpHandler(platform, ROUTES);
  const { log, clock } = platform.ports;
  const tokens = new Map<string, string>();
  const names = new Map<string, string>();
  const call = async (as: string, method: string, path: string, body?: object): Promise<Answer> => {
    const token = tokens.get(as) ?? (await issuer.token(as, begun, DEMONSTRATION_TOKEN));
    tokens.set(as, token);
    const { status, text } = await asked(handler, method, path, token, body);
    const answer: Answer = text === '' ? {} : JSON.parse(text);
    if (status < 400) return answer;
    log.error('life-refused', { at: formatInstant(clock.now()), as, path, status, code: answer.code ?? null, text });
    return {};
  };
  return {
    post: (as, path, body = {}) => call(as, 'POST', path, body),
    put: (as, path, body) => call(as, 'PUT', path, body),
    get: (as, path) => call(as, 'GET', path),
    keep: (name, id) => void (id !== undefined && names.set(name, id)),
    id: (name) => names.get(name) ?? `no-${name}`,
    desk: deskAt(platform, JURISDICTION),
    settings: platform.settings,
  };
}

async function asked(handler: HttpHandler, method: string, path: string, token: string, body?: object) {
  const [rawPath = '/', rawQueryString = ''] = path.split(/\?(.*)/s);
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'life' };
  const event = {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString, isBase64Encoded: false },
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === 'PUT' && { 'if-match': '*' }),
      ...(body && { 'content-type': 'application/json' }),
    },
    requestContext: { requestId: 'life', http } as APIGatewayProxyEventV2['requestContext'],
    ...(body && { body: JSON.stringify(body) }),
  };
  const { statusCode = 0, body: text = '' } = await handler(event as APIGatewayProxyEventV2);
  return { status: statusCode, text };
}
