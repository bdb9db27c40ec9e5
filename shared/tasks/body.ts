/** What the record of a task keeps. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import { choice, identifier, line, organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment, recordId, sealedWhereNeeded } from '../record-fields.ts';

export const OUTCOMES = {
  keep: '维持许可',
  change: '变更许可',
  withdraw: '撤回许可',
  revoke: '撤销许可',
  cancel: '注销许可',
} as const;

export const taskBody = lazily(() =>
  z.strictObject({
    push: recordId().meta({ title: '推送', description: '监管处理信息的推送，或者未履行的承诺所随的推送' }),
    commitment: recordId().meta({ title: '承诺核查', description: '未履行的承诺' }).optional(),
    reportedBy: organisation().meta({ title: '报送单位' }),
    matter: matterCode().meta({ title: '事项编码' }).nullable(),
    matterName: line(200).meta({ title: '事项名称' }).nullable(),
    licence: said(line(100).meta({ title: '证照编号' })),
    outcome: choice(OUTCOMES).meta({ title: '处理结果' }).nullable(),
    documentNumber: said(sealedWhereNeeded(identifier(100)).meta({ title: '文书号' })),
    note: said(text(1000).meta({ title: '说明' })),
    decidedAt: moment().meta({ title: '处理时间' }).nullable(),
    correctedBy: recordId()
      .meta({ title: '更正后的推送', description: '监管处理信息、告知承诺的许可更正后，本任务终止' })
      .optional(),
    endedBy: recordId().meta({ title: '使许可终止的推送', description: '告知承诺的许可终止后，本任务终止' }).optional(),
    answer: recordId().meta({ title: '结果推送', description: '把结果带回的推送' }).nullable(),
  }),
);

export type TaskBody = Checked<typeof taskBody>;
