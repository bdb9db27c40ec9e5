/** The pages of the boundary list: versions, and the rows of a draft. */
import type { Route } from '../../http/route.ts';
import { ownButton, ownFile, ownForm, ownPage } from '../own-page.ts';

const at = (path: string, id: string, summary: string) => ({ path: `/console/${path}`, id, summary });
const listed = () => import('./list-versions.ts');
const draft = () => import('./list-draft.ts');
const row = () => import('./list-draft-row.ts');
const sheet = () => import('./list-import.ts');
const DRAFT = 'boundary-list-drafts/{id}';

export const boundaryPages: readonly Route[] = [
  ownPage(at('boundary-list', 'pageBoundaryVersions', '边界清单的各版本'), async () => (await listed()).versions),
  ownPage(
    at('boundary-list/difference', 'pageBoundaryDifference', '边界清单的差异'),
    async () => (await listed()).versionDifference,
  ),
  ...ownForm(
    at('boundary-list/direct', 'pageListPublishing', '直接发布边界清单'),
    async () => (await import('./list-direct.ts')).publishing,
  ),
  ownFile(
    at('boundary-list/blank', 'pageBlankList', '空白的清单表格'),
    async () => (await import('./list-direct.ts')).blank,
  ),
  ownPage(at(`${DRAFT}/rows`, 'pageDraftRows', '草案的事项与差异'), async () => (await draft()).draftRows),
  ownFile(
    at(`${DRAFT}/workbook`, 'pageDraftWorkbook', '草案的表格'),
    async () => (await import('./draft-workbook.ts')).draftWorkbook,
  ),
  ...ownForm(at(`${DRAFT}/rows/new`, 'pageNewRow', '新增事项'), async () => (await row()).newRow),
  ...ownForm(at(`${DRAFT}/rows/{code}`, 'pageRow', '修改事项'), async () => (await row()).oneRow),
  ...ownForm(at(`${DRAFT}/rows/{code}/drop`, 'pageRowDropping', '取消事项'), async () => (await row()).droppingRow),
  ...ownForm(at(`${DRAFT}/import`, 'pageListImport', '用表格导入'), async () => (await sheet()).importing),
  ownButton(at(`${DRAFT}/import/now`, 'pageListImported', '导入'), async () => (await sheet()).importNow),
];
