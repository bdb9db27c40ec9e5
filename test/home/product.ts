/**
 * The product as people have it: a process of its own on a free port, spoken to over HTTP alone. Nothing here imports
 * the product's code.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OWN_NODE = join(ROOT, 'node_modules', '.bin', 'node');
export const NODE = existsSync(OWN_NODE) ? OWN_NODE : process.execPath;
const CHECK = ['-r', './infra/local/check-node.cjs'];

export interface StartOptions {
  /** What follows `npm start --`; `--empty` where it is left out. */
  args?: string[];
  /** Where the clock stands; the machine's clock where it is left out. */
  clock?: string;
  /** A folder that outlives the product; a fresh one, removed at `stop`, where it is left out. */
  dataDir?: string;
  env?: Record<string, string>;
  /** The checkout whose program it is; this one where it is left out. */
  root?: string;
}

export interface CallOptions {
  /** A demonstration account: called with its token. */
  as?: string;
  /** A token to call with instead. */
  token?: string;
  /** Sent as JSON; text and bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed JSON; `undefined` where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
  body: any;
}

export interface Product {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** Milliseconds from spawning to the line that says it is ready. */
  startedIn: number;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** A token of a demonstration account; asked for once, then remembered. */
  token(account: string): Promise<string>;
  /** Moves the standing clock forward; throws where that is refused. */
  clock(now: string): Promise<void>;
  /** All mails so far. */
  // biome-ignore lint/suspicious/noExplicitAny: as answered
  mail(): Promise<any[]>;
  /** What it has said on standard output and error. */
  output(): string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
  /** SIGTERM; its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the product and resolves once it is ready. Throws with its output where it is not. */
export async function startProduct(options: StartOptions = {}): Promise<Product> {
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const begun = performance.now();
  const started = launch(
    ['infra/local/main.ts', ...(options.args ?? ['--empty'])],
    {
      PORT: '0',
      DATA_DIR: dataDir,
      ...(options.clock ? { CLOCK: options.clock } : {}),
      ...options.env,
    },
    options.root,
  );
  const url = await ready(started);
  const { child, output, ended } = started;
  const startedIn = performance.now() - begun;
  const tokens = new Map<string, Promise<string>>();
  const clean = async (): Promise<void> => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  const product: Product = {
    ...{ url, port: Number(new URL(url).port), pid: child.pid as number, dataDir, startedIn, output, ended },
    async call(method, path, { as, token, body, headers = {} } = {}) {
      const bearer = token ?? (as === undefined ? undefined : await product.token(as));
      return request(`${url}${path}`, method, body, {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...headers,
      });
    },
    token(account) {
      const known = tokens.get(account) ?? askForToken(product, account);
      tokens.set(account, known);
      return known;
    },
    clock: async (now) => void must(await product.call('POST', '/__dev/clock', { body: { now } })),
    mail: async () => must(await product.call('GET', '/__dev/mail')).body.items,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      await clean();
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await clean();
    },
  };
  return product;
}

/** Runs one of the product's programs to its end: `['infra/local/admin.ts', 'init', …]`. */
export async function runProgram(
  args: string[],
  env: Record<string, string> = {},
  { killAfter, root }: { killAfter?: number; root?: string } = {},
): Promise<{ code: number | null; output: string }> {
  const { child, output, ended } = launch(args, env, root);
  child.stdin?.end();
  const killing = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const code = await ended;
  clearTimeout(killing);
  return { code, output: output() };
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'shenguan-'));
}

interface Launched {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

function launch(args: string[], env: Record<string, string>, cwd = ROOT): Launched {
  const { PORT, HOST, DATA_DIR, CLOCK, SMTP_URL, MAIL_FROM, ADDRESS, PROXIES, ...inherited } = process.env;
  // As from `npm start`: it ends when this process is gone, however that ended.
  const own = { ...inherited, npm_lifecycle_event: 'start', ...env };
  const child = spawn(NODE, [...CHECK, ...args], { cwd, env: own, stdio: 'pipe' });
  running.add(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  void ended.then(() => running.delete(child));
  return { child, output: () => said, ended };
}

async function ready({ child, output, ended }: Launched): Promise<string> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (let waited = 0; waited < 30_000 && !over; waited += 10) {
    const found = /"event":"ready","address":"([^"]+)"/.exec(output())?.[1];
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGKILL');
  throw new Error(`The product did not start:\n${output()}`);
}

async function request(url: string, method: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
  const raw = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
  const sent = raw ? (body as string | Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body);
  const response = await fetch(url, { method, headers, body: sent, redirect: 'manual' });
  const text = await response.text();
  const json = /^application\/(?:[\w.-]+\+)?json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json && text !== '' ? JSON.parse(text) : undefined,
  };
}

async function askForToken(product: Product, account: string): Promise<string> {
  return must(await product.call('POST', '/__dev/tokens', { body: { account } })).body.token;
}

function must(reply: Reply): Reply {
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text}`);
  return reply;
}
