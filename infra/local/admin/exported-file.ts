/** The file of an import on the command line, read to its end before anything is written. */
import type { KeptFile } from '../../../shared/files/file.ts';
import { HOME_KEY, type Marker } from '../home/marker.ts';
import { besideOf, listed, missingBeside, saidOf } from '../moving/bytes.ts';
import type { Header } from '../moving/format.ts';
import { readHeader, readItems } from '../moving/reading.ts';
import { Survey } from '../moving/survey.ts';
import { Refused } from '../refused.ts';
import { divisionCode } from './fitting.ts';

export const fileOptions = {
  in: { value: '<文件>', help: '由 export 导出的文件', needed: true },
  jurisdiction: { value: '<代码>', help: '只接受该县（市、区）的文件', check: divisionCode },
  'without-files': { value: '', flag: true, help: '附件内容缺失时仍然导入，缺失的附件不再可下载' },
} as const;

export interface GivenFile {
  readonly in: string;
  readonly jurisdiction: string | undefined;
  readonly 'without-files': string | undefined;
}

export interface Surveyed {
  readonly survey: Survey;
  readonly header: Header;
  /** What the home was that the data came from; undefined where it has not been at one. */
  readonly marker: Marker | undefined;
  /** Files whose bytes do not lie beside the file, where the import goes on without them. */
  readonly lost: readonly KeptFile[];
}

/** Reads the whole file before anything is written. Throws `Refused` where anything in it does not fit. */
export async function surveyed(path: string, given: GivenFile): Promise<Surveyed> {
  const { jurisdiction } = given;
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
  return { survey, header, marker, lost: await lostOf(path, survey, given['without-files'] !== undefined) };
}

async function lostOf(path: string, { files }: Survey, without: boolean): Promise<KeptFile[]> {
  const missing = await missingBeside(path, files);
  if (missing.length === 0 || without) return missing;
  throw new Refused(
    `${besideOf(path)} 中缺少 ${missing.length} 个附件的内容，或内容与登记的 SHA-256 不符，未作任何写入。请把导出时生成的该目录放在文件旁边；确实没有的，加 --without-files 导入：\n${listed(missing)}`,
    `The bytes of ${missing.length} files are not in ${besideOf(path)}; nothing was written. Put that folder beside the file, or add --without-files.`,
  );
}

/** The files whose bytes come with the file. */
export function keptOf({ survey: { files }, lost }: Surveyed): KeptFile[] {
  return files.filter((file) => !lost.includes(file));
}

/** What an import says of files. */
export function filesSaid({ survey: { files }, lost }: Surveyed): string[] {
  if (files.length === 0) return [];
  const missing = lost.length > 0 ? [`其中 ${lost.length} 个没有内容，已记为不再保存；名称和 SHA-256 保留。`] : [];
  return [`${saidOf(files)}。`, ...missing];
}
