/** A row of the boundary list (审管互动边界清单, art. 4 and 9): who approves, who supervises, how they interact. */

import * as z from 'zod';
import { choice, code, line, listOf, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';

/** 互动环节. */
export const STAGES = [
  'consultation',
  'guidance',
  'joint-site-survey',
  'expert-review',
  'certificate',
  'supervision',
] as const;

export const STAGE_LABELS: Record<(typeof STAGES)[number], string> = {
  consultation: '征求意见',
  guidance: '事前指导',
  'joint-site-survey': '联合踏勘',
  'expert-review': '专家评审',
  certificate: '配发证照',
  supervision: '事中事后监管',
};

/** 终审或认可机关: who decides in the end, or recognises, above the county (art. 20). Absent in a row: nobody. */
export const DECIDED_ABOVE = ['none', 'state', 'other-province'] as const;

export const DECIDED_ABOVE_LABELS = {
  state: '国家有关部门终审',
  'other-province': '需要省外认可',
} as const;

export const matterCode = lazily(() =>
  z
    .string({ error: '请填写事项编码' })
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/, { error: '事项编码由字母、数字、点、横线组成，最长 64 位' })
    .meta({ example: '371525-SCJG-001' }),
);

/** A row as sent. `decidedAbove` is left out of what is stored where nobody above decides, as in rows of before. */
export const matter = lazily(() =>
  z
    .strictObject({
      code: matterCode(),
      name: line(200),
      powerType: line(50),
      stages: z.array(choice(STAGES), { error: '应为互动环节的数组' }).min(1, { error: '至少填写一个互动环节' }).max(6),
      approvalDuty: text(2000),
      supervisionDuty: text(2000),
      pushMethod: text(500),
      addressing: choice(['listed', 'named-per-push']),
      approvingSection: optional(code()),
      department: optional(code()),
      section: optional(code()),
      enforcementAgency: optional(code()),
      candidates: listOf(code(), 40).default([]),
      dutyListEntry: text(500),
      dutyListVersion: line(50),
      guidance: optional(
        z.strictObject({ reason: choice(['high-expertise', 'high-later-risk']), explanation: text(1000) }),
      ),
      decidedAbove: choice(DECIDED_ABOVE).default('none'),
    })
    .transform(({ decidedAbove, ...row }) => ({ ...row, ...(decidedAbove !== 'none' && { decidedAbove }) })),
);

export type Matter = Checked<typeof matter>;

/** A row as answered: every field is there. */
export function shownMatter(row: Matter): Omit<Matter, 'decidedAbove'> & { decidedAbove: string } {
  return { ...row, decidedAbove: row.decidedAbove ?? 'none' };
}
