/**
 * Bytes that are not held: a file on its way to the disk. It may take as long as it comes; what ends it is that nothing
 * comes. The rest of one that is refused is read and dropped, so that the caller gets to read why.
 */
import type { IncomingMessage } from 'node:http';
import { Problem } from '../../../shared/errors.ts';

/**
 * The body in the pieces in which it comes. Throws 408 where none comes for that many milliseconds, or no more ever
 * will. A reader that stops in the middle leaves the request open.
 */
export async function* piecesOf(request: IncomingMessage, stalled: number): AsyncGenerator<Uint8Array> {
  const pieces = request.iterator({ destroyOnReturn: false });
  const next = (): Promise<IteratorResult<Buffer>> => pieces.next().catch(() => Promise.reject(cutOff()));
  for (;;) {
    const { done, value } = await within(next(), stalled);
    if (done) return;
    yield value;
  }
}

/** Who has sent nothing for this long (milliseconds) waits for the answer. */
const QUIET = 2_000;

/** Reads what is left as long as it comes, at most so many milliseconds; false where there was more. */
export async function dropRest(request: IncomingMessage, atMost: number): Promise<boolean> {
  if (request.readableEnded) return true;
  return new Promise((resolve) => {
    const ended = (): void => {
      clearTimeout(late);
      clearTimeout(quiet);
      resolve(request.readableEnded);
    };
    const late = setTimeout(ended, atMost);
    const quiet = setTimeout(ended, QUIET);
    request.on('data', () => quiet.refresh());
    request.once('end', ended).once('close', ended);
  });
}

async function within<T>(coming: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(stalledUpload()), milliseconds);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

function stalledUpload(): Problem {
  return new Problem('request-timeout', '30 秒内没有收到任何内容，上传已经中止，没有存入。请检查网络后重新上传。');
}

/** For the log alone: the caller is gone. */
function cutOff(): Problem {
  return new Problem('request-timeout', '连接已经中断，上传没有完成，没有存入。请重新上传。');
}
