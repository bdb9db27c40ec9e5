/**
 * The items of an exported file. Reading to the end is what proves them: order, number, digests. Nobody makes anything
 * visible of a file before that.
 */
import { createHash } from 'node:crypto';
import type { Item } from '../../../shared/ports.ts';
import { Refused } from '../refused.ts';
import { compareKeys, type Header, parseHeader, parseItem, parseTrailer } from './format.ts';
import { linesOf } from './lines.ts';
import { FORMAT_OF_FILE, upgraded } from './upgrade.ts';

export async function readHeader(path: string): Promise<Header> {
  for await (const line of linesOf(path)) return parseHeader(line);
  throw new Refused(`文件 ${path} 是空的。`, `${path} is empty.`);
}

/**
 * Yields the items in their order, as this version stores them; throws `Refused` at the latest after the last one where
 * the file is not whole.
 */
export async function* readItems(path: string): AsyncGenerator<Item> {
  const [file, items] = [createHash('sha256'), createHash('sha256')];
  let header: Header | undefined;
  let [number, key, last] = [0, '', ''];
  const lines = linesOf(path);
  for await (const line of lines) {
    // One line behind: the last one is the trailer.
    if (number > 0) file.update(`${last}\n`);
    if (number === 1) header = parseHeader(last);
    if (header && number > 1) {
      const item = parseItem(last, number, header);
      if (compareKeys(item.key, key) <= 0) throw outOfOrder(number);
      key = item.key;
      items.update(`${last}\n`);
      yield* upgraded(item, FORMAT_OF_FILE[header.version] as number);
    }
    last = line;
    number += 1;
  }
  if (!header) parseHeader(last);
  checkEnd(last, {
    header: header as Header,
    count: number - 2,
    sha256: file.digest('hex'),
    digest: items.digest('hex'),
  });
}

interface Read {
  readonly header: Header;
  readonly count: number;
  readonly sha256: string;
  readonly digest: string;
}

function checkEnd(line: string, { header, count, sha256, digest }: Read): void {
  const trailer = parseTrailer(line);
  if (!trailer) {
    throw new Refused(
      '文件没有结尾行：导出没有完成，或文件被截断。请重新导出后再导入。',
      'The file has no trailer: the export was not finished, or the file was cut off.',
    );
  }
  if (trailer.items !== count || header.items !== count) {
    throw new Refused(
      `文件应有 ${trailer.items} 项，实有 ${count} 项，文件已损坏或被改动。请重新导出后再导入。`,
      `The file should have ${trailer.items} items and has ${count}.`,
    );
  }
  if (trailer.sha256 !== sha256 || header.digest !== digest) {
    throw new Refused(
      '文件的校验和不符，内容已损坏或被改动。请重新导出后再导入。',
      'The digests of the file do not fit: it was damaged or changed.',
    );
  }
}

function outOfOrder(number: number): Refused {
  return new Refused(
    `第 ${number} 行没有按键的顺序排列或重复，文件已被改动。请重新导出后再导入。`,
    `Line ${number} is out of order or double.`,
  );
}
