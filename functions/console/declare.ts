/** Declares pages and forms of the console: what they have in common. */
import * as z from 'zod';
import type { Checked } from '../../shared/lazily.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Answer, Call, Route } from '../http/route.ts';
import { refused } from './refusal.ts';
import type { FullSession, Session } from './session.ts';

type Schema = () => z.ZodType;

/** A call of a page for people with an account. */
export type PageCall<Query = unknown> = Call<undefined, Query> & {
  actor: FullSession['actor'];
  session: FullSession;
};
/** A call of a form; its fields as they were sent. */
export type FormCall<Query = unknown> = PageCall<Query> & { form: URLSearchParams };

/** A call of a page for whoever is signed in, with an account or without. */
export type SignedInCall<Query = unknown> = Call<undefined, Query> & { session: Session };

interface Declared<Q extends Schema> {
  /** Below `/console`. */
  readonly path: string;
  readonly id: string;
  /** Chinese: the page's name. */
  readonly summary: string;
  /** What the address may carry; nothing where left out. Pages that show filters take whatever there is (`anyQuery`). */
  readonly query?: Q;
  /** True for what scripts ask by themselves. */
  readonly unattended?: true;
}

/** Whatever an address carries: what is unknown in it is no reason to show nothing; of what it says twice the first counts. */
export const anyQuery = lazily(() =>
  z.looseObject({}).transform((query) => {
    const firsts = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
    return Object.fromEntries(firsts) as Readonly<Record<string, unknown>>;
  }),
);
const anyForm = lazily(() => z.looseObject({}));

const common = {
  tag: '工作台',
  hidden: true,
  refused,
  answers: { 200: { description: '网页', contentType: 'text/html' } },
} as const;

/** A page (GET) for people with an account. */
export function page<Q extends Schema>(
  declared: Declared<Q> & { handle(call: PageCall<Checked<Q>>): Promise<Answer> },
): Route {
  return { query: anyQuery, ...common, ...declared, method: 'GET', security: 'session' } as unknown as Route;
}

/**
 * What a form is sent to (POST), for people with an account. `handle` gets its fields once the form's token is known;
 * where the token is not, `stale` shows the form again, filled in.
 */
export function formTarget<Q extends Schema>(
  declared: Declared<Q> & {
    handle(call: FormCall<Checked<Q>>): Promise<Answer>;
    stale(call: FormCall<Checked<Q>>): Promise<Answer>;
  },
): Route {
  const { handle, stale, ...rest } = declared;
  const guarded = (call: FormCall<Checked<Q>>): Promise<Answer> => {
    const form = call.form ?? new URLSearchParams();
    const known = call.session.isToken(form.get('token'));
    return known ? handle({ ...call, form }) : stale({ ...call, form });
  };
  const route = { query: anyQuery, ...common, ...rest, method: 'POST', security: 'session', form: anyForm };
  return { ...route, handle: guarded } as unknown as Route;
}

/** A page for whoever is signed in, also without an account. */
export function signedInPage<Q extends Schema>(
  declared: Declared<Q> & { handle(call: SignedInCall<Checked<Q>>): Promise<Answer> },
): Route {
  return { query: anyQuery, ...common, ...declared, method: 'GET', security: 'signed-in' } as unknown as Route;
}

/** The same for a form, whose token the handler checks itself. */
export function signedInForm(
  declared: Declared<Schema> & { handle(call: SignedInCall & { form: URLSearchParams }): Promise<Answer> },
): Route {
  const { handle, ...rest } = declared;
  const route = { query: anyQuery, ...common, ...rest, method: 'POST', security: 'signed-in', form: anyForm };
  const withForm = (call: SignedInCall & { form: URLSearchParams }): Promise<Answer> =>
    handle({ ...call, form: call.form ?? new URLSearchParams() });
  return { ...route, handle: withForm } as unknown as Route;
}

/** A page for everybody, such as the way in. */
export function openPage<Q extends Schema>(
  declared: Declared<Q> & { handle(call: Call<undefined, Checked<Q>>): Promise<Answer> },
): Route {
  return {
    ...{ query: anyQuery, ...common, ...declared, method: 'GET', security: 'public', sameOrigin: true },
  } as unknown as Route;
}
