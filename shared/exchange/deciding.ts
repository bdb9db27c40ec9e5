/** What lies under seal: who knows of it, what it holds, and the decision of a second person, destroyed or put back. */
import { countySeal } from '../county-seal.ts';
import { notFound, Problem } from '../errors.ts';
import { fileItem, gone, type KeptFile } from '../files/file.ts';
import { readFileItems } from '../files/keeping.ts';
import { digest } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Item, Put } from '../ports.ts';
import { again, type Desk } from './desk.ts';
import type { Actor, Exchange } from './exchange.ts';
import { type Held, heldItem, heldKey, pieceKey, recordsIn } from './held.ts';
import { noted } from './held-log.ts';
import { restored } from './restore.ts';
import { kindNamed } from './run.ts';
import { load, Work } from './work.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'held-decided': true;
  }
}

/** Who decides, and by which request. */
export interface Deciding {
  readonly actor: Actor;
  readonly request: string;
}

/** What was held under that id, or 404 where it does not exist for this reader. */
export async function seenHeld(desk: Desk, id: string, actor: Actor): Promise<Held> {
  const held = (await readItem(desk, id))?.value as Held | undefined;
  if (!held || !(await existsFor(desk, held, actor))) throw notFound('该留存内容');
  return held;
}

/** The government office knows of all; discipline inspection of what was referred to it. */
export async function existsFor(desk: Desk, held: Held, { roles, org }: Actor): Promise<boolean> {
  if (roles.includes('government-office')) return true;
  if (!roles.includes('discipline')) return false;
  const referring = held.named.filter(({ kind }) => kindNamed(desk.kinds, kind).referred);
  const cases = await Promise.all(referring.map(({ id }) => load(desk, id)));
  return cases.some((found) => found?.to === org && kindNamed(desk.kinds, found.kind).referred?.(found));
}

/** The records as they were. Null once it has been decided on; throws where the county's key is another by now. */
export async function contentOf(desk: Desk, held: Held): Promise<Exchange[] | null> {
  if (held.state !== 'held') return null;
  const records = recordsIn(await countySeal(desk), await piecesOf(desk, held));
  if (records === null) throw new Error(`What is held under ${held.id} was sealed under another key`);
  return records;
}

/** The file's bytes, where they are kept with this; 404 otherwise. */
export async function heldFile(desk: Desk, held: Held, id: string): Promise<KeptFile> {
  const named = held.records.some(({ files }) => files.includes(id));
  const [item] = named ? await readFileItems(desk, [id]) : [];
  const file = item?.value as KeptFile | undefined;
  if (file?.state !== 'held') throw notFound('该文件');
  return file;
}

/** Destroys what lies under seal: the records keep their digests, the bytes of files are deleted. */
export async function destroyHeld(desk: Desk, id: string, deciding: Deciding): Promise<Held> {
  return decided(desk, id, deciding, null, async (held, inTime) => ({
    puts: [...(await emptied(inTime, held)), ...(await filesGone(inTime, held))],
    state: 'destroyed',
  }));
}

/** Puts it back: each record says again what it said, with the reason, and its histories prove it. */
export async function restoreHeld(desk: Desk, id: string, deciding: Deciding, reason: string): Promise<Held> {
  const held = await decided(desk, id, deciding, reason, async (held, inTime) => ({
    puts: await emptied(inTime, held),
    state: 'restored',
  }));
  for (const { id: record } of held.records) {
    const exchange = await load(desk, record);
    if (exchange) await kindNamed(desk.kinds, exchange.kind).putBack?.(desk, exchange);
  }
  return held;
}

type Decision = (held: Held, desk: Desk) => Promise<{ puts: Put[]; state: 'destroyed' | 'restored' }>;

async function decided(
  desk: Desk,
  id: string,
  { actor, request }: Deciding,
  reason: string | null,
  decide: Decision,
): Promise<Held> {
  return again<Held>(desk, undefined, async (facts, inTime) => {
    const item = await readItem(inTime, id);
    const held = item?.value as Held | undefined;
    if (!item || !held) throw notFound('该留存内容');
    if (held.decided?.request === request) return { done: held };
    refuse(held, actor);
    const { puts, state } = await decide(held, inTime);
    const by = { at: facts.now, by: actor.account, reason, request };
    const act = state === 'restored' ? 'restore' : 'confirm';
    const doing = { at: facts.now, by: actor.account, act, detail: { reason } } as const;
    const after: Held = { ...noted(held, doing), state, decided: by };
    const work = new Work(inTime, facts, { by: actor.account, request, said: digest({ reason }) }, actor.org);
    if (state === 'restored')
      await putBack(inTime, held, work, { at: facts.now, detail: { reason }, request, by: by.by });
    for (const put of [{ item: heldItem(after), expected: item.head }, ...puts]) work.put(put);
    return (await work.commit()) ? { done: after } : null;
  });
}

/** Never whoever quarantined; once. */
function refuse({ by, state }: Held, { account }: Actor): void {
  if (account === by) {
    throw new Problem('not-allowed', '隔离由您办理，须由其他人决定销毁还是恢复。请由县政府办公室的其他人员办理。');
  }
  if (state !== 'held') throw new Problem('held-decided', '该留存内容已经销毁或恢复，不能再次决定。');
}

async function putBack(
  desk: Desk,
  held: Held,
  work: Work,
  said: { at: number; by: string; detail: unknown; request: string },
): Promise<void> {
  for (const before of (await contentOf(desk, held)) ?? []) {
    const now = await load(desk, before.id);
    if (!now) continue;
    const kind = kindNamed(desk.kinds, now.kind);
    work.take(now, { exchange: restored(kind, now, before, { ...said, said: digest(said.detail) }), effects: [] });
  }
}

async function emptied(desk: Desk, held: Held): Promise<Put[]> {
  const pieces = await piecesOf(desk, held);
  return pieces.flatMap((piece) => {
    if (!piece) return [];
    const value = { box: null };
    return [{ item: { ...piece, head: digest(value), value }, expected: piece.head, erases: true }];
  });
}

async function filesGone(desk: Desk, { records }: Held): Promise<Put[]> {
  const ids = [...new Set(records.flatMap(({ files }) => files))];
  const now = desk.ports.clock.now();
  return (await readFileItems(desk, ids)).flatMap((before): Put[] => {
    const file = before?.value as KeptFile | undefined;
    return before && file?.state === 'held' ? [{ item: fileItem(gone(file, now)), expected: before.head }] : [];
  });
}

/** Ids are 32 hex digits: whatever else comes in from outside never reaches the store. */
async function readItem(desk: Desk, id: string): Promise<Item | undefined> {
  return /^[0-9a-f]{32}$/.test(id) ? desk.ports.store.get(heldKey(desk.jurisdiction, id)) : undefined;
}

function piecesOf(desk: Desk, { id, pieces }: Held): Promise<(Item | undefined)[]> {
  const keys = Array.from({ length: pieces }, (_, n) => pieceKey(desk.jurisdiction, id, n));
  return itemsOf(desk.ports.store, keys);
}
