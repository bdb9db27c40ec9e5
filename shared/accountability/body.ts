/** What the record of a case of accountability keeps. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { choice, organisation, person, text } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import { hash, moment, recordId } from '../record-fields.ts';

/** Art. 24: forwarding or copying superiors' requirements late (departments); acting wrongly or not at all (anyone). */
export const LIMBS = { 'late-forwarding': '转送不及时', misconduct: '不作为、乱作为' } as const;

export type AccountabilityState = 'proposed' | 'approved' | 'attributed' | 'referred' | 'closed';

/** What was named, and what kind of record it is; whoever reads the case need not be able to read the record. */
export const evidenceFields = lazily(() => ({
  record: recordId().meta({ title: '记录编号' }),
  hash: hash().meta({ title: '摘要', description: '提出时该记录办理记录最后一条的摘要' }),
  kind: z.string().register(meanings, { is: 'kind' }).meta({ title: '记录种类' }),
  reference: z.string().meta({ title: '记录的来源编号' }),
}));

const evidence = lazily(() => z.strictObject(evidenceFields()));

export const accountabilityBody = lazily(() =>
  z.strictObject({
    limb: choice(LIMBS).meta({ title: '追责情形' }),
    org: organisation().meta({ title: '责任单位', description: '行为所属的单位' }),
    conduct: said(text(2000).meta({ title: '行为' })),
    harm: said(text(2000).meta({ title: '不良后果' })),
    evidence: z.array(evidence()).meta({ title: '证据' }),
    approver: said(person().meta({ title: '批准人' })),
    approvedAt: moment().meta({ title: '批准时间' }).nullable(),
    statement: said(
      text(5000).meta({ title: '陈述和申辩', description: '责任单位的陈述；只用于转送不及时' }).optional(),
    ),
    statementAttachments: said(z.array(fileAlong()).meta({ title: '陈述的附件' }).optional()),
    statedAt: moment().meta({ title: '陈述时间' }).optional(),
    responsibleOrg: organisation().meta({ title: '承担责任的单位' }).nullable(),
    responsibility: said(text(1000).meta({ title: '责任' })),
    referredAt: moment().meta({ title: '移交时间' }).nullable(),
    outcome: said(text(1000).meta({ title: '办理结果' })),
  }),
);

export type AccountabilityBody = Checked<typeof accountabilityBody>;
export type Evidence = Checked<typeof evidence>;
