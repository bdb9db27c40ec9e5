import { PAGES, ROUTES } from '../../../functions/catalog.ts';
import { type HttpHandler, httpHandler } from '../../../functions/http/handler.ts';
import type { Route } from '../../../functions/http/route.ts';
import { systemClock } from '../../../shared/adapters/system-clock.ts';
import { systemRandom } from '../../../shared/adapters/system-random.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Platform } from '../../../shared/platform.ts';
import { keepErased } from '../backup/erasing.ts';
import { Nightly } from '../backup/nightly.ts';
import { erasedOf } from '../backup/place.ts';
import { type Builtin, builtinIssuer } from '../builtin/provider.ts';
import { builtinRoutes } from '../builtin/routes.ts';
import { admission, takingBytes } from '../http/admission.ts';
import { isAskedHere } from '../http/asked-here.ts';
import { CONNECTION_LIMITS } from '../http/connections.ts';
import { devRoutes } from '../http/dev.ts';
import { type HttpServer, type Served, serve } from '../http/server.ts';
import { issuerRoutes } from '../issuer/routes.ts';
import { Scheduler } from '../timers/scheduler.ts';
import type { Environment } from './environment.ts';
import { Erasing } from './erasing.ts';
import type { FairStore } from './fair-store.ts';
import { openFolder } from './folder.ts';
import type { Marker } from './marker.ts';
import { isDemonstrationHere, type Parts, partsOf } from './parts.ts';
import { platformOf } from './platform.ts';
import { unusable } from './unusable.ts';

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
    const all = [...ROUTES, ...PAGES];
    return { handler, admits: admission(platform, all), takesBytes: takingBytes(all) };
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

/** What timers do is long work, and little of it is done at once while requests come in. */
function schedulerOf({ clock }: Parts, platform: Platform): Scheduler {
  const ofRequests = platform.ports.store as FairStore;
  const ports = { ...platform.ports, store: ofRequests.ofTimers() };
  return new Scheduler({ ...platform, ports }, clock, () => ofRequests.isInUse());
}

function backupsOf({ environment, folder, log }: Parts): Nightly | undefined {
  const { backups: into } = environment;
  folder.store.onCommit(keepErased([folder.path, ...(into === null ? [] : [into])].map(erasedOf), log));
  if (into === null) return undefined;
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
