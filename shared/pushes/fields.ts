/** The fields of a push, once: what comes in may leave most of them out; what the record keeps has them all. */
import * as z from 'zod';
import { matterCode } from '../boundary/matter-code.ts';
import { choice, civilDate, identifier, line, text } from '../fields.ts';
import { lazily } from '../lazily.ts';

export const PUSH_KINDS = {
  approval: '审批信息',
  risk: '监管风险点',
  supervision: '监管处理信息',
  document: '文件资料',
} as const;
export type PushKind = keyof typeof PUSH_KINDS;

/** What was decided. */
const DECISIONS = {
  granted: '准予',
  refused: '不予',
  changed: '变更',
  renewed: '延续',
  withdrawn: '撤回',
  revoked: '撤销',
  cancelled: '注销',
} as const;
export type Decision = keyof typeof DECISIONS;

const SEVERITIES = { low: '低', medium: '中', high: '高' } as const;

export const licenceFields = lazily(() => ({
  documentNumber: identifier(100).meta({ title: '决定文书号' }),
  name: line(200).meta({ title: '证照名称' }),
  number: identifier(100).meta({ title: '证照编号' }),
  decidedOn: civilDate().meta({ title: '决定日期' }),
  validFrom: civilDate().meta({ title: '有效期起' }),
  validTo: civilDate().meta({ title: '有效期止', description: '不早于有效期起' }),
}));

export const siteFields = lazily(() => ({
  township: line(50).meta({ title: '乡镇（街道）' }),
  address: line(300).meta({ title: '地址' }),
}));

export const contactFields = lazily(() => ({
  name: line(50).meta({ title: '联系人姓名' }),
  phone: line(50).meta({ title: '联系电话' }),
}));

export const riskPoint = lazily(() =>
  z.strictObject({
    description: text(500).meta({ title: '风险描述', description: '审批中发现、监管需注意之处' }),
    severity: choice(SEVERITIES).meta({ title: '程度' }),
  }),
);

/** How a department has handled what it found. */
export const handlingFields = lazily(() =>
  z.strictObject({
    type: choice({ inspection: '检查', order: '责令改正', penalty: '行政处罚' }).meta({ title: '处理方式' }),
    documentNumber: identifier(100).meta({ title: '文书号' }),
    decidedOn: civilDate().meta({ title: '决定日期', description: '不晚于今日' }),
  }),
);

/** What a push itself says, beside its parts and lists. */
export const plainFields = lazily(() => ({
  kind: choice(PUSH_KINDS).meta({ title: '信息类别' }),
  matter: matterCode().meta({ title: '事项编码', description: '现行边界清单中的事项；种类为文件的可不填' }),
  decision: choice(DECISIONS).meta({ title: '审批决定', description: '仅审批信息有，不填为准予' }),
  summary: text(2000).meta({ title: '摘要' }),
  conditions: text(2000).meta({ title: '许可附带的条件' }),
  // A readdressed push has its root's number with `#2`, `#3` …
  corrects: identifier(120).meta({ title: '所更正的推送', description: '同一来源此前推送的同类信息的编号' }),
}));
