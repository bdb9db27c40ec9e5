/** A circular as answered: instants as text, and the hash that anybody can make again from the answer. */
import { digest } from '../keys.ts';
import { formatInstant, formatInstantOrNull } from '../time.ts';
import type { Circular } from './circular.ts';

export function presentCircular(circular: Circular): Record<string, unknown> {
  const { rules: _, asOf, draftedAt, reviewEnds, issuedAt, ...rest } = circular;
  return {
    ...rest,
    asOf: formatInstant(asOf),
    draftedAt: formatInstantOrNull(draftedAt),
    reviewEnds: formatInstantOrNull(reviewEnds),
    issuedAt: formatInstantOrNull(issuedAt),
  };
}

/**
 * SHA-256 over the answer as JSON with sorted keys, without `contentHash` and without the typed texts (`reason`,
 * `decision`) of corrections and errata: `digests` stands for them, so that it holds also where a text has been
 * quarantined.
 */
export function contentHashOf(circular: Circular): string {
  const { contentHash: _, ...content } = presentCircular(circular);
  return digest({
    ...content,
    corrections: circular.corrections.map(({ reason: _, decision: __, ...line }) => line),
    errata: circular.errata.map(({ decision: _, ...erratum }) => erratum),
  });
}
