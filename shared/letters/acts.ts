/** What both sides do with a letter: reply, comment, conclude, withdraw. A late reply is taken, and stays late. */
import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import type { Actor, Entry, Exchange, Role } from '../exchange/exchange.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenWhole, unquoted } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { sightOf } from '../exchange/sight.ts';
import { choice, optional, text, yesNo } from '../fields.ts';
import { foreignFiles } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, type Instant } from '../time.ts';
import { type LetterBody, type LetterState, letterBody, OUTCOMES } from './body.ts';
import { confirmationErrors } from './confirmation.ts';
import { type Reply, replyAsked, replyInput } from './reply-input.ts';

type Act<Input> = PersonAct<LetterBody, LetterState, Input>;
type Letter = Exchange<LetterBody, LetterState>;
const WRITERS = ['officer', 'section-head', 'government-office', 'discipline'] as const;
/** Who answers for the organisation where its rows of the list change. */
const CONFIRMERS = ['org-admin', 'section-head'] as const;

const commentInput = lazily(() => z.strictObject({ text: text(2000).meta({ title: '内容' }) }));
const concludeInput = lazily(() =>
  z.strictObject({
    outcome: choice(OUTCOMES).meta({ title: '采纳情况' }),
    reason: optional(letterBody().shape.reason.unwrap()).meta({ title: '理由', description: '未全部采纳的必填' }),
    withoutReply: yesNo().default(false).meta({ title: '未获答复', description: '期满未获答复，径行办理' }),
  }),
);
const withdrawInput = lazily(() => z.strictObject({ reason: optional(text(500)).meta({ title: '理由' }) }));

export const reply: Act<Reply> = {
  label: '答复',
  article: '10, 12, 20, 21',
  by: 'addressee',
  rolesOf: ({ body }) => (body.purpose === 'matter-change' ? CONFIRMERS : WRITERS),
  scope: 'letters:write',
  inSection: true,
  from: ['pending'],
  otherwise: { replied: 'already-replied', '*': 'already-done' },
  to: 'replied',
  input: replyInput,
  asked: ({ body }) => replyAsked(body.purpose),
  reads: ({ id, body, case: of }, { standards }) => ({
    ...(body.purpose === 'matter-change' && of && { confirmation: { draft: of, letter: id } }),
    ...(standards.length > 0 && { records: standards }),
  }),
  refuse: ({ body }, input, actor, { found }) => [
    ...replyErrors(body.purpose, input),
    ...standardErrors(body, input, actor, found?.records),
    ...confirmationErrors(body.purpose, input, found?.confirmation ?? null),
    ...foreignFiles(body.attachments, input.attachments),
  ],
  apply: (letter, { text, documentNumber, signedBy, attachments, ...said }, { now, by }) => ({
    body: {
      ...{ ...letter.body, ...said, reply: text, replyNumber: documentNumber, replySignedBy: signedBy },
      ...{ replyAttachments: attachments, repliedBy: by, repliedAt: now },
    },
    also: [{ do: 'mail', org: letter.from, section: null, type: 'letter-replied' }, ...confirmed(letter, said, now)],
  }),
};

/** What the reply says stands in the draft that asked. */
function confirmed({ id, to, case: of, body }: Letter, { position }: Pick<Reply, 'position'>, now: Instant): Effect[] {
  if (body.purpose !== 'matter-change' || of === undefined) return [];
  const input = { org: to as string, letter: id, agrees: position === 'agree', at: now };
  return [{ do: 'act', on: of, act: 'list-draft.answer', input }];
}

/** A conclusion, a document of its own, or agreement with rows is what their replies say; words may be added. */
const SAID_OTHERWISE: readonly LetterBody['purpose'][] = ['gatekeeping', 'written-opinion', 'matter-change'];

/** What each purpose needs of its reply. */
function replyErrors(purpose: LetterBody['purpose'], reply: Reply): FieldError[] {
  const errors: FieldError[] = [];
  const need = (missing: boolean, pointer: string, what: string): void => {
    if (missing) errors.push({ pointer, detail: `请填写${what}` });
  };
  need(!SAID_OTHERWISE.includes(purpose) && reply.text === null, '/text', '答复');
  const opinion = purpose !== 'inquiry' && purpose !== 'gatekeeping' && purpose !== 'written-opinion';
  const above = purpose === 'written-opinion';
  need(opinion && reply.position === null, '/position', '意见');
  need(purpose === 'gatekeeping' && reply.conclusion === null, '/conclusion', '把关结论');
  need(above && reply.documentNumber === null, '/documentNumber', '复函文号');
  need(above && reply.attachments.length === 0, '/attachments', '书面意见的文件');
  const signed = ['policy', 'gatekeeping', 'written-opinion'].includes(purpose) || reply.documentNumber !== null;
  need(signed && reply.signedBy === null, '/signedBy', '签发人');
  if (purpose !== 'gatekeeping' && reply.standards.length > 0)
    errors.push({ pointer: '/standards', detail: '只有专业把关的答复写明依据的标准，请删除' });
  return errors;
}

/** Named are standards of the letter's matter that hold or held, and that the one who replies may see. */
function standardErrors(
  { purpose, matter }: LetterBody,
  { standards }: Reply,
  actor: Actor,
  found: ReadonlyMap<string, Exchange> | undefined,
): FieldError[] {
  if (purpose !== 'gatekeeping') return [];
  return standards.flatMap((id, i): FieldError[] => {
    const pointer = `/standards/${i}`;
    if (standards.indexOf(id) < i) return [{ pointer, detail: '标准重复，请删除' }];
    const record = found?.get(id);
    const fits =
      record?.kind === 'standard' &&
      sightOf(record, actor) !== null &&
      ['confirmed', 'repealing'].includes(record.state) &&
      (record.body as { matters: readonly string[] }).matters.includes(matter ?? '');
    return fits ? [] : [{ pointer, detail: '该事项没有这项已确认的标准，请从标准列表中选择，或删除' }];
  });
}

/** Both sides may add a word; it stops no clock, and stands in the history alone. */
export const comment: Act<Checked<typeof commentInput>> = {
  label: '补充说明',
  article: '21',
  by: 'participant',
  roles: WRITERS,
  from: ['pending', 'replied', 'informed'],
  otherwise: { '*': 'already-done' },
  input: commentInput,
  apply: (_letter, input, { org }) => ({ detail: { ...input, org } }),
};

/** What a draft of the list has asked ends with the draft, by nobody's hand. */
function unlessCaused({ body, case: of }: Letter): readonly Role[] {
  return body.purpose === 'matter-change' && of !== undefined ? [] : WRITERS;
}

/** Silence is not consent°: whoever asked goes on without a reply once the day has passed, and it is shown. */
export const conclude: Act<Checked<typeof concludeInput>> = {
  label: '办结',
  article: '10, 12, 20, 21',
  by: 'sender',
  rolesOf: unlessCaused,
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
  barred: ({ state, late, clock }) =>
    state === 'pending' && !late ? { code: 'reply-running', ...(clock && { from: clock.deadline }) } : null,
  apply: ({ state, body }, { outcome, reason }, { now }) => ({
    body: { ...body, outcome, reason, withoutReply: state === 'pending', concludedAt: now },
  }),
};

export const withdraw: Act<Checked<typeof withdrawInput>> = {
  label: '撤回',
  article: '°',
  by: 'sender',
  rolesOf: unlessCaused,
  scope: 'letters:write',
  from: ['pending', 'informed'],
  otherwise: { replied: 'already-replied', '*': 'already-done' },
  danger: true,
  to: 'withdrawn',
  input: withdrawInput,
  // What was announced is taken back while it does not hold yet.
  barred: ({ state, body }, _actor, { now }) =>
    state === 'informed' && (body.effectiveOn ?? '') <= civilDateOf(now) ? { code: 'already-done' } : null,
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
  barred: ({ to, body }, { org }) =>
    org === to && body.repliedAt === null
      ? { code: 'not-allowed', detail: '本单位在该函件中尚未答复，不能隔离。请联系发出单位。' }
      : null,
  apply: (exchange, input, facts) => {
    const own = { body: withoutReply(exchange.body), detail: input, also: [] };
    const { also, ...change } = facts.org === exchange.to ? own : takenWhole(exchange, input, facts);
    const quoted = exchange.body.repliedAt === null ? [] : unquoted(exchange.case, [exchange.to as string]);
    return { ...change, also: [...also, ...quoted] };
  },
  spares: ({ to }, { org }) => (org === to ? (entry) => !isOf(entry, to) : null),
});

function withoutReply({ rows: _, opinions: __, ...body }: LetterBody): LetterBody {
  return { ...body, ...UNSAID };
}

const UNSAID = {
  reply: null,
  replyNumber: null,
  replySignedBy: null,
  replyAttachments: [],
  repliedBy: null,
};

function isOf({ act, detail }: Entry, org: string | null): boolean {
  return act === 'reply' || (act === 'comment' && (detail as { org?: string } | null)?.org === org);
}
