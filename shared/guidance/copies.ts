/** What a guidance quotes of the opinions that others gave it goes from sight with them. */
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
