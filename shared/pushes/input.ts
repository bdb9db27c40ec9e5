/** What a push says: the fields of `POST /pushes`. */

import * as z from 'zod';
import { matterCode } from '../boundary/matter.ts';
import { creditCode } from '../credit-code.ts';
import { choice, civilDate, code, instant, line, listOf, optional, sha256Hex, text, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { acrossFields, part } from './across-fields.ts';

export const PUSH_KINDS = ['approval', 'risk', 'supervision', 'document'] as const;
export type PushKind = (typeof PUSH_KINDS)[number];

/** What was decided: granted, refused, changed, renewed, withdrawn 撤回, revoked 撤销, cancelled 注销. */
export const DECISIONS = ['granted', 'refused', 'changed', 'renewed', 'withdrawn', 'revoked', 'cancelled'] as const;
export type Decision = (typeof DECISIONS)[number];

const PARTY_TYPES = ['organisation', 'individual-business', 'natural-person'] as const;

const target = lazily(() =>
  z.strictObject({
    org: code().meta({ description: '单位代码' }),
    section: optional(code()).meta({ description: '科室代码；不填为该单位的默认科室' }),
  }),
);

const party = lazily(() =>
  z.strictObject({
    type: choice(PARTY_TYPES)
      .nullish()
      .transform((value) => value ?? 'organisation')
      .meta({ description: '法人或其他组织（默认）、个体工商户、自然人' }),
    name: line(200).meta({ description: '名称或姓名' }),
    creditCode: optional(creditCode()).meta({
      description: '统一社会信用代码，18 位；自然人不填，也不要填身份证号码。校验位不符的照常接收并提醒',
    }),
  }),
);

const licence = lazily(() =>
  z.strictObject({
    documentNumber: optional(line(100)).meta({ description: '决定文书号' }),
    name: optional(line(200)).meta({ description: '证照名称' }),
    number: optional(line(100)).meta({ description: '证照编号' }),
    decidedOn: optional(civilDate()).meta({ description: '决定日期' }),
    validFrom: optional(civilDate()).meta({ description: '有效期起' }),
    validTo: optional(civilDate()).meta({ description: '有效期止，不早于有效期起' }),
  }),
);

/** A part of which nothing is said is not there: `{}`, and members that are all null, are the same as leaving it out. */
function saying<T extends z.ZodType>(schema: T) {
  const says = (value: unknown): boolean => Object.values(value as object).some((member) => member !== null);
  return optional(schema).transform((value) => (value !== null && says(value) ? value : null));
}

const site = lazily(() => z.strictObject({ township: optional(line(50)), address: optional(line(300)) }));
const contact = lazily(() => z.strictObject({ name: optional(line(50)), phone: optional(line(50)) }));
const riskPoint = lazily(() =>
  z.strictObject({
    description: text(500).meta({ description: '审批中发现、监管需注意之处' }),
    severity: choice(['low', 'medium', 'high']).meta({ description: '程度：低、中、高' }),
  }),
);
const attachment = lazily(() =>
  z.strictObject({
    name: line(200).meta({ description: '文件名' }),
    sha256: optional(sha256Hex()).meta({ description: '文件的 SHA-256，64 位十六进制' }),
    size: optional(whole(0, 1_000_000_000_000)).meta({ description: '字节数' }),
    mediaType: optional(line(100)).meta({ description: '媒体类型，如 application/pdf' }),
  }),
);

const EXAMPLE = {
  kind: 'approval',
  reference: 'GX-2026-000123',
  matter: '371525-SCJG-001',
  decision: 'granted',
  party: { type: 'organisation', name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: { name: '食品经营许可证', number: 'JY13715250000123', decidedOn: '2026-09-28' },
  occurredAt: '2026-09-28T08:50:00+08:00',
  summary: '准予食品经营许可，经营项目：热食类食品制售。',
  riskPoints: [{ description: '后厨面积偏小，注意核查加工量与布局', severity: 'medium' }],
};

const pushFields = lazily(() =>
  z.strictObject({
    kind: choice(PUSH_KINDS).meta({ description: '审批信息、审批中发现的风险、监管处理信息、文件' }),
    reference: line(100).meta({ description: '来源自己的编号，永久唯一；相同内容可重复提交，返回同一推送' }),
    matter: optional(matterCode()).meta({ description: '现行边界清单中的事项编码；文件（document）可不填' }),
    decision: optional(choice(DECISIONS)).meta({
      description: '仅审批信息填写：准予（默认）、不予、变更、延续、撤回、撤销、注销',
    }),
    party: optional(party()).meta({ description: '行政相对人；文件（document）可不填' }),
    licence: saying(licence()).meta({ description: '证照与决定文书' }),
    occurredAt: instant().meta({ description: '办结时间；监管处理信息为结果公布时间。不得晚于现在' }),
    summary: text(2000).meta({ description: '摘要' }),
    site: saying(site()).meta({ description: '经营或建设地点' }),
    contact: saying(contact()).meta({ description: '联系人' }),
    commitment: z
      .boolean({ error: '应为 true 或 false' })
      .nullish()
      .transform((value) => value ?? false)
      .meta({ description: '以告知承诺方式办理；默认 false' }),
    conditions: optional(text(2000)).meta({ description: '许可附带的条件' }),
    riskPoints: listOf(riskPoint(), 50)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ description: '监管风险点，最多 50 个' }),
    corrects: optional(line(100)).meta({ description: '所更正的、同一来源此前推送的编号' }),
    attachments: listOf(attachment(), 50)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ description: '附件的名称与摘要，最多 50 个；不提交文件本身' }),
    to: optional(target()).meta({ description: '接收单位；仅清单为逐件指定的事项和文件填写' }),
    copyTo: listOf(target(), 20)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ description: '另行抄送，最多 20 个；仅文件填写' }),
  }),
);

/** The body of `POST /pushes`. State secrets never belong here. */
export const pushInput = lazily(() =>
  pushFields()
    .superRefine(
      (push, context) => {
        for (const { pointer, detail } of acrossFields(push)) {
          context.addIssue({ code: 'custom', path: pointer.split('/').slice(1), message: detail });
        }
      },
      // Also where fields by themselves do not fit: all that is wrong is told at once.
      { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
    )
    .transform((push) => ({
      ...push,
      decision: push.kind === 'approval' ? (push.decision ?? 'granted') : push.decision,
    }))
    .meta({ id: 'PushInput', description: '涉密信息不得通过本平台推送。', override: { examples: [EXAMPLE] } }),
);

export type PushInput = Checked<typeof pushInput>;

/** A body of which some fields do not fit, without those: for finding out what else is wrong with it. */
export function readablePart(json: unknown): PushInput {
  const given = part(json);
  const entries = Object.entries(pushFields().shape).map(([name, schema]) => {
    const fits = schema.safeParse(Object.hasOwn(given, name) ? given[name] : undefined);
    return [name, fits.success ? fits.data : NOTHING[name]];
  });
  return Object.fromEntries(entries) as PushInput;
}

const NOTHING: Readonly<Record<string, unknown>> = {
  ...{ kind: 'approval', reference: '', matter: null, decision: null, party: null, licence: null, occurredAt: 0 },
  ...{ summary: '', site: null, contact: null, commitment: false, conditions: null, riskPoints: [], corrects: null },
  ...{ attachments: [], to: null, copyTo: [] },
};
