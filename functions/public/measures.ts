/** `GET /public/regulation`: the county's measures, article by article, as far as the platform knows them. */
import { MEASURES } from '../../shared/citing.ts';
import { publicRoute } from '../http/route.ts';
import { elsewhereOf } from './elsewhere.ts';
import { pageAnswer } from './layout.ts';

export const measures = publicRoute({
  method: 'GET',
  path: MEASURES,
  id: 'readMeasuresPage',
  summary: '本县（市、区）的审管互动办法（网页）',
  description: '名称、文号，平台据以办理的各条和县里录入的原文，各条有锚点，如 #a17-1；不是办法的全文。',
  tag: '公开信息',
  answers: { 200: { description: '网页', contentType: 'text/html' }, 404: { description: '没有该县（市、区）' } },
  handle: async ({ desk, platform }) => {
    const facts = await desk.facts();
    const { measuresPage } = await import('./measures-page.ts');
    return pageAnswer({
      title: `${facts.county.name}审管互动办法`,
      heading: `${facts.county.name}审管互动平台`,
      content: measuresPage(facts),
      headers: { 'cache-control': 'public, max-age=60' },
      here: MEASURES,
      elsewhere: elsewhereOf(desk, platform),
    });
  },
});
