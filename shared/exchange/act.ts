/** What acts of people, machines, the clock and other records are: who may perform them, when, and what they change. */
import type * as z from 'zod';
import type { Conflict, FieldError } from '../errors.ts';
import type { Instant } from '../time.ts';
import type { Actor, Entry, Exchange, Role } from './exchange.ts';
import type { ActFacts, Facts } from './facts.ts';
import type { Asked, Effect, SystemActs } from './seams.ts';

/** What an act changes. Fields left out stay as they are. */
export interface Change<Body, State extends string = string> {
  set?: Partial<
    Pick<
      Exchange<Body, State>,
      | 'state'
      | 'from'
      | 'passed'
      | 'mails'
      | 'section'
      | 'handler'
      | 'handlerAccount'
      | 'to'
      | 'participants'
      | 'clock'
      | 'quarantined'
      | 'party'
      | 'licence'
      | 'nudged'
      | 'late'
      | 'about'
      | 'subject'
    >
  >;
  body?: Body;
  also?: Effect[];
  /** What the history says of it; the input where it is left out. */
  detail?: unknown;
  /** What entries of `unsaid` acts keep the digests of: their details, told from now on. */
  told?: readonly unknown[];
}

/** Why not: a 409 code with its words, or a 403, a 404, or (`invalid`) a field that the record's state makes wrong. */
export interface Refusal {
  code: Conflict | 'not-allowed' | 'not-your-section' | 'not-found' | 'invalid';
  /** Chinese; the words of the kind's `codes` where left out. */
  detail?: string;
  /** Of `invalid`. */
  pointer?: string;
  /** Members that the refusal carries beside its code and the kind's `refused`. */
  more?: Readonly<Record<string, unknown>>;
  /** From when on it may be done, where the moment alone is in the way (`barred`). */
  from?: Instant;
}

/** Fields that do not fit (422, said before anything about rights and state), or one refusal, or null. */
export type Verdict = readonly FieldError[] | Refusal | null;

/** What acts of people, the clock and the system have in common. */
interface ActBase<Body, State extends string, Input> {
  /** Chinese, as on a button. */
  label: string;
  article: string;
  from: readonly (State | '*')[];
  /** The state it leads to; the same where left out. */
  to?: State;
  /** True where the history has the digest of what was said and not the detail, until a later act tells it (`told`). */
  unsaid?: true;
  /** True where the body's content and all details of the history go, whatever state it is in. */
  blanks?: boolean;
  /**
   * Of an act that blanks: where it takes only what one side wrote, which entries of the history keep their details.
   */
  spares?(exchange: Exchange<Body, State>, facts: ActFacts): ((entry: Entry) => boolean) | null;
  apply?(exchange: Exchange<Body, State>, input: Input, facts: ActFacts): Change<Body, State>;
}

/** Who may perform an act: by its place in the exchange, then by role. */
export type Side = 'sender' | 'addressee' | 'participant';

/** What a person does, or a machine with the scope for it. */
export interface PersonAct<Body, State extends string, Input> extends ActBase<Body, State, Input> {
  by: Side;
  /** Roles of which the actor needs one; `officer` and `section-head` where left out. */
  roles?: readonly Role[];
  /**
   * The same where they depend on the record, such as on a letter's purpose, or on whose side `org` is; it then stands
   * in place of `roles`.
   */
  rolesOf?(exchange: Exchange<Body, State>, org: string): readonly Role[];
  /** Roles whose bearers may perform it though they stand on no side of the record. */
  alsoBy?: readonly Role[];
  /** The scope that a machine account needs; none may perform it where left out. */
  scope?: string;
  /** True where the actor must belong to the exchange's section. */
  inSection?: boolean;
  /** What is answered in the other states: a 409 code by state, `*` for the rest. */
  otherwise: Readonly<Partial<Record<State | '*', Conflict>>>;
  /**
   * False where the record, by what it is, cannot take the act: it is not offered; whoever asks is refused by `refuse`.
   */
  offered?(exchange: Exchange<Body, State>): boolean;
  /** True for what must be possible however long the history is. */
  always?: boolean;
  /**
   * True for what one side must still be able to do where the other has filled the history: it may use a few entries
   * beyond the limit for people's acts. Left out, that is so of an act that brings the record into another state.
   */
  reserve?: boolean;
  /** What comes in, made when somebody first asks. */
  input: () => z.ZodType<Input>;
  /** The input as people are asked for it on this record, where that depends on what the record is. */
  asked?(exchange: Exchange<Body, State>): z.ZodType;
  /**
   * The organisations that its form is about: it offers none but `only`, and `first` above the others. Who names
   * another is answered by `refuse`.
   */
  concerns?(exchange: Exchange<Body, State>): { only?: readonly string[]; first?: readonly string[] };
  /** What its form begins with, from what the record says now; what is emptied there is sent as null. */
  begins?(exchange: Exchange<Body, State>): Readonly<Record<string, unknown>>;
  /** The records among which its form lets choose where it asks for one. */
  offers?: Offers<Body, State>;
  /** Ids of the records that it decides about, such as objections: they stand below its form. */
  about?(exchange: Exchange<Body, State>): readonly string[];
  /** What it has to know beyond the record. */
  reads?(exchange: Exchange<Body, State>, input: Input, facts: Facts & Pick<ActFacts, 'salt'>): Asked;
  /**
   * The 409 codes of `refuse`, and of what it causes (`orElse`), beside those of `otherwise`: they stand in the API's
   * documents.
   */
  refuses?: readonly Conflict[];
  /** Whatever the form and the state alone do not tell. */
  refuse?(exchange: Exchange<Body, State>, input: Input, actor: Actor, facts: Facts): Verdict;
  /**
   * Why the record, the moment or who asks rules the act out, whatever its form would say: it is then not offered, and
   * whoever asks is refused with this, after `refuse`. It finds in its facts what `reads` asks for, and what the kind's
   * `asks` does where the record is shown by itself; in lists nothing.
   */
  barred?(exchange: Exchange<Body, State>, actor: Actor, facts: Facts): Refusal | null;
  /** The act answers with another record that it made (201), not with its own: that record's id. */
  answers?(exchange: Exchange<Body, State>): string;
  /** True where many records may be ticked and done at once (`POST /<path>/<act>`), each by itself. */
  batch?: true;
  /** Of a batch: what is passed over unless the batch says `replace`, with the code that says why. */
  spared?: { by(exchange: Exchange<Body, State>): boolean; code: Conflict; replace: string };
  /** True for what cannot be taken back: it stands apart from other buttons and is asked once more. */
  danger?: true;
  /** Chinese: what to know before doing it, shown above its form. */
  hint?: string;
  /** The same act on the same target said again by another request: answered as done. */
  repeats?(exchange: Exchange<Body, State>, input: Input): boolean;
}

/** What the clock does at its end: with `now` the deadline itself, whenever somebody came to look. */
export interface ClockAct<Body, State extends string> extends ActBase<Body, State, Nothing> {
  by: 'clock';
}

/** Records that a form offers by name, in place of those of the kind that the reader's organisation has. */
export interface Offers<Body, State extends string> {
  /** What `of` finds in its facts. */
  reads(exchange: Exchange<Body, State>): Asked;
  of(exchange: Exchange<Body, State>, reader: Actor, facts: Facts): readonly { id: string; words: string }[];
}

/** What another record causes. */
export interface SystemAct<Body, State extends string, Input> extends ActBase<Body, State, Input> {
  by: 'system';
  reads?(exchange: Exchange<Body, State>, input: Input, facts: Facts): Asked;
  refuse?(exchange: Exchange<Body, State>, input: Input, facts: Facts): Refusal | null;
}

export type Nothing = Readonly<Record<never, never>>;

// biome-ignore lint/suspicious/noExplicitAny: each act has an input type of its own, the catalogue holds kinds of every body
export type Any = any;

export type Act<Body, State extends string> =
  | PersonAct<Body, State, Any>
  | ClockAct<Body, State>
  | SystemAct<Body, State, Any>;

/** The system acts that a kind has said it takes: all of them, with their inputs. */
export type Taken<Name extends string, Body, State extends string> = {
  readonly [A in keyof SystemActs as A extends `${Name}.${infer Act}` ? Act : never]: SystemAct<
    Body,
    State,
    SystemActs[A]
  >;
};

export type AnyAct = Act<Any, Any>;
export type AnyPersonAct = PersonAct<Any, Any, Any>;

/** True for what people and machines do: what has a route and a button. */
export function isPersons(act: AnyAct): act is AnyPersonAct {
  return act.by !== 'clock' && act.by !== 'system';
}
