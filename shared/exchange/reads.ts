/** What decisions ask for is loaded by those who know how: the kernel records and parts, capabilities their own. */
import type { Desk } from './desk.ts';
import type { Facts } from './facts.ts';
import type { Asked, Found, Reads } from './seams.ts';

/** The facts with what was asked for; as they were where nothing was. */
export async function withFound<F extends Facts>(desk: Desk, asked: Asked | undefined, facts: F): Promise<F> {
  const names = Object.keys(asked ?? {}) as (keyof Reads)[];
  if (!asked || names.length === 0) return facts;
  const found = await Promise.all(names.map(async (name) => [name, await read(desk, name, asked, facts)] as const));
  return { ...facts, found: Object.fromEntries(found) as Found };
}

function read(desk: Desk, name: keyof Reads, asked: Asked, facts: Facts): Promise<unknown> {
  const reader = desk.readers[name] as (desk: Desk, ask: unknown, facts: Facts) => Promise<unknown>;
  return reader(desk, asked[name], facts);
}
