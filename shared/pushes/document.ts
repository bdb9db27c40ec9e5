/** A `document` push that the platform itself makes: an outcome sent back, for information and without a clock. */
import type { Facts } from '../exchange/facts.ts';
import { sectionOf } from '../exchange/known.ts';
import { digest } from '../keys.ts';
import type { Copy } from './addressing.ts';
import { emptyBody } from './body.ts';
import { copyId } from './push-id.ts';
import type { PushOpening } from './push-opening.ts';

export interface DocumentOfOurs {
  id: string;
  from: string;
  to: string;
  reference: string;
  matter: string | null;
  matterName: string | null;
  summary: string;
  /** Who gets a copy; absent where nobody does. */
  copyTo?: readonly Copy[];
}

export function documentDraft(document: DocumentOfOurs, facts: Facts): PushOpening {
  const { id, from, to, reference, matter, matterName, summary, copyTo = [] } = document;
  const copies = copyTo.map(({ org, section }) => ({ org, section: sectionOf(facts.county, org, section) }));
  const draft = {
    id,
    from,
    to,
    section: sectionOf(facts.county, to, null),
    handler: null,
    participants: copies.map(({ org }) => org),
    source: 'system',
    reference,
    state: 'for-information' as const,
    claimBy: null,
    clock: null,
    party: null,
    licence: null,
    body: {
      ...emptyBody(facts.now, reference),
      ...{ matter, matterName, summary, copies: copies.map(({ org }) => copyId(id, org)) },
    },
    content: digest(document),
  };
  return { draft, copies, withdraws: null, follows: [] };
}
