/**
 * What the library cannot write into a workbook: filters, and how a sheet is printed. On paper a table is as wide as
 * the page, however many columns it has, and its title and head stand on every page.
 */
import type { Rewrites } from '../../documents/archive.ts';

/** A sheet; `range` is its table with the head (`A2:O40`), null where it has none. */
export interface Printed {
  sheet: string;
  range: string | null;
  /** What of it is printed (`$A$1:$J$40`); all where left out. */
  area?: string;
}

/** Title and head. */
const REPEATED = '$1:$2';

export function printed(sheets: readonly Printed[]): Rewrites {
  const tables = sheets.flatMap(({ range }, i) => {
    return range === null ? [] : [[`xl/worksheets/sheet${i + 1}.xml`, tableOf(range)] as const];
  });
  return { ...Object.fromEntries(tables), 'xl/workbook.xml': titlesOf(sheets) };
}

/** In the format a filter stands right after the rows, and what concerns the whole sheet before all else. */
function tableOf(range: string): (xml: string) => string {
  return (xml) =>
    xml
      .replace('</sheetData>', `</sheetData><autoFilter ref="${range}"/>`)
      .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
      .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ');
}

function titlesOf(sheets: readonly Printed[]): (xml: string) => string {
  const named = (name: string, sheet: string, i: number, place: string): string =>
    `<definedName name="_xlnm.${name}" localSheetId="${i}">'${sheet}'!${place}</definedName>`;
  const names = sheets.flatMap(({ sheet, range, area }, i) => [
    ...(area === undefined ? [] : [named('Print_Area', sheet, i, area)]),
    ...(range === null ? [] : [named('Print_Titles', sheet, i, REPEATED)]),
  ]);
  return (xml) => xml.replace('<definedNames/>', `<definedNames>${names.join('')}</definedNames>`);
}
