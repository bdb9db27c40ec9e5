/**
 * What a problem shows beside its body: the replies. They stand in the history alone: said once, provable, gone from
 * sight with a quarantine.
 */
import * as z from 'zod';
import type { Beside } from '../exchange/body.ts';
import { account, organisation, text } from '../fields.ts';
import { lazily } from '../lazily.ts';
import { moment } from '../record-fields.ts';
import { formatInstant } from '../time.ts';
import { type ProblemBody, TYPES } from './body.ts';

const reply = lazily(() =>
  z.strictObject({
    at: moment().meta({ title: '时间' }),
    by: account().meta({ title: '答复人' }),
    text: text(500).meta({ title: '答复' }).nullable(),
  }),
);

/** Beside the replies the words of its type, for those who read no schema. */
export const beside: Beside<ProblemBody> = {
  fields: lazily(() => ({
    participants: z.array(organisation()).meta({ title: '参与单位' }),
    typeName: z.string().meta({ title: '问题类型的名称' }).nullable(),
    replies: z.array(reply()).meta({ title: '答复', description: '先后为序；隔离后内容为 null' }),
  })),
  of: ({ history, body, participants }) => ({
    participants,
    typeName: body.type ? TYPES[body.type] : null,
    replies: history
      .filter((entry) => entry.act === 'reply')
      .map(({ at, by, detail }) => ({
        at: formatInstant(at),
        by,
        text: (detail as { text: string } | null)?.text ?? null,
      })),
  }),
};
