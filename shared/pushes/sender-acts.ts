/** What the sender of a push can do: readdress what was returned, withdraw what is pending, quarantine anything. */

import * as z from 'zod';
import type { Exchange } from '../exchange/exchange.ts';
import type { Act, Effect } from '../exchange/kind.ts';
import { QUARANTINE } from '../exchange/run.ts';
import { optional, organisation, section, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { targetErrors } from './addressing.ts';
import type { PushBody } from './body.ts';
import { correctionsOf } from './corrections-of.ts';
import { successorId, successorOf, targetRefusal } from './successor.ts';

type Push = Exchange<PushBody>;

const readdressInput = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '接收单位' }),
    section: optional(section()).meta({ title: '科室', description: '不填的为该单位的默认科室' }),
  }),
);
const withdrawInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

/** 改派: a returned push is sent to another organisation or, holding on, to the same: a new push. */
const readdress: Act<PushBody, Checked<typeof readdressInput>> = {
  label: '改派',
  article: '°',
  by: 'sender',
  scope: 'pushes:write',
  from: ['returned'],
  otherwise: { '*': 'not-returned' },
  reserve: true,
  input: readdressInput,
  check: (input, { county }) => targetErrors(county, input, ''),
  refuse: (push, input, _actor, facts) =>
    push.body.supersededBy
      ? { code: 'already-readdressed', detail: '该推送已经改派。请查看改派后的新推送。' }
      : targetRefusal(push, input.org, facts.county),
  answers: (push) => push.body.supersededBy as string,
  repeats: (push, input) => push.history.some((entry) => entry.act === 'readdress' && sameTarget(entry.detail, input)),
  apply: (push, input, facts) => ({
    set: { clock: null },
    body: { ...push.body, supersededBy: successorId(push) },
    also: [{ do: 'open', kind: 'push', input: successorOf(push, input, facts) }],
  }),
};

/** 撤回: while nobody has taken it over; its copies go with it. */
const withdraw: Act<PushBody, Checked<typeof withdrawInput>> = {
  label: '撤回',
  article: '°',
  by: 'sender',
  scope: 'pushes:write',
  from: ['pending'],
  otherwise: { claimed: 'already-claimed', 'deemed-claimed': 'claim-deadline-passed', '*': 'not-pending' },
  reserve: true,
  to: 'withdrawn',
  input: withdrawInput,
  apply: (push) => ({ also: withdrawCopies(push) }),
};

/**
 * Quarantine reaches back as well: what a readdressed push superseded says the same. Corrections go along, since their
 * reasons may quote it; one that has never been opened is passed over.
 */
const quarantine: Act<PushBody, { reason: string }> = {
  ...(QUARANTINE as Act<PushBody, { reason: string }>),
  apply: (push, input) => ({
    set: { quarantined: true },
    also: saidAgainIn(push).map((on): Effect => ({ do: 'act', on, act: 'quarantine', input })),
    detail: { reason: input.reason },
  }),
};

export const senderActs = { readdress, withdraw, quarantine };

/** The records in which what a push says may stand again. */
function saidAgainIn(push: Push): string[] {
  const { copies, supersedes, supersededBy, copyOf } = push.body;
  const pushes = [supersedes, supersededBy, copyOf].filter((id) => id !== null);
  return [...push.caused, ...copies, ...pushes, ...correctionsOf(push)];
}

/** The copies of a push that is withdrawn go with it. */
export function withdrawCopies(push: Push): Effect[] {
  return push.body.copies.map((on) => ({ do: 'act', on, act: 'withdraw-copy', input: {} }));
}

function sameTarget(detail: unknown, input: { org: string; section: string | null }): boolean {
  const said = detail as { org?: string; section?: string | null } | null;
  return said?.org === input.org && (said.section ?? null) === input.section;
}
