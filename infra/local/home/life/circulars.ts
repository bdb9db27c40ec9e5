/** Two quarters: the circular of the first is issued, with a caution letter; that of the second is under review. */
import { draftDue } from '../../../../shared/reports/drafting.ts';
import { firstDayOf } from '../../../../shared/reports/quarters.ts';
import { civilDateOf, type Quarter } from '../../../../shared/time.ts';
import type { Days } from './days.ts';
import { approvalOf, officerOf } from './firms.ts';
import { acts, type Scene, type Story, scene } from './scene.ts';

/** Of twelve pushes to each in a quarter, those (from 0) that nobody claims in time. */
const DEEMED: Readonly<Record<'issued' | 'reviewed', Readonly<Record<string, readonly number[]>>>> = {
  issued: { SCJG: [7], JTJ: [1, 2, 4, 7, 9], NYNC: [2, 3, 6, 8, 9, 10] },
  reviewed: { SCJG: [4, 9], JTJ: [5], NYNC: [] },
};
const EACH = 12;

export const circulars: Story = (days) => [
  ...quarterOf(days, days.issued, 'issued'),
  ...quarterOf(days, days.reviewed, 'reviewed'),
  ...issuing(days),
  ...prolonged(days),
  ...reviewing(days),
];

function quarterOf(days: Days, quarter: Quarter, which: keyof typeof DEEMED): Scene[] {
  const pushes = Object.entries(DEEMED[which]).flatMap(([org, deemed], o) =>
    Array.from({ length: EACH }, (_, n) => pushed(days, quarter, org, n, deemed.includes(n), 3 * n + o)),
  );
  const drafted = scene(days.draftOf(quarter), ({ desk, settings }) => draftDue(desk, settings));
  return [...pushes.flat(), drafted];
}

/** One a working day from the fifth of the quarter on, claimed the same day where it is. */
function pushed(days: Days, quarter: Quarter, org: string, n: number, deemed: boolean, day: number): Scene[] {
  const name = `${quarter}-${org}-${n}`;
  const at = days.after(firstDayOf(quarter), 4 + day, '10:05');
  const reference = `GX-${quarter}-${String(100 + day)}`;
  const push = scene(at, async ({ post, keep }) => {
    const firm = quarter === days.issued ? n : EACH + n;
    keep(name, (await post('spj.officer', '/pushes', approvalOf({ reference, org, n: firm, at }))).id);
  });
  const claimed = days.after(firstDayOf(quarter), 4 + day, `1${4 + (n % 3)}:${20 + n}`);
  return deemed ? [push] : [push, acts(claimed, officerOf(org), 'pushes', name, 'claim')];
}

/**
 * Objected to and decided in the review, issued on the day after it; the serious department is cautioned and puts it
 * right.
 */
function issuing(days: Days): Scene[] {
  const drafted = civilDateOf(days.draftOf(days.issued));
  const at = (count: number, time: string) => days.after(drafted, count, time);
  const path = `/reports/quarters/${days.issued}`;
  return [
    objects(at(1, '10:30'), days.issued, 'SCJG', 7, '推送当日平台网络故障，次日上午恢复。', 'outage'),
    acts(at(3, '15:00'), 'spj.admin', 'corrections', 'outage', 'accept', { reason: '情况属实，予以采纳。' }),
    scene(at(7, '09:30'), ({ post }) =>
      post('spj.admin', `${path}/issue`, { documentNumber: `冠审批通〔${days.issued}〕1号`, signedBy: '李卫东' }),
    ),
    scene(at(8, '09:50'), async ({ get, keep }) => {
      const { items = [] } = await get('spj.admin', `${path}/cautions`);
      for (const { caution } of items) keep(caution.org === 'NYNC' ? 'caution' : 'caution-2', caution.id);
    }),
    acts(at(8, '10:00'), 'spj.admin', 'cautions', 'caution', 'send', {
      ...{ documentNumber: `冠审批函〔${days.issued}〕1号`, signedBy: '李卫东' },
    }),
    acts(at(13, '16:00'), 'nync.officer', 'cautions', 'caution', 'report', {
      text: '已明确两名认领责任人，互为 AB 角，每日 9 时和 15 时查看平台。',
    }),
    acts(at(15, '10:00'), 'zfb.office', 'cautions', 'caution', 'judge', {
      ...{ outcome: 'rectified', reason: '此后推送均按期认领。' },
    }),
    ...talk(days),
  ];
}

/** The other department that was cautioned has not put things right: the government office talks to it (约谈). */
function talk(days: Days): Scene[] {
  const drafted = civilDateOf(days.draftOf(days.issued));
  const at = (count: number, time: string) => days.after(drafted, count, time);
  const arranged = { date: civilDateOf(at(18, '09:00')), time: '15:00', place: '县政府第二会议室' };
  const participants = ['县交通运输局主要负责人', '县行政审批服务局分管负责人'];
  return [
    acts(at(8, '10:20'), 'spj.admin', 'cautions', 'caution-2', 'send', {
      ...{ documentNumber: `冠审批函〔${days.issued}〕2号`, signedBy: '李卫东' },
    }),
    acts(at(14, '16:30'), 'jtj.officer', 'cautions', 'caution-2', 'report', { text: '已口头提醒经办人员。' }),
    acts(at(16, '10:00'), 'zfb.office', 'cautions', 'caution-2', 'judge', {
      ...{ outcome: 'not-rectified', reason: '没有明确责任人，此后仍有推送超期未认领。' },
    }),
    scene(at(16, '10:30'), async ({ get, keep }) => {
      const { items = [] } = await get('zfb.office', '/talks?box=out');
      keep('talk', items[0]?.id);
    }),
    acts(at(16, '11:00'), 'zfb.office', 'talks', 'talk', 'schedule', { ...arranged, participants }),
    acts(at(18, '16:30'), 'zfb.office', 'talks', 'talk', 'record', {
      ...{ ...arranged, participants, record: '指出问题，要求一周内明确认领责任人和 AB 角，并书面报县政府办公室。' },
    }),
  ];
}

/** Whenever the demonstration is begun, corrections can still be asked for: the review of this circular is longer. */
function prolonged({ reviewed, reviewDays, after, draftOf }: Days): Scene[] {
  if (reviewDays === null) return [];
  const from = civilDateOf(draftOf(reviewed));
  return [
    scene(after(firstDayOf(reviewed), 10, '11:00'), ({ post }) =>
      post('spj.admin', '/rule-sets', {
        source: '关于延长季度通报审核期的通知（演示所用，便于随时试用“提出更正”）',
        ...{ from, clocks: { 'circular-correction': { length: reviewDays } } },
      }),
    ),
  ];
}

/** Of two objections one is decided; the other still waits, so that the circular is not issued. */
function reviewing(days: Days): Scene[] {
  const drafted = civilDateOf(days.draftOf(days.reviewed));
  const at = (count: number, time: string) => days.after(drafted, count, time);
  return [
    objects(at(0, '15:10'), days.reviewed, 'JTJ', 5, '该推送应由乡镇承接，我局已电话告知。', 'wrong'),
    acts(at(1, '11:00'), 'spj.admin', 'corrections', 'wrong', 'reject', { reason: '未在平台退回，不予采纳。' }),
    objects(at(1, '16:40'), days.reviewed, 'SCJG', 9, '当日经办人参加全省培训，平台未提醒副岗。', 'training'),
  ];
}

function objects(at: number, quarter: Quarter, org: string, n: number, reason: string, name: string): Scene {
  return scene(at, async ({ post, id, keep }) => {
    const push = id(`${quarter}-${org}-${n}`);
    const made = await post(officerOf(org), `/reports/quarters/${quarter}/corrections`, { push, reason });
    keep(name, made.id);
  });
}
