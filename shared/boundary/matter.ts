/** A row of the boundary list (审管互动边界清单, art. 4 and 9): who approves, who supervises, how they interact. */

import * as z from 'zod';
import { choice, line, listOf, optional, organisation, section, text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type Meaning, meanings } from '../meaning.ts';
import { matterCode } from './matter-code.ts';

/** 互动环节. */
export const STAGES = {
  consultation: '征求意见',
  guidance: '事前指导',
  'joint-site-survey': '联合踏勘',
  'expert-review': '专家评审',
  certificate: '配发证照',
  supervision: '事中事后监管',
} as const;

/** 监管单位确定方式. */
export const ADDRESSING = { listed: '清单列明', 'named-per-push': '逐件指定' } as const;

/** Why the department's guidance is needed (art. 5). */
export const GUIDANCE = { 'high-expertise': '专业性强', 'high-later-risk': '后续监管风险高' } as const;

/** 终审或认可机关: who decides in the end, or recognises, above the county (art. 20). Absent in a row: nobody. */
export const DECIDED_ABOVE = {
  none: '无',
  state: '国家有关部门终审',
  'other-province': '需要省外认可',
} as const;

const guidance = lazily(() =>
  z.strictObject({
    reason: choice(GUIDANCE).meta({ title: '需主管部门指导的原因' }),
    explanation: text(1000).meta({ title: '指导说明' }),
  }),
);

/** What kinds of organisation supervise or enforce. */
export const SUPERVISING: Required<Meaning>['only'] = {
  types: ['department', 'enforcement-agency'],
  why: '不能作为监管或执法单位',
};
const supervising = lazily(() => organisation().meta({}).register(meanings, { only: SUPERVISING }));

/** The columns of a row, as sent. */
export const matterFields = lazily(() =>
  z.strictObject({
    code: matterCode().meta({ title: '事项编码' }),
    name: line(200).meta({ title: '事项名称' }),
    powerType: line(50).meta({ title: '权力类型', example: '行政许可' }),
    stages: z
      .array(choice(STAGES), { error: '应为互动环节的数组' })
      .min(1, { error: '至少填写一个互动环节' })
      .max(6)
      .meta({ title: '互动环节' }),
    approvalDuty: text(2000).meta({ title: '审批职责' }),
    supervisionDuty: text(2000).meta({ title: '监管职责' }),
    pushMethod: text(500).meta({ title: '信息推送方式' }),
    addressing: choice(ADDRESSING).meta({ title: '监管单位确定方式' }),
    approvingSection: optional(section()).meta({ title: '审批科室', description: '行政审批服务局的科室代码' }),
    department: optional(supervising()).meta({ title: '监管单位', description: '单位代码；逐件指定的不填' }),
    section: optional(section()).meta({ title: '责任科室', description: '监管单位的科室代码' }),
    enforcementAgency: optional(supervising()).meta({ title: '执法机构', description: '单位代码' }),
    candidates: listOf(supervising(), 40)
      .default([])
      .meta({ title: '可指定单位', description: '逐件指定时可选的单位代码' }),
    dutyListEntry: text(500).meta({ title: '职责边界清单条目' }),
    dutyListVersion: line(50).meta({ title: '职责边界清单版本' }),
    guidance: optional(guidance()).meta({ title: '主管部门指导' }),
    decidedAbove: choice(DECIDED_ABOVE).default('none').meta({ title: '终审或认可机关' }),
    certificateDays: optional(whole(1, 250)).meta({ title: '配发期限', description: '工作日；不填的为 10 个工作日' }),
    certificateBasis: optional(line(200)).meta({
      title: '配发期限依据',
      description: '配发期限超过 10 个工作日的必填',
    }),
    commitmentDays: optional(whole(1, 365)).meta({ title: '承诺核查期限', description: '工作日；不填的按期限规则' }),
  }),
);

/**
 * Fields that came after the first lists: absent in what is stored while unset, so that rows of before stay as they
 * are.
 */
type Later = 'decidedAbove' | 'certificateDays' | 'certificateBasis' | 'commitmentDays';
const LATER: readonly Later[] = ['decidedAbove', 'certificateDays', 'certificateBasis', 'commitmentDays'];

/** A row as sent, in the form in which it is stored. */
export const matter = lazily(() => matterFields().transform(kept));

type Sent = Checked<typeof matterFields>;
type Set<T> = { [K in keyof T]?: NonNullable<T[K]> };
export type Matter = Omit<Sent, Later> & Set<Pick<Sent, Later>>;

function kept(row: Sent): Matter {
  const stored: Record<string, unknown> = { ...row };
  for (const field of LATER) if (stored[field] === null || stored[field] === 'none') delete stored[field];
  return stored as Matter;
}

/** A row as answered: every field is there. */
export function shownMatter(row: Matter): Sent {
  const unset = { decidedAbove: 'none', certificateDays: null, certificateBasis: null, commitmentDays: null } as const;
  return { ...row, ...unset, ...pick(row) };
}

function pick(row: Matter): Pick<Matter, Later> {
  return Object.fromEntries(LATER.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])));
}
