/** Which files a record's body names, and what becomes of each by the commit that writes the record. Pure. */
import type { Instant } from '../time.ts';
import { fileAt, gone, held, type KeptFile, namedBy, putBack } from './file.ts';

/** A file that a body names, and where. */
export interface NamedFile {
  file: string;
  /** RFC 6901, into the body. */
  pointer: string;
}

/** A record as a commit changes it: the files that its body named before and names now. */
export interface Naming {
  record: string;
  before: readonly NamedFile[];
  after: readonly NamedFile[];
  /** True where it is quarantined: what its body no longer names goes. */
  quarantined: boolean;
  /** True where what goes is kept under seal until somebody decides. */
  held?: boolean;
  /** True where a quarantine is taken back: what was kept is there again. */
  restored?: boolean;
}

/** What is wrong with naming a file, by the field that names it. */
export interface Misnamed {
  pointer: string;
  detail: string;
}

/** Records that people may have name one file: its item has to stay small. */
const RECORDS = 200;

/** The files in `attachments`, as most kinds have them. */
export function attachedFiles(body: unknown): readonly NamedFile[] {
  const { attachments } = (body ?? {}) as { attachments?: readonly { file?: string }[] };
  if (!Array.isArray(attachments)) return NONE;
  return attachments.flatMap(({ file }, i) => (file ? [{ file, pointer: `/attachments/${i}/file` }] : []));
}

/** The files of lists that each came in as the `attachments` of an act, at their places there. */
export function filesOf(...lists: readonly (readonly { file: string }[])[]): NamedFile[] {
  return lists.flatMap((list) => list.map(({ file }, i) => ({ file, pointer: `/attachments/${i}/file` })));
}

const NONE: readonly NamedFile[] = Object.freeze([]);

/** All files that a commit has to do with: named anew, or taken away by a quarantine. */
export function touchedFiles(namings: readonly Naming[]): string[] {
  return [...new Set(namings.flatMap((naming) => [...added(naming), ...taken(naming)].map(({ file }) => file)))];
}

/**
 * The file as the commit leaves it, and what is wrong with it. A file that any of the records named before is handed on
 * to the others (copies, a readdressed successor) in whatever state it is; one that is new must be stored, and of
 * the organisation `org` that acts.
 */
export function namedFile(
  file: KeptFile | undefined,
  id: string,
  namings: readonly Naming[],
  org: string | null,
  now: Instant,
): { file: KeptFile | undefined; errors: Misnamed[] } {
  const handedOn = namings.some(({ before }) => before.some((named) => named.file === id));
  const anew = namings.filter((naming) => added(naming).some((named) => named.file === id));
  const known = file && fileAt(file, now);
  if (anew.some(({ restored }) => restored)) return { file: known && putBack(known), errors: [] };
  const refusal = handedOn ? null : refusalOf(known, org);
  if (refusal !== null) return { file, errors: pointersTo(id, anew).map((pointer) => ({ pointer, detail: refusal })) };
  if (!known) return { file, errors: [] };
  const taking = namings.filter((naming) => taken(naming).some((named) => named.file === id));
  if (taking.length > 0) {
    if (known.state === 'gone' || known.state === 'held') return { file: known, errors: [] };
    return { file: taking.some((naming) => naming.held) ? held(known) : gone(known, now), errors: [] };
  }
  if (known.state !== 'stored') return { file: known, errors: [] };
  return { file: anew.reduce((next, { record }) => namedBy(next, record), known), errors: [] };
}

/** Why a file cannot be named by this organisation, or null. */
export function refusalOf(file: KeptFile | undefined, org: string | null): string | null {
  if (!file || file.org !== org) return '没有这个文件，或者不是本单位上传的。请先上传文件，再填写其编号';
  if (file.state === 'awaiting') return '文件尚未上传完毕。请先按上传地址传送文件内容，再提交';
  if (file.state === 'refused') return '文件内容与登记的类型不符，已被拒收。请重新登记并上传';
  if (file.state === 'gone' || file.state === 'held') return '文件内容已经删除，不能再引用。请重新登记并上传';
  if ((file.records?.length ?? 0) >= RECORDS) return `已有 ${RECORDS} 件记录引用该文件。请重新登记并上传后引用`;
  return null;
}

function added({ before, after }: Naming): NamedFile[] {
  return after.filter(({ file }) => !before.some((one) => one.file === file));
}

function taken({ before, after, quarantined }: Naming): NamedFile[] {
  return quarantined ? before.filter(({ file }) => !after.some((one) => one.file === file)) : [];
}

function pointersTo(id: string, namings: readonly Naming[]): string[] {
  return [...new Set(namings.flatMap(added).flatMap(({ file, pointer }) => (file === id ? [pointer] : [])))];
}
