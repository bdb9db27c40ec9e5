/** The push that takes another's place, after a return (改派) or a dispute's transfer: its figures start afresh. */
import { start } from '../clocks/clocks.ts';
import { bureauOf, canClaim, heirOf, organisationOf } from '../county.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Refusal } from '../exchange/kind.ts';
import { sectionOf } from '../exchange/known.ts';
import { civilDateOf } from '../time.ts';
import type { PushBody } from './body.ts';
import { certificateId, certificateOf, followUpsAsked, openFollowUps } from './follow-ups.ts';
import { pushId, successorId } from './push-id.ts';
import type { PushOpening } from './push-opening.ts';

type Push = Exchange<PushBody>;

/** Why a push cannot go to that organisation, or null. */
export function targetRefusal(push: Push, org: string, { county, now }: Facts): Refusal | null {
  const heir = organisationOf(county, heirOf(county, org, civilDateOf(now)));
  const found = organisationOf(county, org);
  const bureau = bureauOf(county);
  if (push.body.kind === 'supervision' && org !== bureau.code) {
    return misfit(`监管处理信息由${bureau.name}作出处理，不能改派其他单位`);
  }
  if (push.state === 'for-information' && org === push.to)
    return misfit('该事项现由该单位监管，不用移交，请形成处理意见办结');
  if (org === push.from) return misfit('不能改派给发出单位自己，请另选接收单位');
  if (found && heir && heir.code !== org) return misfit(`${found.name}已由${heir.name}承接，请选择${heir.name}`);
  if (found && canClaim(found)) return null;
  return misfit(`${found?.name ?? org}不承担认领职责，请另选接收单位`);
}

function misfit(detail: string): Refusal {
  return { code: 'invalid', pointer: '/org', detail };
}

/** As many numbers are looked at; a source of its own that uses more of that form gets one beyond them. */
const LOOKED_AT = 5;

/** The numbers that may come next, each with the push that the source would have under it by itself. */
function numbersAfter({ jurisdiction, source, body }: Push) {
  return Array.from({ length: LOOKED_AT }, (_, i) => {
    const number = body.chain.number + 1 + i;
    return { number, id: pushId(jurisdiction, source, `${body.chain.root}#${number}`) };
  });
}

/** The next number that is free for the source: references are one space for all its pushes. */
function nextNumber(push: Push, { found }: Facts): number {
  const free = numbersAfter(push).find(({ id }) => !found?.records?.has(id));
  return free?.number ?? push.body.chain.number + 1 + LOOKED_AT;
}

/** What a push that goes to another organisation has to know. */
export function successorAsked(push: Push): { records: readonly string[] } {
  return { records: [...(followUpsAsked(push).records ?? []), ...numbersAfter(push).map(({ id }) => id)] };
}

/**
 * The new push, with what follows it (`successorAsked` has been read): its reference the root's with `#2`, `#3` …, its
 * clock from now, the copies already sent its own.
 */
export function successorOf(push: Push, target: { org: string; section: string | null }, facts: Facts): PushOpening {
  const { history: _h, mails: _m, caused: _c, quarantined: _q, late: _l, nudged: _n, passed: _p, ...others } = push;
  const { kind: _k, jurisdiction: _j, createdAt: _a, ...rest } = others;
  const rule = push.body.kind === 'supervision' ? 'claim-supervision' : 'claim-approval';
  const clock = start(facts.log, facts.now, rule, facts.now);
  const number = nextNumber(push, facts);
  const { certificate: _o, verification, correctedBy: _b, correction: _next, goesTo: _to, ...said } = push.body;
  const { certificate } = openFollowUps(push, facts);
  const draft = {
    ...rest,
    id: successorId(push),
    to: target.org,
    section: sectionOf(facts.county, target.org, target.section),
    handler: null,
    reference: `${push.body.chain.root}#${number}`,
    state: 'pending' as const,
    claimBy: clock.by,
    clock,
    body: {
      ...said,
      ...(verification !== undefined && { verifiedBefore: verification }),
      ...(certificate && { certificate: certificateId(successorId(push)) }),
      ...{ claimClock: null, claimedAt: null, claimedBy: null, claimMode: null, responsible: null },
      ...{ returnedAt: null, returnReason: null, suggestedOrg: null, readdressClock: null, readdressLate: false },
      supersedes: push.id,
      supersededBy: null,
      chain: { ...push.body.chain, number, at: push.body.chain.at ?? push.createdAt },
      problem: null,
    },
  };
  return { draft, copies: [], withdraws: null, follows: certificateOf(draft, facts) };
}
