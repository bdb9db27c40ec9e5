/**
 * What the record of a standard keeps: what both sides apply to which matters, from when, and how they agreed on it.
 */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { said } from '../exchange/body.ts';
import {
  account,
  choice,
  civilDate,
  identifier,
  line,
  organisation,
  text,
  toSealNumber,
  whole,
  yesNo,
} from '../fields.ts';
import { fileAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { moment, recordId, sealedWhereNeeded } from '../record-fields.ts';

export type StandardState = 'proposed' | 'objected' | 'confirmed' | 'repealing' | 'withdrawn';

export const TYPES = {
  plan: '行业规划',
  access: '准入标准',
  cap: '总量控制',
  condition: '审批条件',
  rule: '实施细则',
  checklist: '检查要点清单',
} as const;

/** From the county up: a higher level overrides those below it (art. 26). */
export const LEVELS = { county: '县级', city: '市级', province: '省级', state: '国家级' } as const;
export type Level = keyof typeof LEVELS;

/** What the department alone answers for (art. 6): nothing of it is settled against the department. */
export const OF_DEPARTMENT: readonly string[] = ['plan', 'access', 'cap'];

/** What a county adds to the conditions of a licence needs a superior rule as its basis (行政许可法 16). */
export const NEEDS_BASIS: readonly string[] = ['access', 'cap', 'condition'];

const point = lazily(() =>
  z.strictObject({
    point: line(500).meta({ title: '检查要点' }),
    basis: line(200).meta({ title: '依据' }).nullable(),
  }),
);

export const capFields = lazily(() => ({
  quantity: whole(0, 1_000_000_000).meta({ title: '总量' }),
  unit: line(20).meta({ title: '计量单位', description: '以许可证照计数的（如 家、户、张）系统自动统计已用数' }),
  base: whole(0, 1_000_000_000).meta({ title: '起算前已用数' }),
}));

const sourceFields = lazily(() => ({
  documentNumber: identifier(100).meta({ title: '文号' }),
  issuer: line(100).meta({ title: '制定机关' }),
  level: choice(LEVELS).meta({ title: '层级' }),
}));

/** As its proposer says it. */
const source = lazily(() => {
  const { documentNumber, ...others } = sourceFields();
  return z.strictObject({ documentNumber: toSealNumber(documentNumber), ...others });
});

const keptSource = lazily(() => {
  const { documentNumber, ...others } = sourceFields();
  return z.strictObject({ documentNumber: sealedWhereNeeded(documentNumber).meta({ title: '文号' }), ...others });
});

/** What its proposer says of it. */
export const proposedFields = lazily(() => ({
  title: line(200).meta({ title: '标题' }),
  text: text(20_000).meta({ title: '正文' }),
  items: z.array(point()).max(200, { error: '最多 200 项' }).meta({ title: '检查要点' }),
  basis: z.array(line(200)).max(20, { error: '最多 20 项' }).meta({
    title: '上位法依据',
    description: '本县的准入标准、总量控制、审批条件应填写',
  }),
  source: source().meta({ title: '来源文件' }),
  validFrom: civilDate().meta({ title: '施行日期' }),
  validTo: civilDate().meta({ title: '有效期至', description: '最后一日；长期有效的不填' }),
  besides: z.array(recordId()).max(50, { error: '最多 50 项' }).meta({
    title: '并行适用的标准',
    description: '与本标准不抵触、继续施行的下级标准',
  }),
  public: yesNo().meta({ title: '向社会公开' }),
}));

export const standardBody = lazily(() => {
  const { title, text: told, items, basis, validFrom, validTo, besides, public: isPublic } = proposedFields();
  return z.strictObject({
    type: choice(TYPES).meta({ title: '类别' }),
    matters: z.array(matterCode()).meta({ title: '事项' }),
    department: organisation().meta({ title: '主管部门', description: '各事项的主管部门' }),
    title: said(title),
    text: said(told),
    items: said(items),
    cap: said(z.strictObject(capFields()).meta({ title: '总量' }).optional()),
    basis: said(basis),
    source: said(keptSource().meta({ title: '来源文件' })),
    validFrom,
    validTo: validTo.nullable(),
    replaces: recordId().meta({ title: '取代的标准' }).nullable(),
    besides,
    public: isPublic,
    attachments: said(z.array(fileAlong()).meta({ title: '附件' })),
    confirmedAt: moment().meta({ title: '确认时间', description: '上级的标准为录入的时间' }).nullable(),
    confirmedBy: said(account().meta({ title: '确认人' })),
    objection: said(text(1000).meta({ title: '不同意的理由' })),
    settlement: said(text(1000).meta({ title: '裁定理由' })),
    settledAt: moment().meta({ title: '裁定时间' }).nullable(),
    repealFrom: civilDate().meta({ title: '拟废止日期', description: '自该日起不再施行；待另一方确认' }).nullable(),
    repealBy: organisation().meta({ title: '提出废止的单位' }).nullable(),
    repealLate: organisation().meta({ title: '逾期未就废止答复的单位' }).optional(),
    repealedFrom: civilDate().meta({ title: '废止日期', description: '自该日起不再施行' }).nullable(),
    reason: said(text(1000).meta({ title: '废止或撤回的理由' })),
  });
});

export type StandardBody = Checked<typeof standardBody>;

/** A standard of which nothing has been said but by its proposer. */
export const UNANSWERED = {
  ...{ confirmedAt: null, confirmedBy: null, objection: null, settlement: null, settledAt: null },
  ...{ repealFrom: null, repealBy: null, repealedFrom: null, reason: null },
};
