/** Declaring a file: what it may be, and how much an organisation may have that no record names. */

import * as z from 'zod';
import { type FieldError, Problem } from '../errors.ts';
import { line, sha256Hex, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { FileSettings } from '../platform.ts';
import type { Instant } from '../time.ts';
import { type KeptFile, sizeOfSort, UPLOAD_FOR, unnamedPartition } from './file.ts';
import type { Keeping } from './keeping.ts';
import { MEGABYTE, MOST_MEGABYTES } from './settings.ts';
import { endingsOf, FILE_TYPES, type FileType, fileType } from './types.ts';

/** Bytes that anybody may declare at all: the most that `FILE_MB` can say. */
const MOST = MOST_MEGABYTES * MEGABYTE;
/** Bytes of one file, where nothing else is set. */
const LIMIT = 100 * MEGABYTE;
/** Bytes and files of an organisation that no record names; files that are still awaited count too. */
const UNNAMED = { bytes: 2_048 * MEGABYTE, files: 1_000 };
/** Bytes that stay free on the disk. */
const FREE = 1_024 * MEGABYTE;

/** `POST /files`. */
export const fileInput = lazily(() =>
  z
    .strictObject({
      name: line(200)
        .refine((name) => !/[/\\]/.test(name), { error: '文件名不能含有 / 或 \\，请只填写文件名，不填路径' })
        .meta({ title: '文件名', example: '许可决定书.pdf' }),
      sha256: sha256Hex().meta({ title: '文件的 SHA-256', description: '64 位十六进制' }),
      size: whole(1, MOST).meta({ title: '字节数', description: '一般不超过 100 MB' }),
      mediaType: line(100).meta({ title: '媒体类型', example: 'application/pdf', description: typesSaid(FILE_TYPES) }),
    })
    .meta({ id: 'FileInput' }),
);

export type FileInput = Checked<typeof fileInput>;

/** Bytes that one file may have in this deployment. */
export function fileLimit({ limit = LIMIT }: FileSettings = {}): number {
  return limit;
}

/** What of a declaration this deployment does not take. */
export function declarationErrors(input: FileInput, settings: FileSettings = {}): FieldError[] {
  const { types } = settings;
  const limit = fileLimit(settings);
  const taken = FILE_TYPES.filter(({ ending }) => !types || types.includes(ending));
  const errors: FieldError[] = [];
  if (input.size > limit) {
    const detail = `文件不能超过 ${Math.floor(limit / MEGABYTE)} MB（${limit} 字节），请压缩或拆分后再上传`;
    errors.push({ pointer: '/size', detail });
  }
  if (!taken.some(({ mediaType }) => mediaType === input.mediaType)) {
    errors.push({ pointer: '/mediaType', detail: `不接收该类型的文件。可以上传：${typesSaid(taken)}` });
  }
  const type = fileType(input.mediaType);
  const ending = /\.[a-z][a-z0-9]{0,4}$/i.exec(input.name)?.[0].toLowerCase();
  if (type && ending !== undefined && !endingsOf(type).includes(ending)) {
    const detail = `文件名的扩展名与类型不符，应以 ${endingsOf(type).join(' 或 ')} 结尾`;
    errors.push({ pointer: '/name', detail });
  }
  return errors;
}

/** A file that is declared and awaited. */
export function declared(
  input: FileInput,
  { id, jurisdiction, org, by, now }: { id: string; jurisdiction: string; org: string; by: string; now: Instant },
): KeptFile {
  return {
    ...{ id, jurisdiction, org, by, ...input },
    state: 'awaiting',
    createdAt: now,
    uploadUntil: now + UPLOAD_FOR,
  };
}

/** True where it was declared in these very words. */
export function isSame(file: KeptFile, { name, sha256, size, mediaType }: FileInput): boolean {
  return file.name === name && file.sha256 === sha256 && file.size === size && file.mediaType === mediaType;
}

/**
 * Throws where an organisation has too much that no record names (409). By the index, which may lag: what is declared
 * at the same moment may together go a little beyond.
 */
export async function checkUnnamed({ ports, jurisdiction }: Keeping, org: string, size: number): Promise<void> {
  const partition = unnamedPartition(jurisdiction, org);
  const found = await ports.store.query('out', partition, { limit: UNNAMED.files });
  const bytes = found.reduce((sum, { sort }) => sum + sizeOfSort(sort), size);
  if (bytes <= UNNAMED.bytes && found.length < UNNAMED.files) return;
  throw new Problem(
    'storage-full',
    '本单位已上传而没有被任何记录引用的文件已达 2 GB 或 1000 个。请先在推送等记录中引用，或等待其在 7 天后自动删除。',
  );
}

/** Throws where the bytes would leave too little of the disk (507): the platform itself has to go on. */
export async function checkDisk({ ports }: Keeping, size: number): Promise<void> {
  if ((await ports.attachments.room()) - size >= FREE) return;
  throw new Problem('disk-full', '服务器剩余的存储空间不足 1 GB，暂不接收文件。请联系系统管理员扩充空间后再上传。');
}

function typesSaid(types: readonly FileType[]): string {
  return types.map(({ ending, mediaType }) => `${ending}（${mediaType}）`).join('、');
}
