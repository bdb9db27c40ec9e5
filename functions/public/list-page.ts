/** The boundary list as a page: search, downloads, one row a matter (a card on a telephone). */
import { html } from 'hono/html';
import type { Matter } from '../../shared/boundary/matter.ts';
import { PORTAL } from '../../shared/county.ts';
import { basisLink } from './basis.ts';
import { named, type PublicList } from './boundary-list.ts';
import type { Html } from './layout.ts';

const STANDING = { 'in-force': '现行有效', past: '已被新版本代替', future: '已发布，尚未施行' } as const;

export function listPage(list: PublicList, jurisdiction: string | null): Html {
  const { county, version, validFrom, standing, items, q } = list;
  const link = (path: string, asked: Record<string, string>): string =>
    linkOf(path, { ...asked, ...here(jurisdiction) });
  const kept: Record<string, string> = standing === 'in-force' ? {} : { version };
  const file = (format: string): string => link(`/public/boundary-list.${format}`, { ...kept, ...(q && { q }) });
  // Of the whole list alone.
  const workbook = link('/public/boundary-list.xlsx', kept);
  return html`<h1>${county.name}审管互动边界清单</h1>
<p>版本 <code>${version}</code>，自 <time datetime="${validFrom}">${validFrom}</time> 起施行（${STANDING[standing]}）。依据${basisLink({ county, elsewhere: jurisdiction })}公布：谁审批、谁监管、如何互动，逐项列明。</p>
${posted(list)}${coming(list, link)}
<form method="get" action="/public/boundary-list" role="search">
<label for="q" class="soft">查找事项</label>
<input type="search" id="q" name="q" value="${q}" maxlength="100" placeholder="事项、单位、科室、权力类型或互动环节">
${Object.entries({ ...kept, ...here(jurisdiction) }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button type="submit">查找</button>
</form>
<p class="screen">${q ? html`“${q}”共找到 ${items.length} 项，<a href="${link('/public/boundary-list', kept)}">显示全部</a>。` : `共 ${items.length} 项。`}
下载：<a href="${workbook}">XLSX 表格${q ? '（全部）' : ''}</a>　<a href="${file('csv')}">CSV</a>　<a href="${file('json')}">JSON</a></p>
<p>需主管部门共同指导的事项另见<a href="${link('/public/guided-matters', {})}">清单</a>。</p>
${items.length === 0 ? html`<p class="note">没有符合的事项。请减少或更换关键词再试。</p>` : table(list)}
${otherVersions(list, link)}`;
}

/** What is published and begins later, with what it will change. */
function coming({ versions, version, standing }: PublicList, link: Linking): Html {
  const next = versions[versions.findIndex((one) => one.version === version) - 1];
  if (standing !== 'in-force' || !next) return html``;
  const change = link('/public/boundary-list/difference', { from: version, to: next.version });
  return html`<p class="note">自 <time datetime="${next.validFrom}">${next.validFrom}</time> 起施行新的版本 <a href="${link('/public/boundary-list', { version: next.version })}">${next.version}</a>，<a href="${change}">查看有哪些变化</a>。</p>`;
}

/** Where else it has been made public (art. 9). */
function posted({ county: { portal = PORTAL }, versions, version }: PublicList): Html {
  const where = versions.find((one) => one.version === version)?.posted;
  if (!where) return html``;
  return html`<p>已在${portal}公示（<time datetime="${where.on}">${where.on}</time>）：<a href="${where.address}">${where.address}</a></p>`;
}

function table({ county, items }: PublicList): Html {
  return html`<table class="cards boundary">
<thead><tr><th scope="col">事项</th><th scope="col">互动环节</th><th scope="col">审批</th><th scope="col">监管</th><th scope="col">推送方式</th><th scope="col">依据</th></tr></thead>
<tbody>
${items.map((matter) => row(matter, named(county, matter)))}
</tbody>
</table>`;
}

function row(matter: Matter, names: ReturnType<typeof named>): Html {
  const { stages } = names;
  return html`<tr>
<th scope="row"><p>${matter.name}</p><p><code>${matter.code}</code></p><p class="tag">${matter.powerType}</p></th>
<td data-label="互动环节">${stages.split('、').map((stage) => html`<span class="tag">${stage}</span>`)}${names.guidance && html`<p>需主管部门指导（${names.guidance}）：${matter.guidance?.explanation}</p>`}</td>
<td data-label="审批"><p>${names.approvingSection}</p>${names.decidedAbove && html`<p class="tag">${names.decidedAbove}</p>`}<p>${matter.approvalDuty}</p></td>
<td data-label="监管"><p>${supervisor(names)}</p>${names.enforcementAgency && html`<p>执法机构：${names.enforcementAgency}</p>`}<p>${matter.supervisionDuty}</p></td>
<td data-label="推送方式">${matter.pushMethod}</td>
<td data-label="依据"><p>${matter.dutyListEntry}</p><p class="soft">${matter.dutyListVersion}</p></td>
</tr>
`;
}

function supervisor({ department, section, candidates }: ReturnType<typeof named>): string {
  if (department === null) return `逐件指定：${candidates.join('、') || '推送时确定'}`;
  return section === null ? department : `${department} ${section}`;
}

type Linking = (path: string, query: Record<string, string>) => string;

function otherVersions({ versions, version }: PublicList, link: Linking): Html {
  if (versions.length < 2) return html``;
  const entry = (v: PublicList['versions'][number], i: number): Html => {
    const before = versions[i + 1];
    const name =
      v.version === version
        ? v.version
        : html`<a href="${link('/public/boundary-list', { version: v.version })}">${v.version}</a>`;
    const change =
      before &&
      html`　<a href="${link('/public/boundary-list/difference', { from: before.version, to: v.version })}">与上一版的差异</a>`;
    return html`<li>${name}（自 ${v.validFrom} 起，${v.count} 项）${v.version === version && '——本页'}${change}</li>`;
  };
  const choice = link('/public/boundary-list/difference', {});
  return html`<h2 class="screen">各版本</h2><ul class="list screen">${versions.map(entry)}</ul>${
    versions.length > 2 && html`<p class="screen"><a href="${choice}">任选两个版本比较</a></p>`
  }`;
}

function here(jurisdiction: string | null): Record<string, string> {
  return jurisdiction === null ? {} : { jurisdiction };
}

function linkOf(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}
