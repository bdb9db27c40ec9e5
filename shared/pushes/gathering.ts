/**
 * A licence has one supervisor. A push that was readdressed or transferred may be claimed where the rest of the licence
 * is not: then the one goes to the other, by the commit of the claim.
 *
 * | the change of a licence is returned by SCJG; then | claimed by | the licence is then at |
 * |----------------------------------------------------|------------|------------------------|
 * | readdressed to WJJ                                 | WJJ        | WJJ, the rest follows  |
 * | the list gives it to NYNC; readdressed to SCJG     | SCJG       | NYNC, the change goes  |
 * | a dispute gives it to WJJ; readdressed to SCJG     | SCJG       | WJJ, the change goes   |
 *
 * So may what begins it anew while its end waits elsewhere, once that is withdrawn.
 *
 * Where the last decision stands at a department that has given the push away, all follows it. Where that stands
 * anywhere else, it is there by the list or by the outcome of a dispute, of which this push knows nothing: all goes
 * there.
 */
import { heirsOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { SystemAct } from '../exchange/kind.ts';
import type { Effect, SystemActs } from '../exchange/seams.ts';
import { civilDateOf } from '../time.ts';
import { ENDS, type PushBody, type PushState } from './body.ts';
import { ALONG, isTaken } from './handed-over.ts';
import { isElsewhere } from './holder.ts';
import { isOfRegister } from './places.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    /** It has been taken over, and the rest of its licence may be elsewhere. */
    'push.gather': Readonly<Record<never, never>>;
  }
}

type Push = Exchange<PushBody>;

/**
 * What the claim of a push causes that was another organisation's before, or went elsewhere than the list says, or
 * whose licence has left the organisation; nothing of all others.
 */
export function gathers({ id, body }: Push): Effect[] {
  const mayBeApart = isElsewhere({ body }) || body.goesTo !== undefined;
  if (!mayBeApart || !isOfRegister(body)) return [];
  return [{ do: 'act', on: id, act: 'push.gather', input: {} }];
}

/**
 * What was to end a licence has been withdrawn. What begins it anew may have come meanwhile, as the list says: then the
 * licence goes on in two places.
 */
export function gathersAgain({ id, body }: Push): Effect[] {
  return ENDS.includes(body.decision) ? [{ do: 'act', on: id, act: 'push.gather', input: {} }] : [];
}

export const gather: SystemAct<PushBody, PushState, SystemActs['push.gather']> = {
  label: '归并至同一监管单位',
  article: '17',
  by: 'system',
  from: ['claimed', 'deemed-claimed', 'for-information', 'withdrawn'],
  reads: ({ id }) => ({ licenceStands: { push: id }, hadBefore: { push: id } }),
  refuse: (push, _input, facts) => {
    const looks = lookingFor(push, facts);
    const moves = looks !== undefined && apart(push, looks.to, facts).length > 0;
    return push.body.supersededBy === null && moves ? null : { code: 'already-readdressed' };
  },
  apply: (push, _input, facts) => {
    const on = lookingFor(push, facts)?.id ?? push.id;
    if (on !== push.id) return { also: [{ do: 'act', on, act: 'push.gather', input: {} }] };
    const holder = holderOf(push, facts);
    const { to, section } = holder ?? push;
    const target = { org: to as string, section };
    return {
      also: [
        ...apart(push, to, facts).flatMap((one) => following(one, target)),
        ...(holder ? [{ do: 'act', on: push.id, act: 'push.go-on', input: target } as const] : []),
      ],
      detail: { org: target.org },
    };
  },
};

/** Whatever else stands of the licence, the last decision last. */
function others({ id }: Push, { found }: Facts): Push[] {
  return (found?.licenceStands ?? []).filter((one) => one.id !== id);
}

/** The push that looks for the rest: of what was withdrawn the last one that has been taken over. */
function lookingFor(push: Push, facts: Facts): Push | undefined {
  return push.state === 'withdrawn' ? others(push, facts).findLast(isTaken) : push;
}

/** Of those, what is not at an organisation. */
function apart(push: Push, org: string | null, facts: Facts): Push[] {
  return others(push, facts)
    .filter((one) => one.to !== org)
    .slice(-ALONG);
}

/**
 * What stands last of it, where that is at a department which never had the push, or to which it was to go since; null
 * where it is not.
 */
function holderOf(push: Push, facts: Facts): Push | null {
  const { county, now, found } = facts;
  const before = (found?.hadBefore ?? []).flatMap((org) => [org, ...heirsOf(county, org, civilDateOf(now))]);
  const had = before.filter((org) => org !== push.body.goesTo?.org);
  const last = others(push, facts).at(-1);
  return last && last.to !== null && last.to !== push.to && !had.includes(last.to) ? last : null;
}

/**
 * What waits follows once it is claimed; where its day has passed, it is taken over as soon as it is asked. What waits
 * and was readdressed itself looks for the rest then.
 */
function following({ id: on, state, body }: Push, input: SystemActs['push.follow']): Effect[] {
  if (state === 'pending' && body.supersedes !== null) return [];
  return [
    { do: 'act', on, act: 'push.go-along-later', input },
    { do: 'act', on, act: 'push.follow', input },
  ];
}
