/**
 * Mails that a later capability makes itself, files attached: `functions/timers/wake.ts` hands its makers to whoever delivers,
 * so that the machine of mails need not know what is reported.
 */

import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/kind.ts';
import type { Settings } from '../platform.ts';
import type { Attachment } from '../ports.ts';
import type { LaidOut } from './layout.ts';
import type { Outgoing } from './outgoing.ts';

export interface MadeMail extends LaidOut {
  attachments: readonly Attachment[];
}

export interface MailMaker {
  /** True for what a person sends: it goes out at whatever hour. */
  atAnyHour: boolean;
  /** Null where there is nothing to tell any more. */
  make(desk: Desk, settings: Settings, outgoing: Outgoing, facts: Facts): Promise<MadeMail | null>;
}

/** By the mail's type. */
export type MailMakers = Readonly<Record<string, MailMaker>>;
