/** `npm run bench:aws`: what the deployed platform takes, counted and measured; `-- midnight` runs one part of it. */
import { print } from '../measure.ts';
import { costOf } from './cost.ts';
import { measureFirstRequests } from './first-request.ts';
import { handlerTimes } from './handler-time.ts';
import { measureInit } from './init.ts';
import { midnights } from './midnight.ts';
import { countUnits } from './units.ts';

const table = (name: string, cells: readonly unknown[]): void => {
  process.stdout.write(`${name.padEnd(52)}${cells.map((cell) => String(cell).padStart(10)).join('')}\n`);
};

const wanted = process.argv.slice(2);
const runs = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

if (runs('units')) {
  table('operation', ['write', '(indexes)', 'read', 'calls', 'queued', 'scheduled']);
  const steps = await countUnits();
  for (const { name, write, indexes, read, calls, queued, scheduled } of steps) {
    table(name, [write, indexes, read, calls, queued, scheduled]);
  }
  table('\na million life cycles', ['counted', 'USD']);
  for (const { name, count, dollars } of costOf(steps)) table(name, [Number(count.toPrecision(3)), dollars.toFixed(2)]);
}
if (runs('start')) {
  const inits = measureInit();
  const clients = inits.find(({ name }) => name === 'clients')?.millis ?? Number.NaN;
  table('\nloading, less an empty process', ['KB', 'ms', 'x clients']);
  for (const { name, kilobytes, millis } of inits) {
    table(name, [kilobytes, millis.toFixed(0), (millis / clients).toFixed(2)]);
  }
}
if (runs('first')) {
  table('\nthe first request of a process', ['load, ms', 'answer, ms', 'together']);
  for (const { name, request, load, answer } of await measureFirstRequests()) {
    table(
      `${name}: ${request}`,
      [load, answer, load + answer].map((millis) => millis.toFixed(0)),
    );
  }
}
if (runs('handler')) {
  table('\nhandler, over a table that answers at once', ['calls', 'µs', 'bare µs', 'x bare', 'added µs']);
  for (const { name, calls, handler, bare } of await handlerTimes()) {
    const times = [handler, bare].map((micros) => micros.toFixed(0));
    table(name, [calls, ...times, (handler / bare).toFixed(2), (handler - bare).toFixed(0)]);
  }
}
if (runs('midnight')) {
  const count = Number(process.env.COUNT ?? 100_000);
  for (const { window, figures } of await midnights(count, [15, 1])) {
    print(`A midnight of ${count} timers over ${window} min`, figures);
  }
}
process.exit(0);
