/**
 * The support request (art. 15): a fault, a wish or wrong data, from anyone to the bureau, which answers it or refers
 * it to the superior platform. Once referred its clock stands still for good: the answer is the superior platform's.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { bureauOf } from '../county.ts';
import { assignIn } from '../exchange/assign.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Opening, PersonAct } from '../exchange/kind.ts';
import { quarantineBy, takenWhole } from '../exchange/quarantine.ts';
import { identifier, optional } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { CATEGORIES, type SupportBody, type SupportState, supportBody, UNANSWERED } from './body.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'support-answered': 'support';
    'support-referred': 'support';
  }
}

type Act<Input> = PersonAct<SupportBody, SupportState, Input>;

const supportInput = lazily(() => {
  const { category, text } = supportBody().shape;
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复提出' }),
      category,
      text: text.unwrap(),
      attachments: filesAlong(),
    })
    .meta({ id: 'SupportInput' });
});

const opening: Opening<SupportBody, SupportState, Checked<typeof supportInput>> = {
  label: '提出支持请求',
  roles: ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office', 'discipline'],
  input: supportInput,
  drafts: ({ category, text, attachments }, { log, now, county }) => [
    {
      to: bureauOf(county).code,
      state: 'open',
      clock: start(log, now, 'support', now),
      body: { category, text, attachments, platform: null, number: null, on: null, ...UNANSWERED },
    },
  ],
};

const HANDLERS = ['officer', 'section-head', 'bureau-admin'] as const;

const referInput = lazily(() => {
  const { platform, number, on } = supportBody().shape;
  return z.strictObject({ platform: platform.unwrap(), number: number.unwrap(), on: on.unwrap() });
});

const refer: Act<Checked<typeof referInput>> = {
  label: '转上级平台',
  article: '15',
  by: 'addressee',
  roles: HANDLERS,
  from: ['open'],
  otherwise: { '*': 'already-done' },
  input: referInput,
  refuse: (_request, { on }, _actor, { now }) =>
    on > civilDateOf(now) ? [{ pointer: '/on', detail: '转办日期不能晚于今天' }] : null,
  apply: ({ body, from }, input) => ({
    set: { clock: null },
    body: { ...body, ...input },
    also: [{ do: 'mail', org: from, section: null, type: 'support-referred' }],
  }),
};

const answerInput = lazily(() => z.strictObject({ text: supportBody().shape.answer.unwrap() }));

const answer: Act<Checked<typeof answerInput>> = {
  label: '答复',
  article: '15',
  by: 'addressee',
  roles: HANDLERS,
  from: ['open'],
  otherwise: { '*': 'already-replied' },
  to: 'answered',
  input: answerInput,
  apply: ({ body, from }, { text }, { now, by }) => ({
    body: { ...body, answer: text, answeredBy: by, answeredAt: now },
    also: [{ do: 'mail', org: from, section: null, type: 'support-answered' }],
  }),
};

/** Who asked takes the whole from sight, the bureau what it answered. */
const quarantine = quarantineBy<SupportBody, SupportState>({
  by: 'participant',
  roles: opening.roles,
  refuses: ['not-replied'],
  barred: ({ from, body }, { org }) =>
    org !== from && body.answeredAt === null
      ? { code: 'not-replied', detail: '本单位在该请求中尚未答复，没有可隔离的内容。请联系提出单位。' }
      : null,
  apply: (exchange, input, facts) =>
    facts.org === exchange.from
      ? takenWhole(exchange, input, facts)
      : { body: { ...exchange.body, ...UNANSWERED }, detail: input },
  spares: ({ from }, { org }) => (org === from ? null : (entry) => entry.act !== 'answer'),
});

export const support = declareKind<'support', SupportBody, SupportState>({
  kind: 'support',
  label: '支持请求',
  article: '15',
  path: 'support-requests',
  menu: {
    under: 'letters',
    comes: '使用平台时提出的支持请求。',
  },
  ...keeps(supportBody),
  own: UNANSWERED,
  states: { open: { label: '待答复', open: true }, answered: { label: '已答复', open: false } },
  clock: { open: { annex: 'repliesLate' } },
  settable: true,
  mails: () => import('./mails.ts'),
  opening,
  // The bureau's own request needs no mail to the bureau.
  tellsArrival: ({ from, to }) => from !== to,
  acts: { refer, answer, assign: assignIn<SupportBody, SupportState>(['open']), quarantine },
  codes: {
    'not-replied': { meaning: '尚未答复', detail: '该请求尚未答复。请先答复。' },
    'already-replied': { meaning: '已经答复', detail: '该请求已经答复，不能再次答复。请查看答复。' },
  },
  title: ({ body }) => `支持请求：${CATEGORIES[body.category]}`,
});
