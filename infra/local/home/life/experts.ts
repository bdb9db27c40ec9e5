/** The pool of experts; one drawn for a review that is over, and one draw that waits for chance from both sides. */
import { addDays, civilDateOf, formatInstant, instantAt } from '../../../../shared/time.ts';
import type { Days } from './days.ts';
import { type Answer, acts, type Hands, opens, type Scene, type Story, scene } from './scene.ts';

/** Made up, with whom nominates each. */
const POOL = [
  { name: '周教授', org: 'STHJ', specialty: '环境工程', employer: '鲁西理工学院' },
  { name: '韩高工', org: 'STHJ', specialty: '环境工程', employer: '聊城环科设计院' },
  { name: '田研究员', org: 'SPJ', specialty: '环境工程', employer: '省环境科学研究所' },
  { name: '许主任医师', org: 'WJJ', specialty: '公共卫生', employer: '冠州中心医院' },
  { name: '高工程师', org: 'ZJJ', specialty: '结构工程', employer: '清泉建筑设计公司' },
] as const;
/** Nominated, and not admitted yet. */
const WAITING = { name: '石博士', org: 'WJJ', specialty: '公共卫生', employer: '东昌疾控技术中心' } as const;

export const experts: Story = (days) => {
  const at = days.back;
  const soon = formatInstant(instantAt(addDays(civilDateOf(at(0, '09:00')), 7), '14:00'));
  return [
    ...POOL.flatMap((one, n) => [
      nominated(days, one, `expert-${n}`, 20),
      acts(at(19, '10:00'), 'spj.admin', 'experts', `expert-${n}`, 'admit'),
    ]),
    nominated(days, WAITING, 'expert-new', 2),
    opens(at(9, '14:30'), 'hearing', 'spj.officer', '/surveys', {
      ...{ type: 'review', matters: ['371525-STHJ-002'], needsDraw: true, invite: [{ org: 'STHJ' }] },
      ...{ site: { township: '工业园区', address: '政务服务中心评审室' }, startsAt: formatInstant(at(5, '09:00')) },
    }),
    drawFor(at(8, '09:00'), 'hearing', 'draw', { specialty: '环境工程', count: 1, alternates: 1 }),
    acts(at(8, '09:40'), 'spj.officer', 'draws', 'draw', 'contribute', { value: '八月十五' }),
    acts(at(8, '11:05'), 'sthj.officer', 'draws', 'draw', 'contribute', { value: '7294' }),
    acts(at(7, '10:00'), 'spj.officer', 'draws', 'draw', 'draw'),
    acts(at(5, '11:30'), 'spj.officer', 'surveys', 'hearing', 'hold', {
      attendance: [
        { org: 'SPJ', people: ['踏勘员甲', '踏勘员乙'] },
        { org: 'STHJ', people: ['监察员甲', '监察员乙'] },
      ],
    }),
    scene(at(5, '16:00'), reported),
    scene(at(4, '10:20'), concluded),
    opens(at(2, '09:20'), 'structure', 'spj.officer', '/surveys', {
      ...{ type: 'assessment', matters: ['371525-ZJJ-001'], needsDraw: true, invite: [{ org: 'ZJJ' }] },
      ...{ site: { township: '烟庄街道', address: '拟建综合楼' }, startsAt: soon },
    }),
    drawFor(at(1, '14:00'), 'structure', 'draw-open', { specialty: '结构工程', count: 1, alternates: 0 }),
    acts(at(1, '15:10'), 'zjj.officer', 'draws', 'draw-open', 'contribute', { value: '三二一' }),
  ];
};

type Known = (typeof POOL)[number] | typeof WAITING;

function nominated({ back }: Days, { name, org, specialty, employer }: Known, as: string, day: number): Scene {
  const term = addDays(civilDateOf(back(0, '09:00')), 700);
  return opens(back(day, '09:00'), as, `${org.toLowerCase()}.officer`, '/experts', {
    ...{ name, level: 'county', specialties: [specialty], employer: { name: employer }, title: '高级职称' },
    ...{ phone: '0635-0000000', avoid: [], termTo: term, reviewBy: term, publicName: { consentedOn: '2026-01-05' } },
  });
}

function drawFor(at: number, survey: string, as: string, group: object): Scene {
  return scene(at, async ({ post, id, keep }) => {
    keep(as, (await post('spj.officer', '/draws', { case: id(survey), groups: [group] })).id);
  });
}

/** The department's own opinion on the case. */
async function reported({ get, post }: Hands): Promise<void> {
  const { items = [] } = await get('sthj.officer', '/participations?box=in');
  const own = items.find(({ of }: Answer) => of === 'survey');
  if (own) {
    await post('sthj.head', `/participations/${own.id}/report`, {
      ...{ position: 'agree', text: '总量指标已落实，同意。', signedBy: '张建国' },
    });
  }
}

/** With what the expert said who was drawn. */
async function concluded({ get, post, id }: Hands): Promise<void> {
  const { drawn = [] } = await get('spj.officer', `/draws/${id('draw')}`);
  await post('spj.officer', `/surveys/${id('hearing')}/conclude`, {
    ...{ result: 'pass', text: '评审通过，按专家意见补充在线监测方案。', signedBy: '李卫东' },
    experts: drawn.flat().map((expert: string) => ({ expert, opinion: '工艺可行，建议补充在线监测联网方案。' })),
  });
}
