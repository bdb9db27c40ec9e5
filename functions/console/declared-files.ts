/**
 * A file that a form names is declared as `POST /files` declares it, under the form's key: sent again it is the same
 * file.
 */
import { createHash } from 'node:crypto';
import { invalid } from '../../shared/errors.ts';
import { endingsOf, FILE_TYPES, type FileType } from '../../shared/files/types.ts';
import { ask } from './ask.ts';
import type { PageCall } from './call.ts';

/** What is known of a file before its bytes come. */
export interface Chosen {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

/** A file as `POST /files` answers it, as far as forms need it. */
export interface DeclaredFile {
  readonly id: string;
  readonly state: 'awaiting' | 'stored' | 'refused' | 'gone';
  readonly mediaType: string;
  readonly upload: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | null;
}

/** Declarations of one file under one key: of those before, the time is over or the bytes are gone. */
const TRIES = 10;

/** The type that a file's name says. Throws 422 where the platform takes none such. */
export function typeNamed(name: string): FileType {
  const type = FILE_TYPES.find((one) => endingsOf(one).some((ending) => name.toLowerCase().endsWith(ending)));
  if (type) return type;
  throw invalid([], `不接收该类型的文件。可以上传：${FILE_TYPES.map(({ ending }) => ending).join('、')}`);
}

/** Declares the file, or finds it as it was declared under the same key. Throws what `POST /files` refuses. */
export async function declaredFile(call: PageCall, chosen: Chosen, key: string | null): Promise<DeclaredFile> {
  const body = { ...chosen, mediaType: typeNamed(chosen.name).mediaType };
  const same = createHash('sha256').update(`${chosen.name}\n${chosen.sha256}`).digest('hex').slice(0, 16);
  let file: DeclaredFile | undefined;
  for (let i = 0; i < TRIES; i += 1) {
    const again = key === null ? null : `${key}.${same}${i === 0 ? '' : `.${i}`}`;
    file = (await ask(call, 'declareFile', { body, key: again })).body as DeclaredFile;
    if (!isOver(file)) break;
  }
  return file as DeclaredFile;
}

/** A draft is taken up again weeks later: what was declared at that time can get no bytes any more. */
function isOver({ state, upload }: DeclaredFile): boolean {
  return state === 'gone' || (state === 'awaiting' && upload === null);
}
