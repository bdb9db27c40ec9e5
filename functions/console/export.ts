/** 导出 Excel: all that the filters find, not the page; text cells alone, and on top who exported it, and when. */

import { deskInSteps } from '../../shared/exchange/desk.ts';
import { formatInstant } from '../../shared/time.ts';
import type { Answer } from '../http/route.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';
import { furtherColumns } from './further-columns.ts';
import { columnsOf, dueOf, kindAt, type Line, lineSchema, OPERATIONS } from './kinds.ts';
import { type Address, pageOf, queryOf } from './list-filters.ts';
import { cellOf } from './list-table.ts';
import { slugOf } from './paths.ts';
import { namesOfLines } from './people-named.ts';
import { type Reader, readerOf } from './reader.ts';
import { moment } from './words.ts';
import { workbookAnswer } from './workbook.ts';

const EXPORTED_AT_MOST = 10_000;

/** The workbook of a list. */
export async function exported(asked: PageCall): Promise<Answer> {
  const kind = kindAt(asked);
  // It reads many pages: each step has the time of a piece of work.
  const call = { ...asked, desk: deskInSteps(asked.desk) };
  const route = call.operation(OPERATIONS.list(kind));
  const { cursor: _cursor, ...query } = queryOf(call.query as Address, route, call.actor, kind);
  const [reader, schema] = await Promise.all([readerOf(call, ''), lineSchema(call, kind)]);
  const { lines, whole } = await allLines(call, route.id, query);
  const columns = columnsOf(kind, query.box ?? 'in');
  const names = await namesOfLines(call, reader.names, schema, lines, columns);
  const fields = columns.flatMap((column) => column.fields);
  const further = furtherColumns(schema, lines, fields, names);
  const numbered = lines.some((line) => sourceOf(line) !== '');
  const rows = lines.map((line) => {
    const { status, due } = dueOf(kind, line);
    const cells = columns.map((column) => cellOf(schema, column, line, names));
    return [status, due ?? '', ...cells, ...(numbered ? [sourceOf(line)] : []), ...further.cells(line)];
  });
  const near = ['状态', '期限', ...columns.map(({ title }) => title), ...(numbered ? ['来源编号'] : [])];
  const sheet = {
    sheet: kind.label,
    title: titleOf(call, reader, kind.label, lines.length, whole),
    ...{ head: [...near, ...further.head], rows, onPaper: near.length },
  };
  return workbookAnswer(sheet, {
    plain: slugOf(kind.path),
    name: `${kind.label}-${formatInstant(reader.facts.now).slice(0, 10)}`,
  });
}

/** What the platform numbers by itself: nobody knows it by that. */
const OWN_NUMBER = /^(LR-)?[0-9a-f]{8,}|^\d{4}Q[1-4]\//;

/** The number by which its source knows it; empty where it has none of its own. */
function sourceOf({ reference }: Line): string {
  return typeof reference === 'string' && !OWN_NUMBER.test(reference) ? reference : '';
}

/** Every line that the filters find, up to the limit. */
export async function allLines(call: PageCall, id: string, query: Address): Promise<{ lines: Line[]; whole: boolean }> {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await ask(call, id, {
      query: { ...query, ...pageOf(call.operation(id), query), limit: '200', cursor },
    });
    lines.push(...(body.items as Line[]));
    cursor = body.next ?? undefined;
  } while (cursor !== undefined && lines.length < EXPORTED_AT_MOST);
  return { lines: lines.slice(0, EXPORTED_AT_MOST), whole: cursor === undefined && lines.length <= EXPORTED_AT_MOST };
}

/** What it is, how much of it, and by whom and when it was exported. */
export function titleOf(
  { actor }: PageCall,
  { facts, orgName }: Reader,
  label: string,
  count: number,
  whole: boolean,
): string {
  const when = moment(formatInstant(facts.now));
  const left = whole ? '' : `（一次最多导出 ${EXPORTED_AT_MOST} 件，尚未全部导出，请缩小筛选范围分次导出）`;
  return `${facts.county.name}审管互动平台：${label} ${count} 件${left}。${orgName} ${actor.name} 于 ${when} 导出`;
}
