/** A county in the test's own process, its stages and mails moved along by hand. */
import { SCHEDULES } from '../../functions/timers/schedules.ts';
import { formatInstant } from '../../shared/time.ts';
import { type Post, post } from '../mail/post.ts';

export const MATTERS = { SCJG: '371525-SCJG-001', WJJ: '371525-WJJ-001' };

export interface ReportingCounty extends Post {
  /** What the scheduler does at 09:00. */
  nine(): Promise<void>;
  /** Moves to an instant, doing what is due on the way, then runs the schedule. */
  nineAt(day: string): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into every part of the answer
  circular(quarter: string, as?: string): Promise<any>;
  /** Pushes by the bureau, the first `claimed` of them claimed an hour later. */
  pushes(org: 'SCJG' | 'WJJ', count: number, claimed: number): Promise<string[]>;
}

type Options = NonNullable<Parameters<typeof post>[1]>;

export async function reportingCounty(now: string, options: Options = {}): Promise<ReportingCounty> {
  const county = await post(now, { since: '2026-07-01', ...options });
  const { call, clock, platform } = county;
  const nine = async (): Promise<void> => {
    const schedule = SCHEDULES.find(({ name }) => name === 'draft-circular');
    await schedule?.run(platform);
  };
  let made = 0;
  return {
    ...county,
    nine,
    nineAt: async (day) => {
      await county.until(`${day}T09:00`);
      await nine();
      await county.until(`${day}T09:00`);
    },
    circular: async (quarter, as = 'spj.officer') => (await call('GET', `/reports/quarters/${quarter}`, { as })).json,
    pushes: async (org, count, claimed) => {
      const ids: string[] = [];
      for (let i = 0; i < count; i++) {
        const { id } = await county.push(`R-${++made}`, { matter: MATTERS[org] });
        ids.push(id);
      }
      clock.set(clock.now() + 3_600_000);
      for (const id of ids.slice(0, claimed)) {
        const done = await call('POST', `/pushes/${id}/claim`, { as: `${org.toLowerCase()}.officer`, body: {} });
        if (done.status !== 200) throw new Error(`${formatInstant(clock.now())}: ${done.text}`);
      }
      return ids;
    },
  };
}
