/** The platform over a folder's store that no process has: what an operator's command decides is decided as ever. */
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { KINDS } from '../../../shared/kinds.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Attachments, Clock, Ports, Seals, Store } from '../../../shared/ports.ts';
import { mailDomainOf } from '../home/environment.ts';

export interface AtRest {
  readonly store: Store;
  readonly county: string;
  readonly clock: Clock;
  /** Where records name files that may be touched. */
  readonly attachments?: Attachments;
  /** Where something may be sealed. */
  readonly seals?: Seals;
}

/** No timers, the sweep finds what is due; no mailer. */
export function platformAtRest({ store, county, clock, attachments, seals }: AtRest): Platform {
  const ports: Partial<Ports> = {
    ...{ store, clock, random: systemRandom, timers: { set: async () => {} } },
    ...(attachments && { attachments }),
    ...(seals && { seals }),
    log: { info: () => {}, error: () => {} },
  };
  const mailDomain = mailDomainOf(process.env.MAIL_FROM ?? '');
  const settings = { issuers: [], jurisdiction: county, address: '', mailDomain };
  return { ports: ports as Ports, kinds: KINDS, settings };
}
