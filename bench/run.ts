/**
 * `npm run bench`: speed and memory, as ratios in one run. `npm run bench -- deadline` runs one of them. `peer` runs
 * only when named.
 */
import { benchBeside } from './beside.ts';
import { benchCircular } from './circular.ts';
import { benchDeadline } from './deadline.ts';
import { benchInboxAndStorm, benchPushAndClaim } from './http.ts';
import { print } from './measure.ts';
import { benchPeer } from './peer/peer.ts';

const wanted = process.argv.slice(2);
const runs = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const count = Number(process.env.COUNT ?? 100_000);

if (runs('deadline')) print('A deadline of two working days', benchDeadline());
if (runs('http')) print('Push and claim over HTTP, 32 connections, durable', await benchPushAndClaim(20_000));
if (runs('beside')) print('One inbox beside long work', await benchBeside(20_000));
if (wanted.includes('peer')) {
  const figures = await benchPeer(Number(process.env.COUNT ?? 20_000));
  if (figures) print('Push and claim beside Fastify, PostgreSQL and pg-boss', figures);
  else process.stdout.write('\nNo PostgreSQL was found (PG_BIN, PATH): the peer is left out.\n');
}
if (runs('inbox') || runs('midnight')) {
  const { inbox, storm } = await benchInboxAndStorm(count);
  print('The inbox of one department', inbox);
  print('Midnight: all deadlines at one instant', storm);
}
if (runs('circular')) {
  for (const pushes of [10_000, 100_000, 1_000_000]) print('The figures of a circular', await benchCircular(pushes));
}
process.exit(0);
