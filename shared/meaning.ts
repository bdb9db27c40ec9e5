/**
 * What a field is about, beyond its JSON type: whatever is made of schemas (documents, answers, forms, what a
 * quarantine takes) reads it here. Titles and descriptions stand in zod's own registry (`.meta({ title })`). For what
 * zod has no word for, such as whether a code is an organisation's or a section's, there is a registry of ours:
 * patterns do not tell.
 */
import * as z from 'zod';
import type { OrganisationType } from './county.ts';

export interface Meaning {
  /**
   * Whose code or name it is; an instant (milliseconds in a record, RFC 3339 in answers); text of several lines; a
   * number that is compared; a code of capitals and digits; the code of a matter of the boundary list; the id of a
   * record or of a file; a kind of record; what an entry of the audit is about; a digest, which proves something and
   * tells people nothing, and what likewise only tells editions apart; the county's own number of an article of its
   * measures; a quarter, `2026Q3`, and the circular of one.
   */
  is?:
    | 'organisation'
    | 'section'
    | 'person'
    | 'instant'
    | 'text'
    | 'number'
    | 'code'
    | 'matter'
    | 'record'
    | 'file'
    | 'kind'
    | 'thing'
    | 'hash'
    | 'edition'
    | 'article'
    | 'quarter'
    | 'circular';
  /** Of a choice: what people read for each value, in Chinese. */
  words?: Readonly<Record<string, string>>;
  /** In an input: what is read stands there beside what is put; it says nothing, and no form asks for it. */
  readOnly?: true;
  /** In an answer: for programs alone, such as a code beside its name; no page shows it. */
  machines?: true;
  /** In a record: somebody wrote it, and a quarantine takes it. */
  said?: true;
  /** Of an object: what is absent in it is left out of answers, where others say null. */
  sparse?: true;
  /** Text that is sealed: in an input before anything is decided, in a record as it lies (`sealedText`). */
  sealed?: true;
  /** In an input: a number that is sealed where it contains an identity number, and stays as it is otherwise. */
  sealsNumber?: true;
  /**
   * Of an instant: an end that does not belong to the time itself; at midnight people are told the day before, 24:00.
   */
  ends?: true;
  /** Of a record in an input: the kinds that it may be of. A form offers those of one's own organisation. */
  kinds?: readonly string[];
  /** Of those the ones that can be named at all, as the API answers them; `own`: the reader's organisation. */
  offers?(record: Readonly<Record<string, unknown>>, own: string): boolean;
  /** Of a person in an input: somebody to whom work can be given. */
  handles?: true;
  /** Of an organisation in an input: one's own cannot be named. */
  other?: true;
  /** Of an organisation in an input: of which types it may be, and what is said, after its name, to one of another. */
  only?: { readonly types: readonly OrganisationType[]; readonly why: string };
  /** Of an organisation in an input: one that has ended may be named. */
  ended?: true;
  /** Kept out of every answer until the kind reveals it; in a record with the salt of its entry (`hiddenValue`). */
  hidden?: true;
}

export const meanings = z.registry<Meaning>();

type Schema = z.core.$ZodType;

/** A schema, and those inside it that only say how it may be left out or what becomes of it; outermost first. */
export function layersOf(schema: Schema): Schema[] {
  const inner = innerOf(schema);
  return inner ? [schema, ...layersOf(inner)] : [schema];
}

/** What is known of a field; where two layers say something of the same, the outer one holds. */
export function meaningOf(schema: Schema): Meaning {
  return Object.assign(
    {},
    ...layersOf(schema)
      .reverse()
      .map((layer) => meanings.get(layer)),
  );
}

/** The field's name in Chinese, if it has one. */
export function titleOf(schema: Schema): string | undefined {
  return layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.title)
    .find((title) => title !== undefined);
}

/** What else is said of a field, if anything is. */
export function descriptionOf(schema: Schema): string | undefined {
  return layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.description)
    .find((description) => description !== undefined);
}

function innerOf(schema: Schema): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return def.innerType;
    case 'pipe':
      return (def.in as z.core.$ZodTypes)._zod.def.type === 'transform' ? def.out : def.in;
    default:
      return undefined;
  }
}
