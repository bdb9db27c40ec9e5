/** The supervision register, its feedback, and a reconciliation. */
import * as z from 'zod';
import { choice } from '../../shared/fields.ts';
import { pushBody } from '../../shared/pushes/body.ts';
import { feedbackBody, RESULTS } from '../../shared/register/feedback.ts';
import { REGISTER_STATES } from '../../shared/register/register.ts';
import { dateOut, idOut, instantOut, orgOut, pageOf, sectionOut } from '../http/answer-fields.ts';
import { answersOf } from '../http/answer-of.ts';

/** What an entry shows of the pushes that it is folded from, and a push of its licence. */
export function told() {
  const { matter, matterName, party, licence, commitment, riskPoints } = pushBody().shape;
  return answersOf({ matter, matterName, party, licence, commitment, riskPoints });
}

/** Of an entry, what whoever may ask for it reads, also by a grant. */
export const entryShown = {
  id: z.string().meta({ title: '编号' }),
  org: orgOut.meta({ title: '监管单位' }),
  state: choice(REGISTER_STATES).meta({ title: '状态' }),
  section: sectionOut.nullable().meta({ title: '责任科室' }),
  ...told(),
  since: instantOut.nullable().meta({ title: '纳入监管的时间' }),
};

const entry = {
  ...entryShown,
  checkedOn: dateOut.nullable().meta({ title: '最近一次检查', description: '监管反馈中最晚的日期；没有的为 null' }),
  checkResult: choice(RESULTS).nullable().meta({ title: '检查结果' }),
  pushes: z.array(idOut).meta({ title: '推送', description: '所依据的推送，先后为序' }),
};

const feedback = z.strictObject({
  ...{ id: idOut.meta({ title: '编号' }), ...answersOf(feedbackBody().shape) },
  documentNumber: z.string().meta({ title: '文书号', description: '没有的不出现' }).optional(),
});

export const registerPage = pageOf(z.strictObject(entry).meta({ id: 'RegisterEntry' })).meta({ id: 'RegisterPage' });

export const registerEntryAnswer = z
  .strictObject({ ...entry, feedback: z.array(feedback).meta({ title: '监管反馈', description: '最近 200 条' }) })
  .meta({ id: 'RegisterEntryWithFeedback' });

const references = z.array(z.string());

export const reconciliationAnswer = z
  .strictObject({
    missing: references.meta({ title: '未推送', description: '清单中有、平台没有推送的编号' }),
    late: references.meta({ title: '迟推送', description: '迟推送的编号' }),
    named: z
      .array(
        z.strictObject({
          reference: z.string().meta({ title: '清单中的编号' }),
          push: z.string().meta({ title: '推送', description: '其编号' }),
          pushedAs: z.string().meta({ title: '推送时的来源编号' }),
        }),
      )
      .optional()
      .meta({
        title: '以其他来源或编号找到的',
        description: '本单位的其他来源以同一编号推送的，或以其他编号推送、决定文书号或证照编号与清单相同的；没有的不列',
      }),
    withdrawn: references.optional().meta({ title: '已撤回', description: '推送以后撤回的编号；没有的不列，下同' }),
    returned: references.optional().meta({ title: '被退回', description: '被退回、没有改派也没有更正的编号' }),
    quarantined: references.optional().meta({ title: '已隔离', description: '推送内容已经隔离的编号' }),
    unknown: references.meta({ title: '清单之外', description: '平台有推送、清单中没有的编号' }),
    next: z
      .string()
      .optional()
      .meta({ title: '翻页标记', description: '没有列完的才有：以此为 cursor，再次提交同一清单' }),
  })
  .meta({ id: 'ReconciliationResult' });
