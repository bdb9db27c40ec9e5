/**
 * The circular as a workbook: one sheet for the figures, one for other lateness, one for corrections, one for how the
 * figures come about. Figures are numbers, so that they can be summed and sorted; text is declared as text, so that
 * what begins with `=` stays what it says. What is not counted is a word and never 0.
 */
import type { Cell } from 'write-excel-file/node';
import { packedAgain } from '../../documents/archive.ts';
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures, PushNames } from '../circular.ts';
import { organisationsOf } from './body.ts';
import {
  annexOf,
  CORRECTION_STATES,
  issuerOf,
  NOT_COUNTED,
  NOT_RANKED,
  NOTHING,
  namesOf,
  notesOf,
  stageMark,
  subjectText,
  TYPED,
  titleOf,
  typedIn,
} from './words.ts';
import { HEAD, number, numberOr, text, titled, wrapped } from './xlsx-cells.ts';
import { printed } from './xlsx-print.ts';

type Row = Cell[];

/** What an upright page holds. */
const NOTES_WIDTH = 72;

interface Column {
  title: string;
  width: number;
  value(found: OrganisationFigures): Cell;
}

const FIGURES: readonly Column[] = [
  { title: '名次', width: 9, value: ({ rank }) => numberOr(rank, NOT_RANKED) },
  { title: '单位', width: 28, value: ({ name }) => text(name) },
  { title: '按期认领率（%）', width: 12, value: (found) => numberOr(found.onTimeRatePercent, NOTHING, '0.0') },
  { title: '接收', width: 9, value: ({ received }) => number(received) },
  { title: '按期认领', width: 9, value: ({ claimedInTime }) => number(claimedInTime) },
  { title: '视为认领', width: 9, value: ({ deemedClaimed }) => number(deemedClaimed) },
  { title: '退回', width: 9, value: ({ returned }) => number(returned) },
  { title: '撤回', width: 9, value: ({ withdrawn }) => number(withdrawn) },
  { title: '未确认责任人', width: 10, value: ({ notNamed }) => number(notNamed) },
  { title: '已采纳更正', width: 10, value: ({ corrected }) => number(corrected) },
  {
    title: '用时中位数（工作小时）',
    width: 12,
    value: (found) => numberOr(found.medianWorkingHoursToClaim, NOTHING, '0.0'),
  },
  {
    title: '用时95分位（工作小时）',
    width: 12,
    value: (found) => numberOr(found.p95WorkingHoursToClaim, NOTHING, '0.0'),
  },
  {
    title: '上季度按期认领率（%）',
    width: 12,
    value: ({ previous }) => numberOr(previous?.onTimeRatePercent ?? null, NOTHING, '0.0'),
  },
  {
    title: '上季度名次',
    width: 10,
    value: ({ previous }) => numberOr(previous?.rank ?? null, previous ? NOT_RANKED : NOTHING),
  },
  { title: '超期认领情况', width: 10, value: ({ serious }) => text(serious ? '严重' : '') },
];

function latenessOf(circular: Circular): Column[] {
  const figures = annexOf(circular).map(
    ([key, title]): Column => ({ title, width: 12, value: ({ annex }) => numberOr(annex[key] ?? null, NOT_COUNTED) }),
  );
  return [{ title: '单位', width: 28, value: ({ name }) => text(name) }, ...figures];
}

export async function renderXlsx(circular: Circular, names: PushNames): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const listed = organisationsOf(circular);
  const sheets = [
    sheetOf('通报', titleOf(circular), FIGURES, listed),
    sheetOf(
      '其他超期情况',
      `${quarterName(circular.quarter)}其他超期情况（不参与排名）${stageMark(circular)}`,
      latenessOf(circular),
      listed,
    ),
    correctionsOf(circular, names),
    notesSheet(circular),
  ];
  const file = await writeXlsxFile(sheets.map(({ range: _, ...sheet }) => sheet)).toBuffer();
  return packedAgain(new Uint8Array(file), printed(sheets));
}

function sheetOf(sheet: string, title: string, columns: readonly Column[], listed: readonly OrganisationFigures[]) {
  const rows = listed.map((found) => columns.map(({ value }) => value(found)));
  const widths = columns.map(({ width }) => width);
  return filtered(
    sheet,
    title,
    columns.map((column) => column.title),
    rows,
    widths,
  );
}

function correctionsOf(circular: Circular, names: PushNames) {
  const name = namesOf(circular);
  const head = ['通报', '单位', '推送或记录', '结果', '申请理由', '决定理由'];
  const here = circular.corrections.map(({ id, org, state, ...line }) => {
    const said = TYPED.map((which) => typedIn(circular, id, which, line[which]));
    return [circular.quarter, name(org), subjectText(names, line), CORRECTION_STATES[state] ?? state, ...said];
  });
  const before = circular.errata.map(({ quarter, org, correction, decision, ...subject }) => {
    const said = typedIn(circular, correction, 'decision', decision);
    return [quarter, name(org), subjectText(names, subject), '对以往通报的勘误', null, said];
  });
  const widths = [16, 26, 40, 12, 36, 36];
  const rows = [...here, ...before].map(([quarter, ...cells]) =>
    wrapped([quarterName(quarter as string), ...cells], widths),
  );
  const title = `更正申请及对以往通报的勘误${stageMark(circular)}`;
  return filtered('更正与勘误', title, head, rows, widths);
}

function notesSheet(circular: Circular) {
  const { documentNumber, contentHash } = circular;
  const about = [issuerOf(circular), documentNumber ?? '（尚未印发）', `内容校验值：${contentHash ?? '（尚未印发）'}`];
  const lines = [...notesOf(circular), ...about].map((line): Row => wrapped([line], [NOTES_WIDTH]));
  const data = [[titled(`指标说明${stageMark(circular)}`)], ...lines];
  return { sheet: '指标说明', data, columns: [{ width: NOTES_WIDTH }], range: null };
}

/** A sheet whose title and head stay in sight, and whose head filters. */
function filtered(sheet: string, title: string, head: string[], rows: Row[], widths: readonly number[]) {
  const data: Row[] = [[titled(title)], head.map((word) => ({ ...text(word), ...HEAD })), ...rows];
  const last = `${String.fromCharCode(64 + head.length)}${data.length}`;
  const orientation = 'landscape' as const;
  const columns = widths.map((width) => ({ width }));
  return { sheet, data, columns, stickyRowsCount: 2, stickyColumnsCount: 2, orientation, range: `A2:${last}` };
}
