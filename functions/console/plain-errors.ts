/** What is wrong, as people at a form would be told: nobody types formats or the API's values there. */
import type { FieldError } from '../../shared/errors.ts';
import type { Field, Shape } from './fields.ts';

const UNSAID: Partial<Record<Shape, (title: string) => string>> = {
  choice: (title) => `请选择${title}`,
  organisation: (title) => `请选择${title}`,
  section: (title) => `请选择${title}`,
  target: (title) => `请选择${title}`,
  date: (title) => `请填写${title}`,
  time: (title) => `请填写${title}`,
};

/** Errors of fields in which nothing was chosen or written say that, in place of what the API takes there. */
export function plainErrors(
  errors: readonly FieldError[],
  fields: readonly Field[],
  sent: URLSearchParams,
): readonly FieldError[] {
  const byName = new Map(everyField(fields).map((field) => [field.name, field]));
  return errors.map((error) => {
    const at = error.pointer.slice(1);
    const field = byName.get(at.replace(/\/\d+(?=\/|$)/g, '/*'));
    const says = field && UNSAID[field.shape];
    return says && !sent.get(at)?.trim() ? { ...error, detail: says(field.title) } : error;
  });
}

function everyField(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);
}
