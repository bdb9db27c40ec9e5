/**
 * The county's measures as a page. The platform has no full text: it shows what each article is about in its own words,
 * what it does by it, and what the county has entered of the article's words. Nothing else is said of the law.
 */
import { html } from 'hono/html';
import { ARTICLES } from '../../shared/articles.ts';
import { anchorOf, placeIn, placeOf } from '../../shared/citing.ts';
import { articleOf, CLOCKS, type ClockDefinition, type ClockName, ruleOn } from '../../shared/clocks/clocks.ts';
import type { Regulation } from '../../shared/county.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { KINDS } from '../../shared/kinds.ts';
import { civilDateOf } from '../../shared/time.ts';
import type { Html } from './layout.ts';

/** What there is to say of one article, or of one item of it. */
interface Article {
  readonly about: string[];
  /** As the county has entered them. */
  readonly words: string[];
  readonly clocks: string[];
  readonly kinds: string[];
}

export function measuresPage(facts: Facts): Html {
  const { name, regulation } = facts.county;
  if (!regulation) return html`<h1>${name}审管互动办法</h1><p>名称和文号尚未登记。登记后在本页公布。</p>`;
  const articles = articlesOf(facts, regulation);
  const own = articles.get('°');
  const places = [...articles.keys()].filter((place) => place !== '°').toSorted(inOrder);
  return html`<h1>《${regulation.title}》</h1>
<p>文号：${regulation.documentNumber}</p>
<p class="soft">本页不是办法的全文，全文以正式印发的为准。“内容”是平台对该条的概括；“原文”由${name}录入，邮件和文件按此引用；时限为今日适用的，按工作日计算。</p>
${places.map((place) => section(place, articles.get(place) as Article))}
${own && html`<section><h2 id="${anchorOf('°')}">本系统约定</h2><p>办法没有规定、由平台约定，县里可以另行设定的时限：</p>${clockList(own)}</section>`}`;
}

/** By the county's own numbers, `°` for what is no article. */
function articlesOf(facts: Facts, regulation: Regulation): ReadonlyMap<string, Article> {
  const articles = new Map<string, Article>();
  const at = (place: string): Article => {
    const there = articles.get(place) ?? { about: [], words: [], clocks: [], kinds: [] };
    articles.set(place, there);
    return there;
  };
  // An item stands under its article.
  const under = (place: string): Article => {
    at(place.replace(/\(.*$/, ''));
    return at(place);
  };
  const placed = (article: string): string | null => {
    const place = article.startsWith('°') ? '°' : placeIn(regulation, article);
    return place !== null && anchorOf(place) !== null ? (place.split(' ')[0] as string) : null;
  };
  for (const [article, about] of Object.entries(ARTICLES)) {
    const place = placed(article);
    if (place !== null) under(place).about.push(about);
  }
  for (const [article, words] of Object.entries(regulation.articles ?? {})) {
    const place = placed(article);
    if (place !== null) under(place).words.push(words);
  }
  for (const [name, clock] of Object.entries(CLOCKS) as [ClockName, ClockDefinition][]) {
    const { article, length } = ruleOn(facts.log, name, civilDateOf(facts.now));
    for (const place of articleOf({ regulation }, { rule: name, article }).split(', ')) {
      if (anchorOf(place) !== null) under(place.split(' ')[0] as string).clocks.push(clockWords(clock, length));
    }
  }
  for (const { article, label } of KINDS.values()) {
    for (const one of article.split(', ')) {
      const place = placed(one);
      if (place !== null && place !== '°') under(place).kinds.push(label);
    }
  }
  return articles;
}

function clockWords({ label, startsFrom, atItsEnd }: ClockDefinition, length: number): string {
  const days = length === 0 ? '当日' : `${length} 个工作日`;
  return `${label}。起算：${startsFrom}；期限：${days}；届满：${atItsEnd}`;
}

function section(place: string, { about, words, clocks, kinds }: Article): Html {
  const id = anchorOf(place);
  const heading = place.includes('(')
    ? html`<h3 id="${id}">${placeOf(place)}</h3>`
    : html`<h2 id="${id}">${placeOf(place)}</h2>`;
  return html`<section>${heading}
<dl>${about.length > 0 && html`<dt>内容</dt><dd>${about.join('；')}</dd>`}${
    words.length > 0 && html`<dt>原文</dt><dd>${words.map((text) => html`<p>“${text}”</p>`)}</dd>`
  }${clocks.length > 0 && html`<dt>时限</dt><dd>${clocks.map((text) => html`<p>${text}</p>`)}</dd>`}${
    kinds.length > 0 && html`<dt>平台中的业务</dt><dd>${kinds.join('、')}</dd>`
  }</dl></section>
`;
}

function clockList({ clocks }: Article): Html {
  return html`<ul class="list">${clocks.map((text) => html`<li>${text}</li>`)}</ul>`;
}

/** `9` before `17`, `17` before `17(1)`. */
function inOrder(a: string, b: string): number {
  const [one = [], other = []] = [a, b].map((place) => (place.match(/\d+/g) ?? []).map(Number));
  return (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0);
}
