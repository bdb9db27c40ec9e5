/** What the columns of the public workbook mean when a draft is read from one, by their titles. */
import { ADDRESSING, DECIDED_ABOVE, GUIDANCE, STAGES } from '../../shared/boundary/matter.ts';

type Words = Readonly<Record<string, string>>;

export interface ReadColumn {
  /** Of a row; the reason and the explanation of a guidance are its two halves. */
  field: string;
  /** `name`: a name beside a code, which has to agree with it. */
  kind: 'text' | 'number' | 'choice' | 'choices' | 'codes' | 'name';
  words?: Words;
  /** What an empty cell says, where that is not null. */
  empty?: unknown;
}

const text = (field: string): ReadColumn => ({ field, kind: 'text' });
const number = (field: string): ReadColumn => ({ field, kind: 'number' });
const name = (field: string): ReadColumn => ({ field, kind: 'name' });

export const READ_COLUMNS: Readonly<Record<string, ReadColumn>> = {
  事项编码: text('code'),
  事项名称: text('name'),
  权力类型: text('powerType'),
  互动环节: { field: 'stages', kind: 'choices', words: STAGES, empty: [] },
  审批职责: text('approvalDuty'),
  监管职责: text('supervisionDuty'),
  信息推送方式: text('pushMethod'),
  监管单位确定方式: { field: 'addressing', kind: 'choice', words: ADDRESSING },
  审批科室代码: text('approvingSection'),
  审批科室: name('approvingSection'),
  监管单位代码: text('department'),
  监管单位: name('department'),
  责任科室代码: text('section'),
  责任科室: name('section'),
  执法机构代码: text('enforcementAgency'),
  执法机构: name('enforcementAgency'),
  可指定单位代码: { field: 'candidates', kind: 'codes', empty: [] },
  可指定单位: name('candidates'),
  职责边界清单条目: text('dutyListEntry'),
  职责边界清单版本: text('dutyListVersion'),
  需主管部门指导的原因: { field: 'reason', kind: 'choice', words: GUIDANCE },
  指导说明: text('explanation'),
  终审或认可机关: { field: 'decidedAbove', kind: 'choice', words: DECIDED_ABOVE, empty: 'none' },
  配发期限: number('certificateDays'),
  配发期限依据: text('certificateBasis'),
  承诺核查期限: number('commitmentDays'),
};

/** The title under which a field's value stands: errors name it. */
export function titleOf(field: string): string {
  const found = Object.entries(READ_COLUMNS).find(([, column]) => column.field === field && column.kind !== 'name');
  return found?.[0] ?? (field === 'guidance' ? '指导说明' : field);
}
