/**
 * The articles of the measures as those choose them who set where they stand in the county's own (`regulation.places`).
 */
import { ARTICLES } from '../../../shared/articles.ts';
import { placeOf } from '../../../shared/citing.ts';

/** `17(1)`: 第十七条第（一）项（审批信息和风险点的推送、认领）. */
export function articleWords(article: string): string {
  const about = ARTICLES[article];
  if (about !== undefined) return `${placeOf(article)}（${about}）`;
  // Of one sentence of an article: `23 提醒`.
  const sentence = article.replace(/^\S+ ?/, '');
  return sentence === '' ? placeOf(article) : `${placeOf(article)}（其中：${sentence}）`;
}

/** What a form lets choose from, with what is set already and stands in no list. */
export function articleChoices(set: readonly string[]): Readonly<Record<string, string>> {
  const numbers = [...new Set([...Object.keys(ARTICLES), ...set])];
  return Object.fromEntries(numbers.map((number) => [number, articleWords(number)]));
}
