/**
 * The figures recounted another way: rows in a table, one SQL statement with window functions, working hours by walking
 * minute by minute through the published days.
 */
import { DatabaseSync } from 'node:sqlite';
import { calendarAt, isWorking } from '../../shared/calendar/table.ts';
import type { CountedPush } from '../../shared/reports/counted.ts';
import { civilDateOf, type Instant, MINUTE, startOfDay } from '../../shared/time.ts';

const CALENDAR = calendarAt([], 0, 2026);

/** Minutes of office hours from one instant to another; whole minutes only. */
export function workingMinutes(from: Instant, to: Instant): number {
  let minutes = 0;
  for (let now = from; now < to; now += MINUTE) {
    const day = civilDateOf(now);
    const of = (now - startOfDay(day)) / MINUTE;
    const open = (of >= 510 && of < 720) || (of >= 810 && of < 1050);
    if (open && isWorking(CALENDAR, day)) minutes += 1;
  }
  return minutes;
}

export const FIGURES = `
  WITH here AS (SELECT * FROM pushes WHERE claim_by >= :first AND claim_by <= :last AND state <> 'pending'),
  timed AS (
    SELECT org, minutes, row_number() OVER (PARTITION BY org ORDER BY minutes) AS place, count(*) OVER (PARTITION BY org) AS n
    FROM here WHERE state = 'claimed')
  SELECT org, count(*) AS received, sum(state = 'claimed') AS claimed, sum(state = 'deemed-claimed') AS deemed,
    sum(state = 'returned') AS returned, sum(state = 'withdrawn') AS withdrawn,
    sum(state = 'deemed-claimed' AND NOT named) AS notNamed,
    (SELECT minutes FROM timed t WHERE t.org = here.org AND place = (n + 1) / 2) AS median,
    (SELECT minutes FROM timed t WHERE t.org = here.org AND place = (n * 95 + 99) / 100) AS p95
  FROM here GROUP BY org ORDER BY org`;

export interface Recounted {
  org: string;
  received: number;
  claimed: number;
  deemed: number;
  returned: number;
  withdrawn: number;
  notNamed: number;
  median: number | null;
  p95: number | null;
}

export function recounted(pushes: readonly CountedPush[], first: string, last: string): Recounted[] {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE pushes (org TEXT, claim_by TEXT, state TEXT, minutes INTEGER, named INTEGER)');
  const insert = db.prepare('INSERT INTO pushes VALUES (?, ?, ?, ?, ?)');
  for (const { to, claimBy, state, createdAt, body, history } of pushes) {
    const minutes = state === 'claimed' ? workingMinutes(createdAt, body.claimedAt as Instant) : null;
    insert.run(
      to,
      claimBy,
      state,
      minutes,
      history.some(({ act }) => ['responsible', 'transfer', 'hand-over', 'pass-on'].includes(act)) ? 1 : 0,
    );
  }
  return db.prepare(FIGURES).all({ first, last }) as unknown as Recounted[];
}
