/** The circular as a Word file in the form of an official document (see `docx-form.ts`). */
import { AlignmentType, ImageRun, LineRuleType, type Paragraph, type Table } from 'docx';
import * as form from '../../documents/form.ts';
import { dateText } from '../../documents/text.ts';
import { wordFile } from '../../documents/word.ts';
import type { Circular, PushNames } from '../circular.ts';
import { basisOf, reviewOf, seriousOf, totalOf } from './body.ts';
import { chartAlt, chartName, chartSize } from './chart.ts';
import { imprint } from './docx-imprint.ts';
import { annexTable, correctionsTable, rankingTable } from './docx-tables.ts';
import { chartPng } from './picture.ts';
import { issuerOf, notesOf, stageMark, titleLinesOf, titleOf } from './words.ts';

type Block = Paragraph | Table;

/** What the type area holds below an attachment's title, in the pixels (96 to the inch) that the library counts in. */
const ROOM = 650;

export async function renderDocx(circular: Circular, names: PushNames): Promise<Uint8Array> {
  const children = contentOf(circular, names, await chartPng(circular, 'page'));
  const mark = stageMark(circular);
  const { issuedAt, asOf } = circular;
  return wordFile({ title: titleOf(circular), by: issuerOf(circular), mark, children, at: issuedAt ?? asOf });
}

/** The letter, then what is attached to it, each on a page of its own. */
function contentOf(circular: Circular, names: PushNames, chart: Uint8Array): Block[] {
  const attached: [title: string, ...content: Block[]][] = [
    ['各单位审管互动信息认领情况表', rankingTable(circular)],
    [chartName(circular), picture(circular, chart)],
    ['其他超期情况表（不参与排名）', annexTable(circular)],
    ['更正与勘误', correctionsTable(circular, names)],
    ['指标说明', ...notesOf(circular).map((note, i) => form.bodyText(`${i + 1}．${note}`))],
  ];
  const { issuedAt } = circular;
  return [
    ...letterOf(
      circular,
      attached.map(([title]) => title),
    ),
    ...attached.flatMap(([title, ...content], i) => [...form.attachmentHead(i + 1, title), ...content]),
    ...(issuedAt === null ? [] : imprint(issuerOf(circular), dateText(issuedAt), circular.copiedTo)),
  ];
}

function letterOf(circular: Circular, attached: string[]): Block[] {
  const issuer = issuerOf(circular);
  const { documentNumber, issuedAt } = circular;
  const review = reviewOf(circular);
  return [
    form.redHead(issuer),
    form.numberLine(documentNumber ?? '（文号待编）'),
    ...form.titleLines(titleLinesOf(circular)),
    form.addressed('各有关单位'),
    form.bodyText(basisOf(circular)),
    form.bodyText('一、总体情况', 'first'),
    form.bodyText(totalOf(circular)),
    form.bodyText('二、超期认领情况严重的单位', 'first'),
    form.bodyText(seriousOf(circular)),
    ...(review.length > 0 ? [form.bodyText('三、异议的提出', 'first')] : []),
    ...review.map((text) => form.bodyText(text)),
    ...form.attachmentsNamed(attached),
    ...form.sealPlace(issuer, issuedAt === null ? '（印发日期待定）' : dateText(issuedAt)),
  ];
}

function picture(circular: Circular, png: Uint8Array): Paragraph {
  const { width, height } = chartSize(circular, 'page');
  const scale = Math.min(1, ROOM / height);
  const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const alt = chartAlt(circular);
  const altText = { id: '1', name: chartName(circular), title: alt, description: alt };
  const image = new ImageRun({ type: 'png', data: png, transformation, altText });
  const spacing = { line: 240, lineRule: LineRuleType.AUTO };
  return form.paragraph([image], { alignment: AlignmentType.CENTER, spacing });
}
