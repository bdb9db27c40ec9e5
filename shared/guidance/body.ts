/** What the record of a pre-approval guidance keeps: the project, who was asked, and what was handed to it. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { choice, civilDate, line, organisation, person, text, yesNo } from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { POSITIONS } from '../position.ts';
import { moment, recordId } from '../record-fields.ts';

export type GuidanceState = 'open' | 'concluded' | 'handed-over' | 'closed';

/** Why it is needed (art. 11). */
const GROUNDS = {
  'macro-control': '宏观调控',
  'productive-forces': '重大生产力布局',
  resources: '资源利用',
  ecology: '生态环境',
  'public-safety': '公共安全',
  'public-interest': '公共利益',
} as const;
const FEASIBILITY = { feasible: '可行', conditional: '附条件可行', infeasible: '不可行' } as const;

export const guidanceFields = lazily(() => ({
  projectName: line(200).meta({ title: '项目名称' }),
  matters: z
    .array(matterCode(), { error: '应为事项编码的数组' })
    .max(20, { error: '最多 20 个事项' })
    .meta({ title: '涉及事项' }),
  text: text(5000).meta({ title: '情况说明' }),
  grounds: z.array(choice(GROUNDS), { error: '应为数组' }).max(6).meta({ title: '启动缘由' }),
}));

/** What somebody who was asked thinks; shown to all who were asked once it is concluded. */
const opinion = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    position: choice(POSITIONS).meta({ title: '意见' }).nullable(),
    text: text(5000).meta({ title: '意见内容' }).nullable(),
  }),
);

export const guidanceBody = lazily(() => {
  const { projectName, matters, text: story, grounds } = guidanceFields();
  const asked = z.strictObject({
    org: organisation().meta({ title: '单位' }),
    letter: recordId().meta({ title: '函件' }),
  });
  return z.strictObject({
    ...{ projectName: said(projectName), matters, text: said(story), grounds },
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    asked: z.array(asked).meta({ title: '已征求意见的单位' }),
    feasibility: choice(FEASIBILITY).meta({ title: '可行性' }).nullable(),
    problems: said(text(5000).meta({ title: '可预见的问题' })),
    opinion: said(text(10_000).meta({ title: '综合意见' })),
    opinions: said(z.array(opinion()).meta({ title: '各单位意见', description: '形成综合意见后可见' })),
    signedBy: said(person().meta({ title: '签发人' })),
    withoutReply: yesNo().meta({ title: '未获意见', description: '有单位期满未答复，径行形成综合意见' }),
    concludedAt: moment().meta({ title: '形成综合意见的时间' }).nullable(),
    handedOverOn: civilDate().meta({ title: '交付日期' }).nullable(),
    handedOverTo: said(line(200).meta({ title: '交付对象' })),
    handedOverBy: said(line(200).meta({ title: '交付方式' })),
    reason: said(text(500).meta({ title: '终止理由' })),
  });
});
export type GuidanceBody = Checked<typeof guidanceBody>;

/** A guidance in which nothing has happened yet. */
export const BEGUN = {
  ...{ asked: [], feasibility: null, problems: null, opinion: null, opinions: [], signedBy: null },
  ...{
    withoutReply: false,
    concludedAt: null,
    handedOverOn: null,
    handedOverTo: null,
    handedOverBy: null,
    reason: null,
  },
};
