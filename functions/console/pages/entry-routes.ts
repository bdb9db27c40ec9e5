/** The pages of 推送录入. */
import type { Route } from '../../http/route.ts';
import { ownFile, ownForm, ownPage } from '../own-page.ts';

const at = (path: string, id: string, summary: string) => ({ path: `/console/${path}`, id, summary });
const workbook = () => import('./push-workbook.ts');
const form = async () => {
  const { showEntry, sendEntry } = await import('./entry.ts');
  return { show: showEntry, act: sendEntry };
};

export const entryPages: readonly Route[] = [
  ...ownForm(at('entry/reconciling', 'pageReconciling', '对账'), async () => {
    return (await import('./reconciling.ts')).reconciling;
  }),
  ...ownForm(at('entry/workbook', 'pagePushWorkbook', '用 Excel 推送'), async () => (await workbook()).workbookForm),
  ownPage(at('entry/workbook/{id}', 'pagePushImport', '用 Excel 推送'), async () => (await workbook()).workbookResult),
  ownFile(at('entry/template/{kind}', 'pagePushTemplate', '推送导入的模板'), async () => (await workbook()).template),
  ownFile(at('entry', 'pageEntry', '推送录入'), async () => (await import('./entry-matter.ts')).choosing),
  ...ownForm(at('entry/document', 'pageDocumentEntry', '推送文件'), form),
  ...ownForm(at('entry/{kind}/{matter}', 'pagePushEntry', '推送录入'), form),
];
