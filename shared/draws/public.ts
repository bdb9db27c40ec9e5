/** The draws that everybody may read, since their case is over (art. 14), and where they lie, by their beginning. */
import type { Exchange } from '../exchange/exchange.ts';
import { sortable } from '../keys.ts';
import type { Place } from '../ports.ts';
import { formatInstant, startOfDay } from '../time.ts';
import type { DrawBody, DrawState } from './body.ts';

export type Draw = Exchange<DrawBody, DrawState>;

export function isPublic({ quarantined, body: { stage } }: Draw): boolean {
  return !quarantined && (stage === 'concluded' || stage === 'cancelled');
}

/** The partition of a county's public draws: a further one of the index that finds registers. */
export function publicPartition(jurisdiction: string): string {
  return `${jurisdiction}#draws`;
}

export function publicPlace(draw: Draw): { register?: Place } {
  if (!isPublic(draw)) return {};
  return { register: { partition: publicPartition(draw.jurisdiction), sort: sortable(draw.createdAt) } };
}

/** Where in that partition the draws of a year lie. */
export function ofYear(year: number): { from: string; to: string } {
  return { from: sortable(startOfDay(`${year}-01-01`)), to: sortable(startOfDay(`${year + 1}-01-01`) - 1) };
}

/** When it was drawn; null where it was given up before. */
export function drawnAt({ history }: Pick<Draw, 'history'>): string | null {
  const entry = history.findLast(({ act }) => act === 'draw');
  return entry ? formatInstant(entry.at) : null;
}
