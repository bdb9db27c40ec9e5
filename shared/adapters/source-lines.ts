/**
 * Stacks of a bundle as lines of the sources. Node does the same with `--enable-source-maps`, but reads every map at
 * the start, which takes longer than the start; here a map is read when a fault has to be written down.
 */
import { readFileSync } from 'node:fs';
import type { SourceMap } from 'node:module';

/** `/var/task/index.js:1:3540`, as it stands in a line of a stack. */
const PLACE = /(\/[^\s():]+\.js):(\d+):(\d+)/g;

/** The stack with `functions/http/handler.ts:120:5` in place of a place in a bundle whose map lies beside it. */
export function inSourceLines(stack: string): string {
  const maps = new Map<string, SourceMap | null>();
  return stack.replace(PLACE, (place, file: string, line: string, column: string) => {
    const map = maps.get(file) ?? mapOf(file);
    maps.set(file, map);
    const origin = map?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return place;
    return `${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

/** `node:module` is asked for here: with what it loads in turn it takes 2 ms, and few processes have a fault. */
function mapOf(file: string): SourceMap | null {
  try {
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return null;
  }
}
