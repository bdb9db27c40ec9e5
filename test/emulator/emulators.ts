/**
 * Starts and stops the emulators that `.ci/emulator/install.sh` has installed. Each listens on a free loopback port.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const REGION = 'cn-north-1';

export interface Emulator {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly port: number;
  /** Answers below 500 once the emulator is ready. */
  readonly health: string;
}

/** DynamoDB Local: refuses what DynamoDB refuses, keeps everything in memory. */
export async function startDynamoDbLocal(): Promise<Emulator> {
  const [folder, port] = [installed('dynamodb-local'), await freePort()];
  const main = 'software.amazon.dynamodb.services.local.main.ServerRunner';
  const options = ['-inMemory', '-port', `${port}`, '-disableTelemetry'];
  return start({
    name: 'dynamodb-local',
    program: 'java',
    args: ['-Xmx512m', `-Djava.library.path=${folder}`, '-cp', join(folder, '*'), main, ...options],
    env: { PATH: process.env.PATH ?? '' },
    port,
    health: '/shell',
  });
}

/** ministack: the other services, and real deployments. Its functions run on the Node that runs this. */
export async function startMinistack(region = REGION): Promise<Emulator> {
  const port = await freePort();
  const path = [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const settings = { GATEWAY_PORT: `${port}`, BIND_HOST: '127.0.0.1', MINISTACK_REGION: region };
  return start({
    name: 'ministack',
    program: join(installed('python'), 'bin', 'ministack'),
    args: [],
    env: { PATH: path, HOME: homedir(), ...settings },
    port,
    health: '/_ministack/health',
  });
}

/** What SDK and CLI need to talk to an emulator, and to nothing else. */
export function awsEnvironment(endpoint: string, region = REGION): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function installed(part: string): string {
  const base =
    process.env.EMULATORS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'shenguan-emulators');
  const folder = join(base, part);
  if (!existsSync(folder)) throw new Error(`${folder} is not there: run .ci/emulator/install.sh first`);
  return folder;
}

async function start({ name, program, args, env, port, health }: Command): Promise<Emulator> {
  const temporary = mkdtempSync(join(tmpdir(), `${name}-`));
  const logFile = join(temporary, 'log');
  const log = openSync(logFile, 'w');
  const child = spawn(program, args, { env: { ...env, TMPDIR: temporary }, stdio: ['ignore', log, log] });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    rmSync(temporary, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
    const ready = await fetch(`${endpoint}${health}`).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (ready) return { endpoint, stop };
    await pause(100);
  }
  await stop();
  throw new Error(`${name} did not become ready in 30 s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
