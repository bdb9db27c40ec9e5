/**
 * The columns that a workbook has beside those of the screen: whatever else the lines say in a few words, by their
 * schema, where any says something. Clerks sort and count by it; on paper the screen's columns are enough.
 */
import { meaningOf, titleOf } from '../../shared/meaning.ts';
import { coreOf, elementOf, isBlank, type Names, type Object$, type Schema, shapeOf, valueAt } from './answer-parts.ts';
import { wordsOf } from './words.ts';

/** Stands in columns of its own already, is the platform's own, or is about people whom a list does not name. */
const LEFT_OUT = [
  ...['id', 'kind', 'heading', 'status', 'due', 'deadline', 'provisional', 'late', 'claimBy', 'claimDeadline', 'acts'],
  ...['warnings', 'quarantined', 'reference', 'source', 'series', 'handlerAccount', 'boundaryListVersion', 'contact'],
];
/** What tells people nothing in a cell. */
const NO_WORDS: readonly unknown[] = ['record', 'file', 'hash', 'edition', 'thing'];

interface Further {
  readonly title: string;
  /** The title of what it is a part of. */
  readonly of?: string;
  readonly path: string;
  readonly field: Schema;
}

/** Their titles, and the cells of each line. `shown`: the paths of the columns that there are. */
export function furtherColumns(
  schema: Schema,
  lines: readonly Object$[],
  shown: readonly string[],
  names: Names,
): { readonly head: readonly string[]; cells(line: Object$): readonly string[] } {
  const all = furtherOf(schema).filter(
    ({ path }) => !shown.includes(path) && lines.some((line) => says(valueAt(line, path))),
  );
  return {
    head: all.map((one) => calledAmong(all, one)),
    cells: (line) =>
      all.map(({ field, path }) => {
        const value = valueAt(line, path);
        const to = path.startsWith('to.') ? (line.to as { org?: string } | null) : null;
        const org = to?.org ?? (typeof line.org === 'string' ? line.org : names.org);
        return isBlank(value) ? '' : wordsOf(field, value, { ...names, org });
      }),
  };
}

/** By itself, where that is words enough and says it alone. */
function calledAmong(all: readonly Further[], { title, of }: Further): string {
  const isPlain = title.length > 2 && all.every((one) => one.title !== title || one.of === of);
  return of === undefined || isPlain ? title : `${of}·${title}`;
}

function says(value: unknown): boolean {
  return !isBlank(value) && value !== false;
}

function furtherOf(schema: Schema): Further[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, field]): Further[] => {
    const title = titleOf(field);
    if (LEFT_OUT.includes(name) || title === undefined) return [];
    const inside = shapeOf(field);
    if (inside === undefined) return isSaid(field) ? [{ title, path: name, field }] : [];
    const members = Object.keys(inside).filter((member) => isSaid(inside[member] as Schema));
    return members.flatMap((member) => {
      const own = inside[member] as Schema;
      const called = titleOf(own);
      if (called === undefined) return [];
      // An organisation, or what is alone in it, is called by what it is part of.
      const alone = member === 'org' || members.length === 1;
      return [{ ...(alone ? { title } : { title: called, of: title }), path: `${name}.${member}`, field: own }];
    });
  });
}

/** Whether it is words, or some of them: lists of things with files, or of records, stand on the record's page. */
function isSaid(field: Schema): boolean {
  const isList = coreOf(field)._zod.def.type === 'array';
  const one = isList ? elementOf(field) : field;
  if (NO_WORDS.includes(meaningOf(one).is)) return false;
  const inside = shapeOf(one);
  if (inside === undefined) return titleOf(field) !== undefined || isList;
  return (
    isList &&
    Object.entries(inside).every(([name, member]) => name !== 'file' && name !== 'sha256' && isOneWord(member))
  );
}

function isOneWord(field: Schema): boolean {
  const { type } = coreOf(field)._zod.def;
  return type !== 'object' && type !== 'array' && !NO_WORDS.includes(meaningOf(field).is);
}
