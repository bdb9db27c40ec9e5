/** Records that a page names though its reader may not see them: they are no links. */
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import type { PageCall } from './declare.ts';

export async function unseenOf({ desk, actor }: PageCall, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(ids)];
  const found = await Promise.all(named.map((id) => load(desk, id)));
  return new Set(
    named.filter((_, i) => {
      const one = found[i];
      return !one || sightOf(one, actor) === null;
    }),
  );
}
