/**
 * Word and Excel files are zip archives, and their makers put the moment of making into them. Here they are packed
 * again with fixed dates, so that the same circular gives the same bytes: whoever has two can compare them.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The first day that a zip archive can name; in local time, since that is what the format holds. */
const FIRST_DAY = new Date(1980, 0, 1);

/** Parts of an archive that are written anew: the part's name, and what is made of its text. */
export type Rewrites = Readonly<Record<string, (xml: string) => string>>;

export function packedAgain(archive: Uint8Array, rewrites: Rewrites = {}): Uint8Array {
  const parts = Object.entries(unzipSync(archive)).map(([name, content]) => {
    const rewrite = rewrites[name];
    return [name, rewrite ? strToU8(rewrite(strFromU8(content))) : content] as const;
  });
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: FIRST_DAY });
}
