/** A fixture of this folder: what an earlier version wrote, and what it answered to everybody who asked. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Product } from '../home/product.ts';
import type { Sent } from './life.ts';

export interface Asked {
  as: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: as answered
  body: any;
}

export interface Fixture {
  /** The commit that wrote it. */
  program: string;
  /** Where its clock stood when it was closed. */
  clock: string;
  sent: Sent[];
  asked: Asked[];
}

export type Format = '2';

/** What is answered otherwise since, and why. Records and issued circulars never stand here. */
const DECIDED_OTHERWISE: Readonly<Record<string, string>> = {
  '/rule-sets': 'what a clock starts from and what happens at its end is said in Chinese',
  '/reports/years/2026': 'the rank of the year wants 10 claims and deemed claims, as that of a quarter does',
};

/** What the version of that format answered, as far as it is still to be answered so. */
export function expectedOf(format: Format): Fixture {
  const fixture = JSON.parse(unpacked(format, 'expected.json').toString()) as Fixture;
  return { ...fixture, asked: fixture.asked.filter(({ path }) => !Object.hasOwn(DECIDED_OTHERWISE, path)) };
}

/** Puts one of a fixture's files (`shenguan.db`, `county.jsonl`) where `path` says. */
export async function unpack(format: Format, file: string, path: string): Promise<void> {
  await writeFile(path, unpacked(format, file), { mode: 0o600 });
}

function unpacked(format: Format, file: string): Buffer {
  return gunzipSync(readFileSync(join(import.meta.dirname, format, `${file}.gz`)));
}

/** Who looks at which lists; every record of a list is then looked at by itself, with its history. */
const LISTS: readonly [as: string, ...paths: string[]][] = [
  ['spj.officer', '/pushes?box=in', '/pushes?box=in&status=pending', '/pushes?box=out', '/tasks', '/problems'],
  [
    'scjg.officer',
    '/pushes?box=in',
    '/pushes?box=in&status=pending',
    '/pushes?box=out',
    '/problems',
    '/feedback?box=out',
  ],
  ['scjg.officer', '/pushes?box=in&party=91371525MA3C00001R', '/pushes?box=in&matter=371525-SCJG-001', '/register'],
  ['wjj.officer', '/pushes?box=in', '/register'],
  ['zjj.officer', '/pushes?box=in', '/register'],
  ['zhzf.officer', '/pushes?box=in'],
  ['spj.admin', '/corrections', '/cautions?box=out', '/accountability?box=out', '/notices?state=parked'],
  ['zfb.office', '/problems', '/talks?box=out', '/accountability'],
  ['scjg.officer', '/cautions', '/talks', '/corrections?box=out'],
  ['jw.discipline', '/accountability'],
];

/** What is read as it is. */
const PLAIN: readonly [as: string, ...paths: string[]][] = [
  ['spj.admin', '/reports/quarters/2026Q3', '/reports/quarters/2026Q4', '/reports/quarters/2026Q3/cautions'],
  ['spj.admin', '/reports/years/2026', '/boundary-list/versions', '/rule-sets', '/calendar/2027'],
  ['spj.admin', '/organisations', '/organisations/SCJG/accounts', '/calendar/jobs/1', '/calendar/jobs/4'],
];

/** Kinds whose lists name records that can be read by themselves. */
const SINGLE = /^\/(pushes|tasks|problems|feedback|register|corrections|cautions|talks|accountability)\b/;

/** Asks for all of it, in an order that does not depend on the answers. */
export async function lookAt(product: Product): Promise<Asked[]> {
  const asked: Asked[] = [];
  const seen = new Set<string>();
  const look = async (as: string, path: string): Promise<Asked> => {
    const { status, text, body } = await product.call('GET', path, { as });
    if (status !== 200) throw new Error(`${as} GET ${path}: ${status} ${text}`);
    const found = { as, path, body };
    asked.push(found);
    return found;
  };
  for (const [as, ...paths] of PLAIN) for (const path of paths) await look(as, path);
  for (const [as, ...paths] of LISTS) {
    for (const path of paths) {
      const list = await look(as, `${path}${path.includes('?') ? '&' : '?'}limit=200`);
      const kind = SINGLE.exec(path)?.[1];
      for (const { id } of kind ? list.body.items : []) {
        const record = `/${kind}/${id}`;
        if (seen.has(record)) continue;
        seen.add(record);
        await look(as, record);
        if (kind !== 'register') await look(as, `${record}/history`);
      }
    }
  }
  return asked;
}
