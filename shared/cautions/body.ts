/** What a caution letter says, and what it is drafted from. */
import * as z from 'zod';
import { said } from '../exchange/body.ts';
import { identifier, line, organisation, person, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { circularQuarter, count, moment, recordId } from '../record-fields.ts';

/** The figures of one organisation as its circular had them: copied into the letter, so that it stands on its own. */
const figures = lazily(() =>
  z.strictObject({
    received: count().meta({ title: '接收' }),
    claimedInTime: count().meta({ title: '按期认领' }),
    deemedClaimed: count().meta({ title: '超期视为认领' }),
    returned: count().meta({ title: '退回' }),
    withdrawn: count().meta({ title: '撤回' }),
    corrected: count().meta({ title: '已采纳的更正', description: '不计入按期认领率' }),
    notNamed: count().meta({ title: '未确认责任人' }),
    onTimeRatePercent: z.number().meta({ title: '按期认领率（%）' }).nullable(),
    rank: z.int().min(1).meta({ title: '名次', description: '未排名的为 null' }).nullable(),
  }),
);

export const cautionBody = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '被提醒单位' }),
    quarter: circularQuarter().meta({ title: '季度' }),
    circular: line(100).meta({ title: '通报文号' }).nullable(),
    figures: figures().meta({ title: '通报数据', description: '通报中该单位的数据' }),
    documentNumber: said(identifier(100).meta({ title: '文号' })),
    signedBy: said(person().meta({ title: '签发人' })),
    sentAt: moment().meta({ title: '签发时间' }).nullable(),
    dropReason: said(text(1000).meta({ title: '不予提醒的理由' })),
    droppedAt: moment().meta({ title: '决定不予提醒的时间' }).nullable(),
    rectification: said(text(2000).meta({ title: '整改情况' })),
    reportedAt: moment().meta({ title: '报告整改的时间' }).nullable(),
    overdueAt: moment().meta({ title: '整改期满时间', description: '期满而未报告的' }).nullable(),
    finding: said(text(1000).meta({ title: '认定理由', description: '县政府办公室的认定' })),
    judgedAt: moment().meta({ title: '认定时间' }).nullable(),
    talk: recordId().meta({ title: '约谈', description: '其后的约谈' }).nullable(),
  }),
);

export type CautionBody = Checked<typeof cautionBody>;

export type CautionOpening = Pick<CautionBody, 'org' | 'quarter' | 'circular' | 'figures'>;
