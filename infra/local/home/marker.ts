/**
 * What a data folder is: the demonstration county, or a real one made by `npm run admin -- init`. The marker is written
 * last: a folder without it has no data of ours, or was left half made and is made again.
 */
import { plainItem } from '../../../shared/change.ts';
import { keyOf } from '../../../shared/keys.ts';
import type { Issuer } from '../../../shared/platform.ts';
import type { Put, Store } from '../../../shared/ports.ts';

export interface Marker {
  home: 'demonstration' | 'county';
  jurisdiction: string;
  /** The county's own OIDC issuers, beside the local one. */
  issuers: Issuer[];
  /** Set in a demonstration that has been given its measures; absent in folders of before, until their next start. */
  regulationGiven?: true;
  /** People sign in by the issuer in this very process; absent where they do not. */
  builtin?: true;
}

export const HOME_KEY = keyOf('_', 'county', 'home');

export async function readMarker(store: Store): Promise<Marker | undefined> {
  return (await store.get(HOME_KEY))?.value as Marker | undefined;
}

/** The write that makes a folder what it is; it fails where the folder is something already. */
export function markerPut(marker: Marker): Put {
  return { item: plainItem(HOME_KEY, marker), expected: null };
}
