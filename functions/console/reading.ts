/**
 * From the fields of a form that was sent to the input of the API's route, which alone says what is wrong with it.
 */
import { invalid } from '../../shared/errors.ts';
import type { Field } from './fields.ts';
import { matterOf, plainOf } from './plain-reading.ts';

/** What was sent, by the names of the controls. */
export type Sent = Pick<URLSearchParams, 'get' | 'getAll' | 'keys'>;

/** The input that a form says: what is left blank is left out. */
export function inputOf(fields: readonly Field[], sent: Sent): Record<string, unknown> {
  const pairs = fields.flatMap((field) => pairsOf(field, sent, field.name));
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/**
 * The form with its rows closed up: rows in which nothing stands are gone, those that follow have moved. What is then
 * read from it, and wrong in it, has the places that the form shows when it comes back.
 */
export function closedUp(fields: readonly Field[], sent: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(sent);
  for (const { name, shape, fields: inside = [], fixed } of withGroups(fields)) {
    if (shape !== 'rows' && shape !== 'entries' && shape !== 'files') continue;
    const rows = rowsIn(name, sent);
    for (const key of new Set(sent.keys())) if (key.startsWith(`${name}/`)) next.delete(key);
    // What a fixed row is about says nothing by itself.
    const written = fixed ? inside.slice(1) : inside;
    const says = (row: number): boolean =>
      shape === 'files' ? sent.get(`${name}/${row}/file`) !== null : !isEmpty(groupIn(written, sent, `${name}/${row}`));
    const full = rows.filter(says);
    for (const [i, row] of full.entries()) {
      for (const [key, value] of sent) {
        const within = `${name}/${row}/`;
        if (key.startsWith(within)) next.append(`${name}/${i}/${key.slice(within.length)}`, value);
      }
    }
  }
  return next;
}

/** The fields, and those inside groups. */
function withGroups(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => (field.shape === 'group' ? withGroups(field.fields ?? []) : [field]));
}

/** The numbers of the rows of that name which were sent, in order. */
export function rowsIn(name: string, sent: Sent): number[] {
  const numbers = [...sent.keys()].flatMap((key) => {
    const row = key.startsWith(`${name}/`) ? key.slice(name.length + 1).split('/')[0] : undefined;
    return row !== undefined && /^\d{1,3}$/.test(row) ? [Number(row)] : [];
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** A field's part of the object that it belongs to; a target says two of its members. */
function pairsOf(field: Field, sent: Sent, at: string): [string, unknown][] {
  const key = keyOf(field);
  if (field.shape !== 'target' || key !== 'org') return [[key, readingOf(field, sent, at)]];
  const target = targetOf(sent.get(at));
  return [
    ['org', target?.org],
    ['section', target?.section],
  ];
}

function readingOf(field: Field, sent: Sent, at: string): unknown {
  const { shape, fields = [], required, absent } = field;
  switch (shape) {
    case 'group': {
      const group = groupIn(fields, sent, at);
      return !required && isEmpty(group) ? undefined : group;
    }
    case 'rows': {
      const rows = rowsIn(at, sent).map((row) => groupIn(fields, sent, `${at}/${row}`));
      return rows.length === 0 && absent ? undefined : rows;
    }
    case 'entries':
      return entriesOf(fields, sent, at);
    case 'files':
      return rowsIn(at, sent).map((row) => ({
        file: sent.get(`${at}/${row}/file`),
        name: sent.get(`${at}/${row}/name`),
      }));
    case 'choices':
    case 'organisations':
    case 'sections':
      return allOr(field, sent.getAll(at), (said) => said.filter((value) => value !== '' && value !== field.all?.[0]));
    case 'matters':
      return allOr(field, sent.getAll(at), (said) =>
        said.filter((value) => value !== field.all?.[0]).flatMap((value) => linesOf(value).map(matterOf)),
      );
    case 'records':
      return sent.getAll(at).flatMap((value) => linesOf(value).map((line) => plainOf('record', line)));
    case 'target':
      return targetOf(sent.get(at));
    case 'targets':
      return targetsOf(sent.getAll(at));
    case 'lines':
      return allOr(field, sent.getAll(at), ([text = '']) => linesOf(text));
    case 'yes-no':
      return sent.get(at) !== null;
    case 'whether':
      return WHETHER.get(sent.get(at) ?? '');
    default:
      return plainOf(shape, sent.get(at)?.trim() || (sent.get(`phrase:${at}`) ?? ''));
  }
}

/** The word for all where it alone was ticked, else what the rest says: the narrower choice holds. */
function allOr(
  { all }: Field,
  said: readonly string[],
  rest: (said: readonly string[]) => string[],
): string | string[] {
  return all && said.includes(all[0]) && said.every((one) => one === all[0] || one === '') ? all[0] : rest(said);
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Values by their names. Throws 422 where two have the same name: one of them would be lost without a word. */
function entriesOf(fields: readonly Field[], sent: Sent, at: string): Record<string, unknown> {
  const isPlain = fields.some(({ name }) => lastOf(name) === 'value');
  const entries: Record<string, unknown> = {};
  for (const row of rowsIn(at, sent)) {
    const { key, ...value } = groupIn(fields, sent, `${at}/${row}`);
    if (key === undefined && isEmpty(value)) continue;
    const name = String(key ?? '');
    if (Object.hasOwn(entries, name)) throw invalid([{ pointer: `/${at}`, detail: `“${name}”填写了两次，请删除一行` }]);
    entries[name] = isPlain ? value.value : value;
  }
  return entries;
}

function groupIn(fields: readonly Field[], sent: Sent, at: string): Record<string, unknown> {
  const pairs = fields.flatMap((field) => pairsOf(field, sent, `${at}/${lastOf(field.name)}`));
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** Nothing was said: no text, no tick. */
function isEmpty(group: Readonly<Record<string, unknown>>): boolean {
  return Object.values(group).every(
    (value) => value === false || (typeof value === 'object' && value !== null && Object.keys(value).length === 0),
  );
}

const WHETHER: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['no', false],
]);

interface Target {
  org: string;
  section?: string;
}

/** `SCJG`, or `SCJG/SPXK`. */
function targetOf(value: string | null): Target | undefined {
  const [org = '', section] = (value ?? '').split('/');
  if (org === '') return undefined;
  return section === undefined || section === '' ? { org } : { org, section };
}

/** An organisation that is ticked beside sections of its own means those sections. */
function targetsOf(values: readonly string[]): Target[] {
  const targets = values.flatMap((value) => targetOf(value) ?? []);
  return targets.filter(
    ({ org, section }) => section !== undefined || !targets.some((one) => one.org === org && one.section !== undefined),
  );
}

function keyOf({ name }: Field): string {
  return lastOf(name);
}

function lastOf(name: string): string {
  return name.split('/').at(-1) as string;
}

/** What an act or an opening is sent: lists that may be left out and in which nothing stands are left out. */
export function withoutEmptyLists(
  fields: readonly Field[],
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const optional = new Set(fields.filter(({ required }) => !required).map(keyOf));
  const said = Object.entries(input).filter(
    ([key, value]) => !(optional.has(key) && Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(said);
}

/** What a form says that began with something: what stood there and is empty now is null. */
export function withEmptied(
  fields: readonly Field[],
  input: Readonly<Record<string, unknown>>,
  begun: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const emptied = fields.flatMap((field): [string, unknown][] => {
    const key = keyOf(field);
    const [before, now] = [begun[key], input[key]];
    if (before === undefined || before === null) return [];
    if (field.shape !== 'group') return now === undefined ? [[key, null]] : [];
    return [[key, withEmptied(field.fields ?? [], (now ?? {}) as Line, before as Line)]];
  });
  return { ...input, ...Object.fromEntries(emptied) };
}

type Line = Readonly<Record<string, unknown>>;
