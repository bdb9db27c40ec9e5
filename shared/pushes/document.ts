/** A `document` push that the platform itself makes: an outcome sent back, for information and without a clock. */
import type { Facts } from '../exchange/facts.ts';
import { sectionOf } from '../exchange/known.ts';
import { digest } from '../keys.ts';
import { emptyBody } from './body.ts';
import type { PushOpening } from './push-opening.ts';

export interface DocumentOfOurs {
  id: string;
  from: string;
  to: string;
  reference: string;
  matter: string | null;
  matterName: string | null;
  summary: string;
}

export function documentDraft(document: DocumentOfOurs, facts: Facts): PushOpening {
  const { id, from, to, reference, matter, matterName, summary } = document;
  const draft = {
    id,
    from,
    to,
    section: sectionOf(facts.county, to, null),
    handler: null,
    participants: [],
    source: 'system',
    reference,
    state: 'for-information' as const,
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: { ...emptyBody(facts.now, reference), matter, matterName, summary },
    content: digest(document),
  };
  return { draft, copies: [], withdraws: null, follows: [] };
}
