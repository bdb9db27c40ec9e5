/**
 * An attachment as bodies name it: by a file that was uploaded, or, where the bytes stay elsewhere, by its description.
 */

import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import { allNullable, allOptional, line, listOf, sha256Hex, whole } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { meanings } from '../meaning.ts';
import type { KeptFile } from './file.ts';
import { type Keeping, readFile } from './keeping.ts';
import { refusalOf } from './named.ts';

export const fileId = lazily(() =>
  z
    .string({ error: '请填写文件编号' })
    .regex(/^[0-9a-f]{32}$/, { error: '文件编号为登记文件时答复的 id，32 位十六进制' })
    .meta({ example: '7d0f1a2b3c4d5e6f708192a3b4c5d6e7' })
    .register(meanings, { is: 'file' }),
);

/** What a record says of an attachment. */
const attachmentFields = lazily(() => ({
  file: fileId().meta({ title: '文件编号', description: '已上传的文件；填写后其余各项可不填，填写的须与文件一致' }),
  name: line(200).meta({ title: '文件名', description: '不填文件编号的必填' }),
  sha256: sha256Hex().meta({ title: '文件的 SHA-256', description: '64 位十六进制' }),
  size: whole(0, 1_000_000_000_000).meta({ title: '字节数' }),
  mediaType: line(100).meta({ title: '媒体类型', description: '如 application/pdf' }),
}));

/** A file that goes along with what people write, by its number and the name it is shown under. */
export const fileAlong = lazily(() => {
  const { file, name } = attachmentFields();
  return z.strictObject({ file, name });
});

/** The same as it is said: without a name it has the file's own (`names.ts`). */
export const fileSaid = lazily(() => {
  const { file, name } = fileAlong().shape;
  const said = name.nullish().transform((value) => value ?? '');
  return z.strictObject({ file, name: said.meta({ title: '文件名', description: '不填的用登记时的文件名' }) });
});

/** The files that go along; none where they are left out. */
export function filesAlong(title = '附件') {
  return listOf(fileSaid(), 50)
    .nullish()
    .transform((value) => value ?? [])
    .meta({ title });
}

/** As a record keeps it: with all that is known of the file, or as it was described. */
export const keptAttachment = lazily(() => {
  const { file, name, ...others } = attachmentFields();
  return z.strictObject({ file: file.optional(), name, ...allNullable(others) });
});

/** Without a file the key `file` is absent, so that what was stored before there were files stays the same. */
export const attachmentInput = lazily(() => {
  const { file, ...described } = attachmentFields();
  return z
    .strictObject({ file: file.nullish(), ...allOptional(described) })
    .superRefine(
      (attached, context) => {
        if (attached.file || attached.name !== null) return;
        context.addIssue({ code: 'custom', path: ['name'], message: '请填写文件名，应为 1 至 200 个字符' });
      },
      // Also beside other fields that do not fit: all that is wrong is told at once.
      { when: ({ value, issues }) => isObject(value) && !issues.some(({ path }) => path?.[0] === 'name') },
    )
    .transform(({ file: id, ...rest }) => (id ? { file: id, ...rest } : rest));
});

/** With the file's own name, hash, length and type where it has a file. */
export type Attached = Checked<typeof attachmentInput> & { file?: string };

/** The attachments with what their files say of themselves, and what is wrong with them for this organisation. */
export async function filledIn(
  at: Keeping,
  attachments: Attached[],
  org: string,
): Promise<{ attachments: Attached[]; errors: FieldError[] }> {
  if (!attachments.some(({ file }) => file)) return { attachments, errors: [] };
  const now = at.ports.clock.now();
  const files = await Promise.all(attachments.map(({ file }) => (file ? readFile(at, file, now) : undefined)));
  const all = attachments.map((attached, i) => filledFrom(attached, files[i], org, `/attachments/${i}`));
  return { attachments: all.map(({ attached }) => attached), errors: all.flatMap(({ errors }) => errors) };
}

/** What came with a record is its sender's: whoever answers names no file of it as its own. */
export function foreignFiles(came: readonly { file?: string }[], said: readonly { file: string }[]): FieldError[] {
  return said.flatMap(({ file }, i) =>
    came.some((one) => one.file === file)
      ? [{ pointer: `/attachments/${i}/file`, detail: '该文件是来件的附件，不是本单位上传的。请上传本单位的文件' }]
      : [],
  );
}

const FILLED = ['name', 'sha256', 'size', 'mediaType'] as const;

function filledFrom(
  attached: Attached,
  file: KeptFile | undefined,
  org: string,
  pointer: string,
): { attached: Attached; errors: FieldError[] } {
  if (!attached.file) return { attached, errors: [] };
  const refusal = refusalOf(file, org);
  const errors = refusal === null ? [] : [{ pointer: `${pointer}/file`, detail: refusal }];
  if (!file || file.org !== org) return { attached, errors };
  const { name, sha256, size, mediaType } = file;
  const others = FILLED.filter((field) => attached[field] !== null && attached[field] !== file[field]);
  const unequal = others.map((field) => ({ pointer: `${pointer}/${field}`, detail: UNEQUAL }));
  return { attached: { file: file.id, name, sha256, size, mediaType }, errors: [...errors, ...unequal] };
}

const UNEQUAL = '与 file 所指文件登记的不一致。请删除该项，或改为一致';

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
