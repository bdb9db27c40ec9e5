/** The register of an organisation, as it goes over to the one that takes its place: entry by entry. */
import type { SuccessionJob } from '../accounts/succession.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import { sectionOf } from '../exchange/known.ts';
import { type HandingOn, handOn } from '../register/handing-on.ts';
import { entriesOf, type RegisterEntry } from '../register/register.ts';
import { performerOf } from './going-over.ts';

/** Its entries by id, from after one on. */
export function entriesFrom(
  { ports, jurisdiction }: Desk,
  org: string,
  after: string | null,
): AsyncGenerator<RegisterEntry> {
  return entriesOf(ports.store, jurisdiction, org, after);
}

export async function hasActiveEntries(desk: Desk, org: string): Promise<boolean> {
  for await (const { state } of entriesFrom(desk, org, null)) if (state === 'active') return true;
  return false;
}

/** The entry is active at the other from now on; here it stands as `transferred`. */
export async function moveEntry(desk: Desk, entry: RegisterEntry, job: SuccessionJob, facts: Facts): Promise<boolean> {
  if (entry.state !== 'active') return false;
  const { by: org, documentNumber } = job;
  const how: HandingOn = {
    act: 'pass-on',
    performer: performerOf(job),
    input: ({ section }) => ({ org, section: sectionOf(facts.county, org, section), documentNumber }),
  };
  return handOn(desk, entry, how, facts);
}
