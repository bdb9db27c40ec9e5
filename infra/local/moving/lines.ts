/** A file line by line, in constant memory. */
import { createReadStream } from 'node:fs';
import { Refused } from '../refused.ts';

/** An item has at most 350 KB; a line that is longer than this is none of ours. */
const LONGEST = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file without their ends. Throws `Refused` where it cannot be read. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE, from)) {
      yield text.toString('utf8', from, end);
      from = end + 1;
    }
    rest = text.subarray(from);
    if (rest.length > LONGEST) {
      throw new Refused(`文件 ${path} 不是本平台导出的文件：有一行过长。`, `${path} has a line that is too long.`);
    }
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk as Buffer;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    throw new Refused(`无法读取文件 ${path}（${code}），请检查路径和权限。`, `Cannot read ${path} (${code}).`);
  }
}
