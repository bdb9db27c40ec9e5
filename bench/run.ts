/** `npm run bench`: speed and memory, as ratios in one run. `npm run bench -- deadline` runs one of them. */
import { benchCircular } from './circular.ts';
import { benchDeadline } from './deadline.ts';
import { benchInboxAndStorm, benchPushAndClaim } from './http.ts';
import { print } from './measure.ts';

const wanted = process.argv.slice(2);
const runs = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const count = Number(process.env.COUNT ?? 100_000);

if (runs('deadline')) print('A deadline of two working days', benchDeadline());
if (runs('http')) print('Push and claim over HTTP, 32 connections, durable', await benchPushAndClaim(20_000));
if (runs('inbox')) {
  const { inbox, storm } = await benchInboxAndStorm(count);
  print('The inbox of one department', inbox);
  print('A storm: all deadlines at one instant', storm);
}
if (runs('circular')) {
  for (const pushes of [10_000, 100_000, 1_000_000]) print('The figures of a circular', await benchCircular(pushes));
}
process.exit(0);
