/** What the record of a problem keeps, and what opens it as a consequence of something else. */

export type ProblemState = 'open' | 'resolved';

export interface ProblemBody {
  /** The push that it is about; null where it was raised by hand. */
  push: string | null;
  why: 'returned' | 'disputed' | 'raised';
  reason: string | null;
  suggestedOrg: string | null;
  outcome: string | null;
  resolution: string | null;
  transferredTo: string | null;
  // Of what people raise by hand; absent otherwise, and once quarantined.
  type?: 'standards-differ' | 'boundary-unclear' | 'pushes-not-smooth' | 'other';
  title?: string;
  text?: string;
  matter?: string;
  /** Applicants whom it has cost something (art. 22). */
  affected?: readonly Affected[];
}

export interface Affected {
  name: string;
  creditCode: string | null;
  loss: string;
  remedy: string | null;
}

export interface ProblemOpening {
  id: string;
  push: string;
  why: 'returned' | 'disputed';
  from: string;
  to: string;
  /** Who sent the push: takes part, having sent it does not make it the handler. */
  sender: string;
  reason: string;
  suggestedOrg: string | null;
}
