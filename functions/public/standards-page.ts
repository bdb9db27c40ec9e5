/** The public standards of a matter, as JSON and as a page. Loaded by the requests for them alone. */
import { html } from 'hono/html';
import { readMattersInForce } from '../../shared/boundary/reader.ts';
import { inForce, readMatters, readVersions } from '../../shared/boundary/versions.ts';
import type { County } from '../../shared/county.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import type { Platform } from '../../shared/platform.ts';
import { shownNumber } from '../../shared/seal.ts';
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
  /** What was looked for, where it was no code by itself. */
  q: string | null;
  name: string | null;
  items: { standard: Standard; stood: Stood }[];
  /** Where no matter is named: the matters that have any, or those that were looked for, each with how many. */
  matters: { code: string; name: string; count: number }[];
}

/** `asPage`: where no matter is named, which matters have any, or are called like what is looked for. */
export async function shownOf(
  { desk }: Pick<Call, 'desk'>,
  { matter: code, q }: Pick<Shown, 'matter' | 'q'>,
  asPage: boolean,
): Promise<Shown> {
  const facts = await desk.facts();
  const day = civilDateOf(facts.now);
  const all = code === null && (q !== null || asPage) ? await counted(desk, facts) : [];
  const found = q === null ? all.filter(({ count }) => count > 0) : called(all, q);
  const matter = code ?? (q !== null && found.length === 1 ? (found[0]?.code ?? null) : null);
  const none = { county: facts.county, day, matter, q, name: null, items: [], matters: [] };
  if (matter === null) return { ...none, matters: found };
  const [rows, { of }] = await Promise.all([
    readMattersInForce(desk, [matter], facts),
    readStandards(desk, { matters: [matter] }, facts),
  ]);
  return { ...none, name: rows.get(matter)?.name ?? null, items: shownAmong(of.get(matter) ?? [], day) };
}

/** Those whose name or code has what is looked for; the one that is called so alone. */
function called(matters: Shown['matters'], q: string): Shown['matters'] {
  const text = q.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  const found = matters.filter(({ code, name }) => code.toLowerCase().includes(text) || name.includes(text));
  const exact = found.filter(({ code, name }) => name === text || code.toLowerCase() === text);
  return exact.length > 0 ? exact : found;
}

/** The matters of the list in force, each with how many standards it has. */
async function counted(desk: Desk, facts: Facts): Promise<Shown['matters']> {
  const day = civilDateOf(facts.now);
  const { store } = desk.ports;
  const version = inForce(await readVersions(store, desk.jurisdiction), day);
  const rows = version ? await readMatters(store, desk.jurisdiction, version) : [];
  const { of } = await readStandards(desk, { matters: rows.map(({ code }) => code) }, facts);
  return rows.map(({ code, name }) => ({ code, name, count: shownAmong(of.get(code) ?? [], day).length }));
}

/** Those that are public, and hold on that day or begin later. */
function shownAmong(standards: readonly Standard[], day: CivilDate): Shown['items'] {
  const stood = standingsOn(day, standards);
  return standards.flatMap((standard) => {
    const known = stood.get(standard.id);
    const holds = known?.standing === 'in-force' || known?.standing === 'not-yet';
    return standard.body.public && known && holds ? [{ standard, stood: known }] : [];
  });
}

export function jsonOf({ matter, name, day, items }: Shown): Answer {
  const shown = items.map(({ standard: { id, body }, stood }) => {
    const { type, matters, title, text, items: points, cap, basis, source, validFrom, validTo } = body;
    return {
      ...{ id, type, matters, title, text, items: points },
      ...{ cap: cap ? { quantity: cap.quantity, unit: cap.unit } : null, basis, validFrom, validTo },
      source: source && { ...source, documentNumber: shownNumber(source.documentNumber) },
      standing: stood.standing,
    };
  });
  return { status: 200, body: { matter, name, on: day, items: shown } };
}

function contentOf(shown: Shown, elsewhere: string | null): Html {
  const { county, matter, q, name, day, items } = shown;
  return html`<h1>${county.name}审批和监管标准</h1>
<form class="screen" action="${AT}" method="get">${elsewhere && html`<input type="hidden" name="jurisdiction" value="${elsewhere}">`}<label>事项 <input type="search" name="q" value="${q ?? matter ?? ''}" maxlength="100" placeholder="事项编码，或名称中的几个字"></label> <button>查看</button>${(matter ?? q) !== null && html`<a href="${linkTo(AT, elsewhere)}">全部事项</a>`}</form>
${matter === null ? allMatters(shown, elsewhere) : ofMatter(matter, name, day, items, elsewhere)}`;
}

function allMatters({ day, q, matters }: Shown, elsewhere: string | null): Html {
  const list = html`<a href="${linkTo('/public/boundary-list', elsewhere)}">审管互动边界清单</a>`;
  if (matters.length === 0 && q !== null)
    return html`<p role="status">${list}上没有编码或名称含“${q}”的事项。请减少字数，或换一种写法。</p>`;
  if (matters.length === 0) return html`<p>${list}上的事项还没有公开的标准。</p>`;
  const to = (code: string): string =>
    `${AT}?${new URLSearchParams({ matter: code, ...(elsewhere && { jurisdiction: elsewhere }) })}`;
  return html`<p>截至 <time datetime="${day}">${day}</time>，${list}上${q === null ? '有公开标准' : `编码或名称含“${q}”`}的事项共 ${matters.length} 项：</p>
<ul class="list">${matters.map(({ code, name, count }) => html`<li><a href="${to(code)}">${name}</a>　<code>${code}</code>　${count} 项标准</li>`)}</ul>`;
}

function ofMatter(
  matter: string,
  name: string | null,
  day: CivilDate,
  items: Shown['items'],
  elsewhere: string | null,
): Html {
  const address = `${AT}.json?${new URLSearchParams({ matter, ...(elsewhere && { jurisdiction: elsewhere }) })}`;
  if (name === null && items.length === 0)
    return html`<p role="status">现行审管互动边界清单上没有编码为“${matter}”的事项，请核对。</p>`;
  return html`<h2>${name ?? matter}</h2>
<p>截至 <time datetime="${day}">${day}</time>，公开的标准共 ${items.length} 项。<span class="screen"><a href="${address}">JSON</a></span></p>
${items.map(({ standard, stood }) => section(standard, stood))}`;
}

function section({ body }: Standard, { standing }: Stood): Html {
  const { type, title, text, items, cap, basis, source, validFrom, validTo } = body;
  const until = validTo === null ? '' : `，有效期至 ${validTo}`;
  const level = source ? `${LEVELS[source.level]}，${source.issuer}，${shownNumber(source.documentNumber)}` : '';
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
