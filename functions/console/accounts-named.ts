/** People write names; the API knows accounts. */

import { ask } from './ask.ts';
import type { FormCall } from './call.ts';
import type { Field } from './fields.ts';
import type { Choices } from './labelled.ts';

type People = Choices['people'];

/** The form with the account in place of a name that one colleague alone has. */
export async function withAccounts(call: FormCall, fields: readonly Field[]): Promise<URLSearchParams> {
  if (!fields.some(({ shape, name }) => shape === 'person' && call.form.get(name)?.trim())) return call.form;
  const { body } = await ask(call, 'listColleagues');
  return withAccountsOf(call.form, fields, body.items as People);
}

/** The same where it is known who may be meant. */
export function withAccountsOf(sent: URLSearchParams, fields: readonly Field[], people: People): URLSearchParams {
  const form = new URLSearchParams(sent);
  for (const { shape, name } of fields) {
    const written = shape === 'person' ? form.get(name)?.trim() : undefined;
    const account = written && accountIn(written, people);
    if (account) form.set(name, account);
  }
  return form;
}

/** `李四`, or `李四（scjg.lisi）` as pages write people; undefined where it is neither, or of two. */
function accountIn(written: string, people: People): string | undefined {
  const [, beside] = /[（(]([^（()）]+)[)）]$/.exec(written) ?? [];
  const named = people.filter(({ account, name }) => name === written || account === beside?.trim());
  return named.length === 1 ? named[0]?.account : undefined;
}
