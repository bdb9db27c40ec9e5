/**
 * 版记 (GB/T 9704-2012, 7.4): at the foot of the last page, as wide as the type area. A thick line (0.35 mm) above its
 * first part and below its last, a thin one (0.25 mm) between; the last line lies on the lower edge of the type area.
 * It is a table that floats there, whatever stands above it.
 */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  OverlapType,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import { PAGE, paragraph, run, SIZE, TYPE_WIDTH } from '../../documents/form.ts';

/** One sign of 四号. */
const SIGN = 280;
/** Eighths of a point. */
const [THICK, THIN] = [8, 6];
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const line = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' }) as const;

/** Where the name ends and the date begins. */
const MIDDLE = Math.floor(TYPE_WIDTH * 0.55);

/** The table, and the paragraph that it hangs on, which takes no room. */
export function imprint(issuer: string, date: string, copiedTo: readonly { name: string }[]): (Table | Paragraph)[] {
  const names = copiedTo.map(({ name }) => name).join('，');
  const table = new Table({
    rows: [...(names === '' ? [] : [copiesRow(`抄送：${names}。`)]), issuedRow(issuer, `${date}印发`)],
    width: { size: TYPE_WIDTH, type: WidthType.DXA },
    columnWidths: [MIDDLE, TYPE_WIDTH - MIDDLE],
    layout: TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: 0, right: 0 },
    borders: {
      ...{ top: line(THICK), bottom: line(THICK), insideHorizontal: line(THIN) },
      ...{ left: NONE, right: NONE, insideVertical: NONE },
    },
    float: {
      // LibreOffice lets a table as wide as the text float only where it is placed from the page's edge.
      horizontalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: PAGE.margin.left,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      overlap: OverlapType.NEVER,
    },
  });
  return [table, new Paragraph({ spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT } })];
}

/** 抄送: one sign from either edge; further lines begin below the first name. */
function copiesRow(text: string): TableRow {
  const indent = { left: 4 * SIGN, hanging: 3 * SIGN, right: SIGN };
  return row([new TableCell({ ...sized(TYPE_WIDTH), columnSpan: 2, children: [words(text, { indent })] })]);
}

/** 印发机关 one sign from the left edge, 印发日期 one sign from the right. */
function issuedRow(issuer: string, issued: string): TableRow {
  const date = words(issued, { indent: { right: SIGN }, alignment: AlignmentType.RIGHT });
  return row([
    new TableCell({ ...sized(MIDDLE), children: [words(issuer, { indent: { left: SIGN } })] }),
    new TableCell({ ...sized(TYPE_WIDTH - MIDDLE), children: [date] }),
  ]);
}

function row(children: TableCell[]): TableRow {
  return new TableRow({ children, cantSplit: true });
}

function sized(size: number) {
  return { width: { size, type: WidthType.DXA } };
}

function words(text: string, place: Parameters<typeof paragraph>[1]): Paragraph {
  const spacing = { line: 400, lineRule: LineRuleType.AT_LEAST };
  return paragraph([run(text, 'body', SIZE.four)], { ...place, spacing });
}
