/** Takes the folder named on the command line, says so, and keeps it until killed or told `release`; then lives on. */
import { lockFolder } from '../../shared/adapters/folder-lock.ts';

try {
  const lock = lockFolder(process.argv[2] ?? '');
  process.stdout.write('locked\n');
  process.stdin.on('data', () => {
    lock.release();
    process.stdout.write('released\n');
  });
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
