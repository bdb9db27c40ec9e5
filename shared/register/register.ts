/**
 * The supervision register (监管台账, art. 17(1)): what is under a department's supervision. It is a view: one entry a
 * licence, folded from the pushes that the department has claimed or that count as claimed.
 */
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { valuesOf } from '../pages.ts';
import type { Store } from '../ports.ts';
import { ENDS, type PushBody } from '../pushes/body.ts';
import { isHandedOver } from '../pushes/handed-over.ts';
import { inOrder } from '../pushes/in-order.ts';
import { registerId, registerPartition } from '../pushes/places.ts';
import { comparedNumber, licenceMasked } from '../pushes/sealed-numbers.ts';
import type { Instant } from '../time.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** An entry of an organisation's register; null where there is none. */
    registerEntry: { ask: { org: string; id: string }; found: RegisterEntry | null };
  }
}

type Push = Exchange<PushBody>;

/**
 * Ended: withdrawn, revoked or cancelled, or corrected by a push elsewhere. Transferred: another department supervises
 * it now.
 */
export const REGISTER_STATES = { active: '在监管', ended: '已终止', transferred: '已移交其他单位' } as const;
export type RegisterState = keyof typeof REGISTER_STATES;

export interface RegisterEntry {
  id: string;
  org: string;
  state: RegisterState;
  section: string | null;
  matter: string | null;
  matterName: string | null;
  party: PushBody['party'];
  licence: PushBody['licence'];
  /** By which the numbers of the licence are found where they are sealed. */
  sealedNumbers: PushBody['sealedNumbers'];
  commitment: boolean;
  /** When it came under supervision. */
  since: Instant | null;
  /** Of an entry that is transferred: when it went. */
  until: Instant | null;
  riskPoints: PushBody['riskPoints'];
  /** The pushes that say so, oldest first. */
  pushes: string[];
}

/** What an id of an entry looks like: whatever else comes in from outside never reaches the store. */
const ENTRY = /^[0-9a-f]{32}$/;

/** Entries of a department in order of id, each whole, from after `after` on. */
export async function* entriesOf(
  store: Store,
  jurisdiction: string,
  org: string,
  after: string | null,
): AsyncGenerator<RegisterEntry> {
  const partition = registerPartition(jurisdiction, org);
  const from = after === null ? undefined : `${after}$`;
  let group: Push[] = [];
  for await (const value of valuesOf(store, 'register', partition, { from })) {
    const push = value as Push;
    const [first] = group;
    if (first && registerId(first) !== registerId(push)) {
      yield fold(group);
      group = [];
    }
    group.push(push);
  }
  if (group.length > 0) yield fold(group);
}

/** One entry, or undefined where this department has none of that id. */
export async function entryOf(
  store: Store,
  jurisdiction: string,
  org: string,
  id: string,
): Promise<RegisterEntry | undefined> {
  if (!ENTRY.test(id)) return undefined;
  const pushes: Push[] = [];
  const bounds = { from: `${id}#`, to: `${id}$` };
  for await (const value of valuesOf(store, 'register', registerPartition(jurisdiction, org), bounds)) {
    pushes.push(value as Push);
  }
  return pushes.length > 0 ? fold(pushes) : undefined;
}

/** The number by which the records of an entry are found; null where it has none. */
export function comparedOf(entry: RegisterEntry): string | null {
  return comparedNumber(entry, 'number') ?? comparedNumber(entry, 'documentNumber');
}

/** Whom and what an entry is about, as another record shows it: with the licence's numbers alone, masked. */
export function shownSubject({ party, licence, matterName }: RegisterEntry): Record<string, unknown> {
  const { number, documentNumber } = licenceMasked(licence) ?? {};
  return { party, licence: licence && { number, documentNumber }, matterName };
}

/** The entry that a decision asks for. */
export async function readRegisterEntry({ ports, jurisdiction }: Desk, { org, id }: { org: string; id: string }) {
  return (await entryOf(ports.store, jurisdiction, org, id)) ?? null;
}

/**
 * Folds the pushes of one licence: the last decision that stands, and that nothing has corrected, tells the state.
 */
function fold(found: readonly Push[]): RegisterEntry {
  const pushes = found.toSorted(inOrder);
  const standing = pushes.filter((push) => push.body.supersededBy === null && !isReplaced(push, pushes));
  const shown = standing.length > 0 ? standing : pushes;
  const right = shown.filter(({ body }) => body.correctedBy === undefined);
  const last = (right.at(-1) ?? shown.at(-1)) as Push;
  const decision = right.findLast((push) => push.body.kind === 'approval')?.body.decision ?? null;
  const state = standing.length === 0 ? goneTo(pushes) : ENDS.includes(decision) ? 'ended' : 'active';
  const told = <K extends 'party' | 'licence'>(field: K): PushBody[K] =>
    [...shown, ...right].findLast((push) => push.body[field] !== null)?.body[field] ?? null;
  return {
    id: registerId(last),
    org: last.to as string,
    state,
    section: last.section,
    matter: last.body.matter,
    matterName: last.body.matterName,
    party: told('party'),
    licence: told('licence'),
    sealedNumbers: [...shown, ...right].findLast(({ body }) => body.licence !== null)?.body.sealedNumbers,
    commitment: shown.some((push) => push.body.commitment),
    since: shown[0] ? sinceOf(shown[0]) : null,
    until: state === 'transferred' ? goneAt(pushes) : null,
    riskPoints: shown.flatMap((push) => push.body.riskPoints),
    pushes: pushes.map((push) => push.id),
  };
}

/** Whether a correction elsewhere has taken its place: one that stands in this entry is folded in with the others. */
function isReplaced({ body: { correctedBy } }: Push, pushes: readonly Push[]): boolean {
  if (correctedBy === undefined) return false;
  const next = pushes.find(({ id }) => id === correctedBy);
  return !next || next.body.supersededBy !== null || isReplaced(next, pushes);
}

/** Of an entry in which nothing stands: to another department, or it was a mistake. */
function goneTo(pushes: readonly Push[]): RegisterState {
  return pushes.some(({ body }) => body.supersededBy !== null) ? 'transferred' : 'ended';
}

/** Acts by which a push goes to another department. */
const GOES: readonly string[] = ['hand-over', 'pass-on', 'go-along', 'go-on', 'follow', 'transfer', 'readdress'];

/** When the last of them went. */
function goneAt(pushes: readonly Push[]): Instant | null {
  const gone = pushes.flatMap(({ history }) => history.findLast(({ act }) => GOES.includes(act))?.at ?? []);
  return gone.length === 0 ? null : Math.max(...gone);
}

/** What the list handed over is supervised here from that day on. */
function sinceOf(push: Push): Instant | null {
  return isHandedOver(push) ? push.createdAt : push.body.claimedAt;
}
