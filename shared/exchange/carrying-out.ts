/**
 * Carries out what was decided on what lies under seal: its records are put back, or the bytes of its files deleted. By
 * the commit of the decision where that takes it; else afterwards, record by record: what has been done is recognised.
 */
import { countySeal } from '../county-seal.ts';
import { fileItem, gone, type KeptFile } from '../files/file.ts';
import { readFileItems } from '../files/keeping.ts';
import { digest } from '../keys.ts';
import { itemsOf } from '../pages.ts';
import type { Item, Put } from '../ports.ts';
import type { Owing } from './beside.ts';
import { again, type Desk } from './desk.ts';
import { besideSoon } from './doing-beside.ts';
import type { Exchange } from './exchange.ts';
import { type Held, heldItem, heldKey, pieceKey, recordsIn } from './held.ts';
import { restored } from './restore.ts';
import { elsewhereOf, kindNamed, type Performer } from './run.ts';
import { load, Work } from './work.ts';

/** Files in one commit. */
const TOGETHER = 50;

type Decided = NonNullable<Held['decided']>;

/** Takes up all that the decision writes beside its own item: what lay under seal is emptied with it. */
export async function carryOut(desk: Desk, held: Held, work: Work): Promise<void> {
  if (held.state === 'restored') {
    for (const before of await contentIn(desk, held)) await putBack(desk, held.decided as Decided, before, work);
    await work.expand();
  } else {
    for (const put of await filesGone(desk, filesOf(held))) work.put(put);
    work.owe(await leftBeside(desk, held));
  }
  for (const put of await emptied(desk, held)) work.put(put);
}

/** The same where it is more than one commit takes. Twice, late or at once makes no difference. */
export async function carryOutInSteps(desk: Desk, id: string): Promise<void> {
  const held = (await readHeld(desk, id))?.value as Held | undefined;
  if (!held || held.wakes === undefined) return;
  if (held.state === 'restored') {
    for (const before of await contentIn(desk, held)) await putBackAlone(desk, held.decided as Decided, before);
  } else {
    const files = filesOf(held);
    for (let i = 0; i < files.length; i += TOGETHER) {
      const puts = await filesGone(desk, files.slice(i, i + TOGETHER));
      if (puts.length > 0) await desk.ports.store.commit(puts);
    }
    for (const { kind, left } of await leftBeside(desk, held)) {
      await kindNamed(desk.kinds, kind).erase?.(desk, left as string);
    }
  }
  await again(desk, undefined, async (_facts, inTime) => {
    const item = await readHeld(inTime, id);
    const { wakes, ...after } = (item?.value ?? {}) as Held;
    if (!item || wakes === undefined) return { done: null };
    const puts = [{ item: heldItem(after), expected: item.head }, ...(await emptied(inTime, after))];
    return (await inTime.ports.store.commit(puts)).committed ? { done: null } : null;
  });
}

/** What lies beside records of which nothing is kept any more: it goes, too. */
async function leftBeside(desk: Desk, { records }: Held): Promise<Owing[]> {
  const owing: Owing[] = [];
  for (const { id, kind: name } of records) {
    const exchange = await load(desk, id);
    const left = (exchange && kindNamed(desk.kinds, name).leaves?.(exchange, false)) ?? null;
    if (left !== null) owing.push({ record: id, kind: name, does: 'forget', left });
  }
  return owing;
}

/** Who decided, as histories have it. */
export function performerOf({ by, reason, request }: Decided): Performer {
  return { by, request, said: digest({ reason }) };
}

/** Ids are 32 hex digits: whatever else comes in from outside never reaches the store. */
export async function readHeld(desk: Desk, id: string): Promise<Item | undefined> {
  return /^[0-9a-f]{32}$/.test(id) ? desk.ports.store.get(heldKey(desk.jurisdiction, id)) : undefined;
}

export function piecesOf(desk: Desk, { id, pieces }: Held): Promise<(Item | undefined)[]> {
  const keys = Array.from({ length: pieces }, (_, n) => pieceKey(desk.jurisdiction, id, n));
  return itemsOf(desk.ports.store, keys);
}

async function contentIn(desk: Desk, held: Held): Promise<Exchange[]> {
  const records = recordsIn(await countySeal(desk), await piecesOf(desk, held));
  if (records === null) throw new Error(`What is held under ${held.id} was sealed under another key`);
  return records;
}

async function putBack(desk: Desk, decided: Decided, before: Exchange, work: Work): Promise<void> {
  const now = await load(desk, before.id);
  if (!now || now.history.some(({ act, request }) => act === 'restore' && request === decided.request)) return;
  const { at, reason } = decided;
  const said = { ...performerOf(decided), at, detail: { reason } };
  const kind = kindNamed(desk.kinds, now.kind);
  const exchange = restored(kind, now, before, said);
  const effects = elsewhereOf(desk.kinds, kind.requotes?.(exchange) ?? [], await desk.facts(), performerOf(decided));
  work.take(now, { exchange, effects });
}

async function putBackAlone(desk: Desk, decided: Decided, before: Exchange): Promise<void> {
  await again(desk, undefined, async (facts, inTime) => {
    const work = new Work(inTime, facts, performerOf(decided));
    await putBack(inTime, decided, before, work);
    await work.expand();
    if (!work.isIdle && !(await work.commit())) return null;
    await besideSoon(inTime, work.owed);
    return { done: null };
  });
}

async function emptied(desk: Desk, held: Held): Promise<Put[]> {
  return (await piecesOf(desk, held)).flatMap((piece) => {
    if (!piece) return [];
    const value = { box: null };
    return [{ item: { ...piece, head: digest(value), value }, expected: piece.head, erases: true }];
  });
}

function filesOf({ records }: Held): string[] {
  return [...new Set(records.flatMap(({ files }) => files))];
}

async function filesGone(desk: Desk, ids: readonly string[]): Promise<Put[]> {
  const now = desk.ports.clock.now();
  return (await readFileItems(desk, ids)).flatMap((before): Put[] => {
    const file = before?.value as KeptFile | undefined;
    return before && file?.state === 'held' ? [{ item: fileItem(gone(file, now)), expected: before.head }] : [];
  });
}
