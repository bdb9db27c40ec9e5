/**
 * How mails, pages and files cite the county's own measures. Kinds and clocks name the article (`17(1)`); its words are the
 * county's. An article that begins with `°` is a convention of this system.
 */
import type { County, Regulation } from './county.ts';

const CONVENTION = '本系统约定';
/** Where the county has not said what its measures are called. */
const UNNAMED = '本县（市、区）审管互动制度';

/** `《…办法》第十七条第（一）项：“…”`; without the article's words, the title and the document number alone. */
export function cite({ regulation }: Pick<County, 'regulation'>, article: string): string {
  if (article.startsWith('°')) return CONVENTION;
  if (!regulation) return UNNAMED;
  const words = wordsOf(regulation, article);
  return words === null ? titleOf(regulation) : `《${regulation.title}》${placeOf(article)}：“${words}”`;
}

/** The same within a sentence: `《…办法》第二十三条“…”`. */
export function citeWithin({ regulation }: Pick<County, 'regulation'>, article: string): string {
  if (!regulation) return UNNAMED;
  const words = wordsOf(regulation, article);
  return words === null
    ? titleOf(regulation)
    : `《${regulation.title}》${placeOf(article)}“${words.replace(/。$/, '')}”`;
}

/** The county's measures as a whole: `《…办法》（冠政办字〔2022〕12号）`. */
export function citeTitle({ regulation }: Pick<County, 'regulation'>): string {
  return regulation ? titleOf(regulation) : UNNAMED;
}

function wordsOf({ articles = {} }: Regulation, article: string): string | null {
  return Object.hasOwn(articles, article) ? (articles[article] as string) : null;
}

function titleOf({ title, documentNumber }: Regulation): string {
  return `《${title}》（${documentNumber}）`;
}

/** `17` → 第十七条, `17(2)` → 第十七条第（二）项, `23 提醒` (one sentence of it) → 第二十三条; no number stays as it is. */
export function placeOf(article: string): string {
  const found = /^(\d{1,2})(?:\((\d{1,2})\))?(?: \S+)?$/.exec(article);
  if (!found) return article;
  const item = found[2] === undefined ? '' : `第（${numeral(Number(found[2]))}）项`;
  return `第${numeral(Number(found[1]))}条${item}`;
}

const DIGITS = '零一二三四五六七八九';

/** 1 to 99: 一, 十, 十七, 二十, 二十三. */
function numeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const before = tens > 1 ? DIGITS.charAt(tens) : '';
  return `${before}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS.charAt(ones) : ''}`;
}
