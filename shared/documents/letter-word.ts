/**
 * A letter as a Word file (信函格式): the name of its organisation in red without 文件, a red line that is thick above and
 * thin below; number and signer beneath it; no imprint; at the foot of the first page a red line, and no page number.
 */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Footer,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  VerticalAlign,
  WidthType,
} from 'docx';
import * as form from './form.ts';
import { type LetterPart, letterName, type OfficialLetter } from './official-letter.ts';
import { dateText, numberText } from './text.ts';
import { wordFile } from './word.ts';

const NO_NUMBER = '（文号待编）';
const NO_DATE = '（签发日期待定）';
/** The red lines are 170 mm wide, 7 mm more than the type area on either side. */
const BEYOND = { left: -convertMillimetersToTwip(7), right: -convertMillimetersToTwip(7) };
/** Shares of the table's width. */
const [LABEL, VALUE] = [0.6, 0.4];

export async function letterWord(letter: OfficialLetter): Promise<Uint8Array> {
  const { issuer, mark, sentAt, asOf } = letter;
  return wordFile({
    ...{ title: letterName(letter), by: issuer, mark },
    children: contentOf(letter),
    at: sentAt ?? asOf,
    firstFoot: new Footer({ children: [redLine(BorderStyle.THIN_THICK_SMALL_GAP, 'top')] }),
  });
}

function contentOf(letter: OfficialLetter): (Paragraph | Table)[] {
  const { issuer, title, addressee, opening, parts, attachments = [], signatures = [], sentAt } = letter;
  return [
    head(issuer),
    redLine(BorderStyle.THICK_THIN_SMALL_GAP, 'bottom'),
    ...(addressee === null ? [] : [numberAndSigner(letter)]),
    ...form.titleLines(title),
    ...(addressee === null ? [] : [form.addressed(addressee)]),
    form.bodyText(opening),
    ...parts.flatMap(partOf),
    ...form.attachmentsNamed(attachments),
    ...signatures.map((who) => form.bodyText(`${who}：${'_'.repeat(24)}`)),
    ...form.sealPlace(issuer, sentAt === null ? NO_DATE : dateText(sentAt)),
  ];
}

function partOf({ heading, paragraphs, figures = [] }: LetterPart): (Paragraph | Table)[] {
  return [
    ...(heading === '' ? [] : [form.bodyText(heading, 'first')]),
    ...paragraphs.map((text) => form.bodyText(text)),
    ...(figures.length > 0 ? [table(figures)] : []),
  ];
}

function head(issuer: string): Paragraph {
  const points = Math.min(44, Math.floor(430 / Math.max([...issuer].length, 1)));
  const spacing = { line: 240, lineRule: LineRuleType.AUTO };
  return form.paragraph([form.run(issuer, 'title', points * 2, form.RED)], {
    alignment: AlignmentType.CENTER,
    spacing,
  });
}

function redLine(style: (typeof BorderStyle)[keyof typeof BorderStyle], side: 'top' | 'bottom'): Paragraph {
  const border = { [side]: { style, color: form.RED, size: 24, space: 1 } };
  return new Paragraph({
    border,
    indent: BEYOND,
    spacing: { before: 60, after: 60, line: 120, lineRule: LineRuleType.EXACT },
  });
}

/** 发文字号 at the right edge below the first line, the signer at the left. */
function numberAndSigner({ documentNumber, signedBy }: OfficialLetter): Paragraph {
  const signer = signedBy === null ? '' : `签发人：${signedBy}`;
  const number = documentNumber === null ? NO_NUMBER : numberText(documentNumber);
  return form.paragraph([form.run(`${signer}\t${number}`)], {
    tabStops: [{ type: TabStopType.RIGHT, position: form.TYPE_WIDTH }],
  });
}

function table(figures: readonly (readonly [label: string, value: string])[]): Table {
  const widths = [Math.floor(form.TYPE_WIDTH * LABEL), Math.floor(form.TYPE_WIDTH * VALUE)];
  return new Table({
    width: { size: form.TYPE_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: figures.map(
      (row) => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(text, widths[i] ?? 0, i)) }),
    ),
  });
}

function cell(text: string, width: number, column: number): TableCell {
  const alignment = column === 0 ? AlignmentType.LEFT : AlignmentType.CENTER;
  const spacing = { line: 400, lineRule: LineRuleType.AT_LEAST };
  return new TableCell({
    children: [form.paragraph([form.run(text, 'body', form.SIZE.four)], { alignment, spacing })],
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 30, bottom: 30, left: 100, right: 100 },
  });
}
