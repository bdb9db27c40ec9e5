/** The last weeks' approvals: three each working day, most of them claimed, some returned, disputed, overdue, new. */
import type { Days } from './days.ts';
import { approvalOf, departments, officerOf } from './firms.ts';
import { acts, type Scene, type Story, scene } from './scene.ts';

const WEEKS = 4;
const DAYS_BACK = 5 * WEEKS;
const A_DAY = 3;
/** The companies before this one have their licences since the quarters before. */
const FIRST_FIRM = 24;

export const approvals: Story = (days) =>
  Array.from({ length: DAYS_BACK + 1 }, (_, back) => DAYS_BACK - back)
    .flatMap((back) => Array.from({ length: A_DAY }, (_, i) => pushed(days, back, back * A_DAY + i, i)))
    .flat();

/** What becomes of the `n`th push, by numbers that come round: the same on each run of a day. */
function pushed(days: Days, back: number, n: number, i: number): Scene[] {
  const orgs = departments();
  const org = orgs[n % orgs.length] as string;
  const at = days.back(back, ['08:50', '10:40', '15:05'][i] as string);
  const name = `p-${n}`;
  const more = { ...(n % 7 === 2 && RISKY), ...(n % 9 === 4 && { commitment: true }) };
  const reference = `GX-${at.toString().slice(0, 8)}-${n}`;
  const push = scene(at, async ({ post, keep }) => {
    keep(
      name,
      (
        await post(
          'spj.officer',
          '/pushes',
          approvalOf({ reference, org, n: FIRST_FIRM + Math.floor(n / orgs.length), at }, more),
        )
      ).id,
    );
  });
  return [push, ...then(days, { back, n, name, org })];
}

const RISKY = { riskPoints: [{ description: '经营场所与生活区相邻，请核查分隔情况。', severity: 'medium' }] };

interface Pushed {
  back: number;
  n: number;
  name: string;
  org: string;
}

function then(days: Days, { back, n, name, org }: Pushed): Scene[] {
  const by = officerOf(org);
  const later = (count: number, time: string): number => days.back(Math.max(back - count, 0), time);
  // The newest wait for their departments.
  if (back === 0) return [];
  if (n % 11 === 5) return [];
  if (n % 13 === 3) return returned(later, name, by, n);
  const claim = acts(
    later(n % 2, '16:30'),
    by,
    'pushes',
    name,
    'claim',
    n % 5 === 0 ? { note: '已列入本月检查计划。' } : {},
  );
  if (n % 17 !== 6) return [claim];
  const reason = '该场所位于乡镇，按清单应由乡镇属地管理。';
  return [claim, acts(later(2, '09:40'), by, 'pushes', name, 'dispute', { reason })];
}

/** Sent back, and addressed anew at once; every second time it still waits. */
function returned(later: (count: number, time: string) => number, name: string, by: string, n: number): Scene[] {
  const back = acts(later(0, '17:05'), by, 'pushes', name, 'return', { reason: '不属于我局监管范围，请核对清单。' });
  if (n % 2 === 1) return [back];
  return [back, acts(later(1, '09:20'), 'spj.officer', 'pushes', name, 'readdress', { org: 'ZHZF' })];
}
