/**
 * How far the cells of a workbook's sheet reach. The reader makes every cell between the first and the farthest one:
 * a single stray cell in the last row and column of 3 KB becomes 17,000 million cells, and the process dies of it.
 * So the sheet is gone through first, by the parser that the reader is built on, which takes tags and attributes alike.
 */
import { setImmediate } from 'node:timers/promises';
import { Parser } from 'saxen';
import { invalid, type Problem } from '../../shared/errors.ts';

/** The longest sheet that an import takes, a credit list, has 5,000 rows; the widest, the boundary list, 26 columns. */
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 300;
/** What a spreadsheet can have. Rows and cells without content may lie anywhere there: the reader drops them. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
const ADDRESS = /^([A-Z]{1,3})([1-9]\d{0,6})$/;
const ROW = /^[1-9]\d{0,6}$/;

/** A credit list has some 60,000. */
const MOST_CELLS = 300_000;
/** Between two tags, or in one: a cell holds 32,767 characters, each of which may be written by some more. */
const LONGEST = 200_000;

/** Characters that are gone through before others have their turn. */
const AT_ONCE = 1_000_000;

/**
 * Throws 422 at `/file` where a cell with content lies beyond 10,000 rows or 300 columns, where there are more than
 * 300,000 of them, or a text is longer than a cell holds; and another error where a row or a cell has a place that no
 * spreadsheet has. Of parts of the workbook that are no sheet only the texts are looked at.
 */
export async function checkExtent(part: Uint8Array): Promise<void> {
  const xml = new TextDecoder().decode(part);
  checkTexts(xml);
  if (!xml.includes('sheetData')) return;
  const walk = new Walk();
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    const tag = local(name);
    if (tag === 'row' || tag === 'c') walk.place(tag, placeIn(attributes(), decode));
    else if (tag === 'v' || tag === 'is') walk.content();
  });
  parser.on('error', (error) => {
    throw error;
  });
  for (let at = 0; at < xml.length; at += AT_ONCE) {
    parser.write(xml.slice(at, at + AT_ONCE));
    await setImmediate();
  }
  parser.end();
}

/** The reader takes a minute for a text of some megabytes. */
function checkTexts(xml: string): void {
  for (let at = 0; at < xml.length; ) {
    const opens = xml.indexOf('<', at);
    const closes = opens < 0 ? -1 : xml.indexOf('>', opens);
    const end = closes < 0 ? xml.length : closes;
    if ((opens < 0 ? xml.length : opens) - at > LONGEST || (opens >= 0 && end - opens > LONGEST)) throw tooLong();
    at = end + 1;
  }
}

/** The number of a row, the address of a cell; undefined where it has none. */
function placeIn(attributes: Record<string, string>, decode: (text: string) => string): string | undefined {
  const places = Object.keys(attributes).filter((key) => local(key) === 'r' && !key.startsWith('xmlns'));
  if (places.length > 1) throw new RangeError('two places');
  return places[0] && decode(attributes[places[0]] as string);
}

/** Where one stands in the sheet. */
class Walk {
  private row = 0;
  private cell: string | null = null;
  private cells = 0;

  place(tag: 'row' | 'c', place: string | undefined): void {
    this.cell = null;
    if (tag === 'row') this.open(place);
    else this.cell = placed(place, ADDRESS);
  }

  /** A row without a number is the next one, and is kept even where it is empty. */
  private open(place: string | undefined): void {
    this.row = place === undefined ? this.row + 1 : Number(placed(place, ROW));
    if (this.row > LAST_ROW) throw new RangeError('row');
    if (place === undefined && this.row > MOST_ROWS) throw tooFar(`第 ${this.row} 行`);
  }

  /** What the cell holds. Throws as `checkExtent` does. */
  content(): void {
    this.cells += 1;
    if (this.cells > MOST_CELLS) throw tooMany();
    if (this.cell === null) return;
    const [, letters = '', digits = ''] = ADDRESS.exec(this.cell) ?? [];
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    this.row = Math.max(this.row, Number(digits));
    if (this.row > LAST_ROW || column > LAST_COLUMN) throw new RangeError('cell');
    if (this.row > MOST_ROWS || column > MOST_COLUMNS) throw tooFar(`单元格 ${this.cell} `);
  }
}

function placed(place: string | undefined, form: RegExp): string {
  if (place === undefined || !form.test(place)) throw new RangeError('place');
  return place;
}

/** The name without its prefix. */
function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function tooFar(where: string): Problem {
  const detail = `${where}有内容，超出可以导入的 ${MOST_ROWS} 行、${MOST_COLUMNS} 列。请删除表格以外的行和列后另存，再上传`;
  return invalid([{ pointer: '/file', detail }]);
}

function tooMany(): Problem {
  const detail = `有内容的单元格超过 ${MOST_CELLS} 个。请只保留要导入的表格，或者分几次导入`;
  return invalid([{ pointer: '/file', detail }]);
}

function tooLong(): Problem {
  return invalid([{ pointer: '/file', detail: '有单元格的内容过长。一个单元格最多 32767 个字，请核对后重新上传' }]);
}
