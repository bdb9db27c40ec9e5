/**
 * Records that were quarantined, and evidence that was destroyed, as the platform writes them into its lists: JSON
 * lines, oldest first.
 */
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { linesOf } from '../moving/lines.ts';
import { Refused } from '../refused.ts';

/** More may stand in a line than is needed here. */
const line = z.looseObject({
  at: z.union([z.string(), z.number()]),
  jurisdiction: z.string().regex(/^\d{6}$/),
  id: z.string().min(1),
  /** The account whose act it was: it may have taken only what its side wrote. */
  by: z.string().optional(),
  /** True where it has been put in its place again. */
  restored: z.boolean().optional(),
  /** Of what lay under seal and has been destroyed: the records that it held. */
  destroyed: z.array(z.string()).optional(),
});

export type Erased = z.infer<typeof line>;

/**
 * The lines of the file, none where it is not there. Throws `Refused` for one that is not whole, but for a last one.
 */
export async function erasedIn(path: string): Promise<Erased[]> {
  if (!existsSync(path)) return [];
  const all: (Erased | undefined)[] = [];
  for await (const text of linesOf(path)) if (text !== '') all.push(parsed(text)[0]);
  // Written when the process was killed: its record was not yet blanked, and comes again.
  if (all.at(-1) === undefined) all.pop();
  const broken = all.indexOf(undefined);
  if (broken < 0) return stillErased(all as Erased[]);
  throw new Refused(
    `${path} 第 ${broken + 1} 行不完整，无法得知哪些记录已被隔离。请修正该行，或用 --erased 指定完整的文件。`,
    `Line ${broken + 1} of ${path} is damaged: it names records that were quarantined. Mend it, or name another file with --erased.`,
  );
}

/** Without what has been put in its place again since. */
function stillErased(all: readonly Erased[]): Erased[] {
  const restored = new Map(all.flatMap((line, i) => (line.restored ? [[line.id, i] as const] : [])));
  return all.filter((line, i) => i > (restored.get(line.id) ?? -1));
}

/** What a line says; nothing where it is not whole. */
export function parsed(text: string): Erased[] {
  try {
    const { data } = line.safeParse(JSON.parse(text));
    return data ? [data] : [];
  } catch {
    return [];
  }
}
