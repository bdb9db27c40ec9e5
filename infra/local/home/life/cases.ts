/** Meetings, surveys and guidance with those invited: held and closed, with reports in time and late, and to come. */
import { addDays, civilDateOf, formatInstant, type Instant, instantAt } from '../../../../shared/time.ts';
import { type Answer, acts, type Hands, opens, type Scene, type Story, scene } from './scene.ts';

export const cases: Story = (days) => {
  const at = days.back;
  const invite = (...orgs: string[]) => orgs.map((org) => ({ org }));
  const came = (...orgs: string[]) => orgs.map((org) => ({ org, people: ['到会人员'] }));
  const soon = formatInstant(instantAt(addDays(civilDateOf(at(0, '09:00')), 7), '09:00'));
  return [
    opens(at(11, '09:00'), 'review', 'spj.officer', '/meetings', {
      ...{ type: 'joint-review', title: '冷链物流园项目联审会', place: '政务服务中心三楼' },
      ...{
        startsAt: formatInstant(at(8, '09:00')),
        agenda: '审议选址、消防和环评衔接。',
        invite: invite('ZJJ', 'STHJ'),
      },
      project: '2609-371525-04-01-110023',
    }),
    part(at(10, '10:00'), 'review', 'zjj.officer', 'accept', { people: ['王工'] }),
    part(at(10, '15:00'), 'review', 'sthj.officer', 'accept', { people: ['赵工'] }),
    acts(at(8, '11:30'), 'spj.officer', 'meetings', 'review', 'hold', { attendance: came('ZJJ', 'STHJ') }),
    part(at(8, '16:00'), 'review', 'zjj.head', 'report', {
      ...{ position: 'agree', text: '同意选址，施工图审查时复核防火间距。', signedBy: '刘明' },
    }),
    part(at(5, '10:00'), 'review', 'sthj.head', 'report', {
      ...{ position: 'agree-with-changes', text: '应补充制冷剂泄漏应急预案。', signedBy: '张建国' },
    }),
    acts(at(4, '16:00'), 'spj.officer', 'meetings', 'review', 'minutes', {
      ...{ text: '会议原则同意项目选址。', decisions: '由企业补充预案后办理环评。', signedBy: '李卫东' },
    }),
    opens(at(6, '10:00'), 'course', 'spj.officer', '/meetings', {
      ...{ type: 'training', title: '审管互动平台操作培训', place: '政务服务中心多功能厅', startsAt: soon },
      invite: invite('SCJG', 'JTJ', 'NYNC', 'WJJ', 'ZJJ'),
    }),
    part(at(4, '09:10'), 'course', 'nync.officer', 'accept', { people: ['经办人'] }),
    part(at(3, '09:10'), 'course', 'jtj.officer', 'decline', { reason: '当日全员上路执法。' }),
    opens(at(9, '09:00'), 'visit', 'spj.officer', '/surveys', {
      ...{ type: 'site-survey', matters: ['371525-SCJG-001', '371525-WJJ-003'] },
      ...{ site: { township: '清泉街道', address: '振兴路 18 号' }, startsAt: formatInstant(at(7, '14:30')) },
      invite: invite('SCJG', 'WJJ'),
    }),
    part(at(8, '10:20'), 'visit', 'scjg.officer', 'accept', { people: ['检查员甲', '检查员乙'] }),
    part(at(8, '10:40'), 'visit', 'wjj.officer', 'accept', { people: ['监督员甲', '监督员乙'] }),
    acts(at(7, '16:30'), 'spj.officer', 'surveys', 'visit', 'hold', { attendance: came('SCJG', 'WJJ') }),
    part(at(6, '10:00'), 'visit', 'scjg.head', 'report', {
      position: 'agree',
      text: '布局符合要求。',
      signedBy: '陈立',
    }),
    part(at(6, '11:00'), 'visit', 'wjj.head', 'report', {
      ...{ position: 'agree-with-changes', text: '消毒间应与操作间分隔。', signedBy: '孙洁' },
    }),
    acts(at(5, '15:00'), 'spj.officer', 'surveys', 'visit', 'conclude', {
      ...{ result: 'rectify', text: '整改消毒间后复勘。', signedBy: '李卫东' },
      rectifyBy: addDays(civilDateOf(at(0, '09:00')), 10),
    }),
    opens(at(1, '10:00'), 'visit-2', 'spj.officer', '/surveys', {
      ...{ type: 'review', matters: ['371525-ZJJ-003'], startsAt: soon, invite: invite('ZJJ') },
      site: { township: '贾镇', address: '天然气门站' },
    }),
    opens(at(14, '09:00'), 'project', 'spj.officer', '/guidance', {
      ...{ projectName: '冷链物流园', matters: ['371525-ZJJ-001'], grounds: ['public-safety'] },
      ...{ text: '拟建冷库三座，涉氨制冷，请提前介入指导。', project: '2609-371525-04-01-110023' },
    }),
    acts(at(13, '09:00'), 'spj.officer', 'guidance', 'project', 'ask', { to: invite('YJJ', 'ZJJ') }),
    answered(at(11, '10:00'), 'yjj.head', {
      position: 'agree-with-changes',
      text: '涉氨量接近重大危险源，应作安全预评价。',
    }),
    answered(at(10, '10:00'), 'zjj.head', { position: 'agree', text: '规划条件满足建设要求。' }),
    acts(at(9, '16:00'), 'spj.officer', 'guidance', 'project', 'conclude', {
      ...{ feasibility: 'conditional', opinion: '完成安全预评价后可以推进。', signedBy: '李卫东' },
      problems: '涉氨量接近重大危险源。',
    }),
  ];
};

/** By which those invited know their own record of the case. */
const IS: Readonly<Record<string, (part: Answer) => boolean>> = {
  review: ({ title }) => title === '冷链物流园项目联审会',
  course: ({ title }) => title === '审管互动平台操作培训',
  visit: ({ of }) => of === 'survey',
};

/** What one of those invited does with its own record of the case. */
function part(at: Instant, name: string, as: string, act: string, body: object): Scene {
  return scene(at, async (hands) => {
    const found = await firstOf(hands, as, 'participations', (one) => IS[name]?.(one) ?? false);
    if (found) await hands.post(as, `/participations/${found}/${act}`, body);
  });
}

/** The answer to the letter that guidance asked by. */
function answered(at: Instant, as: string, body: object): Scene {
  return scene(at, async (hands) => {
    const found = await firstOf(hands, as, 'letters', (one) => one.purpose === 'guidance');
    if (found) await hands.post(as, `/letters/${found}/reply`, body);
  });
}

async function firstOf(
  { get }: Hands,
  as: string,
  path: string,
  is: (one: Answer) => boolean,
): Promise<string | undefined> {
  const { items = [] } = await get(as, `/${path}?box=in`);
  return items.find(is)?.id;
}
