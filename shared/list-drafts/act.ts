/** What the acts of people on a draft have in common. */
import type { PersonAct } from '../exchange/kind.ts';
import type { DraftBody, DraftState } from './body.ts';

export type Act<Input> = PersonAct<DraftBody, DraftState, Input>;

/** The bureau's administrator has the list (art. 9). */
export const OF_BUREAU = { by: 'sender', roles: ['bureau-admin'] } as const;

/** Rows that nobody can read are not asked about, and come into force for nobody. */
export const GONE = { code: 'draft-quarantined' } as const;
