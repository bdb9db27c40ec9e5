/** `npm start`: the one-machine home, until it is told to stop. */
import { flushCompileCache } from 'node:module';
import { readCounty } from '../../shared/accounts/directory.ts';
import { FolderLocked } from '../../shared/adapters/folder-lock.ts';
import { countiesOf } from './home/counties.ts';
import { readEnvironment } from './home/environment.ts';
import { greetingOf } from './home/greeting.ts';
import { type Home, openHome } from './home/home.ts';
import { whenNpmIsGone } from './home/parent.ts';
import { clockWarning, regulationWarning, warningsOf } from './home/warnings.ts';
import { ofTheSystem, Refused } from './refused.ts';

const DRAIN = 10_000;

// Also in a folder that others may look into: records, mails and the issuer's key are for the owner's eyes.
process.umask(0o077);

try {
  const environment = readEnvironment(process.env, process.argv.slice(2));
  const home = await openHome(environment);
  keepRunning(home);
  const { store } = home.platform.ports;
  const codes = await countiesOf(store, home.marker);
  const counties = await Promise.all(codes.map((code) => readCounty(store, code)));
  const warnings = [
    ...clockWarning(home.sinceLastWrite),
    ...warningsOf(environment, home.marker),
    ...counties.flatMap((county) => (county ? regulationWarning(county) : [])),
  ];
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  process.stdout.write(await greetingOf(home));
  const { address } = home.platform.settings;
  home.platform.ports.log.info('ready', { address, millis: Math.round(performance.now()) });
  // Kept now, so that the next start has it however this one ends.
  setImmediate(() => flushCompileCache());
} catch (thrown) {
  const error = ofTheSystem(thrown) ?? thrown;
  if (!(error instanceof Refused || error instanceof FolderLocked)) throw error;
  process.stderr.write(`${error.message}\n`);
  // Whatever has been opened by then (the port, timers) must not keep alive a platform that does not work.
  process.exit(1);
}

function keepRunning(home: Home): void {
  const { log } = home.platform.ports;
  // Whoever read our lines may go away; the work goes on.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.on('unhandledRejection', (error) => log.error('unhandled', {}, error));
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping', { signal });
    home.close(DRAIN).then(
      () => process.exit(0),
      (error) => {
        log.error('stopping', {}, error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  whenNpmIsGone(process.env, () => stop('SIGHUP'));
}
