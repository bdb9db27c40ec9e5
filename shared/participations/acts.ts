/** What an organisation does with its participation: accept, decline, report; and what the case does to it. */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import type { FieldError } from '../errors.ts';
import type { PersonAct, SystemAct } from '../exchange/kind.ts';
import { quarantineBy, takenWhole, unquoted } from '../exchange/quarantine.ts';
import { listOf, optional, person, text } from '../fields.ts';
import { fileSaid, filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { finding, type PartBody, type PartState, partBody, UNREPORTED } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'participation.move': { startsAt: number; place: string | null };
    'participation.attend': { people: string[] };
    'participation.miss': object;
    'participation.end': object;
    'participation.cancel': object;
    /** Another participation in the same case has become this organisation's (机构改革): the two are one from now on. */
    'participation.join': Joined;
  }
}

/** What the one that ends says: who was asked, who was to come and who came. */
export interface Joined {
  state: PartState;
  asked: string[];
  people: string[];
  attended: string[];
}

type Act<Input> = PersonAct<PartBody, PartState, Input>;
type Caused<Input> = SystemAct<PartBody, PartState, Input>;
const SAME = { article: '2, 6, 11, 21', by: 'addressee', inSection: true, scope: 'cases:write' } as const;

const acceptInput = lazily(() =>
  z.strictObject({
    people: listOf(person(), 20)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ title: '拟参加人员' }),
  }),
);

export const accept: Act<Checked<typeof acceptInput>> = {
  ...SAME,
  label: '参加',
  from: ['invited', 'declined', 'accepted'],
  otherwise: { '*': 'already-done' },
  to: 'accepted',
  hint: '已经答复参加的，可以在此填写或更改拟参加人员。',
  input: acceptInput,
  begins: ({ body }) => ({ people: body.people }),
  // Said again without people: those named before come.
  apply: ({ body }, { people }) => ({
    body: { ...body, people: people.length > 0 ? people : body.people, reason: null },
  }),
};

const declineInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '不参加的理由' }) }));

export const decline: Act<Checked<typeof declineInput>> = {
  ...SAME,
  label: '不参加',
  from: ['invited', 'accepted'],
  otherwise: { '*': 'already-done' },
  to: 'declined',
  input: declineInput,
  apply: ({ body, from }, { reason }) => ({
    body: { ...body, people: [], reason },
    also: [{ do: 'mail', org: from, section: null, type: 'participation-declined' }],
  }),
};

const reportInput = lazily(() => {
  const { position, text, problems, signedBy } = partBody().shape;
  const { point, result, comment } = finding().shape;
  const item = z.strictObject({
    point,
    result,
    comment: optional(comment.unwrap()).meta({ title: '说明' }),
    files: listOf(fileSaid(), 20)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ title: '照片和附件' }),
  });
  return z.strictObject({
    position: position.unwrap(),
    text: text.unwrap(),
    problems: optional(problems.unwrap()),
    items: listOf(item, 100)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ title: '逐项结果' }),
    signedBy: signedBy.unwrap(),
    attachments: filesAlong(),
  });
});

/** Opinions are late at their day's end, never deemed; what comes late is taken and stays late. */
export const report: Act<Checked<typeof reportInput>> = {
  ...SAME,
  label: '反馈意见',
  from: ['attended'],
  otherwise: { reported: 'already-reported', '*': 'not-attended' },
  to: 'reported',
  input: reportInput,
  refuse: ({ body }, { items }): FieldError[] =>
    body.of === 'survey' || items.length === 0
      ? []
      : [{ pointer: '/items', detail: '逐项结果只用于联合踏勘、评审，请删除' }],
  apply: ({ body, from }, input, { now, by }) => ({
    body: { ...body, ...input, reportedBy: by, reportedAt: now },
    also: [{ do: 'mail', org: from, section: null, type: 'participation-reported' }],
  }),
};

/** The case takes place at another time: whoever had answered is asked again. */
export const move: Caused<{ startsAt: number; place: string | null }> = {
  label: '改期',
  article: SAME.article,
  by: 'system',
  from: ['invited', 'accepted', 'declined'],
  to: 'invited',
  apply: ({ body, to, section }, { startsAt, place }) => ({
    body: { ...body, startsAt, place, people: [], reason: null },
    also: [{ do: 'mail', org: to as string, section, type: 'case-moved' }],
  }),
};

/**
 * Its people were there: the clock of the opinion begins, where one is asked for. Of whom that was said before, it is
 * said who.
 */
export const attend: Caused<{ people: string[] }> = {
  label: '到场',
  article: SAME.article,
  by: 'system',
  from: ['invited', 'accepted', 'declined', 'absent', 'attended', 'reported'],
  apply: ({ state, body }, { people }, { log, now }) => ({
    set:
      state === 'attended' || state === 'reported'
        ? {}
        : { state: 'attended', clock: body.opinions ? start(log, now, 'opinion', now) : null },
    body: { ...body, attended: people },
  }),
};

/** Nobody came: who was absent owes no opinion, and was late with none. */
export const miss: Caused<object> = {
  label: '未到场',
  article: SAME.article,
  by: 'system',
  from: ['invited', 'accepted', 'attended'],
  to: 'absent',
  apply: ({ body, late }) => ({
    set: { clock: null, ...(late && { late: undefined }) },
    body: { ...body, attended: [] },
  }),
};

/** The case has ended without its opinion: no clock runs on, what was late stays late. */
export const end: Caused<object> = {
  label: '未反馈',
  article: SAME.article,
  by: 'system',
  from: ['attended'],
  to: 'unreported',
  apply: () => ({ set: { clock: null } }),
};

export const cancel: Caused<object> = {
  label: '取消',
  article: SAME.article,
  by: 'system',
  from: ['invited', 'accepted', 'declined', 'attended'],
  to: 'cancelled',
  apply: ({ to, section }) => ({
    set: { clock: null },
    also: [{ do: 'mail', org: to as string, section, type: 'case-cancelled' }],
  }),
};

/** The case has asked twice for what is one organisation's now: it answers once, for both. */
export const join: Caused<Joined> = {
  label: '并入承接的参加事项',
  article: SAME.article,
  by: 'system',
  from: ['invited', 'accepted', 'declined', 'attended'],
  apply: (own, { state, asked, people, attended }) => {
    const { body, to, section } = own;
    const both = {
      asked: united(body.asked, asked),
      people: united(body.people, people),
      attended: united(body.attended, attended),
    };
    if (own.state === 'attended') return { body: { ...body, ...both } };
    const accepted = own.state === 'accepted' || state === 'accepted';
    const anew = own.state === 'declined' && !accepted;
    return {
      set: { state: accepted ? 'accepted' : 'invited' },
      body: { ...body, ...both, reason: null },
      also: anew ? [{ do: 'mail', org: to as string, section, type: 'arrival' }] : [],
    };
  },
};

function united(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}

/** The convenor takes the whole from sight, the organisation what it reported itself. */
export const quarantine = quarantineBy<PartBody, PartState>({
  by: 'participant',
  roles: ['officer', 'section-head', 'government-office'],
  scope: 'cases:write',
  refuses: ['not-reported'],
  barred: ({ to, body }, { org }) =>
    org === to && body.reportedAt === null
      ? { code: 'not-reported', detail: '本单位尚未反馈，没有可隔离的内容。请联系召集单位。' }
      : null,
  apply: (exchange, input, facts) => {
    const own = { body: { ...exchange.body, ...UNREPORTED }, detail: input, also: [] };
    const { also, ...change } = facts.org === exchange.to ? own : takenWhole(exchange, input, facts);
    const quoted = exchange.body.reportedAt === null ? [] : unquoted(exchange.case, [exchange.to as string]);
    return { ...change, also: [...also, ...quoted] };
  },
  spares: ({ to }, { org }) => (org === to ? (entry) => entry.act !== 'report' : null),
});
