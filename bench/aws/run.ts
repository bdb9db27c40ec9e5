/** `npm run bench:aws`: what the deployed platform takes, counted and measured. */
import { measureInit } from './init.ts';
import { countUnits } from './units.ts';

const table = (name: string, cells: readonly unknown[]): void => {
  process.stdout.write(`${name.padEnd(52)}${cells.map((cell) => String(cell).padStart(10)).join('')}\n`);
};

table('operation', ['write', '(indexes)', 'read', 'calls', 'queued', 'scheduled']);
for (const { name, write, indexes, read, calls, queued, scheduled } of await countUnits()) {
  table(name, [write, indexes, read, calls, queued, scheduled]);
}
process.stdout.write('\n');
const inits = measureInit();
const clients = inits.find(({ name }) => name === 'clients')?.millis ?? Number.NaN;
table('loading, less an empty process', ['KB', 'ms', 'x clients']);
for (const { name, kilobytes, millis } of inits)
  table(name, [kilobytes, millis.toFixed(0), (millis / clients).toFixed(2)]);
