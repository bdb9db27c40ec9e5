/** What lies under seal: who knows of it, what it holds, and the decision of a second person, destroyed or put back. */
import { countySeal } from '../county-seal.ts';
import { notFound, Problem } from '../errors.ts';
import type { KeptFile } from '../files/file.ts';
import { readFileItems } from '../files/keeping.ts';
import { carryOut, carryOutInSteps, performerOf, piecesOf, readHeld } from './carrying-out.ts';
import { again, type Desk } from './desk.ts';
import { besideSoon } from './doing-beside.ts';
import type { Actor, Exchange } from './exchange.ts';
import { type Held, heldItem, recordsIn } from './held.ts';
import { noted } from './held-log.ts';
import { kindNamed } from './run.ts';
import { reused } from './shell.ts';
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
  const held = (await readHeld(desk, id))?.value as Held | undefined;
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
  const held = await decided(desk, id, 'confirm', deciding, null);
  if (held.wakes !== undefined) await carriedOutSoon(desk, id);
  return held;
}

/** Puts it back: each record says again what it said, with the reason, and its histories prove it. */
export async function restoreHeld(desk: Desk, id: string, deciding: Deciding, reason: string): Promise<Held> {
  const held = await decided(desk, id, 'restore', deciding, reason);
  if (held.wakes !== undefined) await carriedOutSoon(desk, id);
  return held;
}

/** It is decided; what cannot be carried out now, a timer does. */
async function carriedOutSoon(desk: Desk, id: string): Promise<void> {
  try {
    await carryOutInSteps(desk, id);
  } catch (error) {
    desk.ports.log.info('decision-goes-on', { id, why: error instanceof Problem ? error.code : 'fault' });
  }
}

function decided(
  desk: Desk,
  id: string,
  act: 'confirm' | 'restore',
  { actor, request }: Deciding,
  reason: string | null,
): Promise<Held> {
  const said = { by: actor.account, org: actor.org, reason, request };
  return decideOn(desk, id, act, said, (held) => refuse(held, actor));
}

/** Who decides, why, and by which request; no organisation where it is the platform itself. */
interface Said {
  readonly by: string;
  readonly org: string | null;
  readonly reason: string | null;
  readonly request: string;
}

/**
 * Decides what becomes of what lies under seal, `inSteps` is left to be carried out. `mayDecide` throws where it must
 * not; who asks by the same request again is answered the same.
 */
export async function decideOn(
  desk: Desk,
  id: string,
  act: 'confirm' | 'restore',
  { org, ...said }: Said,
  mayDecide: (held: Held) => void,
): Promise<Held> {
  const { by, reason, request } = said;
  return again<Held>(desk, undefined, async (facts, inTime) => {
    const item = await readHeld(inTime, id);
    const held = item?.value as Held | undefined;
    if (!item || !held) throw notFound('该留存内容');
    if (held.decided?.request === request) {
      if (held.decided.reason !== reason) throw reused();
      return { done: held };
    }
    mayDecide(held);
    const decision = { at: facts.now, ...said };
    const doing = { at: facts.now, by, act, detail: { reason } } as const;
    const after: Held = {
      ...{ ...noted(held, doing), state: act === 'restore' ? 'restored' : 'destroyed', decided: decision },
      ...(held.inSteps && { wakes: facts.now }),
    };
    const work = new Work(inTime, facts, performerOf(decision), org ?? undefined);
    if (!held.inSteps) await carryOut(inTime, after, work);
    work.put({ item: heldItem(after), expected: item.head });
    if (!(await work.commit())) return null;
    await besideSoon(inTime, work.owed);
    return { done: after };
  });
}

/** Never whoever quarantined; once. */
function refuse({ by, state }: Held, { account }: Actor): void {
  if (account === by) {
    throw new Problem('not-allowed', '隔离由您办理，须由其他人决定销毁还是恢复。请由县政府办公室的其他人员办理。');
  }
  if (state !== 'held') throw new Problem('held-decided', '该留存内容已经销毁或恢复，不能再次决定。');
}
