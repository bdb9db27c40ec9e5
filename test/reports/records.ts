/**
 * Records of pushes as the store holds them, with what a test says of them; everything else is as uninteresting as can
 * be.
 */
import type { Entry } from '../../shared/exchange/exchange.ts';
import { emptyBody, type PushBody } from '../../shared/pushes/body.ts';
import type { CountedPush } from '../../shared/reports/counted.ts';
import { type CivilDate, type Instant, parseInstant } from '../../shared/time.ts';

/** `2026-09-28T09:00` in Beijing time. */
export function at(time: string): Instant {
  return parseInstant(`${time}:00+08:00`) as Instant;
}

export interface Told {
  id?: string;
  from?: string;
  to?: string;
  state?: string;
  claimBy?: CivilDate | null;
  pushed?: Instant;
  claimed?: Instant;
  named?: Instant;
  /** The last day for pushing, where it was missed. */
  lateSince?: CivilDate;
  /** The end of the day for readdressing, where it was missed. */
  readdressEnded?: Instant;
  body?: Partial<PushBody>;
}

let made = 0;

export function record(told: Told): CountedPush {
  const pushed = told.pushed ?? at('2026-09-14T09:00');
  const id = told.id ?? `push-${++made}`;
  const history = [
    entry('open', pushed),
    ...(told.named === undefined ? [] : [entry('responsible', told.named)]),
    ...(told.readdressEnded === undefined ? [] : [entry('readdress-overdue', told.readdressEnded)]),
  ];
  return {
    ...{ id, kind: 'push', jurisdiction: '371525', from: told.from ?? 'SPJ', to: told.to ?? 'SCJG' },
    ...{ section: null, handler: null, participants: [], source: 'SPJ', reference: id, createdAt: pushed },
    ...{
      state: told.state ?? 'claimed',
      claimBy: told.claimBy === undefined ? '2026-09-16' : told.claimBy,
      clock: null,
    },
    ...{ party: null, licence: null, caused: [], content: '', quarantined: false, mails: [], history },
    body: {
      ...emptyBody(pushed, id),
      kind: 'approval',
      claimedAt: told.claimed ?? null,
      pushDue: told.lateSince ?? null,
      pushedLate: told.lateSince === undefined ? null : true,
      readdressLate: told.readdressEnded !== undefined,
      ...told.body,
    },
  };
}

export function entry(act: string, when: Instant, by = 'test'): Entry {
  const chain = { digest: '', record: '', hash: '', previousHash: null, request: '', said: '' };
  return { at: when, by, act, detail: null, ...chain };
}
