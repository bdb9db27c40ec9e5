/** What something rests on, as a link to the public page of the county's measures where they have it. */
import { html } from 'hono/html';
import { basisAt, cited, inBrackets, measuresAt, placesOf } from '../../shared/citing.ts';
import type { County } from '../../shared/county.ts';
import type { Html } from './layout.ts';

/** `places`: by the county's own numbers, such as what a clock answers; none: the measures as a whole. */
export function basisLink(county: County, places = ''): Html {
  return linked(basisAt(county, places), measuresAt(county, places));
}

/** `article`: by the platform's numbers, such as what a kind declares. */
export function basisOf(county: County, article: string): Html {
  return basisLink(county, placesOf(county, article));
}

/** `（第二十条）` as the county counts its articles; nothing where its measures have none for it. */
export function bracketed(county: County, article: string): Html {
  return linked(inBrackets(county, article), cited(county, article).path);
}

function linked(words: string, path: string | null): Html {
  return path === null || words === '' ? html`${words}` : html`<a href="${path}">${words}</a>`;
}
