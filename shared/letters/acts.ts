/** What both sides do with a letter: reply, comment, conclude, withdraw. A late reply is taken, and stays late. */
import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import type { Entry } from '../exchange/exchange.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenFromSight } from '../exchange/quarantine.ts';
import { choice, listOf, optional, text, yesNo } from '../fields.ts';
import { foreignFiles } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { fileAlong, type LetterBody, type LetterState, letterBody, OUTCOMES, repliedFields } from './body.ts';

type Act<Input> = PersonAct<LetterBody, LetterState, Input>;
const WRITERS = ['officer', 'section-head', 'government-office'] as const;

const replyInput = lazily(() => {
  const { position, text, conclusion, standards, documentNumber, signedBy } = repliedFields();
  const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);
  return z.strictObject({
    position: optional(position).meta({ title: '意见' }),
    text,
    conclusion: optional(conclusion).meta({ title: '把关结论' }),
    standards: some(standards).meta({ title: '依据的标准' }),
    documentNumber: optional(documentNumber).meta({ title: '复函文号' }),
    signedBy: optional(signedBy).meta({ title: '签发人' }),
    attachments: some(listOf(fileAlong(), 50)).meta({ title: '附件' }),
  });
});
type Reply = Checked<typeof replyInput>;
const commentInput = lazily(() => z.strictObject({ text: text(2000).meta({ title: '内容' }) }));
const concludeInput = lazily(() =>
  z.strictObject({
    outcome: choice(OUTCOMES).meta({ title: '采纳情况' }),
    reason: optional(letterBody().shape.reason.unwrap()).meta({ title: '理由', description: '未全部采纳的必填' }),
    withoutReply: yesNo().default(false).meta({ title: '未获答复', description: '期满未获答复，径行办理' }),
  }),
);
const withdrawInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

export const reply: Act<Reply> = {
  label: '答复',
  article: '10, 12, 20, 21',
  by: 'addressee',
  roles: WRITERS,
  scope: 'letters:write',
  inSection: true,
  from: ['pending'],
  otherwise: { replied: 'already-replied', '*': 'already-done' },
  to: 'replied',
  input: replyInput,
  refuse: ({ body }, input) => [
    ...replyErrors(body.purpose, input),
    ...foreignFiles(body.attachments, input.attachments),
  ],
  apply: ({ body, from }, { text, documentNumber, signedBy, attachments, ...said }, { now, by }) => ({
    body: {
      ...{ ...body, ...said, reply: text, replyNumber: documentNumber, replySignedBy: signedBy },
      ...{ replyAttachments: attachments, repliedBy: by, repliedAt: now },
    },
    also: [{ do: 'mail', org: from, section: null, type: 'letter-replied' }],
  }),
};

/** What each purpose needs of its reply. */
function replyErrors(purpose: LetterBody['purpose'], reply: Reply): FieldError[] {
  const errors: FieldError[] = [];
  const need = (missing: boolean, pointer: string, what: string): void => {
    if (missing) errors.push({ pointer, detail: `请填写${what}` });
  };
  const opinion = purpose !== 'inquiry' && purpose !== 'gatekeeping' && purpose !== 'written-opinion';
  const above = purpose === 'written-opinion';
  need(opinion && reply.position === null, '/position', '意见');
  need(purpose === 'gatekeeping' && reply.conclusion === null, '/conclusion', '把关结论');
  need(above && reply.documentNumber === null, '/documentNumber', '复函文号');
  need(above && reply.attachments.length === 0, '/attachments', '书面意见的文件');
  const signed = ['policy', 'gatekeeping', 'written-opinion'].includes(purpose) || reply.documentNumber !== null;
  need(signed && reply.signedBy === null, '/signedBy', '签发人');
  // Standards are kept on this platform from a later version on: until then none can be named.
  if (reply.standards.length > 0)
    errors.push({ pointer: '/standards/0', detail: '没有这项标准，请从标准列表中选择，或删除' });
  return errors;
}

/** Both sides may add a word; it stops no clock, and stands in the history alone. */
export const comment: Act<Checked<typeof commentInput>> = {
  label: '补充说明',
  article: '21',
  by: 'participant',
  roles: WRITERS,
  from: ['pending', 'replied'],
  otherwise: { '*': 'already-done' },
  input: commentInput,
  apply: (_letter, input, { org }) => ({ detail: { ...input, org } }),
};

/** Silence is not consent°: whoever asked goes on without a reply once the day has passed, and it is shown. */
export const conclude: Act<Checked<typeof concludeInput>> = {
  label: '办结',
  article: '10, 12, 20, 21',
  by: 'sender',
  roles: WRITERS,
  from: ['pending', 'replied'],
  otherwise: { '*': 'already-done' },
  to: 'concluded',
  input: concludeInput,
  refuses: ['not-replied', 'reply-running'],
  refuse: ({ state, late }, { outcome, reason, withoutReply }) => {
    if (outcome !== 'adopted' && reason === null) return [{ pointer: '/reason', detail: '未全部采纳的，请填写理由' }];
    if (state !== 'pending') return null;
    if (!withoutReply) return { code: 'not-replied' };
    return late ? null : { code: 'reply-running' };
  },
  apply: ({ state, body }, { outcome, reason }, { now }) => ({
    body: { ...body, outcome, reason, withoutReply: state === 'pending', concludedAt: now },
  }),
};

export const withdraw: Act<Checked<typeof withdrawInput>> = {
  label: '撤回',
  article: '°',
  by: 'sender',
  roles: WRITERS,
  from: ['pending'],
  otherwise: { replied: 'already-replied', '*': 'already-done' },
  to: 'withdrawn',
  input: withdrawInput,
  apply: ({ body, to, section }, { reason }) => ({
    body: { ...body, reason },
    also: [{ do: 'mail', org: to as string, section, type: 'letter-withdrawn' }],
  }),
};

/** Its sender takes the whole from sight, its addressee what it wrote itself: the reply, and its comments. */
export const quarantine = quarantineBy<LetterBody, LetterState>({
  by: 'participant',
  roles: WRITERS,
  scope: 'letters:write',
  refuse: ({ to, body }, _input, { org }) =>
    org === to && body.repliedAt === null
      ? { code: 'not-allowed', detail: '本单位在该函件中尚未答复，不能隔离。请联系发出单位。' }
      : null,
  apply: ({ to, body, caused }, input, { org }) =>
    org === to ? { body: { ...body, ...UNSAID }, detail: input } : takenFromSight(input, caused),
  spares: ({ to }, { org }) => (org === to ? (entry) => !isOf(entry, to) : null),
});

const UNSAID = { reply: null, replyNumber: null, replySignedBy: null, replyAttachments: [], repliedBy: null };

function isOf({ act, detail }: Entry, org: string | null): boolean {
  return act === 'reply' || (act === 'comment' && (detail as { org?: string } | null)?.org === org);
}
