/** What a mail has to say at this moment, from settled records; null where it no longer makes sense. */
import { readAccounts } from '../accounts/directory.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { kindNamed } from '../exchange/run.ts';
import { load } from '../exchange/work.ts';
import type { PushBody } from '../pushes/body.ts';
import { arrivalLetter } from './arrival.ts';
import { readdressOverdueLetter, withoutAccountsLetter } from './bureau-letters.ts';
import { digestLetter } from './digest.ts';
import type { Letter, Subject } from './letter.ts';
import type { Outgoing } from './outgoing.ts';
import { returnedLetter } from './returned.ts';
import { STEPS, stepLetter } from './steps.ts';

type Composer = (desk: Desk, subject: Subject) => Promise<Letter | null>;

/** Mails about an exchange, by type. */
const COMPOSERS: Readonly<Record<string, Composer>> = {
  arrival: async (_desk, subject) => arrivalLetter(subject),
  returned: async (_desk, subject) => returnedLetter(subject),
  'readdress-overdue': async (_desk, subject) => readdressOverdueLetter(subject),
  'addressee-without-accounts': async (desk, subject) =>
    withoutAccountsLetter(subject, await hasAccounts(desk, subject.exchange.to)),
  ...Object.fromEntries(STEPS.map((type): [string, Composer] => [type, async (_desk, s) => stepLetter(type, s)])),
};

export async function compose(
  desk: Desk,
  outgoing: Outgoing,
  about: Exchange | null,
  facts: Facts,
): Promise<Letter | null> {
  if (outgoing.type === 'digest') return digestLetter(desk, outgoing, facts);
  const composer = COMPOSERS[outgoing.type];
  if (!composer) throw new Error(`no words for a mail of type ${outgoing.type}`);
  return about === null ? null : composer(desk, await subjectOf(desk, about, facts));
}

/** True where somebody of the organisation can sign in. */
export async function hasAccounts(desk: Desk, org: string | null): Promise<boolean> {
  if (org === null) return true;
  return (await readAccounts(desk.ports.store, desk.jurisdiction, org)).some(({ active }) => active);
}

async function subjectOf(desk: Desk, exchange: Exchange, facts: Facts): Promise<Subject> {
  const { label, path } = kindNamed(desk.kinds, exchange.kind);
  return { exchange, label, path, matterName: await matterNameOf(desk, exchange, facts), facts };
}

/** Its own, else that of the push behind a problem, a task or a correction. */
async function matterNameOf(desk: Desk, exchange: Exchange, facts: Facts): Promise<string | null> {
  const { matterName, push } = exchange.body as { matterName?: string | null; push?: string };
  if (matterName !== undefined || push === undefined) return matterName ?? null;
  const behind = (await load(desk, push, facts)) as Exchange<PushBody> | undefined;
  return behind?.body.matterName ?? null;
}
