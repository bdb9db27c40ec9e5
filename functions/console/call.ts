/** Calls of pages and of what forms are sent to, as their handlers get them. */
import type { Problem } from '../../shared/errors.ts';
import type { Call } from '../http/route.ts';
import type { FullSession, Session } from './session.ts';

/** A call of a page for people with an account. */
export type PageCall<Query = unknown> = Call<undefined, Query> & {
  actor: FullSession['actor'];
  session: FullSession;
};
/** A call of a form; its fields as they were sent. */
export type FormCall<Query = unknown> = PageCall<Query> & {
  form: URLSearchParams;
  /** Why a file that came with the form was not kept; null where all were. */
  unkept: Problem | null;
};

/** A call of a page for whoever is signed in, with an account or without. */
export type SignedInCall<Query = unknown> = Call<undefined, Query> & { session: Session };
