/** What one department's inbox takes while the platform does something long beside it: deems, mails, makes evidence. */
import { client } from './client.ts';
import { CONNECTIONS, push } from './http.ts';
import { type Figures, load, percentile, ratio } from './measure.ts';
import { startProduct, tokenOf } from './product.ts';

/** The p99 of an inbox on its own, and beside each kind of long work over `count` pushes. */
export async function benchBeside(count: number): Promise<Figures> {
  const product = await startProduct();
  const { address } = product;
  const bureau = client(address, await tokenOf(address, 'spj.officer'), CONNECTIONS);
  const health = client(address, await tokenOf(address, 'wjj.officer'), 1);
  const dev = client(address, null, 1);
  for (let i = 0; i < 100; i++) await push(bureau, i, '371525-WJJ-001', 'H');
  await load(CONNECTIONS, count, (i) => push(bureau, i, '371525-SCJG-001', 'B').then(() => {}));
  const inbox = async (work: () => Promise<unknown>): Promise<number> => {
    let over = false;
    const working = work().finally(() => {
      over = true;
    });
    const millis: number[] = [];
    while (!over) {
      const begun = performance.now();
      await health.call('GET', '/pushes?box=in&limit=50');
      millis.push(performance.now() - begun);
    }
    await working;
    return percentile(millis, 99);
  };
  const to = (now: string) => () => dev.call('POST', '/__dev/clock', { now });
  const quiet = await inbox(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
  const beside: Record<string, () => Promise<unknown>> = {
    'the mails of a morning': to('2026-09-14T08:31:00+08:00'),
    'all deemed claimed': to('2026-09-16T00:00:01+08:00'),
    'the digests after it': to('2026-09-16T08:31:00+08:00'),
    'the figures of the quarter': to('2026-10-20T09:00:00+08:00'),
    // No JSON: what counts is that all of it has come.
    'its evidence': () => bureau.call('GET', '/reports/quarters/2026Q3/evidence.csv').catch(() => {}),
  };
  const figures: Figures = { 'inbox p99 ms, quiet': quiet };
  for (const [name, work] of Object.entries(beside)) {
    const begun = performance.now();
    const found = await inbox(work);
    figures[`inbox p99 ms, ${name}`] = found;
    figures[`  times quiet (${Math.round(performance.now() - begun)} ms long)`] = ratio(found, quiet);
  }
  for (const one of [bureau, health, dev]) one.close();
  await product.stop();
  return figures;
}
