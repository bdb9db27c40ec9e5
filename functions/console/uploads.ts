/**
 * Files inside forms: they come in the same POST, are hashed here and kept as `POST /files` keeps them, before the form
 * is acted on. A form that comes back has them ticked; what is wrong with one is said at its field.
 */
import { createHash } from 'node:crypto';
import { type FieldError, invalid, Problem, unavailable } from '../../shared/errors.ts';
import { BEGIN } from '../../shared/files/types.ts';
import { isMultipart } from '../http/input.ts';
import { ask } from './ask.ts';
import type { FormCall } from './call.ts';
import { declaredFile, typeNamed } from './declared-files.ts';
import { FILES_LIMIT, readForm, type SentFile, type SentForm } from './multipart.ts';
import { rowsIn } from './reading.ts';

/** What the name of a control begins with; the rest is the field that the id goes to, or the list that it joins. */
export const ONE_FILE = 'file:';
export const SEVERAL_FILES = 'files:';
/** Beside a field that is one file: what the file is called. */
export const NAME_OF_FILE = 'name-of:';
/** Forms whose files are in memory at the same time. */
const AT_ONCE = 4;

/** A form as it was sent, with the ids of the files that came with it. */
export interface Taken {
  readonly form: URLSearchParams;
  /** Why a file was not kept, at its field; null where all were. */
  readonly unkept: Problem | null;
}

let held = 0;

/** Reads the form; `isOurs` says from what was typed whether its files are to be kept. */
export async function takenForm(call: FormCall, isOurs: (form: URLSearchParams) => boolean): Promise<Taken> {
  if (!isMultipart(call.headers)) return { form: call.form ?? new URLSearchParams(), unkept: null };
  const room = held < AT_ONCE;
  held += 1;
  try {
    const sent = await readForm(call.headers['content-type'] ?? '', call.bytes, { room: room ? FILES_LIMIT : 0 });
    if (!isOurs(sent.fields)) return { form: sent.fields, unkept: sent.cutOff ? cutOffForm() : null };
    if (!room && sent.files.length > 0) return { form: sent.fields, unkept: tooMany() };
    return await withFiles(call, sent);
  } finally {
    held -= 1;
  }
}

async function withFiles(call: FormCall, { fields, files, cutOff }: SentForm): Promise<Taken> {
  const form = new URLSearchParams(fields);
  const wrong: Problem[] = cutOff ? [cutOffForm()] : [];
  for (const file of files) {
    const at = file.at.replace(/^files?:/, '');
    try {
      named(form, at, await kept(call, file, fields.get('key')), file);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      wrong.push(error.status >= 500 ? error : atField(at, said(error, file.name), error.code));
    }
  }
  return { form, unkept: together(wrong) };
}

/** Keeps the file as the API does; its id. */
async function kept(call: FormCall, { name, bytes }: SentFile, key: string | null): Promise<string> {
  if (bytes === null) throw new Problem('body-too-large', '文件超过 4 MB。请压缩、拆分后再上传');
  if (bytes.length === 0) throw invalid([], '请选择要上传的文件：这是空文件');
  const type = typeNamed(name);
  if (!type.begins(bytes.subarray(0, BEGIN))) throw invalid([], `文件的内容不是 ${type.ending}，请检查文件后重新上传`);
  const { mediaType } = type;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { id } = await declaredFile(call, { name, sha256, size: bytes.length }, key);
  await ask(call, 'putFileContent', { params: { id }, headers: { 'content-type': mediaType }, bytes });
  return id;
}

/** Names the file in the form as its control does: one more of a list, or in place of the one before. */
function named(form: URLSearchParams, at: string, id: string, { name, at: control }: SentFile): void {
  const row = (rowsIn(at, form).at(-1) ?? -1) + 1;
  const [ofId, ofName] = control.startsWith(SEVERAL_FILES)
    ? [`${at}/${row}/file`, `${at}/${row}/name`]
    : [at, `${NAME_OF_FILE}${at}`];
  form.set(ofId, id);
  form.set(ofName, name);
}

function said({ errors, message }: Problem, name: string): string {
  return `${errors?.[0]?.detail ?? message}（${name}）`;
}

function atField(at: string, detail: string, code: Problem['code'] = 'invalid'): Problem {
  const errors: FieldError[] = [{ pointer: `/${at}`, detail }];
  return code === 'invalid' ? invalid(errors) : new Problem(code, detail, { errors });
}

/** One refusal that names every file; that of the platform itself goes before. */
function together(wrong: readonly Problem[]): Problem | null {
  const [first] = wrong;
  const ours = wrong.find(({ status }) => status >= 500);
  if (ours || !first) return ours ?? null;
  return new Problem(first.code, first.message, { errors: wrong.flatMap(({ errors = [] }) => errors) });
}

function cutOffForm(): Problem {
  return atField('file', '上传没有完成，请重新选择文件再上传');
}

function tooMany(): Problem {
  return unavailable(undefined, '现在上传的人较多，文件没有收下，其余内容都在。请稍后重新选择文件再提交。');
}
