/** Extensions (期限顺延) in the calendar's log: which stand, and which were taken back. */
import type { Extension, LogEntry } from './types.ts';

type Revocation = Extract<LogEntry, { type: 'revocation' }>;

/** An extension with the version that the calendar had after it, by which it is named, and what took it back. */
export interface Entered {
  version: number;
  extension: Extension;
  revocation: Revocation | null;
}

/**
 * All that a log has, in the order of entry. `log` begins with the first entry: extensions are named by their place.
 */
export function extensionsIn(log: readonly LogEntry[]): Entered[] {
  const revocations = new Map<number, Revocation>();
  for (const entry of log) if (entry.type === 'revocation') revocations.set(entry.extension, entry);
  return log.flatMap((entry, i) => {
    const version = i + 1;
    if (entry.type !== 'extension') return [];
    return [{ version, extension: entry, revocation: revocations.get(version) ?? null }];
  });
}

/** The extension of that version, which a revocation names. Throws where there is none: such an entry is never made. */
export function extensionAt(log: readonly LogEntry[], version: number): Extension {
  const entry = log[version - 1];
  if (entry?.type !== 'extension') throw new Error(`entry ${version} is no extension`);
  return entry;
}
