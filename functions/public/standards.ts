/**
 * `GET /public/standards?matter=`: the standards of a matter that are public (arts. 12, 22): those that hold today and those that have
 * been agreed and begin later. Whoever applies reads here by what the application is measured.
 */
import { html } from 'hono/html';
import * as z from 'zod';
import { matterCode } from '../../shared/boundary/matter.ts';
import { readMattersInForce } from '../../shared/boundary/reader.ts';
import type { County } from '../../shared/county.ts';
import { optional } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { LEVELS, TYPES } from '../../shared/standards/body.ts';
import { STANDINGS, type Standard, type Stood, standingsOn } from '../../shared/standards/precedence.ts';
import { readStandards } from '../../shared/standards/reader.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';
import { unlessKnown } from '../http/conditional.ts';
import { type Answer, type Call, publicRoute, type Route } from '../http/route.ts';
import { type Html, pageAnswer } from './layout.ts';
import { etagOf } from './version.ts';

const answers = () => import('../standards/answers.ts');
const AT = '/public/standards';

const query = lazily(() =>
  z.strictObject({
    matter: optional(matterCode()).meta({ title: '事项编码', description: '不填的不列出标准' }),
  }),
);

interface Shown {
  county: County;
  day: CivilDate;
  matter: string | null;
  name: string | null;
  items: { standard: Standard; stood: Stood }[];
}

async function shownOf({ desk }: Pick<Call, 'desk'>, matter: string | null): Promise<Shown> {
  const facts = await desk.facts();
  const day = civilDateOf(facts.now);
  const none = { county: facts.county, day, matter, name: null, items: [] };
  if (matter === null) return none;
  const [rows, { of }] = await Promise.all([
    readMattersInForce(desk, [matter], facts),
    readStandards(desk, { matters: [matter] }, facts),
  ]);
  const standards = of.get(matter) ?? [];
  const stood = standingsOn(day, standards);
  const items = standards.flatMap((standard) => {
    const known = stood.get(standard.id);
    const holds = known?.standing === 'in-force' || known?.standing === 'not-yet';
    return standard.body.public && known && holds ? [{ standard, stood: known }] : [];
  });
  return { ...none, name: rows.get(matter)?.name ?? null, items };
}

function jsonOf({ matter, name, day, items }: Shown): Answer {
  const shown = items.map(({ standard: { id, body }, stood }) => {
    const { type, matters, title, text, items: points, cap, basis, source, validFrom, validTo } = body;
    return {
      ...{ id, type, matters, title, text, items: points },
      ...{ cap: cap ? { quantity: cap.quantity, unit: cap.unit } : null, basis, source, validFrom, validTo },
      standing: stood.standing,
    };
  });
  return { status: 200, body: { matter, name, on: day, items: shown } };
}

function pageOf({ county, matter, name, day, items }: Shown): Html {
  return html`<h1>${county.name}审批和监管标准</h1>
<form class="screen" action="${AT}" method="get"><label>事项编码 <input name="matter" value="${matter ?? ''}"></label> <button>查看</button></form>
${matter === null ? html`<p>请填写事项编码。编码见<a href="/public/boundary-list">审管互动边界清单</a>。</p>` : ofMatter(matter, name, day, items)}`;
}

function ofMatter(matter: string, name: string | null, day: CivilDate, items: Shown['items']): Html {
  const address = `${AT}.json?matter=${encodeURIComponent(matter)}`;
  return html`<h2>${name ?? matter}</h2>
<p>截至 <time datetime="${day}">${day}</time>，公开的标准共 ${items.length} 项。<span class="screen"><a href="${address}">JSON</a></span></p>
${items.map(({ standard, stood }) => section(standard, stood))}`;
}

function section({ body }: Standard, { standing }: Stood): Html {
  const { type, title, text, items, cap, basis, source, validFrom, validTo } = body;
  const until = validTo === null ? '' : `，有效期至 ${validTo}`;
  const level = source ? `${LEVELS[source.level]}，${source.issuer}，${source.documentNumber}` : '';
  return html`<section><h3>${TYPES[type]}：${title}</h3>
<p>${level}。自 ${validFrom} 起施行${until}（${standing === null ? '' : STANDINGS[standing]}）。</p>
${cap ? html`<p>总量：${cap.quantity} ${cap.unit}</p>` : ''}
${text === null ? '' : text.split('\n').map((line) => html`<p>${line}</p>`)}
${items.length === 0 ? '' : html`<ol>${items.map(({ point, basis: of }) => html`<li>${point}${of === null ? '' : `（${of}）`}</li>`)}</ol>`}
${basis.length === 0 ? '' : html`<p>依据：${basis.join('；')}</p>`}</section>`;
}

function standardsRoute(format: 'html' | 'json', id: string, answer: Route['answers'][number]): Route {
  return publicRoute({
    method: 'GET',
    path: format === 'html' ? AT : `${AT}.json`,
    id,
    summary: `某一事项的标准（${format === 'html' ? '网页' : 'JSON'}）`,
    tag: '公开信息',
    query,
    answers: { 200: answer, 304: { description: '与您已有的相同（If-None-Match）' } },
    handle: async (call) => {
      const { matter } = call.query as { matter: string | null };
      const found = await shownOf(call, matter);
      const { county, day, items } = found;
      const state = items.map(({ standard, stood }) => [standard.id, standard.history.at(-1)?.hash, stood.standing]);
      const etag = etagOf('standards', format, county, day, matter, found.name, state);
      return unlessKnown(call.headers, etag, async () => {
        if (format === 'json') return jsonOf(found);
        const heading = `${county.name}审管互动平台`;
        return pageAnswer({ title: `${county.name}审批和监管标准`, heading, content: pageOf(found) });
      });
    },
  });
}

export const standardsRoutes: readonly Route[] = [
  standardsRoute('html', 'readStandardsPage', { description: '网页，可打印', contentType: 'text/html' }),
  standardsRoute('json', 'readPublicStandards', {
    description: '今日施行的和已确认、以后施行的公开标准',
    schema: async () => (await answers()).publicStandardsAnswer,
  }),
];
