/**
 * `npm start` puts npm and a shell between whoever started the platform and the platform itself, and a signal or a kill
 * that reaches only those two would leave it running unseen, with folder and port in its hands. So it stops when they
 * are gone.
 */
import { readFileSync } from 'node:fs';

const EVERY = 250;
const SHELLS = new Set(['sh', 'dash', 'bash', 'ash', 'zsh', 'ksh']);

/** Calls `act` once when npm is gone; does nothing where npm did not start this process. */
export function whenNpmIsGone(env: Readonly<Record<string, string | undefined>>, act: () => void): void {
  if (env.npm_lifecycle_event !== 'start') return;
  const before = lineage();
  const timer = setInterval(() => {
    if (lineage() === before) return;
    clearInterval(timer);
    act();
  }, EVERY);
  timer.unref();
}

/** The parent and, where that is only a shell, its parent too (as far as the system tells). */
function lineage(): string {
  const parent = process.ppid;
  const status = statusOf(parent);
  const shell = SHELLS.has(/^Name:\s+(\S+)/m.exec(status)?.[1] ?? '');
  return shell ? `${parent} ${/^PPid:\s+(\d+)/m.exec(status)?.[1]}` : String(parent);
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
