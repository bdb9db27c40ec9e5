/** 导出 Excel: all that the filters find, not the page; text cells alone, and on top who exported it, and when. */

import { cellText } from '../../shared/cell-text.ts';
import { deskInSteps } from '../../shared/exchange/desk.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer } from '../http/route.ts';
import { ask } from './ask.ts';
import type { PageCall } from './declare.ts';
import { columnsOf, dueOf, kindAt, type Line, lineSchema, OPERATIONS } from './kinds.ts';
import { type Address, queryOf, wholeOf } from './list-filters.ts';
import { cellOf } from './list-table.ts';
import { namesOfLines } from './people-named.ts';
import { type Reader, readerOf } from './reader.ts';
import { moment } from './words.ts';

const EXPORTED_AT_MOST = 10_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook of a list. */
export async function exported(asked: PageCall): Promise<Answer> {
  const kind = kindAt(asked);
  // It reads many pages: each step has the time of a piece of work.
  const call = { ...asked, desk: deskInSteps(asked.desk) };
  const route = call.operation(OPERATIONS.list(kind));
  const { cursor: _cursor, ...query } = queryOf(call.query as Address, route, call.actor, kind);
  const [reader, schema] = await Promise.all([readerOf(call, ''), lineSchema(call, kind)]);
  const { lines, whole } = await allLines(call, route.id, query);
  const names = await namesOfLines(call, reader.names, schema, lines);
  const columns = columnsOf(kind, query.box ?? 'in');
  const head = ['状态', '期限', ...columns.map(({ title }) => title), '来源编号', '编号'];
  const rows = lines.map((line) => {
    const { status, due } = dueOf(kind, line);
    const cells = columns.map((column) => cellOf(schema, column, line, names));
    return [status, due ?? '', ...cells, String(line.reference ?? ''), String(line.id)];
  });
  const data = await workbook(kind.label, [titleOf(call, reader, kind, lines.length, whole)], head, rows);
  const name = encodeURIComponent(`${kind.label}-${formatInstant(reader.facts.now).slice(0, 10)}.xlsx`);
  const disposition = `attachment; filename="${kind.path}.xlsx"; filename*=UTF-8''${name}`;
  return {
    ...{ status: 200, content: { type: XLSX, data } },
    headers: { 'content-disposition': disposition, 'cache-control': 'no-store' },
  };
}

/** Every line that the filters find, up to the limit. */
async function allLines(call: PageCall, id: string, query: Address): Promise<{ lines: Line[]; whole: boolean }> {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await ask(call, id, {
      query: { ...query, ...wholeOf(call.operation(id), query), limit: '200', cursor },
    });
    lines.push(...(body.items as Line[]));
    cursor = body.next ?? undefined;
  } while (cursor !== undefined && lines.length < EXPORTED_AT_MOST);
  return { lines: lines.slice(0, EXPORTED_AT_MOST), whole: cursor === undefined && lines.length <= EXPORTED_AT_MOST };
}

function titleOf(
  { actor }: PageCall,
  { facts, orgName }: Reader,
  kind: AnyKind,
  count: number,
  whole: boolean,
): string {
  const when = moment(formatInstant(facts.now));
  const left = whole ? '' : `（一次最多导出 ${EXPORTED_AT_MOST} 件，尚未全部导出，请缩小筛选范围分次导出）`;
  return `${facts.county.name}审管互动平台：${kind.label} ${count} 件${left}。${orgName} ${actor.name} 于 ${when} 导出`;
}

async function workbook(sheet: string, title: string[], head: string[], rows: string[][]): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  // Declared as text: what begins with `=` stays what it says, and a long number keeps its digits.
  const cell = (value: string) => ({ value: cellText(value), type: String }) as const;
  const bold = (value: string) => ({ ...cell(value), fontWeight: 'bold' as const });
  const cells = rows.map((row) => row.map((value) => (value === '' ? null : cell(value))));
  const columns = head.map((_, i) => ({ width: Math.min(40, Math.max(10, ...widths(head, rows, i))) }));
  const options = { sheet: sheet.slice(0, 31), columns, stickyRowsCount: 2, orientation: 'landscape' as const };
  return new Uint8Array(await writeXlsxFile([title.map(bold), head.map(bold), ...cells], options).toBuffer());
}

/** Characters of Chinese take two columns of a spreadsheet. The first rows tell enough. */
function widths(head: readonly string[], rows: readonly string[][], i: number): number[] {
  return [head, ...rows.slice(0, 200)].map((row) =>
    [...(row[i] ?? '')].reduce((sum, one) => sum + (one > '\u00ff' ? 2 : 1), 1),
  );
}
