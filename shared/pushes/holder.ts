/**
 * Who supervises a licence that has gone another way than the list says: its push was returned and readdressed, a
 * dispute was upheld, or another organisation took its department's place before the list named it. What changes,
 * corrects or ends the licence goes there too, and what that department finds comes from there; else the list's
 * department would end what it does not have, and the holder would supervise for ever.
 *
 * | granted to, by the list | then                      | `cancelled` goes to |
 * |-------------------------|---------------------------|---------------------|
 * | SCJG                    | claimed                   | SCJG, by the list   |
 * | SCJG                    | readdressed to WJJ        | WJJ                 |
 * | SCJG                    | readdressed to WJJ, ended | SCJG, by the list   |
 * | SCJG                    | given to JTJ by a dispute | JTJ, though a       |
 * |                         |                           | change waits at WJJ |
 * | WJJ                     | MZJ took WJJ's place      | MZJ                 |
 */
import type { Exchange } from '../exchange/exchange.ts';
import { ENDS, type PushBody } from './body.ts';
import { isSameParty } from './entry.ts';
import { isTaken } from './handed-over.ts';
import { inOrder } from './in-order.ts';
import type { PushInput } from './input.ts';
import { isOfRegister } from './places.ts';

type Push = Exchange<PushBody>;

/**
 * The push that stands last of the licence that `input` is about, where it took another's place and what stands of the
 * licence is nowhere else; null for all others. `sameNumber`: what lies under its number; `corrected`: what it
 * corrects, and what took the place of that.
 */
export function holderOf(input: PushInput, sameNumber: readonly Push[], corrected: readonly Push[]): Push | null {
  if (input.party === null) return null;
  const stands = corrected.findLast((push) => isTaken(push) && push.body.supersededBy === null);
  const isOver = corrected.at(-1)?.state === 'withdrawn';
  const last = input.to === null && !isOver ? (stands ?? corrected.findLast(isHeld)) : undefined;
  if (last && isOfRegister(input) && last.body.kind === input.kind && last.body.matter === input.matter) {
    // What is corrected stays with its matter where it is, under whatever number it was.
    if (isTaken(last) || corrected.some(isElsewhere)) return last;
  }
  const others = sameNumber.filter(({ id }) => !corrected.some((one) => one.id === id));
  // So does what corrects a push that has been withdrawn since: the rest of its licence tells where.
  return isAboutHeld(input) || corrected.length > 0 ? underNumber(input, others) : null;
}

function underNumber(input: PushInput, sameNumber: readonly Push[]): Push | null {
  const standing = sameNumber
    .filter((push) => push.body.kind === 'approval' && isHeld(push) && push.body.supersededBy === null)
    .filter(({ body }) => body.copyOf === null && body.correctedBy === undefined && body.matter === input.matter)
    .filter(({ body }) => body.party !== null && isSameParty(body.party, input.party))
    .map(whereItGoes)
    .toSorted(inOrder);
  // What waits elsewhere beside it comes together with it once it is claimed (`gathering.ts`).
  const taken = standing.filter(isTaken);
  const telling = taken.length > 0 ? taken : standing;
  const last = telling.at(-1);
  // Where each push names its department, the one that has it may not be the one that is named.
  const went = input.to === null ? telling.some(isElsewhere) : last?.to !== input.to.org;
  const isThere = went && telling.every(({ to }) => to === last?.to);
  return last && isThere && !ENDS.includes(last.body.decision) ? last : null;
}

/** It took another's place, or followed what had. */
export function isElsewhere({ body }: Pick<Push, 'body'>): boolean {
  return body.supersedes !== null || body.warnings?.some(({ code }) => code === 'goes-to-holder') === true;
}

/** What goes on to another department once it is claimed (`goesTo`) is as good as there. */
export function whereItGoes(push: Push): Push {
  const { goesTo } = push.body;
  return goesTo === undefined || push.state !== 'pending' ? push : { ...push, to: goesTo.org, section: goesTo.section };
}

/** What waits to be claimed is on its way there. */
function isHeld(push: Push): boolean {
  return push.state === 'pending' || isTaken(push);
}

const CHANGES: readonly (string | null)[] = ['changed', 'renewed', ...ENDS];

/** What begins a licence goes where the list says. */
function isAboutHeld({ kind, decision }: PushInput): boolean {
  return kind === 'supervision' || kind === 'risk' || (kind === 'approval' && CHANGES.includes(decision));
}
