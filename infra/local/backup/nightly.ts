/**
 * The backup of each night (`BACKUP_DIR`): made by a process of its own, so that requests go on, once the night's hour
 * has come; by a start in the morning where the machine was off. One that fails is logged and made again a while later.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Log } from '../../../shared/ports.ts';
import { addDays, type CivilDate, civilDateOf, type Instant, instantAt, MINUTE } from '../../../shared/time.ts';
import { nightliesIn, nightlyName } from './place.ts';

/** When a night's backup is due, after whatever else is done to the store at night. */
const TIME = '02:30';
const RETRY_AFTER = 15 * MINUTE;
const LOOK_EVERY = MINUTE;
const ADMIN = fileURLToPath(new URL('../admin.ts', import.meta.url));
/** Lower than the platform's own. */
const PRIORITY = 10;
/** Characters of what a backup that failed has said. */
const SAID = 500;

export interface NightlyOptions {
  /** The data folder. */
  readonly folder: string;
  /** Where backups are kept. */
  readonly into: string;
  /** The machine's. */
  readonly clock: Clock;
  readonly log: Log;
}

/** The day whose night's backup is the last one due: 2026-11-26 02:29 → 2026-11-25, 02:30 → 2026-11-26. */
export function dueDay(now: Instant): CivilDate {
  const today = civilDateOf(now);
  return now >= instantAt(today, TIME) ? today : addDays(today, -1);
}

export class Nightly {
  readonly #options: NightlyOptions;
  #looking: NodeJS.Timeout | undefined;
  #running: ChildProcess | undefined;
  #notBefore: Instant = 0;

  constructor(options: NightlyOptions) {
    this.#options = options;
  }

  start(): void {
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY);
    this.#looking.unref();
    this.#look();
  }

  /** Gives up one that is being made; the next start makes it. */
  stop(): void {
    clearInterval(this.#looking);
    this.#running?.kill();
  }

  #look(): void {
    const { clock, into, log } = this.#options;
    const now = clock.now();
    if (this.#running || now < this.#notBefore) return;
    try {
      if (!isMade(into, now)) this.#make();
    } catch (error) {
      // Looked into by a timer: a disk of backups that went away must not end the platform.
      log.error('backup-failed', {}, error);
      this.#notBefore = now + RETRY_AFTER;
    }
  }

  #make(): void {
    const { folder, into, log } = this.#options;
    const begun = performance.now();
    const args = [ADMIN, 'backup', '--data-dir', folder, '--into', into];
    // Without the platform's own environment, which holds passwords.
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env: {} });
    this.#running = child;
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, SAID);
    });
    child.once('spawn', () => lower(child));
    child.once('error', (error) => log.error('backup-failed', {}, error));
    child.once('close', (code, signal) => {
      this.#running = undefined;
      if (code === 0) return log.info('backup-made', { millis: Math.round(performance.now() - begun) });
      this.#notBefore = this.#options.clock.now() + RETRY_AFTER;
      if (signal === null) log.error('backup-failed', { code, said });
    });
  }
}

function isMade(into: string, now: Instant): boolean {
  const last = existsSync(into) ? nightliesIn(into, civilDateOf(now)).at(-1) : undefined;
  return last !== undefined && basename(last) >= nightlyName(dueDay(now));
}

function lower({ pid }: ChildProcess): void {
  try {
    setPriority(pid as number, PRIORITY);
  } catch {
    // It has ended already.
  }
}
