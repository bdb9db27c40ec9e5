/** What was and what is to be, beside each other: of a change, of a correction, of what a decision would change. */
import { html } from 'hono/html';
import { titleOf } from '../../shared/meaning.ts';
import type { Html } from '../public/layout.ts';
import { isBlank, type Names, type Object$, type Schema, shapeOf } from './answer-parts.ts';
import { shownOf } from './shown.ts';

/** One thing that differs; null for where nothing stands. */
export interface Compared {
  readonly title: string;
  readonly before: Html | null;
  readonly after: Html | null;
}

interface Heads {
  /** Said above the table for those who do not see it. */
  readonly caption: string;
  readonly before: string;
  readonly after: string;
}

export function comparedTable(lines: readonly Compared[], { caption, before, after }: Heads): Html {
  const none = html`<span class="soft">（空）</span>`;
  const rows = lines.map(
    (line) =>
      html`<tr><th scope="row">${line.title}</th><td class="old" data-label="${before}">${line.before ?? none}</td><td data-label="${after}">${line.after ?? none}</td></tr>
`,
  );
  return html`<table class="cards compared"><caption class="unseen">${caption}</caption><thead><tr><th scope="col">内容</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** An answer with the names behind its codes. */
export interface Side {
  readonly value: Object$;
  readonly names: Names;
}

/** The fields in which two answers of one schema differ; of what several fields say together each by itself. */
export function differing(schema: Schema, before: Side, after: Side, within = ''): Compared[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]) => {
    const [was, is] = [before.value[name] ?? null, after.value[name] ?? null];
    if (isSame(was, is)) return [];
    const title = `${within}${titleOf(field) ?? name}`;
    if (isGroup(field)) return differing(field, inside(before, was), inside(after, is), `${title}：`);
    const line = { title, before: shownOf(field, was, before.names), after: shownOf(field, is, after.names) };
    return line.before === null && line.after === null ? [] : [line];
  });
}

function inside({ names }: Side, value: unknown): Side {
  return { names, value: (value ?? {}) as Object$ };
}

/** A place, a person or a file is one thing. */
function isGroup(field: Schema): boolean {
  const shape = shapeOf(field);
  return shape !== undefined && !['org', 'account', 'file'].some((name) => name in shape);
}

/** What is not said is the same as nothing, at whatever depth. */
function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): string => JSON.stringify(value, (_, one) => (isBlank(one) ? undefined : one)) ?? '';
  return plain(a) === plain(b);
}
