/** What something rests on, as a link to the public page of the county's measures where they have it. */
import { html } from 'hono/html';
import { basisAt, inBrackets, measuresAt, placeIn, placesOf } from '../../shared/citing.ts';
import type { County } from '../../shared/county.ts';
import { linkTo } from './elsewhere.ts';
import type { Html } from './layout.ts';

/** Whose measures; `elsewhere`: the county, where links have to name it. */
interface Whose {
  readonly county: County;
  readonly elsewhere?: string | null;
}

/** `places`: by the county's own numbers, such as what a clock answers; none: the measures as a whole. */
export function basisLink(whose: Whose, places = ''): Html {
  return linked(whose, basisAt(whose.county, places), places);
}

/** `article`: by the platform's numbers, such as what a kind declares. */
export function basisOf(whose: Whose, article: string): Html {
  return basisLink(whose, placesOf(whose.county, article));
}

/** `（第二十条）` as the county counts its articles; nothing where its measures have none for it. */
export function bracketed(whose: Whose, article: string): Html {
  return linked(whose, inBrackets(whose.county, article), placeIn(whose.county.regulation, article));
}

function linked({ county, elsewhere }: Whose, words: string, places: string | null): Html {
  const path = measuresAt(county, places);
  return path === null || words === '' ? html`${words}` : html`<a href="${linkTo(path, elsewhere)}">${words}</a>`;
}
