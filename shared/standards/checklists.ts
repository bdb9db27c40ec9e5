/** What the checklists in force of some matters say is to be looked at (art. 12): a joint survey begins with it. */
import type { CivilDate } from '../time.ts';
import { standingsOn } from './precedence.ts';
import type { StandardFacts } from './reader.ts';

/** As many points as a survey takes. */
const MOST = 100;

/** In the order of matters and lists, each point once. */
export function pointsInForce(day: CivilDate, standards: StandardFacts | undefined): string[] {
  const points = [...(standards?.of.values() ?? [])].flatMap((ofMatter) => {
    const stood = standingsOn(day, ofMatter);
    return ofMatter
      .filter(({ id, body }) => body.type === 'checklist' && stood.get(id)?.standing === 'in-force')
      .flatMap(({ body }) => body.items.map(({ point }) => point));
  });
  return [...new Set(points)].slice(0, MOST);
}
