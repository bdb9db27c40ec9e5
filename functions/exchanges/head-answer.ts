/** What every kind shows of itself (`presentHead`), and the acts open to the reader. */
import * as z from 'zod';
import { type AnyKind, personActs } from '../../shared/exchange/kind.ts';
import { choice, identifier, labelsOf } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { keptParty } from '../../shared/party.ts';
import { recordId } from '../../shared/record-fields.ts';
import { accountOut, dateOut, from, idOut, instantOut, late, to } from '../http/answer-fields.ts';

export function headOf(kind: AnyKind) {
  return {
    id: idOut.meta({ title: '编号' }),
    kind: choice({ [kind.kind]: kind.label }).meta({ title: '种类' }),
    reference: z.string().meta({ title: '来源编号' }),
    from,
    to: to.nullable(),
    createdAt: instantOut.meta({ title: '产生时间' }),
    status: choice(labelsOf(kind.states)).meta({ title: '状态' }),
    due: dateOut.nullable().meta({ title: '办理期限', description: '办理期限的最后一日' }),
    deadline: instantOut.nullable().meta({ title: '截止时刻', description: '不含该时刻' }),
    provisional: z.boolean().meta({ title: '暂定', description: '期限涉及尚未发布放假安排的年份，可能随通知调整' }),
    late,
    quarantined: z.boolean().meta({ title: '已隔离', description: '内容已隔离' }),
    handlerAccount,
    ...keysOut(),
    heading,
    acts: actsOf(kind),
  };
}

/** The timeline's keys, of every kind that has no field of that name. */
const keysOut = lazily(() => {
  const numbers = { number: identifier(100), documentNumber: identifier(100) };
  return {
    ...aboutOut(),
    party: keptParty().nullable().meta({ title: '行政相对人' }),
    licence: z
      .strictObject({
        number: numbers.number.nullable().meta({ title: '证照编号' }),
        documentNumber: numbers.documentNumber.nullable().meta({ title: '决定文书号' }),
      })
      .nullable()
      .meta({ title: '证照与决定文书' }),
  };
});

/** Of pushes too. */
export const aboutOut = lazily(() => ({
  about: z.array(recordId()).meta({ title: '涉及的记录', description: '您可以查看的' }),
  application: z.string().nullable().meta({ title: '办件编号' }),
  project: z.string().nullable().meta({ title: '项目代码' }),
}));

/** The account in `to.handler`. */
export const handlerAccount = accountOut
  .optional()
  .meta({ title: '经办账号', description: '经办人为账号的，为该账号；未分办的、旧记录中只写姓名的没有' });

/** One line that says what the record is. */
export const heading = z.string().optional().meta({ title: '标题', description: '一行说明，与待办中的相同' });

/** The acts of people, as buttons show them. */
export function actsOf(kind: AnyKind) {
  return z
    .array(choice(labelsOf(Object.fromEntries(personActs(kind)))))
    .optional()
    .meta({ title: '可办理的操作', description: '您此刻可以办理的操作' });
}
