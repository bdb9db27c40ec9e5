/** How people and machines open a kind: what a kind declares of `POST /<path>`. */
import type * as z from 'zod';
import type { OrganisationType } from '../county.ts';
import type { Conflict, FieldError } from '../errors.ts';
import type { Put } from '../ports.ts';
import type { Verdict } from './act.ts';
import type { Actor, Draft, Role } from './exchange.ts';
import type { Facts } from './facts.ts';
import type { KeyName } from './keyed.ts';
import type { Asked, Effect } from './seams.ts';

/** What is known of who opens a record, beyond what is asked for. */
export interface OpeningFacts extends Facts {
  actor: Actor;
  /** The machine account, else the organisation. */
  source: string;
  /** Where the input has marked fields: 16 random bytes in hex, which stand in the entry's detail. */
  salt?: string;
  /** Of the path, such as the register entry's id. */
  params: Readonly<Record<string, string>>;
  /** The id of the `nth` record that is opened (from 0). */
  idOf(nth: number): string;
}

/** What can be read of an input: a field that does not fit by itself is undefined. */
export type Readable<Input> = { readonly [Name in keyof Input]?: Input[Name] | undefined };

export type AcrossFacts = Pick<OpeningFacts, 'county' | 'now' | 'actor'>;

/** How people and machines open a kind: `POST /<path>` derives from it. */
export interface Opening<Body, State extends string, Input> {
  /** Chinese, as on a button. */
  label: string;
  /** Where, if not `/<path>`; its parameters come as `params`. */
  path?: string;
  /** Roles of which the actor needs one. */
  roles: readonly Role[];
  /** The scope that a machine account needs; none may open it where left out. */
  scope?: string;
  /** The types of organisation that may; all where left out. */
  organisations?: readonly OrganisationType[];
  /** What comes in; with a `reference`, that is what tells the same thing sent again, for ever. */
  input: () => z.ZodType<Input>;
  /**
   * A choice that people make before they are asked anything else, since it decides what else there is: its field in
   * the input, and the input as it is asked of them then.
   */
  asksFirst?: {
    field: string;
    input(value: string): z.ZodType;
    /** False for a choice that organisations of this type do not make; all are theirs where left out. */
    offers?(value: string, type: OrganisationType | undefined): boolean;
  };
  /** Of the choices of a field those that the form offers to organisations of this type; all where left out. */
  offers?(field: string, value: string, type: OrganisationType | undefined): boolean;
  /** The list in the input that names records as they stand (`record`, `hash`): their pages lead to the form. */
  cites?: string;
  /** Chinese: what to know before opening it, such as what follows elsewhere; shown above its form. */
  hint?: string;
  /**
   * The field of its input that names the record for which it is opened, and of which kinds that is: their pages lead
   * to it.
   */
  for?: { field: string; kinds: readonly string[] };
  /** True where several records come of one opening (a series): the answer is `{items}`. */
  series?: boolean;
  reads?(input: Input, facts: OpeningFacts): Asked;
  /**
   * What does not fit together, or by the day, whatever is stored: said beside what is wrong with single fields. Of
   * what does not fit by itself nothing is known here.
   */
  across?(said: Readable<Input>, facts: AcrossFacts): FieldError[];
  /** The 409 codes of `refuse`. */
  refuses?: readonly Conflict[];
  refuse?(input: Input, facts: OpeningFacts): Verdict;
  /** The records; what is left out is filled in. Each id is `idOf(n)`. */
  drafts(input: Input, facts: OpeningFacts): readonly NewRecord<Body, State>[];
  /** Why this may name no party, licence or other key beside its input; null where it may. Chinese. */
  untied?(input: Input): string | null;
  /** The keys (`keyed.ts`) that the kernel takes in beside its input; given by `declareKind`. */
  keys?(): readonly KeyName[];
  /** What opening it causes elsewhere, beside what the kind's `opens` says: of its first record. */
  causes?(input: Input, facts: OpeningFacts): Effect[];
  /** Items beside records that the same commit writes. */
  puts?(input: Input, facts: OpeningFacts): readonly Put[];
  /** What is compared where the same is sent again; the input where left out. */
  content?(input: Input, facts: OpeningFacts): unknown;
}

/** What opens a record: as a draft, without what is filled in. */
export type NewRecord<Body, State extends string> = Pick<Draft<Body, State>, 'state' | 'body'> &
  Partial<Omit<Draft<Body, State>, 'id' | 'content'>>;
