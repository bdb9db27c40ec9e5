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

export const matterCode = lazily(() =>
  z
    .string({ error: '请填写事项编码' })
    .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/, { error: '事项编码由字母、数字、点、横线组成，最长 64 位' })
    .meta({ example: '371525-SCJG-001' }),
);

export const matter = lazily(() =>
  z.strictObject({
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
  }),
);

export type Matter = Checked<typeof matter>;
