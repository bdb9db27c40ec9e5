/** What the clock, or something that happened elsewhere, does to a push. */

import * as z from 'zod';
import { bureauOf } from '../county.ts';
import type { Act } from '../exchange/kind.ts';
import { lazily } from '../lazily.ts';
import { formatInstant } from '../time.ts';
import { taskOf } from './addressee-acts.ts';
import type { PushBody } from './body.ts';
import { withdrawCopies } from './sender-acts.ts';
import { successorId, successorOf, targetRefusal } from './successor.ts';

const nothing = lazily(() => z.looseObject({}));

/**
 * 视为已认领 (art. 17): the deadline passed first. It counts as claimed, and as overdue; it is nobody's act. For the
 * clock's act `now` is the deadline itself, whenever somebody came to look.
 */
const deem: Act<PushBody, object> = {
  label: '视为已认领',
  article: '17',
  by: 'clock',
  from: ['pending'],
  otherwise: {},
  to: 'deemed-claimed',
  input: nothing,
  apply: (push, _input, { now }) => ({
    body: { ...push.body, claimedAt: now, claimedBy: null, claimMode: 'deemed' },
    also: taskOf(push),
    detail: { deadline: formatInstant(now), calendarVersion: push.clock?.version ?? 0 },
  }),
};

/** The sender let the day for readdressing pass: the bureau's administrator is told; it counts in the annex. */
const readdressOverdue: Act<PushBody, object> = {
  label: '超期未改派',
  article: '°',
  by: 'clock',
  from: ['returned'],
  otherwise: {},
  input: nothing,
  apply: (push, _input, { county }) => ({
    set: { clock: null },
    body: { ...push.body, readdressLate: true },
    also: [{ do: 'notify', org: bureauOf(county).code, section: null, type: 'readdress-overdue' }],
    detail: {},
  }),
};

/** A copy goes with the push that is withdrawn. */
const withdrawCopy: Act<PushBody, object> = {
  label: '随原推送撤回',
  article: '°',
  by: 'system',
  from: ['for-information'],
  otherwise: {},
  to: 'withdrawn',
  input: nothing,
};

/** A correction of something still pending withdraws it by the same commit. */
const withdrawCorrected: Act<PushBody, { by: string }> = {
  label: '因更正撤回',
  article: '°',
  by: 'system',
  from: ['pending'],
  otherwise: {},
  to: 'withdrawn',
  input: lazily(() => z.strictObject({ by: z.string() })),
  apply: (push) => ({ also: withdrawCopies(push) }),
};

/** The outcome of a problem: the matter goes to another organisation by a new push; the old figure stays. */
const transfer: Act<PushBody, { org: string; section: string | null }> = {
  label: '移交',
  article: '21',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'returned'],
  otherwise: {},
  input: lazily(() => z.strictObject({ org: z.string(), section: z.string().nullable() })),
  refuse: (push, input, _actor, facts) =>
    push.body.supersededBy
      ? { code: 'already-readdressed', detail: '该推送已经改派或移交。' }
      : targetRefusal(push, input.org, facts.county),
  apply: (push, input, facts) => ({
    set: push.state === 'returned' ? { clock: null } : {},
    body: { ...push.body, supersededBy: successorId(push) },
    also: [{ do: 'open', kind: 'push', input: successorOf(push, input, facts) }],
  }),
};

export const consequences = {
  deem,
  'readdress-overdue': readdressOverdue,
  'withdraw-copy': withdrawCopy,
  'withdraw-corrected': withdrawCorrected,
  transfer,
};
