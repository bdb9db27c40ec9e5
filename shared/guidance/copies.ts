/** What a guidance quotes of the opinions that others gave it goes from sight with them, and comes back with them. */
import type { SystemAct } from '../exchange/kind.ts';
import type { SystemActs } from '../exchange/seams.ts';
import type { GuidanceBody, GuidanceState } from './body.ts';

export const forget: SystemAct<GuidanceBody, GuidanceState, SystemActs['*.forget']> = {
  label: '随意见隔离',
  article: '°',
  by: 'system',
  from: ['concluded', 'handed-over'],
  refuse: ({ quarantined, body }, { orgs }) =>
    quarantined || !body.opinions.some(({ org, text }) => text !== null && orgs.includes(org))
      ? { code: 'already-done' }
      : null,
  apply: ({ body }, { orgs }) => {
    const opinions = body.opinions.map(({ org, ...said }) =>
      orgs.includes(org) ? { org, position: null, text: null } : { org, ...said },
    );
    return { body: { ...body, opinions } };
  },
};

/** An opinion that was taken from sight has been put back. The history of the guidance has none of its words. */
export const quote: SystemAct<GuidanceBody, GuidanceState, SystemActs['*.quote']> = {
  label: '随意见恢复',
  article: '°',
  by: 'system',
  from: ['concluded', 'handed-over'],
  refuse: ({ quarantined, body }, { org }) => (quarantined || lacking(body, org) < 0 ? { code: 'already-done' } : null),
  apply: ({ body }, { org, position, text }) => ({
    body: { ...body, opinions: body.opinions.with(lacking(body, org), { org, position, text }) },
    detail: { org },
  }),
};

/** Where an opinion of that organisation is missing; -1 where none is. */
function lacking({ opinions }: GuidanceBody, of: string): number {
  return opinions.findIndex(({ org, position, text }) => org === of && position === null && text === null);
}
