/**
 * Which standards hold on a day (art. 26), of one matter and type. Pure. A higher level overrides those below it from
 * its day on, but for those that it names in `besides`. Within a level only `replaces` ends another; others stand side
 * by side, but of two caps the later day holds. A county's standard never begins before the day on which both sides had
 * agreed.
 *
 * | on the day                                        | standing   | by            |
 * |---------------------------------------------------|------------|---------------|
 * | proposed, objected, withdrawn                     | null       | null          |
 * | before `validFrom` (county: or before it was agreed) | not-yet | null          |
 * | after `validTo`, or from `repealedFrom` on        | expired    | null          |
 * | another that `replaces` it has begun              | replaced   | that one      |
 * | a higher one is in force, not beside it           | overridden | the highest   |
 * | else                                              | in-force   | null          |
 */
import type { Exchange } from '../exchange/exchange.ts';
import { addDays, type CivilDate, civilDateOf } from '../time.ts';
import { LEVELS, type Level, type StandardBody, type StandardState } from './body.ts';

export type Standard = Exchange<StandardBody, StandardState>;

export const STANDINGS = {
  'in-force': '施行中',
  'not-yet': '尚未施行',
  expired: '已失效',
  replaced: '已被取代',
  overridden: '以上级标准为准',
} as const;
export type Standing = keyof typeof STANDINGS;

export interface Stood {
  standing: Standing | null;
  /** The standard that replaced or overrides it. */
  by: string | null;
}

const RANKS = Object.keys(LEVELS) as readonly Level[];
const NONE: Stood = { standing: null, by: null };

/** By id, the standing on a day of these standards, of whatever types; all must be of one matter. */
export function standingsOn(day: CivilDate, standards: readonly Standard[]): ReadonlyMap<string, Stood> {
  const stood = new Map<string, Stood>(standards.map(({ id }) => [id, NONE]));
  const agreed = standards.filter(isAgreed);
  for (const type of new Set(agreed.map(({ body }) => body.type))) {
    const ofType = agreed.filter(({ body }) => body.type === type);
    for (const [id, one] of ofTypeOn(day, ofType)) stood.set(id, one);
  }
  return stood;
}

/** Of all its matters that were looked up: in force where it is for one of them, else as it stands for the first. */
export function stoodOn(
  day: CivilDate,
  { id, body }: Pick<Standard, 'id' | 'body'>,
  of: ReadonlyMap<string, readonly Standard[]>,
): Stood {
  const each = body.matters.flatMap((code) => {
    const ofMatter = of.get(code);
    return ofMatter ? [standingsOn(day, ofMatter).get(id)] : [];
  });
  return each.find((one) => one?.standing === 'in-force') ?? each[0] ?? NONE;
}

/** The first day on which it may hold. */
export function beginsOn({ body }: Standard): CivilDate {
  const days = [body.validFrom, ...(body.source?.level === 'county' ? [civilDateOf(body.confirmedAt ?? 0)] : [])];
  return days.sort().at(-1) as CivilDate;
}

/** Both sides, or a superior, have said it, and it can be read. */
function isAgreed({ state, body, quarantined }: Standard): boolean {
  return (state === 'confirmed' || state === 'repealing') && body.source !== null && !quarantined;
}

function ofTypeOn(day: CivilDate, standards: readonly Standard[]): Map<string, Stood> {
  const inTurn = standards.toSorted(inOrder(standards));
  const successors = successorsOn(day, inTurn);
  const stood = new Map(inTurn.map((one) => [one.id, aloneOn(day, one, successors.get(one.id))]));
  // From the highest level down: only what is in force itself overrides.
  for (const rank of RANKS.toReversed()) {
    for (const one of inTurn.filter((other) => levelOf(other) === rank)) {
      if (stood.get(one.id)?.standing !== 'in-force') continue;
      const above = inTurn.filter((other) => overrides(other, one) && stood.get(other.id)?.standing === 'in-force');
      const by = above.sort((a, b) => rankOf(a) - rankOf(b)).at(-1);
      if (by) stood.set(one.id, { standing: 'overridden', by: by.id });
    }
  }
  return stood;
}

/** Its standing as if there were no other level. */
function aloneOn(day: CivilDate, one: Standard, successor: Standard | undefined): Stood {
  if (beginsOn(one) > day) return { standing: 'not-yet', by: null };
  if (successor) return { standing: 'replaced', by: successor.id };
  const end = endOf(one);
  return end !== null && end <= day ? { standing: 'expired', by: null } : { standing: 'in-force', by: null };
}

/** By id, what has replaced it: whatever says so, else of caps a later one that nothing is said to have replaced. */
function successorsOn(day: CivilDate, inTurn: readonly Standard[]): ReadonlyMap<string, Standard | undefined> {
  const first = (one: Standard, others: readonly Standard[]): Standard | undefined => {
    const end = endOf(one);
    return others.find((other) => beginsOn(other) <= day && (end === null || beginsOn(other) < end));
  };
  const each = (of: (one: Standard, i: number) => Standard | undefined) =>
    new Map(inTurn.map((one, i) => [one.id, of(one, i)]));
  const said = each((one) => {
    const others = inTurn.filter(({ body }) => body.replaces === one.id);
    return first(one, others);
  });
  return each((one, i) => {
    if (said.get(one.id) || one.body.type !== 'cap') return said.get(one.id);
    const later = inTurn.slice(i + 1).filter((other) => levelOf(other) === levelOf(one) && !said.get(other.id));
    return first(one, later);
  });
}

function overrides(other: Standard, one: Standard): boolean {
  return rankOf(other) > rankOf(one) && !other.body.besides.includes(one.id);
}

/** The first day on which it no longer holds; null where it has none. */
function endOf({ body }: Standard): CivilDate | null {
  const ends = [body.repealedFrom, body.validTo && addDays(body.validTo, 1)].filter((day) => day !== null);
  return ends.sort()[0] ?? null;
}

function levelOf({ body }: Standard): Level {
  return body.source?.level ?? 'county';
}

function rankOf(one: Standard): number {
  return RANKS.indexOf(levelOf(one));
}

/**
 * By day, then by when it was entered, what replaces another after that, then by id: so that two of one day have an
 * order.
 */
function inOrder(standards: readonly Standard[]): (a: Standard, b: Standard) => number {
  const depthOf = ({ body }: Standard, seen = 0): number => {
    const before = standards.find(({ id }) => id === body.replaces);
    return before && seen < standards.length ? depthOf(before, seen + 1) : seen;
  };
  return (a, b) => {
    const [first, second] = [beginsOn(a), beginsOn(b)];
    if (first !== second) return first < second ? -1 : 1;
    return a.createdAt - b.createdAt || depthOf(a) - depthOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id));
  };
}
