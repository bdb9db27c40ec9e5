/** The public standards of a matter, as JSON and as a page. Loaded by the requests for them alone. */
import { html } from 'hono/html';
import { readMattersInForce } from '../../shared/boundary/reader.ts';
import type { County } from '../../shared/county.ts';
import type { Platform } from '../../shared/platform.ts';
import { LEVELS, TYPES } from '../../shared/standards/body.ts';
import { STANDINGS, type Standard, type Stood, standingsOn } from '../../shared/standards/precedence.ts';
import { readStandards } from '../../shared/standards/reader.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';
import type { Answer, Call } from '../http/route.ts';
import { elsewhereOf, linkTo } from './elsewhere.ts';
import { type Html, pageAnswer } from './layout.ts';

const AT = '/public/standards';

export interface Shown {
  county: County;
  day: CivilDate;
  matter: string | null;
  name: string | null;
  items: { standard: Standard; stood: Stood }[];
}

export async function shownOf({ desk }: Pick<Call, 'desk'>, matter: string | null): Promise<Shown> {
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

export function jsonOf({ matter, name, day, items }: Shown): Answer {
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

function contentOf({ county, matter, name, day, items }: Shown, elsewhere: string | null): Html {
  return html`<h1>${county.name}审批和监管标准</h1>
<form class="screen" action="${AT}" method="get">${elsewhere && html`<input type="hidden" name="jurisdiction" value="${elsewhere}">`}<label>事项编码 <input name="matter" value="${matter ?? ''}"></label> <button>查看</button></form>
${matter === null ? html`<p>请填写事项编码。编码见<a href="${linkTo('/public/boundary-list', elsewhere)}">审管互动边界清单</a>。</p>` : ofMatter(matter, name, day, items, elsewhere)}`;
}

function ofMatter(
  matter: string,
  name: string | null,
  day: CivilDate,
  items: Shown['items'],
  elsewhere: string | null,
): Html {
  const address = `${AT}.json?${new URLSearchParams({ matter, ...(elsewhere && { jurisdiction: elsewhere }) })}`;
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

export function pageOf(found: Shown, platform: Platform): Promise<Answer> {
  const { name } = found.county;
  const elsewhere = elsewhereOf(found.county, platform);
  const content = contentOf(found, elsewhere);
  return pageAnswer({ title: `${name}审批和监管标准`, heading: `${name}审管互动平台`, content, here: AT, elsewhere });
}
