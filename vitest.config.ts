import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What needs an emulator has a run of its own: `npm run test:emulator`.
    exclude: ['test/**/*.emulator.test.ts', 'node_modules/**'],
    // Many tests wait for a process that they started: a core left free for nobody would be wasted.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
