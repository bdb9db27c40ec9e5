/** Whose drafts, phrases and marks they are. */
import type { Owner } from '../../shared/drafts/draft.ts';
import type { PageCall } from './call.ts';

export function ownerOf({ session }: PageCall): Owner {
  return { jurisdiction: session.jurisdiction, account: session.actor.account };
}
