/** Organisations, accounts, and who one is. */
import * as z from 'zod';
import { SCOPE_WORDS } from '../../shared/accounts/input.ts';
import { SUCCESSION_STATES } from '../../shared/accounts/succession.ts';
import { ORGANISATION_TYPE_WORDS } from '../../shared/county.ts';
import { ROLE_WORDS } from '../../shared/exchange/exchange.ts';
import { choice } from '../../shared/fields.ts';
import { quarter } from '../../shared/record-fields.ts';
import { accountOut, dateOut, hashOut, idOut, instantOut, orgOut, pageOf, sectionOut } from '../http/answer-fields.ts';

const mail = z.string().nullable().optional().meta({ title: '通知邮箱', description: '只有管理员可见' });
/** A code beside the name that it stands for is shown as it is. */
const code = (title: string, example: string) => z.string().meta({ title, example });
const account = {
  account: code('账号', 'scjg.officer'),
  name: z.string().meta({ title: '姓名或系统名称' }),
};
const rights = {
  roles: z.array(choice(ROLE_WORDS)).meta({ title: '角色' }),
  sections: z
    .union([choice({ all: '全部科室' }), z.array(sectionOut)])
    .meta({ title: '科室', description: '科室代码，或 all（全部科室）' }),
  scopes: z.array(choice(SCOPE_WORDS)).nullable().meta({ title: '系统账号的权限', description: '个人账号为 null' }),
};

const at = { org: orgOut.meta({ title: '单位' }), orgName: z.string().meta({ title: '单位名称' }) };
const place = {
  jurisdiction: z.string().meta({ title: '行政区划代码', example: '371525' }),
  county: z.string().meta({ title: '县（市、区）' }),
};
const consent = choice({ waiting: '等待同意', given: '已同意', refused: '已拒绝' }).meta({ title: '本人同意' });

const standsFor = z
  .array(accountOut)
  .optional()
  .meta({ title: '今日代行的账号', description: '今日为其 AB 角的账号；角色和科室已含代行所得。没有的不出现' });

export const meAnswer = z.strictObject({ ...account, ...at, ...rights, ...place, standsFor }).meta({ id: 'Me' });

export const colleaguesAnswer = pageOf(
  z.strictObject({ ...account, roles: rights.roles, sections: rights.sections }),
).meta({ id: 'Colleagues' });

const section = z.strictObject({
  code: code('科室代码', 'SPXK'),
  name: z.string().meta({ title: '科室名称' }),
  mail,
});

const succession = {
  by: orgOut.meta({ title: '承接单位' }),
  on: dateOut.meta({ title: '承接日期' }),
  documentNumber: z.string().meta({ title: '机构改革文件的文号' }),
};

export const organisationAnswer = z
  .strictObject({
    code: code('单位代码', 'SCJG'),
    name: z.string().meta({ title: '单位名称' }),
    type: choice(ORGANISATION_TYPE_WORDS).meta({ title: '单位类型' }),
    mail,
    sections: z.array(section).meta({ title: '科室' }),
    defaultSection: sectionOut.nullable().meta({ title: '默认科室' }),
    active: z.boolean().meta({ title: '启用', description: 'false 的已停用，不再接收任何事项' }),
    succeededBy: z
      .strictObject(succession)
      .nullable()
      .meta({ title: '承接单位', description: '机构改革后承接其事项的单位；没有的为 null' }),
  })
  .meta({ id: 'Organisation' });

/** How far the going over is. */
export const successionAnswer = z
  .strictObject({
    org: orgOut.meta({ title: '单位代码' }),
    ...succession,
    state: choice(SUCCESSION_STATES).meta({ title: '状态' }),
    startedAt: instantOut.nullable().meta({ title: '开始移交的时间' }),
    finishedAt: instantOut.nullable().meta({ title: '移交完成的时间' }),
    moved: z
      .array(z.strictObject({ kind: z.string().meta({ title: '种类' }), count: z.int().meta({ title: '件数' }) }))
      .meta({ title: '已移交的事项' }),
    entries: z.int().meta({ title: '已移交的监管台账条目' }),
    failures: z.int().meta({ title: '不能移交的件数', description: '须先处理，再次办理承接' }),
    failed: z.array(idOut).meta({ title: '不能移交的记录', description: '最多 100 件' }),
    listed: z.int().meta({
      title: '边界清单仍列有原单位的事项数',
      description: '以最新发布的一版为准；不为 0 的，须另行调整清单，否则新的推送仍发往原单位',
    }),
  })
  .meta({ id: 'Succession' });

export const confirmationAnswer = z
  .strictObject({
    quarter: quarter().meta({ title: '季度', example: '2026Q4' }),
    at: instantOut.meta({ title: '确认时间' }),
    by: accountOut.meta({ title: '确认人' }),
    digest: hashOut.meta({ title: '账号的摘要', description: '确认时全部账号内容的 SHA-256' }),
  })
  .meta({ id: 'Confirmation' });

export const organisationWholeAnswer = organisationAnswer
  .extend({
    sections: z
      .array(
        section.extend({
          owners: z
            .array(z.strictObject(account))
            .optional()
            .meta({ title: '负责人员', description: '启用的经办人员；无权查看的不出现' }),
          ownerless: z.boolean().meta({ title: '无人负责', description: '没有经办人员，其事项由科室负责人办理' }),
        }),
      )
      .meta({ title: '科室' }),
    confirmed: confirmationAnswer
      .nullable()
      .meta({ title: '账号的确认', description: '最近一次季度确认；没有的，以及无权查看的为 null' }),
    confirmBy: dateOut.meta({ title: '确认期限', description: '本季度的账号最迟在该日确认' }),
  })
  .meta({ id: 'OrganisationWhole' });

export const accountAnswer = z
  .strictObject({
    ...account,
    ...rights,
    issuer: z.string().nullable().meta({ title: '认证中心', description: 'OIDC 的 issuer' }),
    subject: z.string().nullable().meta({ title: '登录身份', description: 'OIDC 的 subject' }),
    active: z.boolean().meta({ title: '启用' }),
    consent: consent
      .optional()
      .meta({ description: '登录身份在其他县（市、区）已有启用的账号时，其本人是否同意；未同意的不能登录' }),
    deputy: z
      .strictObject({
        account: accountOut.meta({ title: '代行人的账号' }),
        from: dateOut.meta({ title: '起始日期' }),
        to: dateOut.meta({ title: '终止日期' }),
      })
      .optional()
      .meta({ title: 'AB 角', description: '没有设置的不出现' }),
  })
  .meta({ id: 'Account' });

export const quotaAnswer = z
  .strictObject({
    accounts: z
      .int()
      .nullable()
      .meta({ title: '账号数量', description: '核定的人员账号数量；未核定的为 null，不受限制' }),
    active: z.int().meta({ title: '启用数量', description: '启用的人员账号' }),
  })
  .meta({ id: 'Quota' });

export const importAnswer = z
  .strictObject({
    rows: z.int().meta({ title: '表中的账号' }),
    added: z.int().meta({ title: '新增' }),
    changed: z.int().meta({ title: '修改' }),
  })
  .meta({ id: 'AccountImport' });

export const handOverAnswer = z
  .strictObject({
    id: idOut.meta({ title: '编号' }),
    account: accountOut.meta({ title: '移交人的账号' }),
    to: accountOut.nullable().meta({ title: '接手人的账号', description: '待重新分办的为 null' }),
    moved: z.int().meta({ title: '已移交件数' }),
    finishedAt: instantOut.nullable().meta({ title: '完成时间', description: '尚未完成的为 null' }),
    sectionsWithoutOwner: z
      .array(sectionOut)
      .meta({ title: '无人负责的科室', description: '没有经办人员的科室；其事项由科室负责人办理' }),
  })
  .meta({ id: 'HandOver' });

export const invitationAnswer = z
  .strictObject({ ...place, ...at, ...account, roles: rights.roles, consent })
  .meta({ id: 'Invitation' });

export const invitationsAnswer = pageOf(invitationAnswer);
export const settingsAnswer = z
  .strictObject({
    regulation: z
      .strictObject({
        title: z.string().meta({ title: '名称' }),
        documentNumber: z.string().meta({ title: '文号' }),
        articles: z.record(z.string(), z.string()).meta({ title: '条文' }),
        places: z
          .record(z.string(), z.string().nullable())
          .meta({ title: '条号对照', description: '没有设置的不出现' })
          .optional(),
      })
      .nullable()
      .meta({ title: '本县（市、区）的办法', description: '邮件、网页和文件引用；尚未设置的为 null' }),
    mailHours: z.array(z.string()).meta({ title: '到件邮件的发送时刻' }),
    circularTime: z.string().meta({ title: '季度通报征求意见稿的形成时刻' }),
    portal: z.string().meta({ title: '公示边界清单的政务服务网' }),
    creditLicences: z.boolean().meta({ title: '为许可登记信用记录', description: '没有设置的不出现' }).optional(),
    embedders: z.array(z.string()).meta({ title: '可嵌入信用页面的网站', description: '没有设置的不出现' }).optional(),
    phrases: z.array(z.string()).meta({ title: '全县常用语', description: '没有设置的不出现' }).optional(),
  })
  .meta({ id: 'CountySettings' });

export const organisationsAnswer = pageOf(organisationAnswer);
export const accountsAnswer = pageOf(accountAnswer);
