/** What changed between two versions of the boundary list, for people: old and new beside each other, by names. */
import { html } from 'hono/html';
import type { shownMatter } from '../../shared/boundary/matter.ts';
import type { BoundaryVersion } from '../../shared/boundary/versions.ts';
import type { County } from '../../shared/county.ts';
import type { Difference } from '../../shared/versions/difference.ts';
import { boundaryDifferenceAnswer } from '../boundary/answers.ts';
import type { Line } from '../console/kinds.ts';
import { type Difference as Shown, shownDifference } from '../console/pages/list-difference.ts';
import type { Answer } from '../http/route.ts';
import { linkTo } from './elsewhere.ts';
import { pageAnswer } from './layout.ts';

const LIST = '/public/boundary-list';

export interface Compared {
  readonly county: County;
  readonly elsewhere: string | null;
  readonly before: BoundaryVersion;
  readonly after: BoundaryVersion;
  /** The rows of the later one. */
  readonly rows: readonly ReturnType<typeof shownMatter>[];
  readonly difference: Difference<ReturnType<typeof shownMatter>>;
}

export function differencePage({ county, elsewhere, before, after, rows, difference }: Compared): Promise<Answer> {
  const title = `${county.name}审管互动边界清单的变化`;
  const version = ({ version: name, validFrom }: BoundaryVersion) =>
    html`<a href="${linkTo(`${LIST}?version=${name}`, elsewhere)}">${name}</a>（自 <time datetime="${validFrom}">${validFrom}</time> 起施行）`;
  const beside = new Map(rows.map((row) => [row.code, row as unknown as Line]));
  const names = { county, elsewhere, people: new Map(), kinds: new Map(), org: null };
  const content = html`<h1>${title}</h1>
<p>由版本 ${version(before)}到版本 ${version(after)}。</p>
${shownDifference(boundaryDifferenceAnswer, difference as unknown as Shown, names, beside)}`;
  return pageAnswer({ title, heading: `${county.name}审管互动平台`, content, here: LIST, elsewhere });
}
