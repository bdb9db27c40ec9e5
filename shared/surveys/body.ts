/** What the record of a joint survey, review or assessment keeps. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { attended } from '../cases/invite.ts';
import { said } from '../exchange/body.ts';
import { choice, civilDate, line, organisation, person, section, text, whole, yesNo } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment, recordId } from '../record-fields.ts';

export type SurveyState = 'scheduled' | 'held' | 'concluded' | 'cancelled';

export const TYPES = { 'site-survey': '联合踏勘', review: '联合评审', assessment: '联合评估' } as const;
export const RESULTS = { pass: '符合', rectify: '限期整改', fail: '不符合' } as const;

export const siteFields = lazily(() => ({
  township: line(50).meta({ title: '乡镇（街道）' }),
  address: line(300).meta({ title: '地址' }),
}));

export const surveyFields = lazily(() => ({
  type: choice(TYPES).meta({ title: '类别' }),
  matters: z
    .array(matterCode(), { error: '应为事项编码的数组' })
    .meta({ title: '事项', description: '一次踏勘可涉及几个事项' }),
  items: z.array(line(500), { error: '应为检查要点的数组' }).meta({ title: '检查要点' }),
  note: text(5000).meta({ title: '说明' }),
}));

/** Who is asked to come, and with how many people. */
export const keptInvited = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    section: section().meta({ title: '科室' }).nullable(),
    people: whole(1, 20).meta({ title: '请派人数' }),
  }),
);

/** What each expert said. */
export const expertOpinions = lazily(() =>
  z
    .array(
      z.strictObject({
        expert: recordId().meta({ title: '专家' }),
        opinion: text(5000).meta({ title: '意见' }),
        file: fileAlong()
          .shape.file.nullish()
          .transform((value) => value ?? undefined)
          .meta({ title: '书面意见' }),
      }),
    )
    .meta({ title: '专家意见' }),
);

export const surveyBody = lazily(() => {
  const { type, matters, items, note } = surveyFields();
  const { township, address } = siteFields();
  const site = z.strictObject({ township: township.nullable(), address: address.nullable() });
  const files = (title: string) => z.array(fileAlong()).meta({ title });
  return z.strictObject({
    ...{ type, matters, items: said(items), note: said(note) },
    mattersText: z.string().meta({ title: '事项名称', description: '几个事项的，以顿号分开' }),
    site: said(site.meta({ title: '地点' })),
    startsAt: moment().meta({ title: '开始时间' }),
    invited: said(z.array(keptInvited()).meta({ title: '邀请单位' })),
    attachments: said(files('附件')),
    followUpOf: recordId().meta({ title: '复勘', description: '所复查的踏勘、评审' }).nullable(),
    attendance: said(z.array(attended()).meta({ title: '到场情况' })),
    heldAt: moment().meta({ title: '登记到场的时间' }).nullable(),
    result: choice(RESULTS).meta({ title: '结论' }).nullable(),
    conclusion: said(text(5000).meta({ title: '结论说明' })),
    rectifyBy: civilDate().meta({ title: '整改期限' }).nullable(),
    signedBy: said(person().meta({ title: '签字人' })),
    conclusionAttachments: said(files('结论附件')),
    withoutReply: yesNo().meta({ title: '未获意见', description: '有到场单位期满未反馈意见，召集单位径行作出结论' }),
    concludedAt: moment().meta({ title: '作出结论的时间' }).nullable(),
    reason: said(text(500).meta({ title: '改期或取消的理由' })),
    needsDraw: yesNo().meta({ title: '须抽取专家', description: '登记到场情况之前须已抽取' }).optional(),
    experts: said(expertOpinions().optional()),
    draws: z.array(recordId()).meta({ title: '抽取专家' }).optional(),
  });
});
export type SurveyBody = Checked<typeof surveyBody>;
