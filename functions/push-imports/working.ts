/**
 * Pushing the rows of a workbook, one after the other: a row may correct one before it, or tell of the same licence.
 */
import { actorOf } from '../../shared/accounts/account.ts';
import { readAccounts } from '../../shared/accounts/directory.ts';
import { isBound } from '../../shared/accounts/memberships.ts';
import { Problem } from '../../shared/errors.ts';
import { arm, type Desk, deskInSteps } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { civilDateOf, type Instant } from '../../shared/time.ts';
import { cellsOf } from '../files/sheet.ts';
import { type Importing, importItem, LEASE, readImport, type StoredImport, writeImport } from './importing.ts';
import { type Failed, postRow } from './rows.ts';
import { readPushes, type SheetRow } from './sheet.ts';

/** Rows between two notes of how far it is. */
const STEP = 50;

/** Milliseconds that one wake has. */
const WAKE_MILLIS = 15_000;

/**
 * Lays the import down, so that it goes on whatever becomes of this process, and begins. `desk`: of a job, since each
 * row has its own time.
 */
export async function begin(
  desk: Desk,
  actor: Actor,
  { id, file }: Pick<Importing, 'id' | 'file'>,
  rows: readonly SheetRow[],
  until: number,
): Promise<Importing> {
  const { now } = await desk.facts();
  const importing: Importing = {
    ...{ jurisdiction: desk.jurisdiction, id, org: actor.org, account: actor.account, file, rows: rows.length },
    ...{ done: 0, created: 0, repeated: 0, parts: 0, startedAt: now, finishedAt: null, wakes: now + LEASE },
  };
  const item = importItem(importing);
  await arm(desk, item);
  const { committed } = await desk.ports.store.commit([{ item, expected: null }]);
  // Sent twice at once under one key: the other is at work.
  if (!committed) return (await readImport(desk, id))?.importing ?? importing;
  try {
    return await goOn(desk, actor, { importing, head: item.head }, rows, until);
  } catch (error) {
    // What was pushed stands; its timer goes on with the rest.
    if (!(error instanceof Problem)) throw error;
    return (await readImport(desk, id))?.importing ?? importing;
  }
}

/** Goes on from where it stands until `until`, by the monotonic clock; answers how it stands then. `desk`: of a job. */
export async function goOn(
  desk: Desk,
  actor: Actor,
  stored: StoredImport,
  rows: readonly SheetRow[],
  until: number,
): Promise<Importing> {
  let at = stored;
  while (at.importing.done < rows.length && performance.now() < until) {
    const taken = rows.slice(at.importing.done, at.importing.done + STEP);
    const next = await pushed(desk, actor, at, taken);
    if (next === null) return at.importing;
    at = next;
  }
  const { now } = await desk.facts();
  const over = at.importing.done >= rows.length;
  const ended = over ? { finishedAt: now, wakes: null } : { wakes: now };
  return (await writeImport(desk, at, { ...at.importing, ...ended }))?.importing ?? at.importing;
}

/** Some rows; null where somebody else is at work. */
async function pushed(
  desk: Desk,
  actor: Actor,
  stored: StoredImport,
  rows: readonly SheetRow[],
): Promise<StoredImport | null> {
  const failed: Failed[] = [];
  const count = { created: 0, repeated: 0 };
  for (const row of rows) {
    const outcome = await postRow(desk, actor, row);
    if (typeof outcome === 'string') count[outcome] += 1;
    else failed.push({ row: row.row, reference: row.reference, ...outcome });
  }
  const { importing } = stored;
  const { now } = await desk.facts();
  const counted = {
    done: importing.done + rows.length,
    created: importing.created + count.created,
    repeated: importing.repeated + count.repeated,
  };
  return writeImport(desk, stored, { ...importing, ...counted, wakes: leased(importing, now) }, failed);
}

/** A lease of which much is left stays: each new one sets a timer. */
function leased({ wakes }: Importing, now: Instant): Instant {
  return wakes !== null && wakes - now > LEASE / 2 ? wakes : now + LEASE;
}

/** A timer has come: goes on where rows are left, as the account is by now. */
export async function wakeImport(desk: Desk, id: string): Promise<void> {
  const stored = await readImport(desk, id);
  const { now, county } = await desk.facts();
  if (!stored || stored.importing.wakes === null || stored.importing.wakes > now) return;
  const { importing } = stored;
  const taken = await writeImport(desk, stored, { ...importing, wakes: now + LEASE });
  if (!taken) return;
  const actor = await importerOf(desk, importing, now);
  const rows = actor && (await rowsOf(desk, actor, importing.file, county));
  if (!actor || !rows) {
    await writeImport(desk, taken, { ...taken.importing, finishedAt: now, wakes: null });
    return;
  }
  await goOn(deskInSteps(desk), actor, taken, rows, performance.now() + WAKE_MILLIS);
}

/** The account with the rights that it has now; null where it has none any more. */
async function importerOf(desk: Desk, { org, account }: Importing, now: Instant): Promise<Actor | null> {
  const colleagues = await readAccounts(desk.ports.store, desk.jurisdiction, org);
  const found = colleagues.find((one) => one.account === account);
  if (!found?.active || !isBound(found)) return null;
  return actorOf(found, org, { colleagues, today: civilDateOf(now) });
}

/** The rows again; null where the workbook is gone. */
async function rowsOf(
  desk: Desk,
  actor: Actor,
  file: string,
  county: Parameters<typeof readPushes>[1],
): Promise<SheetRow[] | null> {
  try {
    return readPushes(await cellsOf(desk, actor, file), county);
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null;
    throw error;
  }
}
