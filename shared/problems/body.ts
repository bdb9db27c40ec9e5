/** What the record of a problem keeps, and what opens it as a consequence of something else. */
import * as z from 'zod';
import { creditCode } from '../credit-code.ts';
import { said } from '../exchange/body.ts';
import type { TimelineKeys } from '../exchange/keyed.ts';
import { choice, line, organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import type { Subject } from '../party.ts';
import { moment, recordId } from '../record-fields.ts';

export type ProblemState = 'open' | 'resolved';

/** How a problem ends by the word of whoever handles it. */
export const OUTCOMES = {
  resolution: '形成处理意见',
  'list-change': '调整边界清单',
  'standard-change': '调整标准',
  'policy-document': '制定政策文件',
} as const;

/** Of problems raised by hand. */
export const TYPES = {
  'standards-differ': '标准不统一',
  'boundary-unclear': '职责边界不清',
  'pushes-not-smooth': '推送不畅通',
  other: '其他',
} as const;

const WHY = { returned: '两次退回', disputed: '认领异议', certificate: '配发证照异议', raised: '单位提出' } as const;

/** An applicant whom it has cost something (art. 22). */
export const affectedFields = lazily(() => ({
  name: line(200).meta({ title: '名称' }),
  creditCode: creditCode().meta({ title: '统一社会信用代码' }),
  loss: text(1000).meta({ title: '影响或损失' }),
  remedy: text(1000).meta({ title: '补救' }),
}));

const affected = lazily(() => {
  const { name, creditCode, loss, remedy } = affectedFields();
  return z.strictObject({ name, creditCode: creditCode.nullable(), loss, remedy: remedy.nullable() });
});

const asked = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    letter: recordId().meta({ title: '函件' }),
  }),
);

/** What people say who raise it; absent otherwise, and once quarantined. */
export const raisedFields = lazily(() => ({
  type: choice(TYPES).meta({ title: '问题类型' }),
  title: line(200).meta({ title: '标题' }),
  text: text(2000).meta({ title: '情况' }),
  matter: line(64).register(meanings, { is: 'matter' }).meta({ title: '事项编码' }),
}));

export const problemBody = lazily(() => {
  const { type, title, text: told, matter } = raisedFields();
  return z.strictObject({
    push: recordId().meta({ title: '推送', description: '所涉推送；单位提出的为 null' }).nullable(),
    why: choice(WHY).meta({ title: '缘由' }),
    reason: said(text(500).meta({ title: '理由' })),
    suggestedOrg: organisation().meta({ title: '建议的接收单位' }).nullable(),
    outcome: choice({ ...OUTCOMES, transfer: '移交其他单位' })
      .meta({ title: '处理方式' })
      .nullable(),
    resolution: said(text(1000).meta({ title: '处理意见' })),
    transferredTo: organisation().meta({ title: '移交单位' }).nullable(),
    certificate: recordId().meta({ title: '配发证照', description: '因其异议形成的问题' }).optional(),
    type: type.optional(),
    title: said(title.optional()),
    text: said(told.optional()),
    matter: matter.optional(),
    affected: said(z.array(affected()).meta({ title: '受影响的申请人' }).optional()),
    asked: z.array(asked()).meta({ title: '书面协商的单位' }).optional(),
    consulted: z
      .array(organisation())
      .meta({ title: '仅征求意见的单位', description: '受理单位书面协商、邀请开会才参与的单位：可以答复意见' })
      .optional(),
    heard: z.array(organisation()).meta({ title: '已答复的参与单位' }).optional(),
    repliedAt: moment().meta({ title: '接收单位首次答复的时间' }).optional(),
    repliedBefore: moment().meta({ title: '原接收单位首次答复的时间' }).optional(),
    resolvedAt: moment().meta({ title: '办结时间' }).optional(),
    links: z.array(recordId()).meta({ title: '有关记录', description: '处理所依据或形成的记录' }).optional(),
    escalation: said(text(1000).meta({ title: '提请县政府办公室处理的理由' }).optional()),
    escalatedAt: moment().meta({ title: '提请时间' }).optional(),
    escalatedBy: organisation().meta({ title: '提请单位' }).optional(),
    escalatedFrom: organisation().meta({ title: '原接收单位' }).optional(),
  });
});

export type ProblemBody = Checked<typeof problemBody>;

export interface ProblemOpening {
  id: string;
  push: string;
  why: 'returned' | 'disputed' | 'certificate';
  /** Of an objection to a certificate: its id. */
  certificate?: string;
  from: string;
  to: string;
  /** Who sent the push: takes part, having sent it does not make it the handler. */
  sender: string;
  reason: string;
  suggestedOrg: string | null;
  /** Whom and which licence it is about, as the push says it; absent where the push says neither. */
  subject?: Subject;
  /** By what the timeline finds it: what its push is found by. */
  keys: TimelineKeys;
}
