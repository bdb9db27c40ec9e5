/**
 * The pushes of an entry of the register go to another department, some by one commit: what has gone over is passed
 * over.
 */
import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { SystemAct } from '../exchange/kind.ts';
import { withFound } from '../exchange/reads.ts';
import { actNamed, kindNamed, type Performer, run } from '../exchange/run.ts';
import { load, Work } from '../exchange/work.ts';
import type { RegisterEntry } from './register.ts';

/** By which act of the push, on whose behalf, and to whom. */
export interface HandingOn {
  readonly act: 'hand-over' | 'pass-on' | 'gather';
  readonly performer: Performer;
  input(push: Exchange): object;
}

const TRIES = 3;
/** Six records a push at most, two each of itself, its certificate and its verification, of the 100 of a commit. */
const PUSHES = 16;

/**
 * Hands on the pushes of an entry; false where nothing of it stood there any more. Throws `unavailable` where others
 * are faster.
 */
export async function handOn(
  desk: Desk,
  entry: Pick<RegisterEntry, 'org' | 'pushes'>,
  how: HandingOn,
  facts: Facts,
): Promise<boolean> {
  let any = false;
  for (let i = 0; i < entry.pushes.length; i += PUSHES) {
    const pushes = entry.pushes.slice(i, i + PUSHES);
    let done = await committed(desk, pushes, entry.org, how, facts);
    for (let n = 1; done === 'raced' && n < TRIES; n++) done = await committed(desk, pushes, entry.org, how, facts);
    // The lease's end brings somebody else.
    if (done === 'raced') throw unavailable();
    any ||= done === 'moved';
  }
  return any;
}

async function committed(
  desk: Desk,
  ids: readonly string[],
  org: string,
  { act, performer, input }: HandingOn,
  facts: Facts,
): Promise<'moved' | 'nothing' | 'raced'> {
  const work = new Work(desk, facts, performer);
  const { reads, refuse, from } = actNamed(kindNamed(desk.kinds, 'push'), act) as SystemAct<unknown, string, object>;
  let count = 0;
  for (const id of ids) {
    const push = await load(desk, id, facts);
    const stands = push?.to === org && from.includes(push.state);
    if (!push || !stands || (push.body as { supersededBy: string | null }).supersededBy !== null) continue;
    const said = input(push);
    const known = await withFound(desk, reads?.(push, said, facts), facts);
    if (refuse?.(push, said, known)) continue;
    work.take(push, run(desk.kinds, push, act, said, known, performer));
    count += 1;
  }
  if (count === 0) return 'nothing';
  await work.expand();
  return (await work.commit()) ? 'moved' : 'raced';
}
