/** What `POST /push-imports` would do, nothing being written. */
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { type CellError, DryRun } from './rows.ts';
import type { SheetRow } from './sheet.ts';

/** Rows that are looked at at once: what a remote table answers one by one would take a minute. */
const AT_ONCE = 25;
/** Errors, and warnings, that are told. */
const MOST = 2000;

type Told = CellError & { readonly row: number; readonly code: string };

/** `desk`: of a job, since it may take longer than a request has for one change. */
export async function dryRun(desk: Desk, actor: Actor, rows: readonly SheetRow[]) {
  const run = new DryRun(desk, actor);
  const errors: Told[] = [];
  const warnings: Told[] = [];
  let valid = 0;
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const some = rows.slice(i, i + AT_ONCE);
    for (const [n, { refusal, warnings: warned }] of (await run.check(some)).entries()) {
      const { row = 0 } = some[n] ?? {};
      if (refusal === null) valid += 1;
      else errors.push(...refusal.errors.map((error) => ({ row, code: refusal.code, ...error })));
      warnings.push(...warned.map((warning) => ({ row, ...warning })));
    }
  }
  return { rows: rows.length, valid, errors: errors.slice(0, MOST), warnings: warnings.slice(0, MOST) };
}
