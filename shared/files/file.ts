/**
 * A file (附件): its length, hash and type are declared before its bytes come, and its item in the store says what has
 * become of them. Pure: time comes in. As everywhere, the item decides; a timer only wakes it.
 */
import { digest, type Family, keyOf, sortable, wakeShard } from '../keys.ts';
import type { Declared, Item } from '../ports.ts';
import { DAY, HOUR, type Instant } from '../time.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'storage-full': true;
    'upload-over': true;
    'file-awaiting': true;
    'file-refused': true;
    'file-gone': true;
  }
}

/** `held`: gone for everybody, but its bytes stay while what a quarantine took lies under seal. */
export type FileState = 'awaiting' | 'stored' | 'refused' | 'held' | 'gone';

/** What the store keeps of a file. Whatever is unset is absent, never null. */
export interface KeptFile {
  id: string;
  jurisdiction: string;
  /** The organisation that declared it, and the account. */
  org: string;
  by: string;
  name: string;
  /** Kept also when the bytes are gone. */
  sha256: string;
  size: number;
  mediaType: string;
  state: FileState;
  createdAt: Instant;
  /** The instant by which sending the bytes must have begun. */
  uploadUntil: Instant;
  storedAt?: Instant;
  /** Ids of the records that name it, oldest first. */
  records?: string[];
  /** When bytes that may not be kept are deleted. It stays until they are. */
  eraseAt?: Instant;
}

/** How long an upload may begin after the file was declared. */
export const UPLOAD_FOR = 15 * 60_000;
/** How long an upload that began in time may take, before the file is given up. */
const UPLOAD_LASTS = HOUR;
/** How long bytes are kept that no record names. */
const UNNAMED_FOR = 7 * DAY;
/** After this an address for uploading can bring no more bytes: until then what was deleted is deleted once more. */
const LATEST_BYTES = DAY;

const FAMILY: Family = 'file';

export function fileKey(jurisdiction: string, id: string): string {
  return keyOf(jurisdiction, FAMILY, id);
}

/** What was declared, and where the bytes lie. */
export function declaredOf({ jurisdiction, id, sha256, size, mediaType }: KeptFile): Declared {
  return { key: `${jurisdiction}/${id}`, sha256, size, mediaType };
}

/** The file as it is at `now`: gone where it was not sent, or not named by a record, in time; else the same object. */
export function fileAt(file: KeptFile, now: Instant): KeptFile {
  const ends = endOf(file);
  return ends !== null && now >= ends ? gone(file, ends) : file;
}

/** The bytes are to be deleted, and never come back. */
export function gone(file: KeptFile, at: Instant): KeptFile {
  return { ...file, state: 'gone', eraseAt: at };
}

/** The bytes stay until somebody decides; of a file that never came there is nothing to keep. */
export function held(file: KeptFile): KeptFile {
  return file.state === 'stored' ? { ...file, state: 'held' } : file;
}

/** What was held is there again. */
export function putBack(file: KeptFile): KeptFile {
  return file.state === 'held' ? { ...file, state: 'stored' } : file;
}

/** The bytes that came are not what was declared: they are to be deleted, and no others are taken. */
export function refused(file: KeptFile, at: Instant): KeptFile {
  return { ...file, state: 'refused', eraseAt: at };
}

export function stored(file: KeptFile, at: Instant): KeptFile {
  return { ...file, state: 'stored', storedAt: at };
}

/** The bytes have been deleted; once more later, where an upload that was allowed may still bring them again. */
export function erased(file: KeptFile, now: Instant): KeptFile {
  const { eraseAt: _, ...rest } = file;
  const latest = file.uploadUntil + LATEST_BYTES;
  return now < latest ? { ...rest, eraseAt: latest } : rest;
}

export function namedBy(file: KeptFile, record: string): KeptFile {
  const records = file.records ?? [];
  return records.includes(record) ? file : { ...file, records: [...records, record] };
}

/** The instant at which the item must be looked at; null where nothing more happens by itself. */
function fileWake(file: KeptFile): Instant | null {
  return file.eraseAt ?? endOf(file);
}

export function fileItem(file: KeptFile): Item {
  const key = fileKey(file.jurisdiction, file.id);
  const wake = fileWake(file);
  const places: Item['places'] = {
    wake: wake === null ? undefined : { partition: wakeShard(key), sort: sortable(wake) },
    out: isUnnamed(file)
      ? { partition: unnamedPartition(file.jurisdiction, file.org), sort: sizeSort(file) }
      : undefined,
  };
  return { key, head: digest(file), value: file, places };
}

/** Where an organisation's files lie that no record names, awaited ones too; the sort ends with the length. */
export function unnamedPartition(jurisdiction: string, org: string): string {
  return `${jurisdiction}#${org}#file#unnamed`;
}

/** The declared length, from the sort of such a place. */
export function sizeOfSort(sort: string): number {
  return Number(sort.split('#')[1]);
}

function sizeSort({ createdAt, size }: KeptFile): string {
  return `${sortable(createdAt)}#${size}`;
}

function isUnnamed({ state, records }: KeptFile): boolean {
  return (state === 'awaiting' || state === 'stored') && records === undefined;
}

export function endOf(file: KeptFile): Instant | null {
  if (file.state === 'awaiting') return file.uploadUntil + UPLOAD_LASTS;
  return isUnnamed(file) ? (file.storedAt as Instant) + UNNAMED_FOR : null;
}
