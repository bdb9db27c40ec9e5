/**
 * On which guided rows (art. 5) departments have given their opinions: kept beside the list from publication to
 * publication.
 */
import { plainItem } from '../change.ts';
import { keyOf } from '../keys.ts';
import type { Put, Store } from '../ports.ts';
import type { Opinions } from './changes.ts';
import type { Kept } from './sheet.ts';

export async function readOpinions(store: Store, jurisdiction: string): Promise<Kept<Opinions>> {
  const item = await store.get(opinionsKey(jurisdiction));
  return item ? { value: item.value as Opinions, head: item.head } : { value: {}, head: null };
}

export function opinionsPut(jurisdiction: string, before: Kept<Opinions>, opinions: Opinions): Put {
  return { item: plainItem(opinionsKey(jurisdiction), opinions), expected: before.head };
}

function opinionsKey(jurisdiction: string): string {
  return keyOf(jurisdiction, 'boundary', 'opinions');
}
