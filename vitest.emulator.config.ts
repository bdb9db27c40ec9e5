/**
 * Tests against emulators of AWS, which `.ci/emulator/install.sh` puts where `test/emulator` looks for them: those that
 * are about an emulator, and the black-box tests of the API once more, against the address of a deployed stack.
 */
import { defineConfig } from 'vitest/config';

const BLACK_BOX = ['pushes', 'claims', 'sections', 'lists', 'errors', 'idempotency', 'at-once', 'administration'];

const limits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Most of their time they wait for timers.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...{ name: 'emulators', ...limits, globalSetup: ['test/emulator/global-setup.ts'] },
          include: ['test/**/*.emulator.test.ts'],
          exclude: ['test/deployed/used/**'],
        },
      },
      {
        test: {
          ...{ name: 'deployed', ...limits, globalSetup: ['test/deployed/global-setup.ts'] },
          include: [
            'test/deployed/used/**/*.emulator.test.ts',
            ...BLACK_BOX.map((name) => `test/contract-http/${name}.test.ts`),
          ],
        },
      },
    ],
  },
});
