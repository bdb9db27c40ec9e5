/** What every kind shows of itself (`presentHead`), and the acts open to the reader. */
import * as z from 'zod';
import { dateOut, from, idOut, instantOut, to } from '../http/answer-fields.ts';

export const head = {
  id: idOut,
  kind: z.string(),
  reference: z.string(),
  from,
  to: to.nullable(),
  createdAt: instantOut,
  status: z.string(),
  due: dateOut.nullable().meta({ description: '办理期限的最后一日' }),
  deadline: instantOut.nullable(),
  provisional: z.boolean(),
  quarantined: z.boolean(),
  acts: z.array(z.string()).optional().meta({ description: '您此刻可以办理的操作' }),
};
