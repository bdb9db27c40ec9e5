/**
 * Matters of the boundary list in forms: people choose one from what the browser proposes, or write a part of its name;
 * the API knows codes. What is written and names several matters, or none, is said at its field, so that the form
 * itself is the search where nothing proposes.
 */

import { matterCode } from '../../shared/boundary/matter-code.ts';
import { type FieldError, invalid } from '../../shared/errors.ts';
import { ask, unless } from './ask.ts';
import type { PageCall } from './call.ts';
import type { Field } from './fields.ts';
import type { Choices } from './labelled.ts';
import { rowsIn } from './reading.ts';

type Matters = NonNullable<Choices['matters']>;

/** Matters that are named where several fit. */
const NAMED = 8;

/** The matters of the list in force; none where no field asks for one, and where there is no list. */
export async function mattersFor(call: PageCall, fields: readonly Field[]): Promise<Matters> {
  return asksMatter(fields) ? knownMatters(call) : [];
}

/** The matters of the list in force; none where there is no list. */
export async function knownMatters(call: PageCall): Promise<Matters> {
  const told = await unless([404], ask(call, 'readBoundaryList', { query: {} }));
  return ((told?.body.items ?? []) as Matters).map(({ code, name }) => ({ code, name }));
}

/**
 * The form with the code in place of what names one matter alone. Throws 422 where what is written names none or
 * several.
 */
export async function withMatters(
  call: PageCall,
  fields: readonly Field[],
  form: URLSearchParams,
): Promise<URLSearchParams> {
  const named = new Set(controlsOf(fields, form, '').filter((name) => form.get(name)?.trim()));
  if (named.size === 0) return form;
  const matters = await mattersFor(call, fields);
  const errors: FieldError[] = [];
  const said = [...form].map(([name, value]): [string, string] => {
    if (!named.has(name) || value.trim() === '') return [name, value];
    const { code, detail } = matterIn(value, matters);
    if (detail !== undefined) errors.push({ pointer: `/${name}`, detail });
    return [name, code ?? value];
  });
  if (errors.length > 0) throw invalid(errors);
  return new URLSearchParams(said);
}

function asksMatter(fields: readonly Field[]): boolean {
  return fields.some(
    ({ shape, fields: inside = [] }) => shape === 'matter' || shape === 'matters' || asksMatter(inside),
  );
}

/** The names of the controls that ask for matters, in rows and groups too. */
function controlsOf(fields: readonly Field[], form: URLSearchParams, within: string): string[] {
  return fields.flatMap(({ name, shape, fields: inside = [], fixed }): string[] => {
    if (fixed) return [];
    const at = within === '' ? name : `${within}/${name.slice(name.lastIndexOf('/') + 1)}`;
    if (shape === 'matter' || shape === 'matters') return [at];
    if (shape === 'group') return controlsOf(inside, form, at);
    return shape === 'rows' ? rowsIn(at, form).flatMap((row) => controlsOf(inside, form, `${at}/${row}`)) : [];
  });
}

/**
 * The code, or why there is none. A code as it is written, also one that the list has no longer; else the matter whose
 * name or code has what is written.
 */
export function matterIn(written: string, matters: Matters): { code?: string; detail?: string } {
  const text = written.normalize('NFKC').trim();
  const [first = ''] = text.split(/\s/u);
  if (matters.some(({ code }) => code === first)) return { code: first };
  const plain = text.replace(/\s/gu, '').toLowerCase();
  const found = matters.filter(({ code, name }) => code.toLowerCase().includes(plain) || name.includes(plain));
  const [only] = found.filter(({ name }) => name === plain).concat(found.length === 1 ? found : []);
  if (only) return { code: only.code };
  if (found.length === 0 && matterCode().safeParse(text).success) return { code: text };
  if (found.length === 0) return { detail: `现行边界清单中没有编码或名称含“${text}”的事项，请减少字数或换一种写法` };
  const few = found.slice(0, NAMED).map(({ code, name }) => `${name}（${code}）`);
  const more = found.length > NAMED ? '等' : '';
  return { detail: `有 ${found.length} 个事项的编码或名称含“${text}”：${few.join('、')}${more}。请填写其中一个的编码` };
}
