/** Records that a page names though its reader may not see them: they are no links. */
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import type { PageCall } from './call.ts';

/** Records that are looked at for a page; what is named beyond them is no link. */
const LOOKED_AT = 200;

/** The ids in an answer that are of no record that the reader may see; `own`: the record whose page it is. */
export async function unseenIn(
  { desk, actor }: PageCall,
  answer: unknown,
  own: string | null = null,
): Promise<ReadonlySet<string>> {
  const ids = [...JSON.stringify(answer).matchAll(/"([0-9a-f]{32})"/g)].map(([, id]) => id as string);
  const named = [...new Set(ids)].filter((id) => id !== own);
  const found = await Promise.all(named.slice(0, LOOKED_AT).map((id) => load(desk, id)));
  return new Set(
    named.filter((_, i) => {
      const one = found[i];
      return !one || sightOf(one, actor) === null;
    }),
  );
}
