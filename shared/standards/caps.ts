/**
 * How much of a cap is used (art. 6, 26): the licences granted since its day, less those that have ended, and what was
 * used before (`base`). Counted from the bureau's pushes themselves; what was returned, withdrawn or corrected does not
 * count.
 */
import { type Decided, decidedAt } from '../clocks/decided.ts';
import { bureauOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { quarterPartition } from '../exchange/item.ts';
import { quartersBack } from '../exchange/list.ts';
import { valuesOf } from '../pages.ts';
import type { CapUse } from '../pushes/addressing.ts';
import { ENDS, type PushBody } from '../pushes/body.ts';
import { type CivilDate, civilDateOf, type Instant, startOfDay } from '../time.ts';
import { type Standard, standingsOn } from './precedence.ts';
import { readStandards } from './reader.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Of a cap: how much of it is used; null where its unit is no licence. */
    capUse: { ask: Standard; found: number | null };
  }
}

type Push = Exchange<PushBody>;

/** Units that are licences, one each. Of others (吨、平方米) a push does not say how many it takes. */
const LICENCES = ['家', '户', '个', '张', '本', '件', '份', '项', '处', '证', '许可', '许可证'];

function countsLicences({ body }: Standard): boolean {
  return body.cap !== undefined && LICENCES.includes(body.cap.unit);
}

/** What was used before, and the licences that count now; by the cap's id, of those that count licences. */
export async function usedOf(
  desk: Desk,
  facts: Facts,
  caps: readonly Standard[],
): Promise<ReadonlyMap<string, number>> {
  const entries = await entriesUnder(desk, facts, caps);
  return new Map(
    caps.flatMap(({ id, body }) => {
      const found = entries.get(id);
      return found ? [[id, (body.cap?.base ?? 0) + found.size] as const] : [];
    }),
  );
}

/** A push that takes the place of another of its source does not count twice. */
export interface Correcting {
  source: string;
  reference: string;
}

/** By cap, the entries of the licences that count; those that count no licences are left out. */
async function entriesUnder(
  desk: Desk,
  facts: Facts,
  caps: readonly Standard[],
  correcting: Correcting | null = null,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const counted = caps.filter(countsLicences);
  if (counted.length === 0) return new Map();
  const since = counted.map(({ body }) => body.validFrom).sort()[0] as CivilDate;
  const matters = new Set(counted.flatMap(({ body }) => body.matters));
  const pushes: Push[] = [];
  const corrected = new Set<string>(correcting ? [`${correcting.source} ${correcting.reference}`] : []);
  for await (const push of sentSince(desk, facts, since)) {
    const { kind, corrects, copyOf, matter } = push.body;
    if (corrects !== null && push.state !== 'withdrawn') corrected.add(`${push.source} ${corrects}`);
    if (kind === 'approval' && copyOf === null && matters.has(matter ?? '')) pushes.push(push);
  }
  const standing = pushes.filter((push) => isStanding(push) && !corrected.has(`${push.source} ${push.reference}`));
  return new Map(counted.map((cap) => [cap.id, entriesOf(cap, standing)]));
}

/**
 * Of the matter of a push that grants: each cap in force that counts it, what it allows and what it has. Nothing is
 * read where there is none.
 */
export async function capsOn(
  desk: Desk,
  facts: Facts,
  { matter, ...granted }: Pick<PushBody, 'matter'> & Decided,
  correcting: Correcting | null,
): Promise<readonly CapUse[]> {
  if (matter === null || !facts.county.capped?.includes(matter)) return [];
  const { of } = await readStandards(desk, { matters: [matter] }, facts);
  const standards = of.get(matter) ?? [];
  const stood = standingsOn(civilDateOf(facts.now), standards);
  const held = standards.filter(({ id, body }) => body.type === 'cap' && stood.get(id)?.standing === 'in-force');
  const caps = held.filter((cap) => isUnder(cap, granted));
  const entries = await entriesUnder(desk, facts, caps, correcting);
  return caps.flatMap(({ id, body }): CapUse[] => {
    const found = entries.get(id);
    if (!found || !body.cap) return [];
    return [{ title: body.title ?? '', ...body.cap, entries: found }];
  });
}

/** Granted since the day on which the cap began. */
function isUnder({ body }: Standard, granted: Decided): boolean {
  return civilDateOf(decidedAt(granted)) >= body.validFrom;
}

/** In the order in which it was decided: what ended and was granted again counts again. */
function entriesOf(cap: Standard, pushes: readonly Push[]): ReadonlySet<string> {
  const entries = new Set<string>();
  for (const { body: said } of pushes.toSorted(byDecision)) {
    if (!cap.body.matters.includes(said.matter ?? '')) continue;
    if (ENDS.includes(said.decision)) entries.delete(said.entry);
    else if (said.decision === 'granted' && isUnder(cap, said)) entries.add(said.entry);
  }
  return entries;
}

/** By the decision's own day. Of two of one instant the one that ends the licence is the later, as in the register. */
function byDecision(a: Push, b: Push): number {
  const ends = ({ body }: Push): number => Number(ENDS.includes(body.decision));
  const day = ({ body }: Push): Instant => startOfDay(civilDateOf(decidedAt(body)));
  if (day(a) !== day(b)) return day(a) - day(b);
  return a.body.occurredAt - b.body.occurredAt || a.createdAt - b.createdAt || ends(a) - ends(b);
}

function isStanding({ state, body, quarantined }: Push): boolean {
  return state !== 'withdrawn' && state !== 'returned' && body.supersededBy === null && !quarantined;
}

async function* sentSince({ ports, jurisdiction }: Desk, facts: Facts, since: CivilDate): AsyncGenerator<Push> {
  const bureau = bureauOf(facts.county).code;
  for (const quarter of quartersBack(civilDateOf(facts.now), since)) {
    const partition = quarterPartition(jurisdiction, bureau, 'push', quarter);
    for await (const value of valuesOf(ports.store, 'out', partition)) yield value as Push;
  }
}
