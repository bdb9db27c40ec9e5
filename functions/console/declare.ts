/** Declares pages and forms of the console: what they have in common. */
import * as z from 'zod';
import { Problem } from '../../shared/errors.ts';
import type { Checked } from '../../shared/lazily.ts';
import { lazily } from '../../shared/lazily.ts';
import type { Answer, Call, Route } from '../http/route.ts';
import type { FormCall, PageCall, SignedInCall } from './call.ts';
import { refused } from './refusal.ts';
import { takenForm } from './uploads.ts';

type Schema = () => z.ZodType;

interface Declared<Q extends Schema> {
  /** Below `/console`. */
  readonly path: string;
  readonly id: string;
  /** Chinese: the page's name. */
  readonly summary: string;
  /**
   * What the address may carry; nothing where left out. Pages that show filters take whatever there is (`anyQuery`).
   */
  readonly query?: Q;
  /** True for a form that files may come with. */
  readonly takesFiles?: true;
}

/**
 * Whatever an address carries: what is unknown in it is no reason to show nothing; of what it says twice the first
 * counts.
 */
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
  const guarded = async (call: FormCall<Checked<Q>>): Promise<Answer> => {
    const isOurs = (form: URLSearchParams): boolean => call.session.isToken(form.get('token'));
    const taken = await takenForm(call, isOurs);
    return isOurs(taken.form) ? handle({ ...call, ...taken }) : stale({ ...call, ...taken });
  };
  const route = { query: anyQuery, ...common, ...rest, method: 'POST', security: 'session', form: anyForm };
  return { ...route, handle: guarded } as unknown as Route;
}

/** The header in which a script that sends bytes says the token of the form whose they are. */
const TOKEN = 'x-form-token';

/**
 * What a script sends bytes to (PUT), for people with an account. `handle` gets them once the form's token is known.
 */
export function bytesTarget(declared: Declared<Schema> & { handle(call: PageCall): Promise<Answer> }): Route {
  const { handle, ...rest } = declared;
  const guarded = async (call: PageCall): Promise<Answer> => {
    if (!call.session.isToken(call.headers[TOKEN] ?? null)) throw staleForm();
    return handle(call);
  };
  const route = { query: anyQuery, ...common, ...rest, method: 'PUT', security: 'session', takesBytes: true };
  return { ...route, handle: guarded } as unknown as Route;
}

/** The form is of a session before this one. */
export function staleForm(): Problem {
  return new Problem(
    'not-allowed',
    '该页面打开之后您重新登录过，或者页面不完整，为安全起见没有办理。内容都在，请核对后再次提交。',
  );
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
