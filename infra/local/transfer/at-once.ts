/** Work on a stream, some pieces of it at once, no more of it in memory than is being worked on. */

/** The items that are wanted, so many to a batch. */
export async function* batchesOf<T>(
  items: AsyncIterable<T>,
  size: number,
  wanted: (item: T) => boolean,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    if (!wanted(item)) continue;
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
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
