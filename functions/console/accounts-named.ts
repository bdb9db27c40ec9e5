/** People write names; the API knows accounts. */

import { ask } from './ask.ts';
import type { FormCall } from './call.ts';
import type { Field } from './fields.ts';

/** The form with the account in place of a name that one colleague alone has. */
export async function withAccounts(call: FormCall, fields: readonly Field[]): Promise<URLSearchParams> {
  const asked = fields.filter(({ shape, name }) => shape === 'person' && call.form.get(name)?.trim());
  if (asked.length === 0) return call.form;
  const { body } = await ask(call, 'listColleagues');
  const people = body.items as readonly { readonly account: string; readonly name: string }[];
  const form = new URLSearchParams(call.form);
  for (const { name } of asked) {
    const found = people.filter((one) => one.name === form.get(name)?.trim());
    if (found.length === 1 && found[0]) form.set(name, found[0].account);
  }
  return form;
}
