/** A push, the line that a list shows of it, and what a batch claim answers. */
import * as z from 'zod';
import { choice, labelsOf } from '../../shared/fields.ts';
import { meanings } from '../../shared/meaning.ts';
import { pushBody } from '../../shared/pushes/body.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { aboutOut, actsOf, handlerAccount, heading } from '../exchanges/head-answer.ts';
import { dateOut, from, idOut, instantOut, pageOf, to } from '../http/answer-fields.ts';
import { answerOf } from '../http/answer-of.ts';

type Field = keyof ReturnType<typeof pushBody>['shape'];

/** Fields of the body, as answered. */
function shown<const F extends Field>(...names: readonly F[]): Record<F, z.ZodType> {
  const { shape } = pushBody();
  return Object.fromEntries(names.map((name) => [name, answerOf(shape[name])])) as Record<F, z.ZodType>;
}

const status = choice(labelsOf(pushKind.states)).meta({ title: '状态' });

/** Who claimed, until when, and how it ended. */
const claim = {
  claimBy: dateOut.nullable().meta({ title: '认领期限', description: '认领期限的最后一日' }),
  claimDeadline: instantOut.nullable().meta({ title: '认领截止时刻', description: '不含该时刻' }),
  provisional: z.boolean().meta({ title: '暂定', description: '期限涉及尚未发布放假安排的年份，可能随通知调整' }),
  ...shown('claimedAt', 'claimMode'),
};

/** What is the same in the push and in its line. */
const head = {
  id: idOut.meta({ title: '编号' }),
  reference: z.string().meta({ title: '来源编号', description: '来源自己的编号' }),
  ...shown('kind', 'matter', 'matterName', 'decision'),
};
const pushedAt = instantOut.meta({ title: '推送时间' });

export const pushAnswer = z
  .strictObject({
    ...head,
    source: z
      .string()
      .meta({ title: '来源', description: '系统账号，或单位代码' })
      .register(meanings, { is: 'person' }),
    ...shown('party', 'licence', 'summary', 'site', 'contact', 'commitment', 'conditions', 'riskPoints', 'attachments'),
    ...shown('occurredAt', 'pushDue', 'pushedLate'),
    ...{ from, to, pushedAt, status },
    ...claim,
    ...shown('claimedBy', 'responsible', 'returnReason', 'suggestedOrg', 'supersedes', 'supersededBy', 'copyOf'),
    ...shown('copies', 'corrects', 'correctedBy', 'problem', 'certificate', 'verification', 'boundaryListVersion'),
    quarantined: z.boolean().meta({ title: '已隔离', description: '内容已隔离' }),
    handlerAccount,
    ...aboutOut(),
    ...shown('document', 'handling', 'warnings'),
    heading,
    acts: actsOf(pushKind),
  })
  .meta({ id: 'Push' });

const { party, licence } = pushBody().shape;

/** Of a party and of a licence a list shows what tells them apart. */
const inList = {
  party: partOf(party, 'name', 'creditCode'),
  licence: partOf(licence, 'name', 'number'),
};

const line = z
  .strictObject({ ...head, ...inList, from, to, pushedAt, status, ...claim, ...shown('copyOf') })
  .meta({ id: 'PushInList' });

/** Lines, or with `detail=whole` whole pushes. */
export const pushPage = pageOf(z.union([line, pushAnswer])).meta({ id: 'PushPage' });

function partOf<S extends z.ZodRawShape>(
  field: z.ZodNullable<z.ZodObject<S>>,
  ...names: readonly (keyof S & string)[]
) {
  const { shape } = field.unwrap();
  const part = names.map((name) => [name, answerOf(shape[name] as z.ZodType)] as const);
  return z
    .strictObject(Object.fromEntries(part))
    .nullable()
    .meta(z.globalRegistry.get(field.unwrap()) ?? {});
}
