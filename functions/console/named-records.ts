/** Records that a page names: those that its reader may see are links under their names, the others are no links. */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { calledOf } from '../../shared/exchange/present.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { load } from '../../shared/exchange/work.ts';
import { noteReading } from '../audit/noting.ts';
import type { PageCall } from './call.ts';

/** Records that are looked at for a page; what is named beyond them is no link. */
const LOOKED_AT = 200;

/**
 * What those of the named records that the reader may see are called, by id; `own`: the record whose page it is. A name
 * is read like a line of a list, and noted so.
 */
export async function namedRecords(
  call: PageCall,
  ids: readonly string[],
  own: string | null = null,
): Promise<ReadonlyMap<string, string>> {
  const { desk, actor } = call;
  const named = [...new Set(ids)].filter((id) => id !== own).slice(0, LOOKED_AT);
  if (named.length === 0) return new Map();
  const facts = await desk.facts();
  const found = await Promise.all(named.map((id) => load(desk, id, facts)));
  const seen = found.filter((one) => one !== undefined && sightOf(one, actor) !== null) as Exchange[];
  await noteReading(call, 'list', seen, facts);
  return new Map(seen.map((record) => [record.id, calledOf(kindNamed(desk.kinds, record.kind), record)]));
}
