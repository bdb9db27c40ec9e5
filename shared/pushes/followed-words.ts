/** What mails say of a record that follows from a push: its matter, and why it is wanted no longer. */
import type { MailWords } from '../exchange/mails.ts';
import { END_REASONS, type EndReason } from './follow-ups.ts';

interface FollowedBody {
  readonly matter: string;
  readonly matterName: string | null;
  readonly endReason: EndReason | null;
}

export function followedDetails({ matter, matterName, endReason }: FollowedBody): MailWords['details'] {
  return [['事项', matterName ?? matter], ...(endReason ? [['终止原因', END_REASONS[endReason]] as const] : [])];
}
