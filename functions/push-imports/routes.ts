/**
 * `POST /push-imports`, `GET /push-imports/{id}`: pushes from a workbook, for what a provincial system only exports
 * (art. 17). Each row by itself, as if it had been posted.
 */
import * as z from 'zod';
import { notFound } from '../../shared/errors.ts';
import { type Desk, deskInSteps } from '../../shared/exchange/desk.ts';
import { requestOf, reused } from '../../shared/exchange/shell.ts';
import { yesNo } from '../../shared/fields.ts';
import { fileId } from '../../shared/files/attachment.ts';
import { derivedId } from '../../shared/keys.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { formatInstant, formatInstantOrNull } from '../../shared/time.ts';
import { mayRead, mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { failedOf, type Importing, readImport } from './importing.ts';

const answers = () => import('./answers.ts');
const tag = '推送与认领';

const importInput = lazily(() =>
  z
    .strictObject({
      file: fileId().meta({
        title: '文件编号',
        description: '已上传的工作簿（XLSX）。栏目见 GET /pushes/template.xlsx',
      }),
      dryRun: yesNo().default(false).meta({ title: '只检查', description: 'true 的只逐行检查，不推送' }),
    })
    .meta({ id: 'PushImportInput' }),
);

/** What one request pushes; the rest goes on by itself. */
const MILLIS = 8_000;

async function importing(call: KnownCall<Checked<typeof importInput>, unknown>): Promise<Answer> {
  const { desk, actor, body, key } = call;
  mustBe(actor, ['officer', 'section-head', 'government-office', 'discipline']);
  const request = requestOf(desk, actor.account, 'push-import', key);
  const id = derivedId(desk.jurisdiction, 'push-import', actor.org, request);
  const known = await readImport(desk, id);
  if (known && (known.importing.file !== body.file || body.dryRun)) throw reused();
  if (known) return answered(desk, known.importing, 202);
  const [{ cellsOf }, { readPushes }, { county }] = await Promise.all([
    import('../files/sheet.ts'),
    import('./sheet.ts'),
    desk.facts(),
  ]);
  const rows = readPushes(await cellsOf(desk, actor, body.file), county);
  // Reading 5,000 rows takes longer than a request has for one change.
  const steps = deskInSteps(desk);
  if (body.dryRun) {
    const { dryRun } = await import('./dry-run.ts');
    return { status: 200, body: await dryRun(steps, actor, rows) };
  }
  const { begin } = await import('./working.ts');
  const until = performance.now() + MILLIS;
  return answered(steps, await begin(steps, actor, { id, file: body.file }, rows, until), 202);
}

async function answered(desk: Desk, importing: Importing, status: 200 | 202): Promise<Answer> {
  const { id, file, account: by, rows, done, created, repeated, startedAt, finishedAt } = importing;
  const state = finishedAt === null ? 'running' : done < rows ? 'stopped' : 'done';
  const counts = { rows, done, created, repeated, failed: await failedOf(desk, importing) };
  const times = { startedAt: formatInstant(startedAt), finishedAt: formatInstantOrNull(finishedAt) };
  const headers = status === 202 ? { headers: { location: `/push-imports/${id}` } } : {};
  return { status, body: { id, state, file, by, ...counts, ...times }, ...headers };
}

export const importRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/push-imports',
    id: 'importPushes',
    summary: '用工作簿推送',
    description:
      '每行一件，各自推送，来源为本单位，与单独提交（POST /pushes）相同：编号和内容相同的不重复推送；办结后未即时推送的记为迟推送。最多 5000 行。有误的行不影响其他各行，见 Location 所示地址的 failed。',
    tag,
    body: importInput,
    conflicts: ['idempotency-key-reused'],
    answers: {
      200: { description: '逐行检查的结果，没有推送', schema: async () => (await answers()).dryRunAnswer },
      202: {
        description: '已开始推送；行数较多的，其余由平台继续推送',
        schema: async () => (await answers()).importAnswer,
        headers: { location: '该次导入的地址' },
      },
    },
    handle: importing,
  }),
  route({
    method: 'GET',
    path: '/push-imports/{id}',
    id: 'readPushImport',
    summary: '一次导入的进度与结果',
    tag,
    answers: { 200: { description: '进度与结果', schema: async () => (await answers()).importAnswer } },
    handle: async ({ desk, actor, params }) => {
      mayRead(actor);
      const stored = await readImport(desk, params.id as string);
      if (stored?.importing.org !== actor.org) throw notFound('该次导入');
      return answered(desk, stored.importing, 200);
    },
  }),
];
