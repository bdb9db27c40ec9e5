// The thread that writes the log of a SQLite store into its file (`sqlite-checkpoints.ts`). Plain JavaScript: what
// reads TypeScript would take as much memory again in this thread.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

const { file, busy } = workerData;

/** As far as it can be done beside readers and the writer, flushed to the disk. A connection of its own each time. */
function pass() {
  const db = new DatabaseSync(file);
  try {
    db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
    return true;
  } catch {
    // The next commit meets the same fault, and says it.
    return false;
  } finally {
    db.close();
  }
}

parentPort.on('message', () => {
  let isDone = false;
  try {
    isDone = pass();
  } finally {
    Atomics.store(busy, 0, 0);
    Atomics.notify(busy, 0);
    parentPort.postMessage(isDone);
  }
});
