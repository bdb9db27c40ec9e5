/**
 * The API's description as a county reads it: the schemas' examples are of 冠县 (371525), and articles are named by the
 * numbers that the platform knows them by. For another county both are its own.
 */
import { articlesIn } from '../../shared/citing.ts';
import type { County } from '../../shared/county.ts';
import { withCheckDigit } from '../../shared/credit-code.ts';
import type { OpenApi } from './document.ts';

export type ReadBy = Pick<County, 'jurisdiction' | 'name' | 'regulation'>;

/** The county that the schemas' examples are of. */
const OF_SCHEMAS = '371525';

const BASIS = /审管互动制度第 ([^条]+) 条/g;

/** A copy of the document for its readers: what it is made of is the same for every county. */
export function ofCounty(ofAll: OpenApi, county: ReadBy): OpenApi {
  const document = structuredClone(ofAll);
  const example = examplesOf(county);
  const basis = (text: string): string => text.replace(BASIS, (_all, article: string) => basisOf(county, article));
  each(document, false, (text, isExample) => (isExample ? example(text) : basis(text)));
  return document;
}

/** Articles by the county's own numbers; another document's name stands alone. */
function basisOf({ regulation }: ReadBy, article: string): string {
  if (!/^\d/.test(article)) return article;
  const places = articlesIn(regulation, article);
  return places === '' ? '审管互动制度' : `审管互动制度第 ${places} 条`;
}

function examplesOf({ jurisdiction, name }: ReadBy): (text: string) => string {
  if (jurisdiction === OF_SCHEMAS) return (text) => text;
  const pairs: readonly (readonly [string, string])[] = [
    ['91371525MA3C00001R', withCheckDigit(`91${jurisdiction}MA3C00001`)],
    ['http://gxzwfw.sd.gov.cn/', 'http://zwfw.example.gov.cn/'],
    ['GX-2026', 'SP-2026'],
    ['冠县', name],
    ['冠审批', `${[...name][0]}审批`],
    ['冠编', `${[...name][0]}编`],
    [OF_SCHEMAS, jurisdiction],
  ];
  return (text) => pairs.reduce((said, [of, becomes]) => said.replaceAll(of, becomes), text);
}

function each(node: unknown, isExample: boolean, said: (text: string, isExample: boolean) => string): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const within = isExample || key === 'example' || key === 'examples';
    if (typeof value !== 'string') each(value, within, said);
    else if (within || key === 'description') (node as Record<string, unknown>)[key] = said(value, within);
  }
}
