/** What opens a case of accountability: the limb, whose doing it was, the harm, and the evidence. */

import * as z from 'zod';
import type { County } from '../county.ts';
import { organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import { choice, listOf, organisation, sha256Hex, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';

/** Art. 24: forwarding or copying superiors' requirements late (departments); acting wrongly or not at all (anyone). */
export const LIMBS = { 'late-forwarding': '转送不及时', misconduct: '不作为、乱作为' } as const;

/** A record of this platform, and the head of its history as whoever names it saw it: proof of what it then said. */
const named = lazily(() =>
  z.strictObject({
    record: z
      .string({ error: '请填写记录编号' })
      .regex(/^[0-9a-f]{32}$/, { error: '应为记录编号（32 位十六进制）' })
      .meta({ title: '记录编号' }),
    hash: sha256Hex().meta({ title: '摘要', description: '该记录办理记录最后一条的 hash' }),
  }),
);

export const accountabilityInput = lazily(() =>
  z
    .strictObject({
      limb: choice(LIMBS).meta({ title: '追责情形' }),
      org: organisation().meta({ title: '责任单位', description: '行为所属的单位' }),
      conduct: text(2000).meta({ title: '行为' }),
      harm: text(2000).meta({ title: '不良后果' }),
      evidence: listOf(named(), 20).min(1, { error: '至少附一条证据' }).meta({ title: '证据' }),
    })
    .meta({ id: 'AccountabilityInput' }),
);

export type AccountabilityInput = Checked<typeof accountabilityInput>;

/** What was named, and what kind of record it is; whoever reads the case need not be able to read the record. */
export interface Evidence {
  record: string;
  hash: string;
  kind: string;
  reference: string;
}

export interface AccountabilityOpening extends AccountabilityInput {
  id: string;
  from: string;
  evidence: Evidence[];
}

/** Wrong fields that only the county tells: limb one is the competent departments' (相关行业主管部门) alone. */
export function openingErrors({ limb, org }: AccountabilityInput, county: County): FieldError[] {
  const found = organisationOf(county, org);
  if (!found) return [{ pointer: '/org', detail: `没有代码为 ${org} 的单位，请从单位名录中选择` }];
  const competent = found.type === 'department' || found.type === 'enforcement-agency';
  if (limb === 'misconduct' || competent) return [];
  return [{ pointer: '/org', detail: `转送不及时的责任只适用于行业主管部门，${found.name}不是行业主管部门` }];
}
