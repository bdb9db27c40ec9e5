/** What the record of a letter keeps: what was asked, what was replied, and what came of it. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { account, choice, civilDate, identifier, line, person, text, whole, yesNo } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { POSITIONS } from '../position.ts';
import { moment, recordId, sealedWhereNeeded } from '../record-fields.ts';

export type LetterState = 'pending' | 'replied' | 'concluded' | 'withdrawn' | 'informed';

/** Why one writes (党政机关公文处理工作条例 art. 8: 函), each with its article of the measures. */
export const PURPOSES = {
  policy: '政策文件征求意见',
  guidance: '事前业务指导征求意见',
  problem: '问题协商',
  gatekeeping: '专业把关',
  'written-opinion': '书面意见',
  'matter-change': '事项调整函告',
  inquiry: '商洽',
} as const;

export const CONCLUSIONS = { meets: '符合标准', conditional: '附条件符合', fails: '不符合标准' } as const;
export const OUTCOMES = { adopted: '采纳', partly: '部分采纳', 'not-adopted': '未采纳' } as const;

/** What the sender says. */
export const askedFields = lazily(() => ({
  purpose: choice(PURPOSES).meta({ title: '类别' }),
  title: line(200).meta({ title: '标题' }),
  text: text(5000).meta({ title: '正文' }),
  matter: matterCode().meta({ title: '事项编码' }),
  application: identifier(100).meta({ title: '办件编号' }),
  documentNumber: identifier(100).meta({ title: '文号', description: '以公函发出的填写，并填写签发人' }),
  signedBy: person().meta({ title: '签发人' }),
  justification: text(1000).meta({
    title: '清单外把关的理由',
    description: '专业把关的事项不在需主管部门指导的事项清单中的必填',
  }),
  effectiveOn: civilDate().meta({ title: '施行日期', description: '仅事项调整函告；距今至少 5 个工作日' }),
}));

/** What the addressee says. */
export const repliedFields = lazily(() => ({
  position: choice(POSITIONS).meta({ title: '意见' }),
  text: text(5000).meta({ title: '答复' }),
  conclusion: choice(CONCLUSIONS).meta({ title: '把关结论' }),
  standards: z.array(recordId()).max(50).meta({ title: '依据的标准' }),
  documentNumber: identifier(100).meta({ title: '复函文号' }),
  signedBy: person().meta({ title: '签发人' }),
  rows: z
    .array(
      z.strictObject({ code: matterCode().meta({ title: '事项编码' }), reason: text(500).meta({ title: '理由' }) }),
    )
    .max(500, { error: '最多 500 项' })
    .meta({ title: '不同意的事项', description: '仅事项调整函告；不同意的，逐项说明理由' }),
  opinions: z
    .array(z.strictObject({ code: matterCode().meta({ title: '事项编码' }), text: text(1000).meta({ title: '意见' }) }))
    .max(500, { error: '最多 500 项' })
    .meta({ title: '需指导事项的意见', description: '仅事项调整函告；同意的，就本单位须指导的每一事项提出意见' }),
}));

export const letterBody = lazily(() => {
  const asked = askedFields();
  const reply = repliedFields();
  const files = (title: string) => z.array(fileAlong()).meta({ title });
  return z.strictObject({
    purpose: asked.purpose,
    title: said(asked.title),
    text: said(asked.text),
    matter: asked.matter.nullable(),
    matterName: line(200).meta({ title: '事项名称' }).nullable(),
    documentNumber: said(sealedWhereNeeded(asked.documentNumber).meta({ title: '文号' })),
    signedBy: said(asked.signedBy),
    thirdParty: said(line(200).meta({ title: '第三方机构', description: '受托提供专业服务的机构' })),
    workingDays: whole(1, 60).meta({ title: '答复期限（工作日）', description: '不需要答复的为 null' }).optional(),
    effectiveOn: asked.effectiveOn.optional(),
    attachments: said(files('附件')),
    position: reply.position.nullable(),
    reply: said(reply.text),
    conclusion: reply.conclusion.nullable(),
    standards: reply.standards,
    replyNumber: said(sealedWhereNeeded(reply.documentNumber).meta({ title: '复函文号' })),
    replySignedBy: said(reply.signedBy),
    replyAttachments: said(files('复函附件')),
    repliedBy: said(account().meta({ title: '答复人' })),
    repliedAt: moment().meta({ title: '答复时间' }).nullable(),
    outcome: choice(OUTCOMES).meta({ title: '采纳情况' }).nullable(),
    reason: said(text(1000).meta({ title: '理由' })),
    withoutReply: yesNo().meta({ title: '未获答复', description: '期满未获答复，发出单位径行办理' }),
    concludedAt: moment().meta({ title: '办结时间' }).nullable(),
    justification: said(asked.justification.optional()),
    unlisted: yesNo().meta({ title: '清单外', description: '所把关的事项不在需主管部门指导的事项清单中' }).optional(),
    rows: said(reply.rows.optional()),
    opinions: said(reply.opinions.optional()),
  });
});

export type LetterBody = Checked<typeof letterBody>;

/** A letter in which nothing has happened yet. */
export const UNANSWERED = {
  ...{ position: null, reply: null, conclusion: null, standards: [], replyNumber: null, replySignedBy: null },
  ...{ replyAttachments: [], repliedBy: null, repliedAt: null, outcome: null, reason: null },
  ...{ withoutReply: false, concludedAt: null },
};
