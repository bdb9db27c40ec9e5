/** The file of an import on the command line, read to its end before anything is written. */
import { HOME_KEY, type Marker } from '../home/marker.ts';
import type { Header } from '../moving/format.ts';
import { readHeader, readItems } from '../moving/reading.ts';
import { Survey } from '../moving/survey.ts';
import { Refused } from '../refused.ts';
import { divisionCode } from './fitting.ts';

export const fileOptions = {
  in: { value: '<文件>', help: '由 export 导出的文件', needed: true },
  jurisdiction: { value: '<代码>', help: '只接受该县（市、区）的文件', check: divisionCode },
} as const;

export interface GivenFile {
  readonly in: string;
  readonly jurisdiction: string | undefined;
}

export interface Surveyed {
  readonly survey: Survey;
  readonly header: Header;
  /** What the home was that the data came from; undefined where it has not been at one. */
  readonly marker: Marker | undefined;
}

/** Reads the whole file before anything is written. Throws `Refused` where anything in it does not fit. */
export async function surveyed(path: string, jurisdiction: string | undefined): Promise<Surveyed> {
  const header = await readHeader(path);
  if (jurisdiction !== undefined && jurisdiction !== header.jurisdiction) {
    throw new Refused(
      `文件是 ${header.county}（${header.jurisdiction}）的数据，不是 ${jurisdiction} 的，未作任何写入。`,
      `The file is of ${header.jurisdiction}, not ${jurisdiction}; nothing was written.`,
    );
  }
  const survey = new Survey();
  let marker: Marker | undefined;
  for await (const item of readItems(path)) {
    survey.take(item);
    if (item.key === HOME_KEY) marker = item.value as Marker;
  }
  survey.county();
  return { survey, header, marker };
}
