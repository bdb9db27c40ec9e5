/** Rights on a file: its own organisation's, and those of readers of a record that names it. */
import { notFound, Problem } from '../../shared/errors.ts';
import { filesIn } from '../../shared/exchange/attached.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange, Role } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { withholding } from '../../shared/exchange/withheld.ts';
import { load } from '../../shared/exchange/work.ts';
import type { KeptFile } from '../../shared/files/file.ts';
import { readFile } from '../../shared/files/keeping.ts';
import type { Instant } from '../../shared/time.ts';
import { mustBe } from '../http/permission.ts';

const PEOPLE: readonly Role[] = [
  'officer',
  'section-head',
  'org-admin',
  'bureau-admin',
  'government-office',
  'discipline',
];

/** Every person uploads for the own organisation; a machine needs the scope. */
export function mayUpload(actor: Actor): void {
  mustBe(actor, PEOPLE, 'files:write');
}

/** Reading what a file is: also for the machine that uploads it. */
export function mayLook(actor: Actor): void {
  mustBe(actor, PEOPLE, actor.scopes?.includes('files:write') ? 'files:write' : 'pushes:read');
}

/** A file of the actor's own organisation, or 404. */
export async function ownFile(desk: Desk, id: string, actor: Actor, now: Instant): Promise<KeptFile> {
  const file = await readFile(desk, id, now);
  if (file?.org !== actor.org) throw notFound('该文件');
  return file;
}

/** A file that the actor may know of: its own organisation's, or named by a record that it may read. 404 otherwise. */
export async function knownFile(desk: Desk, id: string, actor: Actor, now: Instant): Promise<NamedFile> {
  const file = await readFile(desk, id, now);
  if (file?.org === actor.org) return { file, record: null };
  const record = file && (await recordNaming(desk, file, actor));
  if (!file || !record) throw notFound('该文件');
  return { file, record };
}

/** A file, and the record by which the actor knows of it; null for one of its own organisation. */
export interface NamedFile {
  readonly file: KeptFile;
  readonly record: Exchange | null;
}

/** A record that names it and exists for this reader. What a quarantine has blanked names nothing any more. */
async function recordNaming(desk: Desk, file: KeptFile, actor: Actor): Promise<Exchange | undefined> {
  const facts = await desk.facts();
  const keys = (file.records ?? []).map((record) => exchangeKey(desk.jurisdiction, record));
  for (let at = 0; at < keys.length; at += 200) {
    const found = await desk.ports.store.getMany(keys.slice(at, at + 200));
    const naming = found
      .flatMap((item) => (item ? [item.value as Exchange] : []))
      .find((exchange) => names(desk, exchange, file.id, actor) && !withholding(facts, exchange));
    if (naming) return naming;
  }
  return undefined;
}

/** The file by a record that names it, or 404 where the record does not exist for this reader, or does not name it. */
export async function fileOfRecord(
  desk: Desk,
  id: string,
  record: string,
  actor: Actor,
  facts: Facts,
): Promise<NamedFile> {
  const exchange = await load(desk, record, facts);
  if (!exchange || !names(desk, exchange, id, actor)) throw notFound('该文件');
  const file = await readFile(desk, id, facts.now);
  if (!file) throw notFound('该文件');
  return { file, record: exchange };
}

function names(desk: Desk, exchange: Exchange, file: string, actor: Actor): boolean {
  const kind = desk.kinds.get(exchange.kind);
  if (!kind || sightOf(exchange, actor) === null) return false;
  return filesIn(kind, exchange.body).some((named) => named.file === file);
}

/** Throws why a file has no content to be fetched. */
export function mustBeStored({ state }: KeptFile): void {
  if (state === 'stored') return;
  const [code, detail] = WITHOUT_CONTENT[state];
  throw new Problem(code, detail);
}

const GONE = ['file-gone', '文件内容已经删除：已随记录隔离，或一直没有记录引用。文件的摘要仍可查看。'] as const;

const WITHOUT_CONTENT = {
  awaiting: ['file-awaiting', '文件内容尚未上传。请在上传完毕后再试。'],
  refused: ['file-refused', '文件内容与登记的不符，已被拒收。请由上传单位重新登记并上传。'],
  held: GONE,
  gone: GONE,
} as const;
