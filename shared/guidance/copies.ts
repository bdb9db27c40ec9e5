/** What a guidance quotes of the opinions that others gave it goes from sight with them. */
import type { SystemAct } from '../exchange/kind.ts';
import type { GuidanceBody, GuidanceState } from './body.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    /** The opinions of those organisations have been taken from sight, in their letters or reports. */
    'guidance.forget': { orgs: string[] };
  }
}

export const forget: SystemAct<GuidanceBody, GuidanceState, { orgs: string[] }> = {
  label: '随意见隔离',
  article: '°',
  by: 'system',
  from: ['concluded', 'handed-over'],
  refuse: ({ quarantined }) => (quarantined ? { code: 'already-done' } : null),
  apply: ({ body }, { orgs }) => {
    const opinions = body.opinions.map(({ org, ...said }) =>
      orgs.includes(org) ? { org, position: null, text: null } : { org, ...said },
    );
    return { body: { ...body, opinions } };
  },
};
