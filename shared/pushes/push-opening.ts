/** What opens a push. */
import type { Draft } from '../exchange/exchange.ts';
import type { Effect } from '../exchange/seams.ts';
import type { Copy } from './addressing.ts';
import type { PushBody, PushState } from './body.ts';

/** A push to be opened: made by `newPush`, or by the act that causes it. */
export interface PushOpening {
  draft: Draft<PushBody, PushState>;
  copies: Copy[];
  withdraws: string | null;
  /** What follows from it in other records. */
  follows: readonly Effect[];
}
