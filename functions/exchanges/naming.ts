/** What the operations of a kind are called. */
import type { AnyKind } from '../../shared/exchange/kind.ts';

/** The group of a kind's operations in the API's documents. */
export function common(kind: AnyKind): { tag: string } {
  return { tag: kind.kind === 'push' ? '推送与认领' : kind.label };
}

/** The id of an operation: `claim`, `pushes` → `claimPushes`. */
export function operation(verb: string, noun: string): string {
  const words = `${verb}-${noun}`.split(/[-/]/);
  return words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}

/** The id of an act on many: `assignPushes`. A kind whose path is its name has that id for the act on one already. */
export function batchOperation({ kind, path }: AnyKind, act: string): string {
  return operation(act, path === kind ? `${path}-records` : path);
}
