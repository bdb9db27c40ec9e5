/** What people say who act by chance, and the records that they open. */
import { civilDateOf, DAY, formatInstant, type Instant } from '../../shared/time.ts';

/** What acts take beside what their schemas alone tell. */
export const WORDS = {
  ...{ reason: '某理由', text: '某内容', note: '某说明', name: '某人', signedBy: '某人', position: 'agree' },
  ...{ people: ['某人'], channel: 'notice', workingDays: 3, org: 'ZHZF', number: 'N-1', resolution: '某办法' },
  ...{ issuedOn: '2026-11-27', method: 'in-person', on: '2026-11-27', opinion: '某意见', to: [{ org: 'ZJJ' }] },
  ...{ value: '七二九四', termTo: '2028-06-30', reviewBy: '2027-12-31' },
} as const;

const party = { name: '冠县某食品店', creditCode: '91371525MA3C00001R' };
const STANDARD = {
  ...{ type: 'condition', matters: ['371525-SCJG-001'], text: '某条件', validFrom: '2026-12-01', basis: ['某法'] },
  source: { documentNumber: '某〔2026〕8号', issuer: '某局', level: 'county' },
};
const INSPECTION = {
  ...{ type: 'inspection', publish: true },
  fields: { JC_XDR_MC: party.name, JC_XDR_LB: '个体工商户', JC_SX: '某', JC_JG: '某', JC_CL: '无' },
};
const invite = [{ org: 'ZJJ' }, { org: 'STHJ' }];

const EXPERT = {
  ...{ level: 'county', specialties: ['结构工程'], employer: { name: '某大学' }, avoid: [] },
  ...{ name: '某专家', termTo: '2028-06-30', reviewBy: '2027-12-31', title: '教授', phone: '0' },
};
const GROUPS = [
  { specialty: '环境工程', count: 1, alternates: 1 },
  { specialty: '结构工程', count: 1, alternates: 0 },
];

type Opened = [path: string, as: string, body: object];

/** Draws of experts for a case of the bureau's. */
export function drawsFor(of: string): Opened[] {
  return [1, 2].map((groups) => ['/draws', 'spj.officer', { case: of, groups: GROUPS.slice(0, groups) }]);
}

/** Path, account and body of what is opened. */
export const OPENINGS = (now: Instant): Opened[] => {
  const at = formatInstant(now);
  const [soon, reference] = [formatInstant(now + DAY), `C-${now}`];
  const push = { occurredAt: at, summary: '某事', reference };
  return [
    ['/pushes', 'spj.officer', { ...push, kind: 'approval', matter: '371525-SCJG-001', party }],
    ['/pushes', 'nync.officer', { ...push, kind: 'supervision', matter: '371525-NYNC-001', party }],
    ['/pushes', 'scjg.officer', { ...push, kind: 'document', to: { org: 'SPJ' } }],
    ['/letters', 'spj.officer', { purpose: 'inquiry', to: invite, title: '某事', text: '请告知。' }],
    ['/letters', 'jtj.head', { purpose: 'policy', to: [{ org: 'SPJ' }], title: '某办法', text: '征求意见。' }],
    ['/problems', 'zjj.officer', { type: 'other', title: '某事', text: '某事不清。', with: ['ZHZF'] }],
    [
      '/meetings',
      'spj.officer',
      { type: 'joint-review', title: '某会', place: '某处', startsAt: soon, invite, agenda: '某' },
    ],
    [
      '/surveys',
      'spj.officer',
      { type: 'site-survey', matters: ['371525-ZJJ-001'], startsAt: soon, invite, site: { address: '某路' } },
    ],
    ['/guidance', 'spj.officer', { projectName: '某项目', matters: [], text: '某', grounds: ['ecology'] }],
    ['/instructions', 'zfb.office', { to: [{ org: 'WJJ' }], title: '某事', task: '请办理。', workingDays: 2 }],
    [
      '/offline-transfers',
      'spj.officer',
      { to: invite, channel: 'post', title: '某函', sentOn: civilDateOf(now), items: [{ name: '某', copies: 1 }] },
    ],
    ['/support-requests', 'wjj.officer', { category: 'fault', text: '打不开。' }],
    ['/standards', 'scjg.head', { ...STANDARD, title: '某标准' }],
    ['/standards', 'spj.admin', { ...STANDARD, type: 'rule', title: '某细则' }],
    ['/credit-records', 'scjg.officer', { ...INSPECTION, decidedOn: civilDateOf(now) }],
    ['/experts', 'zjj.officer', { ...EXPERT, reference }],
    ['/account-requests', 'jtj.admin', { accounts: 3, roles: ['officer'], people: [], reason: '轮岗' }],
  ];
};
