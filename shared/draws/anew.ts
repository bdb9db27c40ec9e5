/**
 * Whether experts of a case are drawn anew (art. 14): only where nobody is left of those drawn, after the earlier draw
 * and with a reason. Otherwise the convenor could draw until the result suits it.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Refusal } from '../exchange/kind.ts';
import { load } from '../exchange/work.ts';
import type { DrawBody, DrawState, Group } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The case of that id: all draws that were begun for it, in this order. */
    drawsOfCase: { ask: string; found: readonly Draw[] };
  }
}

declare module '../errors.ts' {
  interface Conflicts {
    'already-drawn': true;
  }
}

type Draw = Exchange<DrawBody, DrawState>;

export async function readDrawsOfCase(desk: Desk, of: string, facts: Facts): Promise<readonly Draw[]> {
  const { draws = [] } = ((await load(desk, of, facts))?.body ?? {}) as { draws?: string[] };
  const found = await Promise.all(draws.map((id) => load(desk, id, facts)));
  return found.filter((one) => one?.kind === 'draw') as Draw[];
}

/** What a new draw says of those before it. */
export interface Anew {
  readonly groups: readonly Group[];
  readonly exclude: readonly { readonly expert: string }[];
  readonly follows: string | null;
  readonly followsReason: string | null;
}

/** Draws under quarantine count like the others: it takes words from sight, and frees nobody to draw again. */
export function anewRefusal(input: Anew, before: readonly Draw[]): Refusal | null {
  const covering = before.filter(
    ({ state, body }) => state !== 'abandoned' && shared(body.groups, input.groups).length > 0,
  );
  if (covering.length === 0) return null;
  if (covering.some(({ state }) => state === 'committed')) return { code: 'already-drawn', detail: UNDER_WAY };
  const left = covering.some(({ body }) => shared(body.groups, input.groups).some((g) => body.alternates[g]?.length));
  if (left) return { code: 'already-drawn' };
  if (input.follows === null) return { code: 'invalid', pointer: '/follows', detail: FOLLOWS };
  const reasoned = input.followsReason !== null || covering.some(({ body }) => saysWhy(body, input));
  return reasoned ? null : { code: 'invalid', pointer: '/followsReason', detail: WHY };
}

const UNDER_WAY = '该事项同一专业的抽取正在进行。请先完成或者终止该次抽取。';
const FOLLOWS = '该事项同一专业已经抽取过。请填写上一次抽取，并说明重新抽取的理由';
const WHY = '请说明重新抽取的理由';

/** The numbers of those groups of an earlier draw whose experts the new one would draw from, too. */
function shared(earlier: readonly Group[], groups: readonly Group[]): number[] {
  const meets = (one: Group): boolean =>
    groups.some(
      ({ specialty, level }) =>
        specialty === one.specialty && (level === null || one.level === null || level === one.level),
    );
  return earlier.flatMap((one, g) => (meets(one) ? [g] : []));
}

/** Somebody drawn was replaced, or is left out now; either has its reason. */
function saysWhy({ drawn, replacements }: DrawBody, { exclude }: Anew): boolean {
  return replacements.length > 0 || exclude.some(({ expert }) => drawn.flat().includes(expert));
}
