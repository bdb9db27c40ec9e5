/**
 * `npm run bench -- peer`: pushes and claims beside Fastify, PostgreSQL and pg-boss doing the same, in one run. The
 * peer's packages are installed in this folder at the first run; without PostgreSQL it says so and is left out.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { client } from '../client.ts';
import { CONNECTIONS, claim, push } from '../http.ts';
import { type Figures, load, ratio } from '../measure.ts';
import { type Started, startProduct, startScript, tokenOf } from '../product.ts';
import { postgresPrograms, startPostgres } from './postgres.ts';

interface Rates {
  readonly push: number;
  readonly claim: number;
}

/** Requests a second of both, and how many times the peer's ours are; null where there is no PostgreSQL. */
export async function benchPeer(count: number): Promise<Figures | null> {
  const programs = postgresPrograms();
  if (programs === null) return null;
  if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: import.meta.dirname });
  }
  const postgres = await startPostgres(programs);
  const server = await startScript(join(import.meta.dirname, 'server.mjs'), [postgres.host]);
  const peer = await rates(server, count, { bureau: 'spj', department: 'scjg' });
  await server.stop();
  await postgres.stop();
  const product = await startProduct();
  const tokens = { bureau: await tokenOf(product.address, 'spj.officer'), department: '' };
  tokens.department = await tokenOf(product.address, 'scjg.officer');
  const ours = await rates(product, count, tokens);
  await product.stop();
  return {
    'push, requests/s': ours.push,
    'claim, requests/s': ours.claim,
    'peer push, requests/s': peer.push,
    'peer claim, requests/s': peer.claim,
    'push, times the peer': ratio(ours.push, peer.push),
    'claim, times the peer': ratio(ours.claim, peer.claim),
  };
}

async function rates(
  { address }: Started,
  count: number,
  tokens: { readonly bureau: string; readonly department: string },
): Promise<Rates> {
  const bureau = client(address, tokens.bureau, CONNECTIONS);
  const department = client(address, tokens.department, CONNECTIONS);
  const ids: string[] = [];
  await load(CONNECTIONS, Math.min(count, 2000), (i) => push(bureau, i, '371525-SCJG-001', 'W').then(() => {}));
  const pushed = await load(CONNECTIONS, count, async (i) => {
    ids[i] = await push(bureau, i, '371525-SCJG-001', 'B');
  });
  const claimed = await load(CONNECTIONS, count, (i) => claim(department, ids[i] as string));
  bureau.close();
  department.close();
  return { push: pushed.perSecond, claim: claimed.perSecond };
}
