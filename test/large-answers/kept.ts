/** Files as S3 keeps them, in memory: what was taken in, as what, and an address for each. */
import type { Files, ServedAs } from '../../shared/ports.ts';

export interface Kept {
  bytes: Buffer;
  as: ServedAs;
}

export interface KeptFiles extends Files {
  readonly kept: Kept[];
}

/** Fails after so many bytes where `broken` is given. */
export function keptFiles(broken?: { after: number; with: Error }): KeptFiles {
  const kept: Kept[] = [];
  return {
    kept,
    offer: async (chunks, as) => {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of chunks) {
        if (broken && size >= broken.after) throw broken.with;
        parts.push(chunk);
        size += chunk.length;
      }
      kept.push({ bytes: Buffer.concat(parts), as });
      return { address: `https://bucket.example/${kept.length}?signed` };
    },
  };
}
