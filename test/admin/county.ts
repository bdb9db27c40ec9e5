/** A county that has lived a little, its exported file, and how both are looked at. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { type Product, type Reply, runProgram } from '../home/product.ts';

export const CLOCK = '2026-09-28T09:00:00+08:00';
export const LATER = '2026-10-09T09:00:00+08:00';

export function admin(...args: string[]): Promise<{ code: number | null; output: string }> {
  return runProgram(['infra/local/admin.ts', ...args]);
}

/** Pushes that were claimed, deemed, returned and quarantined, and two that wait for their deadlines. */
export async function liveALittle(product: Product): Promise<void> {
  const act = (as: string, path: string, body: unknown = {}) => must(product.call('POST', path, { as, body }));
  const ids: string[] = [];
  for (const reference of ['A', 'B', 'C', 'D'])
    ids.push((await act('construction', '/pushes', push(reference))).body.id);
  await act('scjg.officer', `/pushes/${ids[0]}/claim`);
  await act('scjg.officer', `/pushes/${ids[1]}/return`, { reason: '不属于本单位职责' });
  await act('spj.officer', `/pushes/${ids[2]}/quarantine`, { reason: '误发' });
  await product.clock(LATER);
  for (const reference of ['E', 'F']) await act('construction', '/pushes', push(reference, LATER));
}

export function push(reference: string, at = CLOCK): Record<string, unknown> {
  return {
    kind: 'approval',
    reference: `GX-${reference}`,
    matter: '371525-SCJG-001',
    party: { name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
    licence: { name: '食品经营许可证', number: `JY1371525000${reference}`, decidedOn: at.slice(0, 10) },
    occurredAt: at,
    summary: '准予许可',
  };
}

/** What people see of it: lists, the inbox, every record and its history. */
export async function seen(product: Product): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  const look = async (as: string, path: string) => {
    all[`${as} ${path}`] = (await must(product.call('GET', path, { as }))).body;
    return all[`${as} ${path}`] as { items: { id: string }[] };
  };
  await look('scjg.officer', '/pushes?box=in&status=pending');
  await look('scjg.officer', '/pushes?box=in');
  const { items } = await look('spj.officer', '/pushes?box=out');
  for (const { id } of items) {
    await look('spj.officer', `/pushes/${id}`);
    await look('spj.officer', `/pushes/${id}/history`);
  }
  return all;
}

async function must(reply: Promise<Reply>): Promise<Reply> {
  const { status, text } = await reply;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return reply;
}

export async function linesIn(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n');
}

/** The items' lines alone, and the header without the instant. */
export async function contentOf(path: string): Promise<{ header: unknown; items: string[] }> {
  const lines = await linesIn(path);
  const { exportedAt: _, ...header } = JSON.parse(lines[0] as string);
  return { header, items: lines.slice(1, -1) };
}

/** The file with other lines, its digests and counts made to fit them again. */
export async function reseal(path: string, items: string[], more: Record<string, unknown> = {}): Promise<void> {
  const [first = ''] = await linesIn(path);
  const sha = (lines: string[]): string =>
    createHash('sha256')
      .update(lines.map((line) => `${line}\n`).join(''))
      .digest('hex');
  const header = JSON.stringify({ ...JSON.parse(first), items: items.length, digest: sha(items), ...more });
  const trailer = { end: true, items: items.length, sha256: sha([header, ...items]) };
  await writeFile(path, `${[header, ...items, JSON.stringify(trailer)].join('\n')}\n`);
}
