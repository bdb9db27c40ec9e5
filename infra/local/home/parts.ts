/** What a home is made of: all that is opened before it listens. */
import { openJsonLog } from '../../../shared/adapters/json-log.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import type { Log, Seals } from '../../../shared/ports.ts';
import { Peers } from '../http/peers.ts';
import { type LocalIssuer, openIssuer } from '../issuer/issuer.ts';
import { type KeyServer, serveKeys } from '../issuer/key-server.ts';
import { OneClick } from '../issuer/one-click.ts';
import { openClock } from '../timers/clock.ts';
import type { FolderClock } from '../timers/folder-clock.ts';
import { countiesOf, mustBeThese } from './counties.ts';
import { giveRegulation } from './demonstration.ts';
import { type Environment, isLoopback } from './environment.ts';
import type { Folder } from './folder.ts';
import { mustBeSafe } from './issuers.ts';
import { keepKinds } from './kinds.ts';
import { makeDemonstration } from './life/making.ts';
import { type LocalMail, openMail } from './mail.ts';
import { type Marker, readMarker } from './marker.ts';
import { mustBeMeant } from './meant.ts';
import { openSeals, sealKeyFile } from './seals.ts';
import { isLongOff } from './warnings.ts';

export interface Parts {
  readonly environment: Environment;
  readonly folder: Folder;
  readonly clock: FolderClock;
  readonly marker: Marker;
  readonly issuer: LocalIssuer;
  /** How people sign in to a demonstration that nobody but this machine can reach; null in others. */
  readonly oneClick: OneClick | null;
  readonly keys: KeyServer;
  readonly mail: LocalMail;
  readonly log: Log;
  readonly peers: Peers;
  readonly seals: Seals;
}

/** Opens all of it; the demonstration county is made where the folder is new. */
export async function partsOf(environment: Environment, folder: Folder): Promise<Parts> {
  const { store } = folder;
  mustBeMeant(environment, await readMarker(store));
  const clock = await openClock(store, environment.standsAt);
  const log = openJsonLog({ clock, together: true });
  tellOfClock(clock, log);
  if (folder.migrated) log.info('folder-migrated', { ...folder.migrated });
  store.onCommit((items) => clock.committed(items));
  if (!(await readMarker(store))) await makeDemonstration(environment, folder, clock.now(), log);
  const marker = (await readMarker(store)) as Marker;
  mustBeSafe(marker, environment.address);
  const counties = await countiesOf(store, marker);
  mustBeThese(environment, folder, marker, counties);
  for (const jurisdiction of counties) await keepKinds(store, jurisdiction, clock.now());
  await giveRegulation(store, marker, clock.now());
  const seals = await openSeals(sealKeyFile(folder.path, environment.sealKeyFile), store, counties);
  const issuer = await openIssuer(store, systemRandom);
  const keys = await serveKeys(() => issuer.keys(clock.now()));
  const peers = new Peers(environment.proxies);
  const oneClick = isDemonstrationHere(environment, marker) ? new OneClick(issuer, clock, systemRandom) : null;
  const mail = openMail(environment, clock, log);
  return { environment, folder, clock, marker, issuer, oneClick, keys, mail, log, peers, seals };
}

function tellOfClock(clock: FolderClock, log: Log): void {
  const { sinceLastWrite } = clock;
  if (isLongOff(sinceLastWrite)) {
    log.error('clock-long-after-last-write', { seconds: Math.round((sinceLastWrite as number) / 1000) });
  }
  clock.onDoubt(({ inDoubt, ahead }) => {
    const fields = { ahead: Math.round(ahead / 1000) };
    if (inDoubt) log.error('clock-distrusted', fields);
    else log.info('clock-trusted', fields);
  });
  clock.onBehind((behind) => {
    if (behind !== null) log.error('clock-behind', { seconds: Math.round(behind / 1000) });
    else log.info('clock-caught-up');
  });
}

/** True for a demonstration that nobody but this machine can reach. */
export function isDemonstrationHere({ host }: Environment, { home }: Marker): boolean {
  return home === 'demonstration' && isLoopback(host);
}
