/**
 * Which entry of the supervision register a push belongs to (art. 17(1)): one a department, matter, licence number
 * (else document number, else push) and party. Two parties under one number are a mistake of somebody's: the push is
 * taken with a warning, and the licence that is granted has an entry of its own. Entries from before they were told
 * apart by matter and party keep their ids, and go on while all their pushes are of one matter.
 */
import type { Exchange } from '../exchange/exchange.ts';
import { lazily } from '../lazily.ts';
import { ENDS, entryId, type PushBody, type Warning } from './body.ts';
import { inOrder } from './in-order.ts';
import type { PushInput } from './input.ts';
import { comparedNumber, type Numbered } from './sealed-numbers.ts';

type Push = Exchange<PushBody>;

/** What there is under the number of a push, and where the push is to go. */
export interface EntryFacts {
  source: string;
  /** The organisation that it goes to. */
  to: string;
  /** Pushes that lie under the same number, whatever their matter. */
  sameNumber: readonly Push[];
  /** The push that it corrects, and what has superseded that since. */
  corrected: readonly Push[];
}

/** The number by which a licence is found again: its own, else that of the decision; in the form that is compared. */
export function numberOf(push: Numbered): string | null {
  return comparedNumber(push, 'number') ?? comparedNumber(push, 'documentNumber');
}

/** The entry's id, and the warning where another party stands under the same number of the same matter. */
export function entryOf(input: PushInput, facts: EntryFacts): { entry: string; warnings: Warning[] } {
  const number = numberOf(input);
  if (number === null) return { entry: entryId(facts.source, input.reference), warnings: [] };
  const own = entryId(input.matter ?? '', number, partyKey(input.party));
  const entries = entriesOf(input, facts);
  const corrected = entries.find(({ id }) => facts.corrected.some(({ body }) => body.entry === id));
  const mine = entries.filter((entry) => entry === corrected || isOfParty(entry, input.party));
  const others = entries.filter((entry) => !mine.includes(entry));
  const warnings = others.length === 0 ? [] : [warningOf(input)];
  const joined = corrected ?? newest(mine) ?? (begins(input) ? undefined : newest(others.filter(isActive)));
  return { entry: joined?.id ?? own, warnings };
}

interface Entry {
  id: string;
  /** Its pushes that stand, oldest first. */
  pushes: readonly Push[];
  last: Push;
}

/** The entries of this department and matter under the number, oldest first. */
function entriesOf({ matter }: PushInput, { to, sameNumber, corrected }: EntryFacts): Entry[] {
  const entries = new Map<string, Push[]>();
  for (const push of sameNumber.toSorted(inOrder)) {
    if (push.to !== to || push.body.copyOf !== null) continue;
    entries.set(push.body.entry, [...(entries.get(push.body.entry) ?? []), push]);
  }
  return [...entries].flatMap(([id, pushes]) => {
    const last = pushes.at(-1) as Push;
    const whole = pushes.every((push) => push.body.matter === matter);
    const stands = pushes.some((push) => isStanding(push) || corrected.some(({ id }) => id === push.id));
    return whole && stands ? [{ id, pushes, last }] : [];
  });
}

function isStanding({ state, body }: Push): boolean {
  return state !== 'withdrawn' && state !== 'returned' && body.supersededBy === null;
}

/** The one begun last, an active one before those that have ended. */
function newest(entries: readonly Entry[]): Entry | undefined {
  return entries.findLast(isActive) ?? entries.at(-1);
}

function isActive({ pushes }: Entry): boolean {
  const decision = pushes.findLast((push) => isStanding(push) && push.body.kind === 'approval')?.body.decision ?? null;
  return !ENDS.includes(decision);
}

/** Only what is granted begins an entry beside another party's; what changes or ends a licence stays with it. */
function begins({ decision }: PushInput): boolean {
  return decision === 'granted';
}

function partyKey(party: PushInput['party']): string {
  return party?.creditCode ?? sameName(party?.name ?? '');
}

/** Whether an entry is a party's: also where something of another party was said under its number since. */
function isOfParty({ pushes, last }: Entry, party: PushInput['party']): boolean {
  const named = pushes.filter(({ body }) => body.party !== null);
  return [...named, last].some(({ body }) => isSameParty(body.party, party));
}

/** By credit code where both have one, else by name. A party that a quarantine has taken away is nobody's other. */
export function isSameParty(a: PushInput['party'], b: PushInput['party']): boolean {
  if (a === null || b === null) return true;
  if (a.creditCode !== null && b.creditCode !== null) return a.creditCode === b.creditCode;
  return sameName(a.name) === sameName(b.name);
}

/** Names that read alike are one: systems pad them with blanks, and marks that nobody sees come along in copying. */
function sameName(name: string): string {
  const compatible = name.normalize('NFKC');
  return PLAIN.test(compatible) ? compatible : compatible.replace(unseen(), '').replace(/\s+/gu, ' ').trim();
}

const PLAIN = /^[\u4e00-\u9fff()0-9A-Za-z]*$/u;
const unseen = lazily(() => /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu);

function warningOf({ licence }: PushInput): Warning {
  const pointer = licence?.number ? '/licence/number' : '/licence/documentNumber';
  const detail = '同一事项的该编号此前用于另一相对人，已照常接收。请核对编号和相对人；填写有误的，请更正。';
  return { code: 'licence-number-of-another-party', pointer, detail };
}
