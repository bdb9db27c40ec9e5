/** What comes in as the reply to a letter; what each purpose needs of it say the acts. */
import * as z from 'zod';
import { listOf, optional, toSealNumber } from '../fields.ts';
import { fileSaid } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type LetterBody, repliedFields } from './body.ts';

export const replyInput = lazily(() => {
  const { position, text, conclusion, standards, documentNumber, signedBy, rows, opinions } = repliedFields();
  const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);
  return z
    .strictObject({
      position: optional(position).meta({ title: '意见' }),
      text: optional(text).meta({ title: '答复', description: '专业把关、书面意见、事项调整函告可不填，其余必填' }),
      conclusion: optional(conclusion).meta({ title: '把关结论' }),
      standards: some(standards).meta({ title: '依据的标准' }),
      documentNumber: optional(toSealNumber(documentNumber)).meta({ title: '复函文号' }),
      signedBy: optional(signedBy).meta({ title: '签发人' }),
      attachments: some(listOf(fileSaid(), 50)).meta({ title: '附件' }),
      rows: rows.optional(),
      opinions: opinions.optional(),
    })
    .meta({ id: 'LetterReplyInput', override: { examples: [{ position: 'agree', text: '同意。' }] } });
});
export type Reply = Checked<typeof replyInput>;
type Asked = keyof ReturnType<typeof replyInput>['shape'];

/** What the reply to a letter of each purpose does not say, and what it has to. */
const ASKED: Readonly<Record<LetterBody['purpose'], { without: readonly Asked[]; must: readonly Asked[] }>> = {
  policy: { without: ['conclusion', 'standards', 'rows', 'opinions'], must: ['position', 'text', 'signedBy'] },
  guidance: { without: ['conclusion', 'standards', 'rows', 'opinions'], must: ['position', 'text'] },
  problem: { without: ['conclusion', 'standards', 'rows', 'opinions'], must: ['position', 'text'] },
  gatekeeping: { without: ['position', 'rows', 'opinions'], must: ['conclusion', 'signedBy'] },
  'written-opinion': {
    without: ['position', 'conclusion', 'standards', 'rows', 'opinions'],
    must: ['documentNumber', 'signedBy'],
  },
  'matter-change': { without: ['conclusion', 'standards'], must: ['position'] },
  inquiry: { without: ['position', 'conclusion', 'standards', 'rows', 'opinions'], must: ['text'] },
};

/** What people are asked for the reply to a letter of that purpose. */
export function replyAsked(purpose: LetterBody['purpose']): z.ZodType {
  const { without, must } = ASKED[purpose];
  const rest = replyInput().omit(Object.fromEntries(without.map((name) => [name, true])) as Record<Asked, true>);
  const fields = repliedFields() as Readonly<Record<string, z.ZodType>>;
  return rest.extend(Object.fromEntries(must.map((name) => [name, fields[name] as z.ZodType])));
}
