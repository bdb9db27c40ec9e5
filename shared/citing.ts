/**
 * How mails, pages and files cite the county's own measures. Kinds and clocks name the article by the number that the
 * platform knows it by (`17(1)`); where it stands in the county's measures (`places`) and its words are the county's.
 * An article that begins with `°` is a convention of this system.
 */
import type { County, Regulation } from './county.ts';

const CONVENTION = '本系统约定';
/** Where the county has not said what its measures are called. */
const UNNAMED = '本县（市、区）审管互动制度';

/** The public page of the measures, article by article. */
export const MEASURES = '/public/regulation';

type Of = Pick<County, 'regulation'>;

/** What something rests on, and where people can read it: null where the county has not named its measures. */
export interface Cited {
  readonly words: string;
  readonly path: string | null;
}

/** An article as mails cite it, with its place on the public page of that county. */
export function cited(county: Pick<County, 'jurisdiction' | 'regulation'>, article: string): Cited {
  const place = article.startsWith('°') ? article : placeIn(county.regulation, article);
  return { words: cite(county, article), path: measuresOf(county, place) };
}

/** The public page of that county at an article, wherever it is opened from. */
export function measuresOf(county: Pick<County, 'jurisdiction' | 'regulation'>, places: string | null): string | null {
  const path = measuresAt(county, places);
  return path?.replace(MEASURES, `${MEASURES}?jurisdiction=${county.jurisdiction}`) ?? null;
}

/**
 * The public page at an article, by the county's own number; of several at the first. Another document is not there:
 * null.
 */
export function measuresAt({ regulation }: Of, places: string | null): string | null {
  if (!regulation) return null;
  if (places === null || places === '') return MEASURES;
  const anchor = anchorOf(places.split(', ')[0] as string);
  return anchor === null ? null : `${MEASURES}#${anchor}`;
}

/** `17(1)` → `a17-1`; what is the system's own convention has one place; null for what is no article. */
export function anchorOf(place: string): string | null {
  if (place.startsWith('°')) return 'own';
  const [, article, item] = ARTICLE.exec(place) ?? [];
  return article === undefined ? null : `a${article}${item === undefined ? '' : `-${item}`}`;
}

/** `《…办法》第十七条第（一）项：“…”`; without the article's words, the title and the document number alone. */
export function cite({ regulation }: Of, article: string): string {
  if (article.startsWith('°')) return CONVENTION;
  if (!regulation) return UNNAMED;
  const [words, place] = [wordsOf(regulation, article), placeIn(regulation, article)];
  return words === null || place === null
    ? titleOf(regulation)
    : `《${regulation.title}》${placeOf(place)}：“${words}”`;
}

/** The same within a sentence: `《…办法》第二十三条“…”`. */
export function citeWithin({ regulation }: Of, article: string): string {
  if (!regulation) return UNNAMED;
  const [words, place] = [wordsOf(regulation, article), placeIn(regulation, article)];
  return words === null || place === null
    ? titleOf(regulation)
    : `《${regulation.title}》${placeOf(place)}“${words.replace(/。$/, '')}”`;
}

/** The county's measures as a whole: `《…办法》（冠政办字〔2022〕12号）`. */
export function citeTitle({ regulation }: Of): string {
  return regulation ? titleOf(regulation) : UNNAMED;
}

/**
 * Articles by the platform's numbers as the county counts them, `10, 12`: what it does not have is left out; what is no
 * article stays: a convention, another document's name.
 */
export function placesOf({ regulation }: Of, article: string): string {
  return /^\d/.test(article) ? articlesIn(regulation, article) : article;
}

/** `《…办法》第十条、第十二条` for numbers that are the county's own, such as what a clock answers; none: the measures. */
export function basisAt({ regulation }: Of, places: string): string {
  if (places.startsWith('°')) return CONVENTION;
  if (places !== '' && !/^\d/.test(places)) return places;
  if (!regulation) return UNNAMED;
  if (places === '') return titleOf(regulation);
  return `《${regulation.title}》${places.split(', ').map(placeOf).join('、')}`;
}

/** `10, 12` by the county's own numbers, without those that its measures do not have. */
export function articlesIn(regulation: Regulation | undefined, article: string): string {
  const places = article.split(', ').map((one) => placeIn(regulation, one));
  return places.filter((one) => one !== null).join(', ');
}

/** `（第二十条）` as the county counts its articles; nothing where its measures have none for it. */
export function inBrackets({ regulation }: Of, article: string): string {
  const place = placeIn(regulation, article);
  return place === null ? '' : `（${placeOf(place)}）`;
}

/** What the county quotes of an article; null where it quotes nothing. */
export function wordsIn({ regulation }: Of, article: string): string | null {
  return regulation ? wordsOf(regulation, article) : null;
}

/**
 * The county's number of an article; of one sentence, that of its article. Null where its measures have none for it.
 */
export function placeIn(regulation: Regulation | undefined, article: string): string | null {
  const places = regulation?.places ?? {};
  const known = [article, article.replace(/ .*$/, '')].find((one) => Object.hasOwn(places, one));
  return known === undefined ? article : (places[known] as string | null);
}

function wordsOf({ articles = {} }: Regulation, article: string): string | null {
  return Object.hasOwn(articles, article) ? (articles[article] as string) : null;
}

function titleOf({ title, documentNumber }: Regulation): string {
  return `《${title}》（${documentNumber}）`;
}

/** `17` → 第十七条, `17(2)` → 第十七条第（二）项, `23 提醒` (one sentence of it) → 第二十三条; no number stays as it is. */
export function placeOf(article: string): string {
  const found = ARTICLE.exec(article);
  if (!found) return article;
  const item = found[2] === undefined ? '' : `第（${numeral(Number(found[2]))}）项`;
  return `第${numeral(Number(found[1]))}条${item}`;
}

/** Article, item, one sentence of it. */
const ARTICLE = /^(\d{1,2})(?:\((\d{1,2})\))?(?: \S+)?$/;

const DIGITS = '零一二三四五六七八九';

/** 1 to 99: 一, 十, 十七, 二十, 二十三. */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const before = tens > 1 ? DIGITS.charAt(tens) : '';
  return `${before}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS.charAt(ones) : ''}`;
}
