/**
 * An organisation ends whose place is taken by another one of the same case (机构改革): nobody takes part twice, or in a
 * case of its own. What it was asked and what it answered goes on in the other's participation; its own stays where it
 * was.
 */
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Change } from '../exchange/kind.ts';
import type { Asked, Succession } from '../exchange/seams.ts';
import { endedThere, meetsItself } from '../exchange/succession.ts';
import type { PartBody, PartState } from './body.ts';

type Part = Exchange<PartBody, PartState>;

/** Its case's other participations. */
export function heard({ case: of }: Part): Asked {
  return of === undefined ? {} : { parts: of };
}

export function succeeded(part: Part, { org, by }: Succession, { found }: Facts): Change<PartBody, PartState> {
  if (meetsItself(part, { org, by })) return endedAt(part);
  if (part.to !== org) return {};
  const others = (found?.parts ?? []) as unknown as readonly Part[];
  const own = others.find((one) => one.kind === part.kind && one.to === by && one.id !== part.id && isOne(part, one));
  if (!own) return {};
  const { state } = part;
  const { asked, people, attended } = part.body;
  const input = { state, asked, people, attended };
  return { ...endedAt(part), also: [{ do: 'act', on: own.id, act: 'participation.join', input }] };
}

/** Both wait for the same: whether one comes, or what one says of it. */
function isOne(part: Part, own: Part): boolean {
  if (part.state === 'attended') return own.state === 'attended';
  return own.state === 'invited' || own.state === 'accepted' || own.state === 'declined';
}

/** Nothing of it goes over but by the other one. */
function endedAt(part: Part): Pick<Change<PartBody, PartState>, 'set'> {
  return { set: endedThere(part, part.state === 'attended' ? 'unreported' : 'cancelled') };
}
