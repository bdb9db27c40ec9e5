/** The names of files that go along with what people write, where they say none. */
import type { KeptFile } from './file.ts';
import { type Keeping, readFileItems } from './keeping.ts';
import { FIELDS, listIn, type Said, saidIn } from './said.ts';

/** What another's file is called, where one may name it. */
const OTHER = '附件';

/** The body with the names that the organisation's own files were declared under, where it says none. */
export async function withNames<T>(at: Keeping, body: T, org: string): Promise<T> {
  const ids = saidIn(body).flatMap(({ file, name }) => (name === '' ? [String(file)] : []));
  const files = (await readFileItems(at, [...new Set(ids)])).map((item) => item?.value as KeptFile | undefined);
  const names = new Map(files.flatMap((file) => (file?.org === org ? [[file.id, file.name] as const] : [])));
  const named = (one: Said): Said => (one.name === '' ? { ...one, name: names.get(String(one.file)) ?? OTHER } : one);
  const filled = FIELDS.flatMap((field) => (listIn(body, field) ? [[field, listIn(body, field)?.map(named)]] : []));
  return { ...body, ...Object.fromEntries(filled) };
}
