/** A PostgreSQL of one's own for a bench: as it comes, in a folder that is removed afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Postgres {
  /** The folder of its socket. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Where distributions put programs that are not for everybody's PATH. */
const VERSIONS = '/usr/lib/postgresql';

/**
 * The folder of PostgreSQL's programs: in `PG_BIN`, in the PATH, or where Debian has them; null where there is none.
 */
export function postgresPrograms(): string | null {
  const debian = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().reverse() : [];
  const folders = [
    process.env.PG_BIN ?? '',
    ...(process.env.PATH ?? '').split(delimiter),
    ...debian.map((version) => join(VERSIONS, version, 'bin')),
  ];
  return folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb'))) ?? null;
}

/** Starts it with a superuser `bench` who needs no password, on a socket alone. Throws where it does not come up. */
export async function startPostgres(programs: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'peer-'));
  // PostgreSQL does not run as root: where this does, it runs as the user that its package has made.
  const as = process.getuid?.() === 0 ? userNamed('postgres') : null;
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], {
    ...as,
    stdio: 'ignore',
  });
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'shared_buffers=256MB'];
  const child = spawn(join(programs, 'postgres'), options, { ...as, stdio: 'ignore' });
  await ready(child, data);
  return {
    host: folder,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the server has written that it takes connections. */
async function ready(child: ChildProcess, data: string): Promise<void> {
  const status = join(data, 'postmaster.pid');
  for (let i = 0; i < 100 && child.exitCode === null; i++) {
    await pause(200);
    if (existsSync(status) && /^ready/m.test(readFileSync(status, 'utf8'))) return;
  }
  throw new Error('PostgreSQL does not start');
}

function userNamed(name: string): { uid: number; gid: number } {
  const id = (which: string): number => Number(execFileSync('id', [which, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
