/** What the platform has noticed of a record, under the title of the field that it is about. */
import { titleOf } from '../../shared/meaning.ts';
import { schemaAt } from '../http/wrong-field.ts';
import type { Schema } from './answer-parts.ts';

/** `摘要：疑似含有公民身份号码…`; the detail alone where it says the field itself. */
export function warningOf(schema: Schema, { pointer, detail }: { pointer: string; detail: string }): string {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const titles = path.flatMap((part, i) => {
    if (typeof part === 'number') return [`第 ${part + 1} 项`];
    const found = schemaAt(schema, path.slice(0, i + 1));
    return (found && titleOf(found)) ?? [];
  });
  const last = titles.at(-1);
  return last === undefined || detail.includes(last) ? detail : `${titles.join('，')}：${detail}`;
}
