/** Starts the product, or the bare server, as a process of its own in a folder that is removed afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { client } from './client.ts';

export interface Started {
  address: string;
  /** Resident memory now, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');

/** What `npm start` gives to Node: what is measured is what people run. */
function startOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

export async function startBare(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'));
  const child = spawn(process.execPath, [join(ROOT, 'bench/bare-server.ts'), join(folder, 'bare.db')]);
  return started(child, folder, /(http:\/\/127\.0\.0\.1:\d+)/);
}

/** A server that says its address once it listens. */
export async function startScript(script: string, options: readonly string[]): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'script-'));
  const env = { ...process.env, NODE_ENV: 'production' };
  return started(spawn(process.execPath, [script, ...options], { env }), folder, /(http:\/\/127\.0\.0\.1:\d+)/);
}

/** On a standing clock, a Sunday: notices wait for Monday, so that what is measured is pushing and claiming. */
export async function startProduct(clock = '2026-09-13T10:00:00+08:00'): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-'));
  const env = { ...process.env, CLOCK: clock, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production' };
  const child = spawn(process.execPath, [...startOptions(), '--empty'], { env, cwd: ROOT });
  return started(child, folder, /(http:\/\/127\.0\.0\.1:\d+)/);
}

export async function tokenOf(address: string, account: string): Promise<string> {
  const { body } = await client(address, null, 1).call('POST', '/__dev/tokens', { account });
  return body.token as string;
}

async function started(child: ChildProcess, folder: string, pattern: RegExp): Promise<Started> {
  const address = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (seen.length < 100_000) seen += chunk.toString('utf8');
      const found = pattern.exec(seen);
      if (found?.[1]) resolve(found[1]);
    });
    child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${seen}`)));
  });
  return {
    address,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.removeAllListeners('exit').on('exit', () => {});
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 12_000))]);
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
