/** `GET /pushes/template.xlsx`: the workbook that `POST /push-imports` takes, still empty. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { PUSH_KINDS } from '../../shared/pushes/fields.ts';
import { mayPush } from '../http/permission.ts';
import { route } from '../http/route.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const templateQuery = lazily(() =>
  z.strictObject({ kind: choice(PUSH_KINDS).default('approval').meta({ title: '信息类别' }) }),
);

export const readTemplate = route({
  method: 'GET',
  path: '/pushes/template.xlsx',
  id: 'readPushTemplate',
  summary: '推送导入的模板',
  description: '填写后上传（POST /files），再用 POST /push-imports 检查和推送。第二张工作表为填写说明。',
  tag: '推送与认领',
  query: templateQuery,
  answers: { 200: { description: '工作簿', contentType: XLSX } },
  handle: async ({ actor, query: { kind } }) => {
    mayPush(actor, kind);
    const { templateOf } = await import('./template.ts');
    const name = encodeURIComponent(`${PUSH_KINDS[kind]}推送导入表.xlsx`);
    const disposition = `attachment; filename="push-template-${kind}.xlsx"; filename*=UTF-8''${name}`;
    return {
      ...{ status: 200, content: { type: XLSX, data: await templateOf(kind) } },
      headers: { 'content-disposition': disposition },
    };
  },
});
