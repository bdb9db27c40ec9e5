/** Work on a stream, some pieces of it at once, no more of it in memory than is being worked on. */

/** Those that are wanted. */
export async function* only<T>(items: AsyncIterable<T>, wanted: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (wanted(item)) yield item;
}

/** Works on each, `workers` of them at once; throws the first fault once those that run have ended. */
export async function atOnce<T>(
  pieces: AsyncGenerator<T>,
  workers: number,
  work: (piece: T) => Promise<void>,
): Promise<void> {
  const worker = async (): Promise<void> => {
    try {
      // A generator answers calls one after the other, in order.
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) await work(next.value);
    } finally {
      await pieces.return(undefined);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: workers }, worker));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
