/**
 * What must not compile: a wrong kind, act, state, mail, code or input of what one kind causes in another. Nothing here
 * runs; `npm run check` fails where one of the lines below is accepted.
 */
import * as z from 'zod';
import { Problem } from '../../shared/errors.ts';
import { declareKind } from '../../shared/exchange/declare.ts';
import type { ClockAct, Lateness, PersonAct, SystemAct } from '../../shared/exchange/kind.ts';
import type { Effect, SystemActs } from '../../shared/exchange/seams.ts';

declare module '../../shared/exchange/seams.ts' {
  interface Openings {
    'type-test': { org: string };
  }
  interface SystemActs {
    'type-test.end': { at: number };
  }
}

interface Body {
  opinion: string | null;
}
type State = 'asked' | 'replied';
const input = () => z.strictObject({ opinion: z.string() });

/** Right in everything: the lines after it differ in one thing each. */
export const reply: PersonAct<Body, State, { opinion: string }> = {
  label: '反馈意见',
  article: '10',
  by: 'addressee',
  from: ['asked'],
  to: 'replied',
  otherwise: { '*': 'already-done' },
  input,
  apply: ({ body }, { opinion }) => ({ set: { state: 'replied' }, body: { ...body, opinion } }),
};
const end: SystemAct<Body, State, SystemActs['type-test.end']> = {
  label: '',
  article: '',
  by: 'system',
  from: ['asked'],
};
const clock: ClockAct<Body, State> = { label: '', article: '', by: 'clock', from: ['asked'], to: 'replied' };
const late: Lateness = { annex: 'repliesLate' };
const declared = {
  ...{ kind: 'type-test' as const, label: '', article: '', path: 'type-tests' },
  states: { asked: { label: '', open: true }, replied: { label: '', open: false } },
  clock: { asked: late },
  open: ({ org }: { org: string }) => ({ ...DRAFT, to: org }),
  acts: { reply, end },
  ...{
    body: () => z.strictObject({ opinion: z.string().nullable() }),
    present: () => ({}),
    blank: (body: Body) => body,
  },
};
export const right = declareKind<'type-test', Body, State>(declared);

const DRAFT = {
  ...{ id: '', from: '', section: null, handler: null, participants: [], source: '', reference: '', content: '' },
  ...{ claimBy: null, clock: null, party: null, licence: null, body: { opinion: null }, state: 'asked' as const },
};

export const states = [
  // @ts-expect-error a state from which it is done
  { ...reply, from: ['askd'] } satisfies PersonAct<Body, State, { opinion: string }>,
  // @ts-expect-error a state to which it leads
  { ...clock, to: 'repleid' } satisfies ClockAct<Body, State>,
  // @ts-expect-error a state in which something is refused
  { ...reply, otherwise: { replid: 'already-done' } } satisfies PersonAct<Body, State, { opinion: string }>,
];

export const codes = [
  // @ts-expect-error a code of the state
  { ...reply, otherwise: { '*': 'allready-done' } } satisfies PersonAct<Body, State, { opinion: string }>,
  // @ts-expect-error a code that an act refuses with
  { ...reply, refuse: () => ({ code: 'alredy-done' }) } satisfies PersonAct<Body, State, { opinion: string }>,
  // @ts-expect-error a code that is thrown
  new Problem('not-pendng', ''),
];

export const effects: Effect[] = [
  { do: 'open', kind: 'type-test', input: { org: 'SCJG' } },
  { do: 'act', on: '', act: 'type-test.end', input: { at: 0 } },
  { do: 'mail', org: 'SCJG', section: null, type: 'overdue' },
  // @ts-expect-error a kind that nobody declares
  { do: 'open', kind: 'type-tset', input: { org: 'SCJG' } },
  // @ts-expect-error an input that does not open it
  { do: 'open', kind: 'type-test', input: { orgs: ['SCJG'] } },
  // @ts-expect-error an act that it does not take
  { do: 'act', on: '', act: 'type-test.ends', input: { at: 0 } },
  // @ts-expect-error an input that the act does not take
  { do: 'act', on: '', act: 'type-test.end', input: { on: '2026-09-28' } },
  // @ts-expect-error a mail that nobody sends
  { do: 'mail', org: 'SCJG', section: null, type: 'overdeu' },
];

export const kinds = [
  // @ts-expect-error a system act that it said it takes is missing
  declareKind<'type-test', Body, State>({ ...declared, acts: { reply } }),
  // @ts-expect-error what opens it is missing, though others open it
  declareKind<'type-test', Body, State>({ ...declared, open: undefined }),
  // @ts-expect-error a clock in a state that it does not have
  declareKind<'type-test', Body, State>({ ...declared, clock: { askd: late } }),
];
