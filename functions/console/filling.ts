/** From an answer of the API to the fields of the form that changes it: the way back of `inputOf`. */
import type { Field } from './fields.ts';

type Value = Readonly<Record<string, unknown>>;

/** What the form's controls say of `value`: `{sections: [{code: 'A'}]}` → `sections/0/code=A`. */
export function sentOf(fields: readonly Field[], value: Value): URLSearchParams {
  const pairs = fields.flatMap((field) => pairsOf(field, value, field.name));
  return new URLSearchParams(pairs);
}

function pairsOf(field: Field, whole: Value, at: string): [string, string][] {
  const { shape, fields = [], name, all } = field;
  const value = whole[name.slice(name.lastIndexOf('/') + 1)];
  if (value === null || value === undefined) return [];
  switch (shape) {
    case 'group':
      return inside(fields, value as Value, at);
    case 'rows':
      return (value as Value[]).flatMap((row, i) => inside(fields, row, `${at}/${i}`));
    case 'entries':
      return Object.entries(value as Value).flatMap(([key, one], i) =>
        inside(fields, { key, ...entryOf(one) }, `${at}/${i}`),
      );
    case 'lines':
      if (value === all?.[0]) return [[at, value as string]];
      return [[at, (value as unknown[]).join('\n')]];
    case 'choices':
    case 'organisations':
    case 'sections':
    case 'matters':
    case 'records':
      return [value].flat().map((one) => [at, String(one)]);
    case 'yes-no':
      return value === true ? [[at, 'on']] : [];
    case 'whether':
      return [[at, value === true ? 'yes' : 'no']];
    default:
      return [[at, String(value)]];
  }
}

function inside(fields: readonly Field[], value: Value, at: string): [string, string][] {
  return fields.flatMap((field) => pairsOf(field, value, `${at}/${field.name.slice(field.name.lastIndexOf('/') + 1)}`));
}

/** What the fields beside an entry's name say: those of its value, or the value itself. */
function entryOf(one: unknown): Value {
  return typeof one === 'object' && one !== null ? (one as Value) : { value: one };
}
