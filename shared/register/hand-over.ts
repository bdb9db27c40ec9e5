/**
 * On the first day of a version of the list its job hands over what is under supervision: the active entries of a
 * matter whose department changed go to the one that the list names by now. Pending pushes stay where they are; what
 * they bring under supervision follows within the hour. Doing it late, twice or in pieces changes nothing: what has
 * been handed over is superseded.
 */

import { departmentsOf } from '../boundary/departments.ts';
import { type HandOver, handOverItem, handOverKey } from '../boundary/hand-over.ts';
import type { Matter } from '../boundary/matter.ts';
import { inForce, readMatters, readVersions } from '../boundary/versions.ts';
import { arm, type Desk, deskInSteps } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { openPartition } from '../exchange/item.ts';
import { load } from '../exchange/work.ts';
import { derivedId, sortable, splitKey } from '../keys.ts';
import { newOutgoing, outgoingItem } from '../mail/outgoing.ts';
import { pagesOf, valuesAt } from '../pages.ts';
import type { Settings } from '../platform.ts';
import type { Put } from '../ports.ts';
import type { PushBody } from '../pushes/body.ts';
import { registerId } from '../pushes/places.ts';
import { civilDateOf, HOUR, MINUTE } from '../time.ts';
import type { Version } from '../versions/versions.ts';
import { type HandingOn, handOn } from './handing-on.ts';
import { entriesOf, entryOf, type RegisterEntry, type RegisterState } from './register.ts';
import { handOnStandards } from './standards-along.ts';

const HAND_OVER_MAIL = 'list-hand-over';
const BY_CLOCK = { by: 'clock', request: 'clock', said: '' };

/** Milliseconds of a wake: under the 30 s of the function. */
const WAKE = 15_000;
/** Longer than a function may run. */
const LEASE = 2 * MINUTE;
/** Entries looked at between one write of the job and the next. */
const LOOK = 50;
/** Entries that a mail names. */
const NAMED = 50;
/** Pending pushes that are looked after one by one; where there are more, all is walked through again after them. */
const AWAITED = 1000;

/** Pairs of departments that are told by one commit; a version that moves matters between more is none of a county. */
const MAILED = 49;

/** Whose matter goes to whom: the row of today by code, and the departments that had it before. */
type Moves = ReadonlyMap<string, { row: Matter; from: readonly string[] }>;

/** Woken by a timer or the sweep. `id` is what follows the family in the job's key. */
export async function wakeHandOver(
  desk: Desk,
  { mailDomain }: Pick<Settings, 'mailDomain'>,
  id: string,
): Promise<void> {
  const version = /^hand-over\/(.+)$/.exec(id)?.[1];
  const found = version && (await desk.ports.store.get(handOverKey(desk.jurisdiction, version)));
  if (!found) return;
  const job = found.value as HandOver;
  const now = desk.ports.clock.now();
  if (job.wakes === null || job.wakes > now) return;
  const leased = { ...job, wakes: now + LEASE };
  if (!(await write(desk, leased, found.head))) return;
  if (job.pending) await followUp(deskInSteps(desk), leased, job.pending);
  else await workOn(deskInSteps(desk), leased, mailDomain);
}

/** What was pending and has been taken over since goes on; all is walked through once more when none is left. */
async function followUp(desk: Desk, job: HandOver, pending: readonly string[]): Promise<void> {
  const facts = await desk.facts();
  const [moves, list] = await Promise.all([movesOf(desk, facts, job), inForceOn(desk, facts)]);
  const left: string[] = [];
  for (const id of pending) {
    const push = (await load(desk, id, facts)) as Exchange<PushBody> | undefined;
    if (push?.state === 'pending') {
      left.push(id);
      continue;
    }
    const entry = push?.to && (await entryOf(desk.ports.store, desk.jurisdiction, push.to, registerId(push)));
    // What ends or corrects a licence ends it at whoever has it by now.
    const row = entry ? rowFor(entry, moves, ['active', 'ended']) : null;
    if (entry && row) await handOn(desk, entry, byList(row, list), facts);
    // Where the list goes back meanwhile, it stays; the licence may have ended where it went.
    else if (entry) await handOn(desk, { org: entry.org, pushes: [id] }, TOGETHER, facts);
  }
  const { pending: _, ...done } = job;
  const wakes = desk.ports.clock.now() + (left.length > 0 ? HOUR : 0);
  await write(desk, { ...done, ...(left.length > 0 && { pending: left }), wakes }, handOverItem(job).head);
}

/** Pushes of those matters that wait to be claimed where the matter was before, soonest first. */
async function pendingOf(desk: Desk, moves: Moves): Promise<string[]> {
  const found: string[] = [];
  for (const org of orgsOf(moves)) {
    for await (const page of pagesOf(desk.ports.store, 'in', openPartition(desk.jurisdiction, org, 'push'))) {
      const pushes = (await valuesAt(
        desk.ports.store,
        page.map(({ key }) => key),
      )) as Exchange<PushBody>[];
      const moved = pushes.filter(({ body }) => moves.get(body.matter ?? '')?.from.includes(org));
      found.push(...moved.map(({ id }) => id));
      if (found.length >= AWAITED) return found.slice(0, AWAITED);
    }
  }
  return found;
}

async function workOn(desk: Desk, begun: HandOver, mailDomain: string): Promise<void> {
  const until = performance.now() + WAKE;
  const facts = await desk.facts();
  const moves = await movesOf(desk, facts, begun);
  const list = await inForceOn(desk, facts);
  let [written, moved] = [begun, begun.moved];
  const put = async (more: Partial<HandOver>, mails: readonly Put[] = []): Promise<boolean> => {
    const next = { ...written, ...more, moved };
    const done = await write(desk, next, handOverItem(written).head, mails);
    if (done) written = next;
    return done;
  };
  for (const org of orgsOf(moves).filter((one) => begun.after === null || one >= begun.after.org)) {
    const after = begun.after?.org === org ? begun.after.entry : null;
    if (!(await settledDue(desk, org, facts, until))) {
      await put({ after: { org, entry: after }, wakes: desk.ports.clock.now() });
      return;
    }
    let looked = 0;
    for await (const entry of entriesOf(desk.ports.store, desk.jurisdiction, org, after)) {
      const row = rowFor(entry, moves);
      if (row && (await handOn(desk, entry, byList(row, list), facts)))
        moved = withMoved(moved, `${org}>${row.department}`, entry.id);
      looked += 1;
      if (looked % LOOK !== 0) continue;
      const spent = performance.now() > until;
      const wakes = spent ? desk.ports.clock.now() : written.wakes;
      if (!(await put({ after: { org, entry: entry.id }, wakes })) || spent) return;
    }
  }
  await handOnStandards(desk, moves, BY_CLOCK, facts);
  const pending = await pendingOf(desk, moves);
  const rest = pending.length > 0 ? { pending, wakes: desk.ports.clock.now() + HOUR } : { wakes: null };
  await put(
    { after: null, told: true, ...rest },
    written.told ? [] : mailsOf({ ...written, moved }, facts, mailDomain),
  );
}

/**
 * What has become deemed claimed by now belongs on the register, whether or not a timer has come by. False where the
 * time is over before all of it is: after an outage it may be thousands.
 */
async function settledDue(desk: Desk, org: string, facts: Facts, until: number): Promise<boolean> {
  const due: string[] = [];
  const partition = openPartition(desk.jurisdiction, org, 'push');
  for await (const page of pagesOf(desk.ports.store, 'in', partition, { to: sortable(facts.now + 1) })) {
    due.push(...page.map(({ key }) => splitKey(key).id));
  }
  for (const id of due) {
    if (performance.now() > until) return false;
    await load(desk, id, facts);
  }
  return true;
}

function orgsOf(moves: Moves): string[] {
  return [...new Set([...moves.values()].flatMap(({ from }) => from))].sort();
}

/** The row by which an entry of a department changes hands. */
function rowFor(
  { state, matter, org }: RegisterEntry,
  moves: Moves,
  states: readonly RegisterState[] = ['active'],
): Matter | null {
  const move = states.includes(state) ? moves.get(matter ?? '') : undefined;
  return move?.from.includes(org) ? move.row : null;
}

function withMoved(moved: HandOver['moved'], key: string, entry: string): HandOver['moved'] {
  const { count, entries } = moved[key] ?? { count: 0, entries: [] };
  return { ...moved, [key]: { count: count + 1, entries: entries.length < NAMED ? [...entries, entry] : entries } };
}

/** What the version changed against the one before it, addressed as the list in force today has it. */
async function movesOf(desk: Desk, { now, county }: Facts, { version }: HandOver): Promise<Moves> {
  const { ports, jurisdiction } = desk;
  const versions = await readVersions(ports.store, jurisdiction);
  const at = versions.findIndex((one) => one.version === version);
  const made = versions[at] as Version;
  const before = inForce(versions.slice(0, at), made.validFrom);
  const today = inForce(versions, civilDateOf(now));
  if (!before || !today) return new Map();
  const [old, fresh, current] = await Promise.all(
    [before, made, today].map((one) => readMatters(ports.store, jurisdiction, one)),
  );
  const [mine, there] = [byCode(fresh as Matter[]), byCode(current as Matter[])];
  return new Map(
    (old as Matter[]).flatMap((was) => {
      const [row, is] = [there.get(was.code), mine.get(was.code)];
      const from = departmentsOf(was, county).filter((org) => org !== row?.department);
      const changed = is !== undefined && is.department !== was.department;
      return changed && row && row.department !== null ? [[was.code, { row, from }] as const] : [];
    }),
  );
}

function byCode(rows: readonly Matter[]): ReadonlyMap<string, Matter> {
  return new Map(rows.map((row) => [row.code, row]));
}

function byList({ department, section }: Matter, version: string): HandingOn {
  return { act: 'hand-over', performer: BY_CLOCK, input: () => ({ org: department as string, section, version }) };
}

const TOGETHER: HandingOn = { act: 'gather', performer: BY_CLOCK, input: () => ({}) };

async function inForceOn({ ports, jurisdiction }: Desk, { now }: Facts): Promise<string> {
  return inForce(await readVersions(ports.store, jurisdiction), civilDateOf(now))?.version ?? '';
}

async function write(desk: Desk, job: HandOver, before: string, mails: readonly Put[] = []): Promise<boolean> {
  const item = handOverItem(job);
  await Promise.all([item, ...mails.map((put) => put.item)].map((one) => arm(desk, one)));
  return (await desk.ports.store.commit([{ item, expected: before }, ...mails])).committed;
}

/** Both departments are told, with the list. */
function mailsOf({ jurisdiction, version, moved }: HandOver, facts: Facts, mailDomain: string): Put[] {
  const pairs = Object.keys(moved).slice(0, MAILED);
  return pairs.flatMap((key) =>
    key.split('>').map((org): Put => {
      const id = derivedId(jurisdiction, HAND_OVER_MAIL, version, key, org);
      const told = {
        id,
        jurisdiction,
        type: HAND_OVER_MAIL,
        org,
        section: null,
        about: null,
        day: `${version} ${key}`,
      };
      return { item: outgoingItem(newOutgoing(told, facts, mailDomain)), expected: null };
    }),
  );
}
