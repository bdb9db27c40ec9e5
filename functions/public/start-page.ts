/** `GET /`: what runs here, and where to go. */
import { html } from 'hono/html';
import { type BoundaryVersion, inForce, readVersions } from '../../shared/boundary/versions.ts';
import { citeTitle, MEASURES } from '../../shared/citing.ts';
import type { County } from '../../shared/county.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';
import { publicRoute } from '../http/route.ts';
import { elsewhereOf, linkTo } from './elsewhere.ts';
import { type Html, pageAnswer } from './layout.ts';

export const start = publicRoute({
  method: 'GET',
  path: '/',
  id: 'readStartPage',
  summary: '首页',
  tag: '公开信息',
  answers: { 200: { description: '网页', contentType: 'text/html' }, 404: { description: '没有该县（市、区）' } },
  handle: async ({ desk, platform }) => {
    const { county, now } = await desk.facts();
    const versions = await readVersions(desk.ports.store, desk.jurisdiction);
    const elsewhere = elsewhereOf(desk, platform);
    const content = page(county, versions, civilDateOf(now), elsewhere);
    const heading = `${county.name}审管互动平台`;
    const headers = { 'cache-control': 'public, max-age=60' };
    return pageAnswer({ title: heading, heading, content, headers, here: '/', elsewhere });
  },
});

function page(county: County, versions: readonly BoundaryVersion[], today: CivilDate, elsewhere: string | null): Html {
  const to = (path: string): string => linkTo(path, elsewhere);
  return html`<h1>${county.name}审管互动平台</h1>
<p>审批的不再监管，监管的要及时知道审批了什么。本平台在行政审批服务局与行业主管部门、执法机构之间传递审批与监管信息，按期认领，超期视为认领，全程留痕。</p>
<p><a href="/console">登录工作台</a>：推送、认领、答复、通报等业务在工作台办理，以本单位的账号登录；账号由本单位管理员开设。</p>
<h2>公众</h2>
<ul class="list">
<li><a href="${to('/public/boundary-list')}">审管互动边界清单</a>：每个事项由谁审批、由谁监管。${listed(versions, today)}</li>
<li><a href="${to('/public/guided-matters')}">共同指导事项</a>：由行政审批服务局审批、须主管部门指导的事项和原因。</li>
<li><a href="${to('/public/standards')}">审批和监管标准</a>：办理每个事项所依据的标准、条件和总量。</li>
<li><a href="${to('/public/draws')}">专家抽取</a>：为联合踏勘、评审抽取专家的经过和结果，可以核对。</li>
<li><a href="${to(MEASURES)}">${citeTitle(county)}</a>：平台据以办理的各条。</li>
<li><a href="${to(`/calendar/${today.slice(0, 4)}`)}">${today.slice(0, 4)} 年工作日安排</a>：期限按工作日计算的依据。</li>
</ul>
<h2>各单位的业务系统</h2>
<ul class="list">
<li><a href="${to('/docs')}">接口文档</a>：推送、认领、退回、查询等接口的说明和调用示例；供程序读取的同一内容是
<a href="${to('/openapi.json')}">OpenAPI 3.1 文档</a>。</li>
<li><a href="/health">运行状况</a>（JSON）。</li>
</ul>
<p>系统对接的账号和权限，请联系行政审批服务局。</p>`;
}

function listed(versions: readonly BoundaryVersion[], today: CivilDate): Html {
  const current = inForce(versions, today);
  const next = versions
    .filter((version) => version.validFrom > today)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
  const now = current
    ? `现行版本 ${current.version}，自 ${current.validFrom} 起施行，共 ${current.count} 项。`
    : '尚无现行版本。';
  return html`${now}${next && `下一版本 ${next.version} 自 ${next.validFrom} 起施行。`}`;
}
