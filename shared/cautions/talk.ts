/**
 * The admonitory talk (约谈, art. 23: 整改不力的，由县政府办公室进行约谈). Opened by the finding that what a caution letter
 * named was not put right; the government office sets the day, holds it and writes the record.
 */

import * as z from 'zod';
import { governmentOfficeOf } from '../county.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { derivedId, digest } from '../keys.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, type Quarter, quarterName } from '../time.ts';
import { place, type TalkBody, talkBody, time } from './talk-body.ts';

type State = 'to-schedule' | 'scheduled' | 'held';

declare module '../exchange/seams.ts' {
  interface Openings {
    talk: TalkOpening;
  }
  interface MailTypes {
    'talk-scheduled': 'talk';
  }
}

export interface TalkOpening {
  caution: string;
  org: string;
  quarter: Quarter;
  circular: string | null;
  letter: string | null;
  reason: string;
}

const scheduleInput = lazily(() => {
  const { date, participants } = talkBody().shape;
  return z.strictObject({
    date: date.unwrap(),
    // Absent while unset: what was said before there were times and places has the same digest (docs/decisions/0019).
    time: unset(time()).meta({ title: '约谈时间' }),
    place: unset(place()).meta({ title: '约谈地点' }),
    participants: participants.min(1, { error: '至少填写一名参加人员' }),
  });
});
const recordInput = lazily(() => scheduleInput().extend({ record: talkBody().shape.record.unwrap() }));

function unset<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** One talk a caution letter. */
export function talkId(jurisdiction: string, caution: string): string {
  return derivedId(jurisdiction, 'talk', caution);
}

/** Sets the day, or another day. */
const schedule: PersonAct<TalkBody, State, Checked<typeof scheduleInput>> = {
  label: '安排',
  article: '23',
  by: 'sender',
  roles: ['government-office'],
  from: ['to-schedule', 'scheduled'],
  otherwise: { '*': 'already-done' },
  to: 'scheduled',
  input: scheduleInput,
  refuse: (_talk, { date }, _actor, { now }) =>
    date >= civilDateOf(now) ? [] : [{ pointer: '/date', detail: '约谈日期已经过去，请填写今日或以后的日期' }],
  apply: (talk, input) => ({
    body: arranged(talk.body, input),
    also: [{ do: 'mail', org: talk.to as string, section: null, type: 'talk-scheduled' }],
  }),
};

/** What was said, by whom, on which day: also where it was held without having been set here. */
const record: PersonAct<TalkBody, State, Checked<typeof recordInput>> = {
  label: '登记约谈记录',
  article: '23',
  by: 'sender',
  roles: ['government-office'],
  from: ['to-schedule', 'scheduled'],
  otherwise: { '*': 'already-done' },
  to: 'held',
  input: recordInput,
  refuse: (_talk, { date }, _actor, { now }) =>
    date <= civilDateOf(now) ? [] : [{ pointer: '/date', detail: '约谈尚未进行，请在约谈之后登记' }],
  apply: ({ body }, input) => ({
    body: arranged(body, { ...input, time: input.time ?? body.time, place: input.place ?? body.place }),
  }),
};

type Arranged = Pick<TalkBody, 'date' | 'participants'> & Partial<Pick<TalkBody, 'record' | 'time' | 'place'>>;

/** The body with what was arranged: another day without a time or a place has none. */
function arranged(before: TalkBody, input: Arranged): TalkBody {
  const { time: at, place: where, ...said } = input;
  const { time: _, place: __, ...rest } = before;
  return { ...rest, ...said, ...(at && { time: at }), ...(where && { place: where }) };
}

const quarantine = quarantineBy<TalkBody, State>({ by: 'sender', roles: ['government-office'] });

export const talk = declareKind<'talk', TalkBody, State>({
  kind: 'talk',
  label: '约谈',
  article: '23',
  path: 'talks',
  menu: {
    under: 'reports',
    of: [...SIDES, 'government-office'],
    comes: '县政府办公室对有关单位的约谈。',
  },
  ...keeps(talkBody),
  mails: async () => ({ mails: (await import('./mails.ts')).talkMails }),
  states: {
    'to-schedule': { label: '待安排', open: true, waits: 'sender' },
    scheduled: { label: '已安排', open: true, waits: 'sender' },
    held: { label: '已约谈', open: false },
  },
  open: ({ caution, org, quarter, circular, letter, reason }, { county }) => ({
    id: talkId(county.jurisdiction, caution),
    from: governmentOfficeOf(county).code,
    to: org,
    section: null,
    handler: null,
    participants: [],
    source: 'system',
    reference: `${quarter}/${org}`,
    state: 'to-schedule',
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: { caution, letter, quarter, circular, reason, date: null, participants: [], record: null },
    content: digest({ caution, reason }),
  }),
  acts: { schedule, record, quarantine },
  chosenDay: ({ from, state, body }) =>
    state === 'scheduled' && body.date !== null ? { day: body.date, by: from } : null,
  title: ({ body }) => `约谈：${quarterName(body.quarter)}通报`,
});
