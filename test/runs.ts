/** True where tests of chance go on as long as they are worth it. */
export const AT_LENGTH = process.env.AT_LENGTH === 'true';

/**
 * How many cases a test of properties tries: a quarter of them in `npm test`, all where `AT_LENGTH=true`, as CI runs
 * these tests once more (`.ci/run`).
 */
export function runs(all: number): number {
  return AT_LENGTH ? all : Math.ceil(all / 4);
}
