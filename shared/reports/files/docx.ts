/** The circular as a Word file in the form of an official document (see `docx-form.ts`). */
import { AlignmentType, Document, ImageRun, LineRuleType, Packer, type Paragraph, type Table } from 'docx';
import type { Circular, PushNames } from '../circular.ts';
import { packedAgain, type Rewrites } from './archive.ts';
import { basisOf, reviewOf, seriousOf, totalOf } from './body.ts';
import { chartAlt, chartName, chartSize } from './chart.ts';
import * as form from './docx-form.ts';
import { imprint } from './docx-imprint.ts';
import { annexTable, correctionsTable, rankingTable } from './docx-tables.ts';
import { chartPng } from './picture.ts';
import { dateText, issuerOf, NOTES, stageMark, titleLinesOf, titleOf, xmlText } from './words.ts';

type Block = Paragraph | Table;

/** What the type area holds below an attachment's title, in the pixels (96 to the inch) that the library counts in. */
const ROOM = 650;

export async function renderDocx(circular: Circular, names: PushNames): Promise<Uint8Array> {
  const children = contentOf(circular, names, await chartPng(circular, 'page'));
  const mark = stageMark(circular);
  const document = new Document({
    title: xmlText(titleOf(circular)),
    creator: xmlText(issuerOf(circular)),
    lastModifiedBy: xmlText(issuerOf(circular)),
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: { page: form.PAGE },
        ...(mark !== '' && { headers: { default: form.markedHeader(mark), even: form.markedHeader(mark) } }),
        footers: { default: form.pageNumber(true), even: form.pageNumber(false) },
        children,
      },
    ],
  });
  return packedAgain(new Uint8Array(await Packer.toBuffer(document)), fixed(circular));
}

/** The letter, then what is attached to it, each on a page of its own. */
function contentOf(circular: Circular, names: PushNames, chart: Uint8Array): Block[] {
  const attached: [title: string, ...content: Block[]][] = [
    ['各单位审管互动信息认领情况表', rankingTable(circular)],
    [chartName(circular), picture(circular, chart)],
    ['其他超期情况表（不参与排名）', annexTable(circular)],
    ['更正与勘误', correctionsTable(circular, names)],
    ['指标说明', ...NOTES.map((note, i) => form.bodyText(`${i + 1}．${note}`))],
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

/** What would differ from one making to the next, or what the library cannot say. */
function fixed({ issuedAt, asOf }: Circular): Rewrites {
  const made = `${new Date(issuedAt ?? asOf).toISOString().slice(0, 19)}Z`;
  return {
    'docProps/core.xml': (xml) => xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${made}`),
    'word/fontTable.xml': () => fontTable(),
  };
}

/** Names the fonts with those that may take their place: the program that opens the file tries them in this order. */
function fontTable(): string {
  const fonts = Object.values(form.FONTS).map(
    ({ name, instead }) => `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/></w:font>`,
  );
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${namespace}">${fonts.join('')}</w:fonts>`;
}
