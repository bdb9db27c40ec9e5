/** Sees to it that the first use of a token is written as a sign-in. What this process has seen costs nothing more. */
import { tokenUsed } from '../../shared/audit/sign-ins.ts';
import { Problem } from '../../shared/errors.ts';
import { isLasting } from '../../shared/lasting.ts';
import type { Platform } from '../../shared/platform.ts';
import { type Instant, MINUTE } from '../../shared/time.ts';
import type { Caller } from './stage.ts';

/** How long after its end a token may still be taken, since clocks differ. */
const TOLERANCE = 2 * MINUTE;
const SEEN_AT_MOST = 10_000;

export class SignIns {
  readonly #seen = new Set<string>();

  /** Written before the request goes on: whoever acts has signed in. `reads`: the request asks for no change. */
  async see({ ports: { store } }: Platform, caller: Caller, now: Instant, reads: boolean): Promise<void> {
    const { jurisdiction, actor, token } = caller;
    const mark = `${jurisdiction} ${token.text}`;
    if (this.#seen.has(mark)) return;
    const who = { jurisdiction, org: actor.org, account: actor.account };
    try {
      await tokenUsed(store, who, { ...token, until: Math.max(token.until, now) + TOLERANCE }, token.by, now);
    } catch (error) {
      // While the clock is in doubt people still read; it is written at the next use after that.
      if (error instanceof Problem && error.code === 'clock-distrusted') return;
      // So they do while the disk is full.
      if (reads && isLasting(error)) return;
      throw error;
    }
    this.#seen.add(mark);
    if (this.#seen.size > SEEN_AT_MOST) this.#seen.delete(this.#seen.values().next().value as string);
  }
}
