/** Entries of the audit chains and readings, as answered. */
import * as z from 'zod';
import { ACT_WORDS } from '../../shared/audit/acts.ts';
import { choice } from '../../shared/fields.ts';
import { meanings } from '../../shared/meaning.ts';
import { accountOut, hashOut, idOut, instantOut, orgOut, pageOf } from '../http/answer-fields.ts';

const at = instantOut.meta({ title: '时间' });
const by = accountOut.meta({ title: '办理人', description: '账号；system 为平台自身，operator 为运维人员' });
const act = choice(ACT_WORDS).meta({ title: '操作' });
const thing = z
  .string()
  .register(meanings, { is: 'thing' })
  .meta({ title: '对象', example: 'accounts/SCJG/scjg.officer' });
const hash = hashOut.meta({ title: '本条的哈希' });

const entry = z
  .strictObject({
    at,
    by,
    act,
    thing,
    records: z.array(idOut).meta({ title: '涉及的记录', description: '记录编号，最多 200 个' }),
    detail: z.unknown().meta({ title: '内容', description: '隔离后，或者只因移交而可见的，为 null；摘要仍在' }),
    digest: hashOut.meta({ title: '内容的摘要' }),
    found: hashOut.nullable().meta({ title: '此前对象的摘要', description: '此前没有该对象的为 null' }),
    state: hashOut.nullable().meta({ title: '此后对象的摘要', description: '没有对象的（登录、查阅等）为 null' }),
    hash,
    previousHash: hashOut.nullable().meta({ title: '上一条的哈希' }),
  })
  .meta({ id: 'AuditEntry' });

export const auditPage = pageOf(entry);

export const chainAnswer = z
  .strictObject({
    thing,
    entries: z.int().meta({ title: '条数' }),
    firstAt: instantOut.meta({ title: '第一条的时间' }),
    lastAt: instantOut.meta({ title: '最后一条的时间' }),
    hash: hash.meta({ title: '最后一条的哈希', description: '另行保存它，此前各条即不能再被改动而不被发现' }),
    verified: z.boolean().meta({ title: '已验证', description: '哈希链完整，对象与最后一条所记相符' }),
    brokenAt: z
      .int()
      .nullable()
      .meta({ title: '第几条不符', description: '从 1 起；比条数多 1 的，为对象本身被改动；全部相符的为 null' }),
  })
  .meta({ id: 'AuditChain' });

const reading = z
  .strictObject({
    at,
    org: orgOut.nullable().meta({ title: '单位' }),
    by: accountOut.meta({ title: '查阅人' }),
    name: z.string().nullable().meta({ title: '姓名', description: '账号已不在名录中的为 null' }),
    act,
    route: z.string().nullable().meta({ title: '接口' }),
    sight: choice({ lead: '统筹协调', referral: '因移交', own: '本单位经办' }).nullable().meta({ title: '依据' }),
  })
  .meta({ id: 'Reading' });

export const readingsPage = pageOf(reading);
