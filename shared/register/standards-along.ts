/** The standards of matters that changed hands go along, each by itself; again, it changes nothing. */
import type { Matter } from '../boundary/matter.ts';
import { readMattersInForce } from '../boundary/reader.ts';
import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { actNamed, kindNamed, type Performer, run } from '../exchange/run.ts';
import { load, Work } from '../exchange/work.ts';
import type { Standard } from '../standards/precedence.ts';
import { readStandards } from '../standards/reader.ts';

const TRIES = 3;
const ACT = 'follow';

/** By code of a matter: its row of today, and the departments that had it before. */
type Moves = ReadonlyMap<string, { readonly row: Matter; readonly from: readonly string[] }>;

/** Throws `unavailable` where others are faster. */
export async function handOnStandards(desk: Desk, moves: Moves, performer: Performer, facts: Facts): Promise<void> {
  const { of } = await readStandards(desk, { matters: [...moves.keys()] }, facts);
  const seen = new Set<string>();
  for (const [code, { row, from }] of moves) {
    for (const { id, body } of of.get(code) ?? []) {
      const by = row.department;
      if (by === null || seen.has(id) || !from.includes(body.department) || body.department === by) continue;
      seen.add(id);
      if (await isAllOf(desk, body.matters, by, facts)) await handOn(desk, id, { org: body.department, by }, performer);
    }
  }
}

/** A standard of several matters goes when the last of them has come to that department. */
async function isAllOf(desk: Desk, matters: readonly string[], org: string, facts: Facts): Promise<boolean> {
  const rows = await readMattersInForce(desk, matters, facts);
  return matters.every((code) => rows.get(code)?.department === org);
}

async function handOn(desk: Desk, id: string, moved: { org: string; by: string }, performer: Performer): Promise<void> {
  const { from } = actNamed(kindNamed(desk.kinds, 'standard'), ACT);
  for (let n = 0; n < TRIES; n++) {
    const facts = await desk.facts();
    const standard = (await load(desk, id, facts)) as Exchange | undefined;
    const lies = standard && (standard as unknown as Standard).body.department === moved.org;
    if (!standard || !lies || !from.includes(standard.state)) return;
    const work = new Work(desk, facts, performer);
    work.take(standard, run(desk.kinds, standard, ACT, moved, facts, performer));
    await work.expand();
    if (await work.commit()) return;
  }
  throw unavailable();
}
