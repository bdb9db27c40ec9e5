/**
 * The form of an official document (党政机关公文格式, GB/T 9704-2012), as far as a program can keep it: paper, type area,
 * fonts and sizes, red head, spacing, seal place, page numbers. What it asks of paper and printing it cannot.
 */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Footer,
  Header,
  type IParagraphOptions,
  LineRuleType,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { numberText, xmlText } from './text.ts';

/** The standard's fonts, each with those that take its place where it is not installed. */
export const FONTS = {
  body: { name: '仿宋_GB2312', instead: '仿宋,FangSong,华文仿宋,STFangsong' },
  first: { name: '黑体', instead: 'SimHei,华文黑体,STHeiti' },
  title: { name: '方正小标宋简体', instead: '方正小标宋_GBK,华文中宋,STZhongsong,黑体,SimHei' },
} as const;
export type FontUse = keyof typeof FONTS;

/** 二号, 三号, 四号, 五号 in half points. */
export const SIZE = { two: 44, three: 32, four: 28, five: 21 } as const;

/** 22 lines on 225 mm. */
const LINE = 579;
/** Twentieths of a point of one sign of 三号, and two of them. */
const SIGN = 320;
const INDENT = 2 * SIGN;
export const RED = 'FF0000';

/** A4: 天头 37 mm, 订口 28 mm; the type area of 156 × 225 mm leaves 26 and 35 mm. */
export const PAGE = {
  size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
  margin: {
    top: convertMillimetersToTwip(37),
    left: convertMillimetersToTwip(28),
    right: convertMillimetersToTwip(26),
    bottom: convertMillimetersToTwip(35),
    footer: convertMillimetersToTwip(25),
  },
} as const;
export const TYPE_WIDTH = convertMillimetersToTwip(156);

export function run(text: string, use: FontUse = 'body', size: number = SIZE.three, color?: string): TextRun {
  const { name } = FONTS[use];
  // The hint makes “ ” and — Chinese signs of full width, which they are in this font and not in the other.
  const latin = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
  const font = { ...latin, eastAsia: name, hint: 'eastAsia' };
  return new TextRun({ text: xmlText(text), font, size, ...(color && { color }) });
}

export function paragraph(runs: ParagraphChild[], more: Omit<IParagraphOptions, 'children'> = {}): Paragraph {
  const spacing = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0, ...more.spacing };
  return new Paragraph({ ...more, children: runs, spacing });
}

/** 发文机关标志: its upper edge 35 mm below the type area's, as large as one line holds. */
export function redHead(issuer: string): Paragraph {
  const text = `${issuer}文件`;
  const points = Math.min(50, Math.floor(430 / Math.max([...text].length, 1)));
  const spacing = { before: convertMillimetersToTwip(35), line: 240, lineRule: LineRuleType.AUTO };
  return paragraph([run(text, 'title', points * 2, RED)], { alignment: AlignmentType.CENTER, spacing });
}

/** 发文字号: two lines below the head, the year in 〔〕, and 4 mm below it the red line. */
export function numberLine(documentNumber: string): Paragraph {
  const bottom = { style: BorderStyle.SINGLE, color: RED, size: 12, space: 11 };
  return paragraph([run(numberText(documentNumber))], {
    alignment: AlignmentType.CENTER,
    spacing: { before: 2 * LINE },
    border: { bottom },
  });
}

/** 标题: 二号小标宋, two lines below the red line; broken where the sense allows, the shorter line above. */
export function titleLines(lines: readonly string[]): Paragraph[] {
  return lines.map((text, i) => {
    const [before, after] = [i === 0 ? 2 * LINE : 0, i === lines.length - 1 ? LINE : 0];
    const spacing = { before, after, line: 640, lineRule: LineRuleType.AT_LEAST };
    return paragraph([run(text, 'title', SIZE.two)], { alignment: AlignmentType.CENTER, spacing });
  });
}

/** 主送机关: at the left edge, with a colon. */
export function addressed(text: string): Paragraph {
  return paragraph([run(`${text}：`)]);
}

export function bodyText(text: string, use: FontUse = 'body'): Paragraph {
  return paragraph([run(text, use)], { indent: { firstLine: INDENT } });
}

/** 附件说明 (7.3.4): one line below the text, two signs in; of several each with its number, the first one's below it. */
export function attachmentsNamed(titles: readonly string[]): Paragraph[] {
  return titles.map((title, i) =>
    paragraph([run(`${i === 0 ? '附件：' : '　　　'}${titles.length > 1 ? `${i + 1}．` : ''}${title}`)], {
      // The seal never stands on a page without anything else of the letter.
      ...{ keepNext: true, indent: { left: INDENT } },
      ...(i === 0 && { spacing: { before: LINE } }),
    }),
  );
}

/**
 * 署名 and 成文日期 (a draft has none): the date four signs from the right, the name in the middle above it, and free lines
 * above both, since the seal covers them and reaches up to the text.
 */
export function sealPlace(issuer: string, date: string): Paragraph[] {
  const right = { alignment: AlignmentType.RIGHT, keepLines: true };
  const fromRight = 4 * SIGN;
  const middle = fromRight + widthOf(date) / 2;
  const name = Math.max(0, Math.round(middle - widthOf(issuer) / 2));
  return [
    paragraph([run(issuer)], { ...right, keepNext: true, spacing: { before: 3 * LINE }, indent: { right: name } }),
    paragraph([run(date)], { ...right, indent: { right: fromRight } }),
  ];
}

/** How wide a line of 三号 is: figures take half of what a Chinese sign takes. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[0-9]/.test(sign) ? SIGN / 2 : SIGN), 0);
}

/** 附件: on a page of its own, 三号黑体 at the left edge; its title in the middle of the third line. */
export function attachmentHead(number: number, title: string): Paragraph[] {
  return [
    paragraph([run(`附件${number}`, 'first')], { pageBreakBefore: true, keepNext: true }),
    paragraph([run(title, 'title', SIZE.two)], {
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: LINE, after: LINE / 3, line: 640, lineRule: LineRuleType.AT_LEAST },
    }),
  ];
}

/** What every page says of a document that is not issued yet. */
export function markedHeader(mark: string): Header {
  return new Header({
    children: [new Paragraph({ children: [run(mark, 'first', SIZE.five)], alignment: AlignmentType.CENTER })],
  });
}

/** 页码: 四号宋体, between dashes; right on odd pages, left on even ones, one sign from the edge. */
export function pageNumber(odd: boolean): Footer {
  const font = { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', hint: 'eastAsia' };
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font, size: SIZE.four });
  const alignment = odd ? AlignmentType.RIGHT : AlignmentType.LEFT;
  const indent = odd ? { right: 280 } : { left: 280 };
  return new Footer({ children: [new Paragraph({ children: [number], alignment, indent })] });
}
