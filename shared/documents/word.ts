/** A Word file in the form of an official document: the same content gives the same bytes. */
import { Document, type Footer, Packer, type Paragraph, type Table } from 'docx';
import type { Instant } from '../time.ts';
import { packedAgain, type Rewrites } from './archive.ts';
import * as form from './form.ts';
import { xmlText } from './text.ts';

export interface WordFile {
  title: string;
  /** The organisation whose document it is. */
  by: string;
  /** What every page says of a document that is not issued yet; '' for nothing. */
  mark: string;
  children: (Paragraph | Table)[];
  /** When it was issued, or its figures were taken. */
  at: Instant;
  /** What stands at the foot of the first page, where that is another than on those after it. */
  firstFoot?: Footer;
}

export async function wordFile({ title, by, mark, children, at, firstFoot }: WordFile): Promise<Uint8Array> {
  const document = new Document({
    title: xmlText(title),
    creator: xmlText(by),
    lastModifiedBy: xmlText(by),
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: { page: form.PAGE, ...(firstFoot && { titlePage: true }) },
        ...(mark !== '' && { headers: headersOf(mark, firstFoot !== undefined) }),
        footers: {
          default: form.pageNumber(true),
          even: form.pageNumber(false),
          ...(firstFoot && { first: firstFoot }),
        },
        children,
      },
    ],
  });
  return packedAgain(new Uint8Array(await Packer.toBuffer(document)), fixed(at));
}

function headersOf(mark: string, first: boolean) {
  const header = form.markedHeader(mark);
  return { default: header, even: form.markedHeader(mark), ...(first && { first: form.markedHeader(mark) }) };
}

/** What would differ from one making to the next, or what the library cannot say. */
function fixed(at: Instant): Rewrites {
  const made = `${new Date(at).toISOString().slice(0, 19)}Z`;
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
