/**
 * How many cases a test of properties tries: a quarter of them in `npm test`, all where `AT_LENGTH=true`, as CI runs these
 * tests once more (`.ci/run`).
 */
export function runs(all: number): number {
  return process.env.AT_LENGTH === 'true' ? all : Math.ceil(all / 4);
}
