/** The tables of the Word file: heads repeat on every page, rows never break over two. */
import {
  AlignmentType,
  LineRuleType,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { bodyText, type FontUse, paragraph, run, SIZE, TYPE_WIDTH } from '../../documents/form.ts';
import { quarterName } from '../../time.ts';
import type { Circular, OrganisationFigures, PushNames } from '../circular.ts';
import { organisationsOf } from './body.ts';
import {
  annexOf,
  CORRECTION_STATES,
  countText,
  hoursText,
  NOTHING,
  namesOf,
  rankText,
  rateText,
  subjectText,
  TYPED,
  typedIn,
} from './words.ts';

type Block = Paragraph | Table;
type Row = readonly string[];

/** A column: its title, its share of the width, and whether it holds words. */
type Column = readonly [title: string, share: number, words?: 'words'];

/** A share of 8 holds a number of five figures, one of 10 three Chinese signs. */
const RANKING: readonly Column[] = [
  ['名次', 10],
  ['单位', 22, 'words'],
  ['按期认领率', 11],
  ['接收', 8],
  ['按期认领', 8],
  ['视为认领', 8],
  ['退回', 8],
  ['撤回', 8],
  ['用时中位数（小时）', 10],
  ['上季度认领率', 11],
  ['上季度名次', 10],
];

export function rankingTable(circular: Circular): Block {
  const rows = organisationsOf(circular).map(
    (found): Row => [
      rankText(found.rank),
      marked(found),
      rateText(found.onTimeRatePercent),
      ...[found.received, found.claimedInTime, found.deemedClaimed, found.returned, found.withdrawn].map(countText),
      hoursText(found.medianWorkingHoursToClaim),
      rateText(found.previous?.onTimeRatePercent ?? null),
      found.previous ? rankText(found.previous.rank) : NOTHING,
    ],
  );
  return tableOr('本季度没有应列入通报的单位。', RANKING, rows);
}

export function annexTable(circular: Circular): Block {
  const figures = annexOf(circular);
  const columns: Column[] = [['单位', 28, 'words'], ...figures.map(([, label]): Column => [label, 10])];
  const rows = organisationsOf(circular).map((found): Row => {
    return [found.name, ...figures.map(([key]) => countText(found.annex[key] ?? null))];
  });
  return tableOr('本季度没有应列入通报的单位。', columns, rows);
}

export function correctionsTable(circular: Circular, names: PushNames): Block {
  const name = namesOf(circular);
  const columns: Column[] = [
    ['通报', 10, 'words'],
    ['单位', 18, 'words'],
    ['推送或记录', 24, 'words'],
    ['结果', 10, 'words'],
    ['理由', 18, 'words'],
    ['决定', 18, 'words'],
  ];
  const here = circular.corrections.map(({ id, org, state, ...line }): Row => {
    const said = TYPED.map((which) => typedIn(circular, id, which, line[which]));
    return [
      quarterName(circular.quarter),
      name(org),
      subjectText(names, line),
      CORRECTION_STATES[state] ?? state,
      ...said,
    ];
  });
  const before = circular.errata.map(({ quarter, org, correction, decision, ...subject }): Row => {
    return [
      quarterName(quarter),
      name(org),
      subjectText(names, subject),
      '勘误',
      '',
      typedIn(circular, correction, 'decision', decision),
    ];
  });
  return tableOr('本期没有更正申请，也没有对以往通报的勘误。', columns, [...here, ...before]);
}

function marked({ name, serious }: OrganisationFigures): string {
  return serious ? `${name}（超期严重）` : name;
}

function tableOr(nothing: string, columns: readonly Column[], rows: readonly Row[]): Block {
  if (rows.length === 0) return bodyText(nothing);
  const whole = columns.reduce((sum, [, share]) => sum + share, 0);
  const widths = columns.map(([, share]) => Math.floor((share / whole) * TYPE_WIDTH));
  const head = rowOf(
    columns.map(([title]) => title),
    columns,
    widths,
    true,
  );
  return new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [head, ...rows.map((row) => rowOf(row, columns, widths, false))],
  });
}

function rowOf(cells: Row, columns: readonly Column[], widths: readonly number[], head: boolean): TableRow {
  const children = cells.map((text, i) => {
    const words = columns[i]?.[2] === 'words';
    return cell(text, widths[i] ?? 0, { use: head ? 'first' : 'body', left: words && !head });
  });
  return new TableRow({ children, tableHeader: head, cantSplit: true });
}

function cell(text: string, width: number, { use, left }: { use: FontUse; left: boolean }): TableCell {
  const content = paragraph([run(text, use, SIZE.five)], {
    alignment: left ? AlignmentType.LEFT : AlignmentType.CENTER,
    spacing: { line: 300, lineRule: LineRuleType.AT_LEAST },
  });
  return new TableCell({
    children: [content],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 30, bottom: 30, left: 40, right: 40 },
  });
}
