/** A form as it stands: what was typed, what may be chosen, and what is wrong, as people at a form would be told. */
import type { FieldError, Problem } from '../../shared/errors.ts';
import type { Field, Shape } from './fields.ts';
import type { Choices, FormState } from './labelled.ts';

const written = (title: string): string => `请填写${title}`;
const chosen = (title: string): string => `请选择${title}`;
const UNSAID: Partial<Record<Shape, (title: string) => string>> = {
  ...{ line: written, text: written, number: written, code: written, whole: written, person: written },
  ...{ date: written, time: written, lines: written, rows: written, entries: written, matter: written },
  ...{ matters: written, record: chosen, records: chosen, choice: chosen, choices: chosen, whether: chosen },
  ...{ organisation: chosen, organisations: chosen, section: chosen, sections: chosen, target: chosen },
  targets: chosen,
};

/** What the API says to programs of what is not there, by their names and types. */
const FOR_PROGRAMS = /^(?:应为|缺少|“[^”]*”(?:（\w+）)?不能少于)/;

/** `problem`: why what was sent was not acted on. */
export function formState(
  fields: readonly Field[],
  sent: URLSearchParams,
  problem: Problem | null,
  choices: Choices,
): FormState {
  // A query's errors name parameters, a form's its controls.
  const errors = (problem?.errors ?? []).map((one) => ({ ...one, pointer: one.pointer.replace(/^\?/, '/') }));
  // One round tells all that is missing, whichever part of the platform has found what else is wrong.
  const missing = errors.length === 0 ? [] : unsaid(fields, sent, errors);
  return { sent, errors: [...plainErrors(errors, fields, sent), ...missing], choices };
}

/** Of what has to be filled in and is not, what no error tells yet. */
function unsaid(fields: readonly Field[], sent: URLSearchParams, errors: readonly FieldError[]): FieldError[] {
  return fields.flatMap(({ name, title, shape, required }) => {
    const says = required && UNSAID[shape];
    const pointer = `/${name}`;
    const told = errors.some((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
    if (!says || told || !isBlankAt(name, sent)) return [];
    return sent.get(`phrase:${name}`) ? [] : [{ pointer, detail: says(title) }];
  });
}

/** True where something stands in one of the fields of those names, or is wrong with one. */
export function isTouched(names: readonly string[], { sent, errors }: FormState): boolean {
  const among = (name: string): boolean => names.some((one) => name === one || name.startsWith(`${one}/`));
  // The type of a party says nothing by itself: it may be known before anything is typed.
  const typed = [...sent].some(([name, value]) => value !== '' && name !== 'party/type' && among(name));
  return typed || errors.some(({ pointer }) => among(pointer.slice(1)));
}

/**
 * Errors of fields in which nothing was chosen or written say that: nobody types formats or the API's values at a form.
 */
function plainErrors(
  errors: readonly FieldError[],
  fields: readonly Field[],
  sent: URLSearchParams,
): readonly FieldError[] {
  const byName = new Map(everyField(fields).map((field) => [field.name, field]));
  return errors.map((error) => {
    const at = error.pointer.slice(1);
    const field = byName.get(at.replace(/\/\d+(?=\/|$)/g, '/*'));
    const says = field && UNSAID[field.shape];
    // Why an optional field is asked for after all stands in the error alone.
    const line = lineOf(byName, at, sent);
    if (line) return { ...error, detail: `${line}：${error.detail}` };
    const typed = sent.get(at);
    if (typed && /^长度不符，/.test(error.detail)) {
      return { ...error, detail: `${error.detail}，现有 ${[...typed.trim().replaceAll('\r\n', '\n')].length} 个` };
    }
    const isPlain = field?.required || FOR_PROGRAMS.test(error.detail);
    return says && isPlain && isBlankAt(at, sent) ? { ...error, detail: says(field.title) } : error;
  });
}

/** Nothing written or chosen there, nor in rows below it. */
function isBlankAt(at: string, sent: URLSearchParams): boolean {
  return [...sent].every(([name, value]) => value.trim() === '' || (name !== at && !name.startsWith(`${at}/`)));
}

/** Of a text that is read line by line: which line is wrong. */
function lineOf(byName: ReadonlyMap<string, Field>, at: string, sent: URLSearchParams): string | null {
  const [, name = '', index] = /^(.+?)\/(\d+)(?:\/|$)/.exec(at) ?? [];
  const typed = byName.get(name)?.shape === 'text' ? (sent.get(name) ?? '').split(/\r?\n/) : [];
  const written = typed.flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
  const line = written[Number(index)];
  return line === undefined ? null : `第 ${line} 行`;
}

/** The fields, and those inside them. */
export function everyField(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);
}

/** Whether a form takes long to fill in: it has a text, or more than five fields. */
export function isLong(fields: readonly Field[]): boolean {
  const all = everyField(fields).filter(({ shape }) => shape !== 'group' && shape !== 'rows' && shape !== 'entries');
  return all.length > 5 || all.some(({ shape }) => shape === 'text');
}
