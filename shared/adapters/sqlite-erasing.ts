/**
 * Erasing in the SQLite file. What a record said before a quarantine would stay readable in it: in pages that are free,
 * in the rest of a page, in the write-ahead log. So deleted content is overwritten, by the way always (`FAST`: where no
 * further page has to be written for it), thoroughly in the transaction of a quarantine; the log is then written into
 * the file and cut to nothing; and the night after the file is made anew (`vacuum`), which leaves out pages that were
 * freed before. What is still owed is written in the same transaction, so that a crash only postpones it.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { SqliteLog } from './sqlite-log.ts';

export class SqliteErasing {
  readonly #db: DatabaseSync;
  readonly #log: SqliteLog;

  constructor(db: DatabaseSync, log: SqliteLog) {
    this.#db = db;
    this.#log = log;
    db.exec('PRAGMA secure_delete = FAST');
    db.exec('CREATE TABLE IF NOT EXISTS owed (what TEXT PRIMARY KEY) STRICT');
  }

  /** Before the transaction. */
  begin(): void {
    this.#db.exec('PRAGMA secure_delete = ON');
  }

  /** Within it. */
  note(): void {
    for (const what of ['checkpoint', 'vacuum']) {
      this.#db.prepare('INSERT OR IGNORE INTO owed (what) VALUES (?)').run(what);
    }
  }

  /** After it, whatever became of it. */
  end(): void {
    this.#db.exec('PRAGMA secure_delete = FAST');
  }

  /** Cuts the log to nothing, where that is still owed. False while another process reads the file: once more later. */
  checkpoint(): boolean {
    if (!this.#owes('checkpoint')) return true;
    if (!this.#log.cut()) return false;
    this.#db.prepare("DELETE FROM owed WHERE what = 'checkpoint'").run();
    this.#log.cut();
    return true;
  }

  /** Makes the file anew where anything was erased since. Takes its time: some 12 s for a million pushes. */
  vacuum(): boolean {
    if (!this.#owes('vacuum')) return false;
    this.#db.exec('VACUUM');
    this.#db.exec("UPDATE OR REPLACE owed SET what = 'checkpoint' WHERE what = 'vacuum'");
    this.checkpoint();
    return true;
  }

  #owes(what: string): boolean {
    return this.#db.prepare('SELECT 1 FROM owed WHERE what = ?').get(what) !== undefined;
  }
}
