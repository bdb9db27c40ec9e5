/**
 * 推送录入: a decision that this organisation has pushed already. All who enter by hand are one source, and the API
 * warns of two sources alone (`possible-duplicate`): so whoever enters it is asked once more.
 */

import { type FieldError, invalid, Problem } from '../../../shared/errors.ts';
import { comparable } from '../../../shared/identifier.ts';
import { maskIdentityNumbers } from '../../../shared/identity-number.ts';
import { ask } from '../ask.ts';
import type { FormCall } from '../call.ts';
import type { Filled } from '../kept-form.ts';

/** What is about to be pushed, as far as it tells one decision from another. */
interface Entered {
  readonly kind?: unknown;
  readonly matter?: unknown;
  readonly decision?: unknown;
  readonly reference?: unknown;
  readonly corrects?: unknown;
  readonly party?: { readonly name?: string };
  readonly licence?: { readonly documentNumber?: string; readonly number?: string };
}

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly matter: string | null;
  readonly decision: string | null;
  readonly party: { readonly name: string } | null;
  readonly licence: { readonly number: string | null } | null;
  readonly status: string;
  readonly copyOf: string | null;
  readonly pushedAt: string;
}

/** The name of the control by which a form says that it has been asked. */
export const ASKED = 'twice';

const POINTER = '/licence/documentNumber';
const BEGINS = '同一文书号、事项、相对人和决定的信息已于';

/** Throws 422 at the document number, once: the form that comes back says that it has been asked. */
export async function askOfTwice(call: FormCall, entered: Entered): Promise<void> {
  const documentNumber = entered.licence?.documentNumber;
  if (!documentNumber || entered.corrects || call.form.get(ASKED) !== null) return;
  const there = (await pushedWith(call, documentNumber)).find((push) => isSame(push, entered));
  if (!there) return;
  const [day, time] = [there.pushedAt.slice(0, 10), there.pushedAt.slice(11, 16)];
  const detail = `${BEGINS} ${day} ${time} 推送（编号 ${there.reference}）。请核对；确需再次推送的，再点一次“推送”。`;
  throw invalid([{ pointer: POINTER, detail }]);
}

/** What this organisation has pushed with that number; nothing where it is none, which the push itself is told. */
async function pushedWith(call: FormCall, documentNumber: string): Promise<readonly Listed[]> {
  try {
    const { body } = await ask(call, 'listPushes', { query: { documentNumber, box: 'out', limit: '50' } });
    return body.items;
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return [];
    throw error;
  }
}

/** Whether the form comes back with that question. */
export function wasAsked(filled: Filled | null): boolean {
  const errors: readonly FieldError[] = filled?.problem?.errors ?? [];
  return errors.some(({ pointer, detail }) => pointer === POINTER && detail.startsWith(BEGINS));
}

function isSame(push: Listed, { kind, matter, decision, reference, party, licence }: Entered): boolean {
  return (
    push.status !== 'withdrawn' &&
    push.copyOf === null &&
    push.reference !== reference &&
    push.kind === kind &&
    push.matter === (matter ?? null) &&
    push.decision === (decision ?? (kind === 'approval' ? 'granted' : null)) &&
    sameText(push.party?.name, party?.name) &&
    // One decision may be about several licences. Lists show numbers masked.
    sameText(push.licence?.number, licence?.number && maskIdentityNumbers(licence.number))
  );
}

/** Whatever their width, case, blanks and brackets. */
function sameText(a: string | null | undefined, b: string | null | undefined): boolean {
  const [one, other] = [a, b].map((text) => comparable(text ?? '').replace(/\s/gu, ''));
  return one === other;
}
