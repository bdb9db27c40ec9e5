import { defineConfig } from 'vitest/config';

// What needs an emulator or a browser has a run of its own: `npm run test:emulator`, `npm run test:browser`.
// What waits for half a minute by itself runs in the step at length alone (`.ci/run`).
const LONG = [
  ...['test/admin/moving.test.ts', 'test/home/bodies.test.ts', 'test/home/second-person.test.ts'],
  ...['test/home/timers.test.ts', 'test/reports/home.test.ts'],
];
const isLong = process.env.AT_LENGTH === 'true';
const exclude = ['test/**/*.{emulator,browser}.test.ts', 'node_modules/**', ...(isLong ? [] : LONG)];

// Tests that start processes and end them in hooks of the modules that they share: each file is loaded afresh.
const STARTED = ['test/{home,admin,files,durability,format,large-answers}/**/*.test.ts'];

export default defineConfig({
  test: {
    // Many tests wait for a process that they started, or for a limit of half a minute: one worker more than two cores.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'started', include: STARTED, exclude } },
      // All others load the product once a worker, which takes a third less time than loading it for each file.
      {
        extends: true,
        test: { name: 'in-process', include: ['test/**/*.test.ts'], exclude: [...exclude, ...STARTED], isolate: false },
      },
    ],
  },
});
