/** The one-machine home: everything on one data folder, in one process. */
import { join } from 'node:path';
import { PAGES, ROUTES } from '../../../functions/catalog.ts';
import { type HttpHandler, httpHandler } from '../../../functions/http/handler.ts';
import type { Route } from '../../../functions/http/route.ts';
import { missedRuns } from '../../../functions/timers/ran.ts';
import { DoubtingStore } from '../../../shared/adapters/doubting-store.ts';
import { FolderFiles } from '../../../shared/adapters/folder-files.ts';
import { openJsonLog } from '../../../shared/adapters/json-log.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { Problem } from '../../../shared/errors.ts';
import { KINDS } from '../../../shared/kinds.ts';
import { Limiter } from '../../../shared/limiter.ts';
import type { Platform } from '../../../shared/platform.ts';
import type { Log, Seals, Timers } from '../../../shared/ports.ts';
import { BUDGET } from '../../../shared/retiming/entering.ts';
import { keepErased } from '../backup/erasing.ts';
import { Nightly } from '../backup/nightly.ts';
import { type Builtin, builtinIssuer } from '../builtin/provider.ts';
import { builtinRoutes } from '../builtin/routes.ts';
import { admission, takingBytes } from '../http/admission.ts';
import { isAskedHere } from '../http/asked-here.ts';
import { CONNECTION_LIMITS } from '../http/connections.ts';
import { devRoutes } from '../http/dev.ts';
import { Peers } from '../http/peers.ts';
import { type HttpServer, type Served, serve } from '../http/server.ts';
import { type LocalIssuer, localIssuer, openIssuer } from '../issuer/issuer.ts';
import { type KeyServer, serveKeys } from '../issuer/key-server.ts';
import { OneClick } from '../issuer/one-click.ts';
import { issuerRoutes } from '../issuer/routes.ts';
import { openClock } from '../timers/clock.ts';
import type { FolderClock } from '../timers/folder-clock.ts';
import { Scheduler } from '../timers/scheduler.ts';
import { giveRegulation } from './demonstration.ts';
import { type Environment, isLoopback, mailDomainOf } from './environment.ts';
import { Erasing } from './erasing.ts';
import { FairStore, SHARE_OF_REQUESTS, SHARE_OF_TIMERS } from './fair-store.ts';
import { attachmentsOf, type Folder, openFolder } from './folder.ts';
import { issuersOf, mustBeSafe } from './issuers.ts';
import { keepKinds } from './kinds.ts';
import { makeDemonstration } from './life/making.ts';
import { type LocalMail, openMail } from './mail.ts';
import { type Marker, readMarker } from './marker.ts';
import { openSeals, sealKeyFile } from './seals.ts';
import { unusable } from './unusable.ts';
import { upkeepOf } from './upkeep.ts';
import { isLongOff } from './warnings.ts';

export interface Home {
  readonly platform: Platform;
  readonly marker: Marker;
  readonly standing: boolean;
  /** How long after the folder's last write it was started, in milliseconds; null where that says nothing. */
  readonly sinceLastWrite: number | null;
  /** Finishes what runs, at most so many milliseconds, and lets go of the folder. */
  close(atMost: number): Promise<void>;
}

/** Milliseconds between two looks for what has expired. */
const DROP_EVERY = 60_000;

/** Where large answers lie, in the data folder, while somebody fetches them. */
const FILES = 'files';

/** The timers lie in the store's wake index; the scheduler hears of them by the commit itself. */
const IN_THE_STORE: Timers = { set: async () => {} };

interface Parts {
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

/** Opens the folder, makes the demonstration county where it is new, and listens. */
export async function openHome(environment: Environment): Promise<Home> {
  const folder = await openFolder(environment.folder);
  let home: Home | undefined;
  try {
    home = await started(await partsOf(environment, folder));
    return home;
  } catch (error) {
    throw unusable(environment.folder, causeOf(error)) ?? error;
  } finally {
    if (!home) folder.close();
  }
}

/** What the store met, where that is why something failed. */
function causeOf(error: unknown): unknown {
  return error instanceof Problem ? error.cause : error;
}

async function partsOf(environment: Environment, folder: Folder): Promise<Parts> {
  const { store } = folder;
  const clock = await openClock(store, environment.standsAt);
  const log = openJsonLog({ clock, together: true });
  tellOfClock(clock, log);
  if (folder.migrated) log.info('folder-migrated', { ...folder.migrated });
  store.onCommit((items) => clock.committed(items));
  if (!(await readMarker(store))) await makeDemonstration(environment, folder, clock.now(), log);
  const marker = (await readMarker(store)) as Marker;
  mustBeSafe(marker, environment.address);
  await keepKinds(store, marker, clock.now());
  await giveRegulation(store, marker, clock.now());
  const seals = await openSeals(sealKeyFile(folder.path, environment.sealKeyFile), store, marker.jurisdiction);
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
}

async function started(parts: Parts): Promise<Home> {
  const { environment, clock, marker } = parts;
  let built: { platform: Platform; scheduler: Scheduler } | undefined;
  const served = (address: string): Served => {
    const at = environment.address ?? address;
    const builtin = marker.builtin ? builtinOf(parts, at) : null;
    const platform = platformOf(parts, at, builtin);
    const scheduler = schedulerOf(parts, platform);
    built = { platform, scheduler };
    const handler = handlerOf(parts, platform, scheduler, builtin ? builtinRoutes(builtin) : []);
    return { handler, admits: admission(platform, [...ROUTES, ...PAGES]), takesBytes: takingBytes(ROUTES) };
  };
  const server = await listen(parts, served);
  const { platform, scheduler } = built as NonNullable<typeof built>;
  parts.folder.store.onCommit((items) => scheduler.committed(items));
  scheduler.start();
  const erasing = new Erasing(parts.folder.store, parts.log, clock.now());
  const dropping = setInterval(() => {
    dropExpired(parts);
    if (!clock.doubt()) erasing.look(clock.now());
  }, DROP_EVERY);
  const nightly = backupsOf(parts);
  nightly?.start();
  const close = (atMost: number): Promise<void> => {
    clearInterval(dropping);
    nightly?.stop();
    return closed(parts, server, scheduler, atMost);
  };
  return { platform, marker, standing: clock.standing, sinceLastWrite: clock.sinceLastWrite, close };
}

/** The timers read by a store of their own, and do little at once while requests come in. */
function schedulerOf({ folder, clock }: Parts, platform: Platform): Scheduler {
  const ofRequests = platform.ports.store as FairStore;
  const ports = { ...platform.ports, store: storeOf(folder, clock, SHARE_OF_TIMERS) };
  return new Scheduler({ ...platform, ports }, clock, () => ofRequests.isInUse());
}

function storeOf({ store }: Folder, clock: FolderClock, share = SHARE_OF_REQUESTS): FairStore {
  return new FairStore(new DoubtingStore(store, clock), share);
}

function backupsOf({ environment, folder, log }: Parts): Nightly | undefined {
  const { backups: into } = environment;
  if (into === null) return undefined;
  folder.store.onCommit(keepErased(into, log));
  return new Nightly({ folder: folder.path, into, clock: systemClock, log });
}

/** What has expired goes from the disk; nobody takes it for good any more in any case. */
function dropExpired({ folder, clock, log }: Parts): void {
  if (clock.doubt()) return;
  try {
    folder.store.dropExpired(clock.now());
  } catch (error) {
    log.error('dropping-expired', {}, error);
  }
}

async function listen({ environment, clock, log, keys, marker, peers }: Parts, served: (address: string) => Served) {
  const { host, port } = environment;
  const unlimited = isDemonstrationHere(environment, marker);
  const connecting = { peers, limits: CONNECTION_LIMITS, unlimited };
  try {
    return await serve({ host, port, clock, log, served, ...connecting });
  } catch (error) {
    keys.close();
    throw error;
  }
}

function platformOf(parts: Parts, address: string, builtin: Builtin | null): Platform {
  const { environment, folder, clock, marker, keys, mail, log, peers, seals, oneClick } = parts;
  const ahead = (): number => clock.now() - systemClock.now();
  const { mailer } = mail;
  const files = new FolderFiles({ folder: join(folder.path, FILES), random: systemRandom });
  const attachments = attachmentsOf(folder.path);
  const platform: Platform = {
    ports: {
      store: storeOf(folder, clock),
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
      missedRuns: (late) => missedRuns(platform, late),
    }),
    ...(marker.home === 'county' && { limiter: new Limiter({ exempt: (address) => peers.isProxy(address) }) }),
    settings: {
      issuers: issuersOf(marker, localIssuer(keys.jwksUri, oneClick?.signIn(address, ahead)), builtin),
      jurisdiction: marker.jurisdiction,
      address,
      mailDomain: mailDomainOf(environment.mailFrom),
      files: environment.files,
      // Nothing cuts a process off: what a timer takes up is done when the clock goes on.
      retiming: { ...BUDGET, wake: Number.POSITIVE_INFINITY },
    },
  };
  return platform;
}

/** The catalogue's routes, the local issuer's, and those of a demonstration where nobody else can reach them. */
function handlerOf(parts: Parts, platform: Platform, scheduler: Scheduler, more: readonly Route[]): HttpHandler {
  const { issuer, clock, mail, oneClick } = parts;
  const everybody = [...ROUTES, ...PAGES, ...issuerRoutes(issuer), ...more];
  const handle = httpHandler(platform, everybody);
  const dev = oneClick ? [...devRoutes({ clock, issuer, mail, scheduler }), ...oneClick.routes()] : [];
  const paths = new Set(oneClick?.routes().map(({ path }) => path));
  const handleHere = httpHandler(platform, [...everybody, ...dev]);
  return async (event, context) => {
    const forHere = event.rawPath.startsWith('/__dev/') || paths.has(event.rawPath);
    const here = forHere && isAskedHere(event.headers);
    return here ? handleHere(event, context) : handle(event, context);
  };
}

function builtinOf({ folder: { store }, clock, log }: Parts, address: string): Builtin {
  return builtinIssuer({ store, clock, random: systemRandom, log }, address);
}

/** True for a demonstration that nobody but this machine can reach. */
function isDemonstrationHere({ host }: Environment, { home }: Marker): boolean {
  return home === 'demonstration' && isLoopback(host);
}

async function closed(parts: Parts, server: HttpServer, scheduler: Scheduler, atMost: number): Promise<void> {
  const { clock, folder, keys, mail, log } = parts;
  const late = new Promise<void>((resolve) => setTimeout(resolve, atMost).unref());
  const stopped = scheduler.stop();
  await server.close(atMost);
  await Promise.race([stopped, late]);
  try {
    await mail.close();
    await clock.keep();
  } catch (error) {
    log.error('closing', {}, error);
  }
  keys.close();
  folder.close();
}
