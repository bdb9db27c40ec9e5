/** Whose county a public answer is about: that of whoever asks with a token, where several share a deployment. */
import { Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Platform } from '../../shared/platform.ts';
import { deskAt } from '../desk.ts';
import { jurisdictionsOf } from '../timers/jurisdictions.ts';
import { callerOf } from './identity.ts';
import type { Answer, Call, Route } from './route.ts';

/** For so long a county that was added may not be known; each process asks no more often, however many ask it. */
const KNOWN_FOR = 60_000;

/** By the seals, which every request of a process has in common. */
const known = new WeakMap<object, { at: number; several: Promise<boolean> }>();

/**
 * A public read at the county that the address names; else, of several, at that of the token. What is no token of one
 * county's account is passed over, as by everything public.
 */
export function ofCallersCounty(route: Route): Route {
  const handle = async (call: Call): Promise<Answer> => {
    if (call.asked != null || !(await areSeveral(call.platform))) return route.handle(call);
    const answer = await route.handle({ ...call, desk: await deskOfCaller(call) });
    const { vary } = answer.headers ?? {};
    return { ...answer, headers: { ...answer.headers, vary: vary ? `${vary}, Authorization` : 'Authorization' } };
  };
  return { ...route, handle };
}

async function deskOfCaller({ platform, desk, headers }: Call): Promise<Desk> {
  if (headers.authorization === undefined) return desk;
  try {
    const caller = await callerOf(platform, headers.authorization, null, platform.ports.clock.now());
    return deskAt(platform, caller.jurisdiction, caller.read);
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return desk;
    throw error;
  }
}

/** False also where the store does not answer: what needs it says so by itself. */
function areSeveral(platform: Platform): Promise<boolean> {
  const { seals } = platform.ports;
  const before = known.get(seals);
  if (before && performance.now() - before.at < KNOWN_FOR) return before.several;
  const several = jurisdictionsOf(platform).then(
    ({ length }) => length > 1,
    () => known.delete(seals) && false,
  );
  known.set(seals, { at: performance.now(), several });
  return several;
}
