/** The platform of a home: its adapters, and what a request or a timer needs to know. */
import { join } from 'node:path';
import { missedRuns } from '../../../functions/timers/ran.ts';
import { DoubtingStore } from '../../../shared/adapters/doubting-store.ts';
import { FolderFiles } from '../../../shared/adapters/folder-files.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { KINDS } from '../../../shared/kinds.ts';
import { Limiter } from '../../../shared/limiter.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Timers } from '../../../shared/ports.ts';
import { BUDGET } from '../../../shared/retiming/entering.ts';
import type { Builtin } from '../builtin/provider.ts';
import { localIssuer } from '../issuer/issuer.ts';
import { mailDomainOf } from './environment.ts';
import { FairStore } from './fair-store.ts';
import { attachmentsOf } from './folder.ts';
import { issuersOf } from './issuers.ts';
import type { Parts } from './parts.ts';
import { upkeepOf } from './upkeep.ts';

/** Where large answers lie, in the data folder, while somebody fetches them. */
const FILES = 'files';

/** The timers lie in the store's wake index; the scheduler hears of them by the commit itself. */
const IN_THE_STORE: Timers = { set: async () => {} };

export function platformOf(parts: Parts, address: string, builtin: Builtin | null): Platform {
  const { environment, folder, clock, marker, keys, mail, log, peers, seals, oneClick } = parts;
  const ahead = (): number => clock.now() - systemClock.now();
  const { mailer } = mail;
  const files = new FolderFiles({ folder: join(folder.path, FILES), random: systemRandom });
  const attachments = attachmentsOf(folder.path);
  const platform: Platform = {
    ports: {
      store: new FairStore(new DoubtingStore(folder.store, clock)),
      timers: IN_THE_STORE,
      mailer,
      files,
      attachments,
      seals,
      clock,
      random: systemRandom,
      log,
    },
    kinds: KINDS,
    upkeep: upkeepOf({
      folder: folder.path,
      isCounty: marker.home === 'county',
      backups: environment.backups,
      sinceLastWrite: clock.sinceLastWrite,
      faults: folder.store.faults,
      missedRuns: (late) => missedRuns(platform, late),
    }),
    ...(marker.home === 'county' && { limiter: new Limiter({ exempt: (address) => peers.isProxy(address) }) }),
    settings: {
      issuers: issuersOf(marker, localIssuer(keys.jwksUri, oneClick?.signIn(address, ahead)), builtin),
      jurisdiction: marker.jurisdiction,
      address,
      mailDomain: mailDomainOf(environment.mailFrom),
      files: environment.files,
      sessions: environment.sessions,
      // Nothing cuts a process off: what a timer takes up is done when the clock goes on.
      retiming: { ...BUDGET, wake: Number.POSITIVE_INFINITY },
    },
  };
  return platform;
}
