/** What the sender of a push can do: readdress what was returned, withdraw what is pending, quarantine anything. */

import * as z from 'zod';
import type { County } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy, TAKEN, takenFromSight } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { optional, otherOrganisation, section, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { PushBody, PushState } from './body.ts';
import { correctionsOf } from './corrections-of.ts';
import { causedBeside, creditRecordsAsked, creditRecordsEnd } from './credit-ends.ts';
import { endingUndone } from './endings.ts';
import { followUpsEnd, followUpsPass } from './follow-ups.ts';
import { gathersAgain } from './gathering.ts';
import { successorId } from './push-id.ts';
import { successorAsked, successorOf, targetRefusal } from './successor.ts';

type Push = Exchange<PushBody, PushState>;

const readdressInput = lazily(() =>
  z.strictObject({
    org: otherOrganisation().meta({ title: '接收单位' }),
    section: optional(section()).meta({ title: '科室', description: '不填的为该单位的默认科室' }),
  }),
);
const withdrawInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

/** 改派: a returned push is sent to another organisation or, holding on, to the same: a new push. */
const readdress: PersonAct<PushBody, PushState, Checked<typeof readdressInput>> = {
  label: '改派',
  hint: '选其他单位的，由其重新认领；仍选原单位的，即为坚持，退回理由见下。',
  article: '°',
  by: 'sender',
  scope: 'pushes:write',
  from: ['returned'],
  otherwise: { '*': 'not-returned' },
  reserve: true,
  input: readdressInput,
  refuses: ['already-readdressed', 'content-quarantined'],
  offered: ({ body }) => body.supersededBy === null && body.correctedBy === undefined,
  // Nobody is to claim a push that says nothing: what it said is pushed anew.
  barred: ({ quarantined }) => (quarantined ? TAKEN : null),
  // Whom the addressee named, and the addressee itself where the sender holds on.
  concerns: ({ to, body }) => ({ first: [body.suggestedOrg, to].filter((org) => org !== null) }),
  reads: successorAsked,
  refuse: (push, { org }, _actor, facts) => {
    if (push.body.correctedBy !== undefined) return { code: 'already-readdressed', detail: CORRECTED };
    return push.body.supersededBy ? { code: 'already-readdressed' } : targetRefusal(push, org, facts);
  },
  answers: (push) => push.body.supersededBy as string,
  repeats: (push, input) => push.history.some((entry) => entry.act === 'readdress' && sameTarget(entry.detail, input)),
  apply: (push, input, facts) => ({
    set: { clock: null },
    body: { ...push.body, supersededBy: successorId(push) },
    also: [...followUpsPass(push, facts), { do: 'open', kind: 'push', input: successorOf(push, input, facts) }],
  }),
};

const CORRECTED = '该推送已由更正后的推送代替，不用再改派。更正仍有误的，请再次更正。';

/** 撤回: while nobody has taken it over; its copies go with it. */
const withdraw: PersonAct<PushBody, PushState, Checked<typeof withdrawInput>> = {
  label: '撤回',
  article: '°',
  by: 'sender',
  scope: 'pushes:write',
  from: ['pending'],
  otherwise: { claimed: 'already-claimed', 'deemed-claimed': 'claim-deadline-passed', '*': 'not-pending' },
  reserve: true,
  danger: true,
  to: 'withdrawn',
  input: withdrawInput,
  reads: creditRecordsAsked,
  apply: (push, _input, facts) => ({
    also: [
      ...withdrawCopies(push),
      ...followUpsEnd(push, 'withdrawn'),
      ...endingUndone(push),
      ...gathersAgain(push),
      ...creditRecordsEnd(facts, { reason: 'withdrawn' }),
    ],
  }),
};

/**
 * Quarantine reaches back as well: what a readdressed push superseded says the same. Corrections go along, since their
 * reasons may quote it; one that has never been opened is passed over. So do credit records: those of which it alone
 * tells, and those that feedback on its register entry opened with its party. As a consequence of another quarantine,
 * which asks for nothing, those that it began with have been found.
 */
const quarantine = quarantineBy<PushBody, PushState>({
  by: 'sender',
  // Whoever may send a document has to be able to take it from sight.
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'pushes:write',
  reads: ({ id }) => ({ creditRecordsNaming: { push: id }, creditRecordsTold: { push: id } }),
  apply: (push, input, { found, county }) => {
    const { creditRecordsNaming = [], creditRecordsTold = [] } = found ?? {};
    const reached = [...saidAgainIn(push, county), ...new Set([...creditRecordsTold, ...creditRecordsNaming])];
    const taken = takenFromSight(input, reached);
    // It cannot be readdressed any more: nobody is late with that. A day that has passed stays.
    const isOwed = push.state === 'returned' && push.clock?.ended !== true;
    return isOwed ? { ...taken, set: { ...taken.set, clock: null } } : taken;
  },
});

export const senderActs = { readdress, withdraw, quarantine };

/** The records in which what a push says may stand again. */
function saidAgainIn(push: Push, county: County): string[] {
  const { copies, supersedes, supersededBy, copyOf } = push.body;
  const pushes = [supersedes, supersededBy, copyOf].filter((id) => id !== null);
  return [...causedBeside(push), ...copies, ...pushes, ...correctionsOf(push, county)];
}

/** The copies of a push that is withdrawn go with it. */
export function withdrawCopies(push: Push): Effect[] {
  return push.body.copies.map((on) => ({ do: 'act', on, act: 'push.withdraw-copy', input: {} }));
}

function sameTarget(detail: unknown, input: { org: string; section: string | null }): boolean {
  const said = detail as { org?: string; section?: string | null } | null;
  return said?.org === input.org && (said.section ?? null) === input.section;
}
