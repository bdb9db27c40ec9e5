/** Records that a page names though its reader may not see them: they are no links. */
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import type { PageCall } from './call.ts';

/** Records that are looked at for a page; what is named beyond them is no link. */
const LOOKED_AT = 200;

/** Of records that are named, those that the reader may not see; `own`: the record whose page it is. */
export async function unseenOf(
  { desk, actor }: PageCall,
  ids: readonly string[],
  own: string | null = null,
): Promise<ReadonlySet<string>> {
  const named = [...new Set(ids)].filter((id) => id !== own);
  const found = await Promise.all(named.slice(0, LOOKED_AT).map((id) => load(desk, id)));
  return new Set(
    named.filter((_, i) => {
      const one = found[i];
      return !one || sightOf(one, actor) === null;
    }),
  );
}
