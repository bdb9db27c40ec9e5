/** Tests against emulators of AWS, which `.ci/emulator/install.sh` puts where `test/emulator` looks for them. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.emulator.test.ts'],
    globalSetup: ['test/emulator/global-setup.ts'],
    // Most of their time they wait for timers.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
