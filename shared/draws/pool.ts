/**
 * Who can be drawn (art. 14): in the pool, in term and reviewed, of the specialty and level, and free of what rules
 * out.
 */
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

/** Whom a case is about, as far as it says. */
export interface About {
  creditCode: string | null;
  name: string | null;
}

/** Why somebody who fits is not drawn, where it is not the convenor's reason. */
export const RULED_OUT = {
  suspended: '暂停',
  term: '聘期已满',
  review: '到期未复核',
  employer: '回避：在相对人处工作',
  avoid: '回避：与相对人有利害关系',
} as const;

/** Why the convenor does not want somebody drawn. */
export interface Excluded {
  expert: string;
  reason: string;
}

/** Each group's ids in order, and why those are not among them who fit otherwise. `party`: whom the case is about. */
export function poolOf(
  experts: readonly Expert[],
  groups: readonly Group[],
  exclude: readonly Excluded[],
  party: About,
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
  party: About,
  today: CivilDate,
): string | null {
  if (state === 'suspended') return RULED_OUT.suspended;
  if (body.termTo === null || body.termTo < today) return RULED_OUT.term;
  if (body.reviewBy === null || body.reviewBy < today) return RULED_OUT.review;
  if (isEmployer(body.employer, party)) return RULED_OUT.employer;
  if (party.creditCode !== null && body.avoid.includes(party.creditCode)) return RULED_OUT.avoid;
  return exclude.find(({ expert }) => expert === id)?.reason ?? null;
}

/** By credit code where both have one, else by name. */
function isEmployer(employer: ExpertBody['employer'], { creditCode, name }: About): boolean {
  if (employer === null) return false;
  if (creditCode !== null && employer.creditCode !== null) return creditCode === employer.creditCode;
  return name !== null && employer.name?.normalize('NFKC').trim() === name.normalize('NFKC').trim();
}
