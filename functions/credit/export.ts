/**
 * `GET /credit/export`: the records that are ready, in the credit platform's form, with identity numbers whole; each is
 * logged.
 */
import * as z from 'zod';
import type { CreditRecordBody } from '../../shared/credit-records/body.ts';
import { RECORD_TYPES, rowsOf, type TypedRow, WITHOUT_END } from '../../shared/credit-records/table.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { openPartition } from '../../shared/exchange/item.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { openSealed } from '../../shared/exchange/sealed-fields.ts';
import { settled } from '../../shared/exchange/work.ts';
import { choice } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { valuesOf } from '../../shared/pages.ts';
import type { Sealed } from '../../shared/seal.ts';
import { noteOpened } from '../audit/noting.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { csvOf } from '../public/csv.ts';
import { workbookOf } from '../public/xlsx.ts';
import { OFFICERS, tag } from './query.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';

const query = lazily(() =>
  z.strictObject({
    type: choice(RECORD_TYPES).meta({ title: '类型' }),
    format: choice({ xlsx: 'Excel 文件', csv: 'CSV 文件' }).meta({ title: '格式' }),
    dates: choice({ dash: '年-月-日', slash: '年/月/日' })
      .default('dash')
      .meta({ title: '日期格式', description: '按接收平台的要求' }),
  }),
);

export const exportCredit: Route = route({
  method: 'GET',
  path: '/credit/export',
  id: 'exportCreditRecords',
  summary: '导出待报送的信用记录',
  description:
    '本单位字段齐全、尚未报送的，按信用平台的格式；证件号码为全号，每次导出都留有记录。报送后请逐条登记回执。',
  tag,
  query,
  answers: { 200: { description: '文件', contentType: XLSX, files: ['text/csv'] } },
  handle: async (call) => {
    const { desk, actor } = call;
    const { type, format, dates } = call.query;
    mustBe(actor, OFFICERS, 'credit:write');
    const facts = await desk.facts();
    const kind = kindNamed(desk.kinds, 'credit-record');
    const rows = rowsOf(type);
    const lines: (string | null)[][] = [];
    const partition = openPartition(desk.jurisdiction, actor.org, kind.kind);
    for await (const value of valuesOf(desk.ports.store, 'in', partition, {})) {
      const record = (await settled(desk, value as Exchange, facts)) as Exchange<CreditRecordBody>;
      if (record.state !== 'ready' || record.body.type !== type || record.quarantined) continue;
      const { body, opened } = await openSealed(desk, kind, record);
      if (opened > 0) {
        await noteOpened(call, record, facts);
        desk.ports.log.info('sealed-opened', { record: record.id, account: actor.account, org: actor.org });
      }
      const fields = (body as CreditRecordBody).fields ?? {};
      const cells = rows.map((row) => written(row, fields[row.code], dates));
      lines.push([...cells, record.body.publish ? '公示' : '不公示']);
    }
    const name = `credit-${type}.${format}`;
    const headers = { 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
    const columns = [...rows.map(({ code, name: title }) => `${title}（${code}）`), '是否公示'].map((title) => ({
      title,
      width: 20,
    }));
    const data =
      format === 'csv'
        ? csvOf([columns.map(({ title }) => title), ...lines])
        : await workbookOf('双公示', `${RECORD_TYPES[type]}信息`, columns, lines);
    return { status: 200, content: { type: format === 'csv' ? CSV : XLSX, data }, headers };
  },
});

/** What has no end has the platform's day for that. */
function written({ code, form }: TypedRow, value: string | Sealed | undefined, dates: 'dash' | 'slash'): string | null {
  const ends: readonly string[] = WITHOUT_END.codes;
  const whole = value ?? (ends.includes(code) ? WITHOUT_END.day : null);
  if (whole === null) return null;
  const text = typeof whole === 'string' ? whole : whole.shown;
  return form === 'date' && dates === 'slash' ? text.replaceAll('-', '/') : text;
}
