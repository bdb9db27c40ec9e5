/**
 * The verifiable draw (art. 14): both sides put in chance and neither chooses. Before anybody says anything the
 * platform commits to a secret P by its digest; the organisations then contribute, unseen by each other; the seed is
 * made of all of it. Pure, and written once more, without anything of ours, in `infra/verify-draw.mjs`, so that a
 * doubter recomputes it.
 */
import { digest, sha256 } from '../keys.ts';

/** What a group asks for. */
export interface Wanted {
  count: number;
  alternates: number;
}

export interface Contribution {
  org: string;
  value: string;
}

/** SHA-256 over the canonical JSON of the sorted ids of each group. */
export function eligibleDigestOf(eligible: readonly (readonly string[])[]): string {
  return digest(eligible);
}

/** What the platform commits to before anybody contributes. `secret`: 32 random bytes in hex. */
export function commitmentOf(secret: string): string {
  return sha256(secret);
}

/** `beacon` is for now always null. */
export function seedOf(
  draw: string,
  eligibleDigest: string,
  secret: string,
  contributions: readonly Contribution[],
  beacon: null,
): string {
  const said = contributions.map(({ org, value }) => [org, value]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return digest(['shenguan-draw-1', draw, eligibleDigest, secret, said, beacon]);
}

/** The order in which a group's experts are drawn. */
export function orderOf(seed: string, group: number, eligible: readonly string[]): string[] {
  const keyed = eligible.map((expert) => [sha256(`${seed}:${group}:${expert}`), expert] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, expert]) => expert);
}

/** Whom each group draws, and who follows where one cannot come; whoever an earlier group has is passed over. */
export function drawnBy(
  seed: string,
  groups: readonly Wanted[],
  eligible: readonly (readonly string[])[],
): { drawn: string[][]; alternates: string[][] } {
  const taken = new Set<string>();
  const [drawn, alternates]: [string[][], string[][]] = [[], []];
  for (const [g, { count, alternates: more }] of groups.entries()) {
    const free = orderOf(seed, g, eligible[g] ?? []).filter((expert) => !taken.has(expert));
    const here = free.slice(0, count + more);
    for (const expert of here) taken.add(expert);
    drawn.push(here.slice(0, count));
    alternates.push(here.slice(count));
  }
  return { drawn, alternates };
}

/** The first group for which there are too few; null where each has enough, whatever the earlier ones take of it. */
export function tooFewFor(groups: readonly Wanted[], eligible: readonly (readonly string[])[]): number | null {
  const wants = ({ count, alternates }: Wanted): number => count + alternates;
  for (const [g, group] of groups.entries()) {
    const own = new Set(eligible[g]);
    const before = groups.slice(0, g).filter((_, h) => eligible[h]?.some((expert) => own.has(expert)));
    if (own.size < wants(group) + before.reduce((sum, one) => sum + wants(one), 0)) return g;
  }
  return null;
}
