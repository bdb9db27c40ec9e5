/** Measuring: the best of several rounds for what is small, percentiles for what is asked over HTTP. */

export type Figures = Record<string, number>;

/** Nanoseconds a call, the best of seven rounds. */
export function best(calls: number, work: (i: number) => void): number {
  let found = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 7; round++) {
    const begun = performance.now();
    for (let i = 0; i < calls; i++) work(i);
    found = Math.min(found, ((performance.now() - begun) * 1e6) / calls);
  }
  return Math.round(found * 10) / 10;
}

export function ratio(a: number, b: number): number {
  return Math.round((a / b) * 100) / 100;
}

/** Nearest rank. */
export function percentile(millis: readonly number[], percent: number): number {
  const sorted = [...millis].sort((a, b) => a - b);
  return Math.round((sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0) * 100) / 100;
}

export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Sends `count` requests with `connections` at once; every answer must have one of the wanted states. */
export async function load(connections: number, count: number, send: (i: number) => Promise<void>): Promise<Load> {
  const millis: number[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < count; i = next++) {
      const begun = performance.now();
      await send(i);
      millis.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const perSecond = Math.round((count / (performance.now() - begun)) * 1000);
  return { perSecond, p50: percentile(millis, 50), p99: percentile(millis, 99) };
}

export function print(title: string, figures: Figures): void {
  process.stdout.write(`\n${title}\n`);
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`  ${name.padEnd(44)} ${value}\n`);
}
