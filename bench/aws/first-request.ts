/**
 * What a function's first request, or event, takes: processor time to load its bundle, and then to answer the request
 * that is most usual for it, over DynamoDB Local. Each time is taken in a process of its own; the least counts.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SESSION_COOKIE } from '../../functions/console/session.ts';
import { VARIABLES } from '../../functions/lambda.ts';
import { bundle, CONSOLE_FILES } from '../../infra/bundle.ts';
import { DynamoDbStore, dynamoDbClient } from '../../shared/adapters/dynamodb-store.ts';
import { systemRandom } from '../../shared/adapters/system-random.ts';
import { change, plainItem } from '../../shared/change.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { keyOf } from '../../shared/keys.ts';
import { beginSession } from '../../shared/sessions/session.ts';
import { startDynamoDbLocal } from '../../test/emulator/emulators.ts';
import { createTable } from '../../test/emulator/table.ts';
import { JURISDICTION, subjectOf } from '../../test/in-process/county.ts';
import { eventOf, type InProcess, inProcess } from '../../test/in-process.ts';
import { usualPush, warmUp } from './units.ts';

export interface FirstRequest {
  readonly name: string;
  readonly request: string;
  /** Milliseconds of processor time: to load, and to answer then. */
  readonly load: number;
  readonly answer: number;
}

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly as?: string;
  readonly body?: (round: number) => unknown;
}

/** What a process is loaded for. */
interface Usual {
  readonly name: string;
  readonly request: string;
  /** Where its clock stands. */
  readonly now: string;
  readonly event: (home: InProcess, push: string, round: number) => Promise<unknown>;
}

const [NOW, TABLE, REGION] = ['2026-09-28T09:00:00+08:00', 'first-request', 'cn-north-1'];

const NIGHT = '2026-09-28T00:30:00+08:00';

const pushed = (round: number): unknown => usualPush(String(round).padStart(6, '0'), '2026-09-28T08:50:00+08:00');
const declared = (round: number): unknown => {
  return { name: '照片.pdf', sha256: String(round).padStart(64, '0'), size: 100_000, mediaType: 'application/pdf' };
};

/** `{id}` is a push that waits for its claim. */
const ASKED: readonly Asked[] = [
  { name: 'pushes', method: 'GET', path: '/pushes?box=in&status=pending', as: 'scjg.officer' },
  { name: 'pushes', method: 'GET', path: '/pushes/{id}', as: 'scjg.officer' },
  { name: 'pushes', method: 'POST', path: '/pushes', as: 'spj.officer', body: pushed },
  { name: 'register', method: 'GET', path: '/register', as: 'scjg.officer' },
  { name: 'calendar', method: 'GET', path: '/calendar/2026', as: 'scjg.officer' },
  { name: 'accounts', method: 'GET', path: '/me', as: 'scjg.officer' },
  { name: 'mails', method: 'GET', path: '/notices', as: 'spj.admin' },
  { name: 'exchanges', method: 'GET', path: '/inbox', as: 'scjg.officer' },
  { name: 'exchanges', method: 'GET', path: '/problems?box=in', as: 'scjg.officer' },
  { name: 'files', method: 'POST', path: '/files', as: 'scjg.officer', body: declared },
  { name: 'reports', method: 'GET', path: '/reports/quarters/2026Q3', as: 'spj.admin' },
  { name: 'public', method: 'GET', path: '/public/boundary-list' },
  { name: 'console', method: 'GET', path: '/console/inbox', as: 'scjg.officer' },
  { name: 'console', method: 'GET', path: '/console/pushes/{id}', as: 'scjg.officer' },
];

/** A timer's message about a push of its own. */
async function woken({ call }: InProcess, _push: string, round: number): Promise<unknown> {
  const { json } = await call('POST', '/pushes', { as: 'spj.officer', body: pushed(900_000 + round) });
  return { Records: [{ messageId: 'm', body: JSON.stringify({ key: exchangeKey(JURISDICTION, json.id), at: 0 }) }] };
}

/** The mails of an hour that nobody has told of yet. */
async function arrivals({ platform }: InProcess): Promise<unknown> {
  const key = keyOf(JURISDICTION, 'schedule', 'ran');
  await change(platform.ports.store, key, () => ({ item: plainItem(key, {}), result: undefined }));
  return { name: 'arrivals' };
}

const TIMED: readonly Usual[] = [
  { name: 'wake', request: 'nothing to do', now: NOW, event: woken },
  { name: 'wake', request: 'a deemed claim', now: '2026-10-12T00:00:00+08:00', event: woken },
  { name: 'sweep', request: 'nothing is due', now: NIGHT, event: async () => ({}) },
  { name: 'schedule', request: 'nothing is due', now: NIGHT, event: arrivals },
  { name: 'schedule', request: 'arrivals', now: '2026-09-28T09:30:00+08:00', event: arrivals },
];

const USUAL: readonly Usual[] = [
  ...ASKED.map((asked) => ({
    name: asked.name,
    request: `${asked.method} ${asked.path}`,
    now: NOW,
    event: (home: InProcess, push: string, round: number) =>
      eventFor(home, { ...asked, path: asked.path.replace('{id}', push) }, round),
  })),
  ...TIMED,
];

export async function measureFirstRequests(rounds = 9): Promise<FirstRequest[]> {
  const emulator = await startDynamoDbLocal();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const client = dynamoDbClient({ endpoint: emulator.endpoint, region: REGION, timeout: 20_000 });
  const others = createServer((_request, response) => response.end('{}'));
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-first-'));
  try {
    await createTable(client, TABLE);
    const store = new DynamoDbStore({ table: TABLE, client });
    await warmUp(store);
    const home = await inProcess({ store, now: NOW });
    const { json } = await home.call('POST', '/pushes', { as: 'spj.officer', body: pushed(999_999) });
    await new Promise<void>((resolve) => others.listen(0, '127.0.0.1', resolve));
    const { port } = others.address() as AddressInfo;
    const env = environmentOf(home, emulator.endpoint, `http://127.0.0.1:${port}`);
    for (const name of new Set(USUAL.map((usual) => usual.name)))
      bundle(name, join(folder, name), name === 'console' ? CONSOLE_FILES : []);
    const least = new Map<Usual, FirstRequest>();
    for (let round = 0; round < rounds; round++) {
      for (const [i, usual] of USUAL.entries()) {
        const event = await usual.event(home, json.id, round * USUAL.length + i);
        const found = await ask(folder, usual, event, env);
        const { load, answer } = least.get(usual) ?? { load: Infinity, answer: Infinity };
        const now = { load: Math.min(load, found.load), answer: Math.min(answer, found.answer) };
        least.set(usual, { name: usual.name, request: usual.request, ...now });
      }
    }
    return [...least.values()];
  } finally {
    others.close();
    client.destroy();
    rmSync(folder, { recursive: true });
    await emulator.stop();
  }
}

function environmentOf(home: InProcess, table: string, others: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(VARIABLES.map((name) => [name, '1'])),
    ...{ TABLE, JURISDICTION, ISSUERS: JSON.stringify(home.platform.settings.issuers), WAKE_QUEUE_URL: others },
    ...{ FILES_BUCKET: '1', ATTACHMENTS_BUCKET: '1', ADDRESS: home.platform.settings.address },
    ...{ AWS_REGION: REGION, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: table, AWS_ENDPOINT_URL: others, PATH: process.env.PATH ?? '' },
  };
}

async function eventFor(home: InProcess, asked: Asked, round: number): Promise<unknown> {
  const { method, path, as, body } = asked;
  const options = body ? { body: body(round) } : {};
  if (asked.name !== 'console') return eventOf(method, path, options, as ? await home.token(as) : null);
  const { store } = home.platform.ports;
  const identity = {
    issuer: home.platform.settings.issuers[0]?.issuer ?? '',
    subject: subjectOf(JURISDICTION, as ?? ''),
  };
  const secret = await beginSession(store, systemRandom, identity, JURISDICTION, home.clock.now());
  return { ...eventOf(method, path, options, null), cookies: [`${SESSION_COOKIE}=${secret}`] };
}

/** Runs in the process of its own, whose clock is set. */
const SCRIPT = `
const ahead = Date.parse(process.argv[1]) - Date.now(), now = Date.now;
Date.now = () => now() + ahead;
const event = JSON.parse(require('fs').readFileSync(process.argv[3], 'utf8'));
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const begun = spent();
const { handler } = require(process.argv[2]);
const loaded = spent();
handler(event).then((answer) => {
  const answered = spent();
  const { statusCode = 200, body, batchItemFailures, failed = batchItemFailures?.length ?? 0 } = answer ?? {};
  const ok = statusCode < 300 && failed === 0;
  process.stdout.write('\\n' + JSON.stringify({ load: loaded - begun, answer: answered - loaded, ok, body }));
  process.exit(0);
});`;

async function ask(folder: string, { name, now }: Usual, event: unknown, env: NodeJS.ProcessEnv) {
  const file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  const args = ['-e', SCRIPT, now, join(folder, name, 'index.js'), file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  const { load, answer, ok, body } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
  if (!ok) throw new Error(`${name}: ${body ?? stdout}`);
  return { load, answer } as { load: number; answer: number };
}
