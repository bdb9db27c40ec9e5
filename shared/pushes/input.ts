/** What a push says: the fields of `POST /pushes`. */

import * as z from 'zod';
import { keyFields } from '../exchange/keyed.ts';
import { allOptional, identifier, instant, listOf, optional, otherOrganisation, section, yesNo } from '../fields.ts';
import { attachmentInput } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { partyInput } from '../party.ts';
import { acrossFields, part } from './across-fields.ts';
import { documentInput } from './circulated.ts';
import { contactFields, handlingFields, licenceFields, plainFields, riskPoint, siteFields } from './fields.ts';

/** Whom a push, or a copy of it, is for. */
export const target = lazily(() =>
  z.strictObject({
    org: otherOrganisation().meta({ title: '单位', description: '单位代码' }),
    section: optional(section()).meta({ title: '科室', description: '科室代码；不填为该单位的默认科室' }),
  }),
);

const licence = lazily(() => z.strictObject(allOptional(licenceFields())));
const site = lazily(() => z.strictObject(allOptional(siteFields())));
const contact = lazily(() => z.strictObject(allOptional(contactFields())));

/**
 * A part of which nothing is said is not there: `{}`, and members that are all null, are the same as leaving it out.
 */
function saying<T extends z.ZodType>(schema: T) {
  const says = (value: unknown): boolean => Object.values(value as object).some((member) => member !== null);
  return optional(schema).transform((value) => (value !== null && says(value) ? value : null));
}

/** A list that is empty where it is left out. */
function listed<T extends z.ZodType>(item: T, max: number) {
  return listOf(item, max)
    .nullish()
    .transform((value) => value ?? []);
}

/** Absent while unset: what was pushed before they were there is the same content still. */
const keysOfPush = lazily(() => {
  const { about, application, project } = keyFields();
  return {
    about: about.transform((value) => (value && value.length > 0 ? value : undefined)),
    application: application.transform((value) => value ?? undefined),
    project: project.transform((value) => value ?? undefined),
  };
});

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

const pushFields = lazily(() => {
  const { kind, matter, decision, summary, conditions, corrects } = plainFields();
  return z.strictObject({
    kind,
    reference: identifier(100).meta({
      title: '编号',
      description: '来源自己的编号，永久唯一；相同内容可重复提交，返回同一推送',
    }),
    matter: optional(matter),
    decision: optional(decision),
    party: optional(partyInput()).meta({ title: '行政相对人', description: '种类为文件的可不填' }),
    licence: saying(licence()).meta({ title: '证照与决定文书' }),
    occurredAt: instant().meta({
      title: '办结时间',
      description: '监管处理信息为结果公布时间。最多可晚于现在 60 秒（时钟误差）',
    }),
    summary,
    site: saying(site()).meta({ title: '经营或建设地点' }),
    contact: saying(contact()).meta({ title: '联系人' }),
    commitment: yesNo()
      .nullish()
      .transform((value) => value ?? false)
      .meta({ title: '告知承诺', description: '以告知承诺方式办理；不填为否' }),
    conditions: optional(conditions),
    riskPoints: listed(riskPoint(), 50).meta({ title: '监管风险点', description: '最多 50 个' }),
    corrects: optional(corrects),
    attachments: listed(attachmentInput(), 50).meta({
      title: '附件',
      description: '最多 50 个：已上传的文件，或只有名称与摘要',
    }),
    to: optional(target()).meta({ title: '接收单位', description: '仅清单为逐件指定的事项和文件填写' }),
    handling: handlingFields()
      .nullish()
      .transform((value) => value ?? undefined)
      .meta({ title: '处理决定', description: '仅监管处理信息填写；填写的，自动登记信用记录' }),
    document: documentInput()
      .nullish()
      .transform((value) => value ?? undefined)
      .meta({ title: '文件', description: '仅种类为文件的填写；填写的，按规定时限计算是否按时抄送或转送' }),
    ...keysOfPush(),
    copyTo: listed(target(), 20).meta({ title: '抄送单位', description: '最多 20 个；仅文件填写' }),
  });
});

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
