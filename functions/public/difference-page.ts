/** What changed between two versions of the boundary list, for people: old and new beside each other, by names. */
import { html, raw } from 'hono/html';
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

/** What two versions can be chosen from, newest first, and the one of them that is said already. */
interface Choice {
  readonly county: County;
  readonly elsewhere: string | null;
  readonly versions: readonly BoundaryVersion[];
  readonly from: string | null;
  readonly to: string | null;
}

/** For people who came without two versions: at first the newest and the one before it. */
export function choicePage({ county, elsewhere, versions, from, to }: Choice): Promise<Answer> {
  const title = `${county.name}审管互动边界清单的变化`;
  const [last, before = last] = versions as [BoundaryVersion, BoundaryVersion?];
  const select = (name: string, label: string, chosen: string) =>
    html`<p><label for="${name}">${label}</label> <select id="${name}" name="${name}">${versions.map(
      ({ version, validFrom }) =>
        html`<option value="${version}"${version === chosen ? raw(' selected') : ''}>${version}（自 ${validFrom} 起施行）</option>`,
    )}</select></p>`;
  const content = html`<h1>${title}</h1>
${versions.length === 1 && html`<p class="note">目前只有一个版本，还没有变化可以比较。</p>`}
<form method="get" action="${LIST}/difference">
${select('from', '此前的版本', from ?? before.version)}
${select('to', '此后的版本', to ?? last.version)}
${elsewhere && html`<input type="hidden" name="jurisdiction" value="${elsewhere}">`}
<button type="submit">比较</button>
</form>
<p><a href="${linkTo(LIST, elsewhere)}">返回清单</a></p>`;
  return pageAnswer({ title, heading: `${county.name}审管互动平台`, content, here: LIST, elsewhere });
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
