/** Who can be drawn (art. 14): in the pool, in term and reviewed, of the specialty and level, and free of what rules out. */
import { bureauOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition } from '../exchange/item.ts';
import { settled } from '../exchange/work.ts';
import type { ExpertBody, ExpertState } from '../experts/body.ts';
import { valuesOf } from '../pages.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import type { Group } from './body.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** The experts of the county that have been nominated and not left, settled. */
    experts: { ask: true; found: readonly Exchange<ExpertBody, ExpertState>[] };
  }
}

export type Expert = Exchange<ExpertBody, ExpertState>;

export async function readExperts(desk: Desk, _ask: true, facts: Facts): Promise<readonly Expert[]> {
  const partition = openPartition(desk.jurisdiction, bureauOf(facts.county).code, 'expert');
  const experts: Expert[] = [];
  for await (const value of valuesOf(desk.ports.store, 'in', partition)) {
    experts.push((await settled(desk, value as Exchange, facts)) as Expert);
  }
  return experts;
}

/** Why the convenor does not want somebody drawn. */
export interface Excluded {
  expert: string;
  reason: string;
}

/** Each group's ids in order, and why those are not among them who fit otherwise. `party`: a credit code, or null. */
export function poolOf(
  experts: readonly Expert[],
  groups: readonly Group[],
  exclude: readonly Excluded[],
  party: string | null,
  now: number,
): { eligible: string[][]; excluded: { expert: string; why: string }[] } {
  const today = civilDateOf(now);
  const excluded = new Map<string, string>();
  const eligible = groups.map((group) =>
    experts
      .filter((expert) => fits(expert, group))
      .filter((expert) => {
        const why = ruledOut(expert, exclude, party, today);
        if (why !== null) excluded.set(expert.id, why);
        return why === null;
      })
      .map(({ id }) => id)
      .sort(),
  );
  return { eligible, excluded: [...excluded].sort().map(([expert, why]) => ({ expert, why })) };
}

function fits({ state, body, quarantined }: Expert, { specialty, level }: Group): boolean {
  if (quarantined || (state !== 'active' && state !== 'suspended')) return false;
  return body.specialties.includes(specialty) && (level === null || level === body.level);
}

function ruledOut(
  { id, state, body }: Expert,
  exclude: readonly Excluded[],
  party: string | null,
  today: CivilDate,
): string | null {
  if (state === 'suspended') return '暂停';
  if (body.termTo === null || body.termTo < today) return '聘期已满';
  if (body.reviewBy === null || body.reviewBy < today) return '到期未复核';
  if (party !== null && body.employer?.creditCode === party) return '回避：在相对人处工作';
  if (party !== null && body.avoid.includes(party)) return '回避：与相对人有利害关系';
  return exclude.find(({ expert }) => expert === id)?.reason ?? null;
}
