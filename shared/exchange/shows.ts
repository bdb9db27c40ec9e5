/** What a kind says of how its records are shown: in lists, timelines, mails, answers and letters. */
import type * as z from 'zod';
import type { OfficialLetter } from '../documents/official-letter.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import type { Menu } from './menu.ts';
import type { Asked } from './seams.ts';

/** Before an approval, during it, or after it (事前、事中、事后). */
export const STAGES = { before: '事前', during: '事中', after: '事后' } as const;
export type Stage = keyof typeof STAGES;

/** A column of a kind's list. */
export interface Column {
  /** Chinese. */
  title: string;
  /** What stands in it: fields of the list's answers by path (`party.name`), joined by `·`. */
  fields: readonly string[];
  /** True for the one by which a record is opened. */
  link?: true;
}

/** The fields of a body. */
export type Shape = Readonly<Record<string, z.ZodType>>;
export type BodySchema = z.ZodObject<Shape>;

/** The part of a kind's declaration. */
export interface Shows<Body, State extends string> {
  /**
   * Of a pool, which every organisation of the county finds (`box=part`): a record as those know it who are on no side
   * of it; null where it does not exist for them.
   */
  pool?(exchange: Exchange<Body, State>): Exchange<Body, State> | null;
  /** The columns of its list, beside the deadline, which always comes first; usual ones where left out. */
  columns?: readonly Column[];
  /**
   * Where it stands in a timeline: `after` where left out; null for what is told by another record already, such as a
   * copy.
   */
  stage?: Stage | ((exchange: Exchange<Body, State>) => Stage | null);
  /** Where it stands in the console's navigation; under 其他, for everybody, where left out. */
  menu?: Menu;
  /** One line, for inboxes and mails: never a natural person's name. */
  title?(exchange: Exchange<Body, State>): string;
  /** What other records' pages and files call it, where many have the same title. */
  called?(exchange: Exchange<Body, State>): string;
  /** What the record keeps. `present`, `beside` and `blank` follow from it (`keeps`, in body.ts). */
  body: () => BodySchema;
  /** The answer to `GET /<path>/{id}`, for this reader. */
  present(exchange: Exchange<Body, State>, reader: Actor, facts: Facts): Record<string, unknown>;
  /** The record as an official letter (函), where it has one: `GET /<path>/{id}.docx` and `.html`. */
  document?(exchange: Exchange<Body, State>, facts: Facts, reader: Actor | null): Promise<OfficialLetter>;
  /**
   * What the other side answered, where that is an official letter by itself (复函): `<id>.reply.docx` and `.html`. Null
   * where there is none.
   */
  replyDocument?(exchange: Exchange<Body, State>): ((facts: Facts) => Promise<OfficialLetter>) | null;
  /** What the document says of other records: it finds them in its facts, and shows what the reader may see of them. */
  documents?(exchange: Exchange<Body, State>): Asked;
  /** What is looked up before the record is shown by itself; `present` then has it in its facts. */
  asks?(exchange: Exchange<Body, State>): Asked;
  /** The fields of the answer beside head and body. */
  beside?: () => Shape;
}
