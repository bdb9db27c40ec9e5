/**
 * A kind of exchange, declared in one short file: its article, its states, its clock and its acts. Routes, refusals
 * (404, 403, 409), buttons, OpenAPI and the isolation tests all derive from the declaration.
 */
import type * as z from 'zod';
import type { LogEntry } from '../calendar/types.ts';
import type { County } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Place } from '../ports.ts';
import type { Instant } from '../time.ts';
import type { Actor, Draft, Exchange, Role } from './exchange.ts';

/** What a decision may know: nothing else comes in. */
export interface Facts {
  now: Instant;
  /** The calendar's and rules' log, read after `now` was taken. */
  log: readonly LogEntry[];
  county: County;
}

/**
 * What a decision causes elsewhere; the shell writes it in the same commit. An act on another record is left out where
 * that record's state does not allow it, unless `orElse` names the 409 code by which the whole is then refused.
 */
export type Effect =
  | { do: 'open'; kind: string; input: unknown }
  | { do: 'act'; on: string; act: string; input: unknown; orElse?: string }
  | { do: 'notify'; org: string; section: string | null; type: string };

/** What an act changes. Fields left out stay as they are. */
export interface Change<Body> {
  set?: Partial<
    Pick<
      Exchange<Body>,
      'state' | 'section' | 'handler' | 'to' | 'participants' | 'clock' | 'quarantined' | 'party' | 'licence'
    >
  >;
  body?: Body;
  also?: Effect[];
  /** What the history says of it; the input where it is left out. */
  detail?: unknown;
}

/** Who may perform an act: by its place in the exchange, then by role. */
export type Side = 'sender' | 'addressee' | 'participant' | 'clock' | 'system';

export interface Refusal {
  code: string;
  detail: string;
  pointer?: string;
}

export interface Act<Body, Input = Record<string, never>> {
  /** Chinese, as on a button. */
  label: string;
  article: string;
  by: Side;
  /** Roles of which the actor needs one; `officer` and `section-head` where left out. */
  roles?: readonly Role[];
  /** The scope that a machine account needs; none may perform it where left out. */
  scope?: string;
  /** True where the actor must belong to the exchange's section. */
  inSection?: boolean;
  /** States from which it can be done, and what is answered in the others: a 409 code by state, `*` for the rest. */
  from: readonly string[];
  otherwise: Readonly<Record<string, string>>;
  /** True for what must be possible however long the history is. */
  always?: boolean;
  /**
   * True for what one side must still be able to do where the other has filled the history: it may use a few entries
   * beyond the limit for people's acts.
   */
  reserve?: boolean;
  /** The state it leads to; the same where left out. */
  to?: string;
  /** What comes in, made when somebody first asks. */
  input: () => z.ZodType<Input>;
  /** Wrong fields that only the facts tell, such as an organisation that does not exist (422). */
  check?(input: Input, facts: Facts): FieldError[];
  /**
   * A further refusal (a code, with its Chinese detail) that the state alone does not tell; for `invalid` also the field
   * that does not fit.
   */
  refuse?(exchange: Exchange<Body>, input: Input, actor: Actor | null, facts: Facts): Refusal | null;
  /** The act answers with another record that it made (201), not with its own: that record's id. */
  answers?(exchange: Exchange<Body>): string;
  /** The same act on the same target said again by another request: answered as done. */
  repeats?(exchange: Exchange<Body>, input: Input): boolean;
  apply?(exchange: Exchange<Body>, input: Input, facts: Facts & { by: string }): Change<Body>;
}

export interface Kind<Body, Input> {
  kind: string;
  /** Chinese. */
  label: string;
  article: string;
  /** Its routes begin here: `problems` → `/problems/{id}/reply`. */
  path: string;
  states: Readonly<Record<string, { label: string; open: boolean }>>;
  /** The states in which a clock runs, and the act that the clock performs at its end. */
  clock?: Readonly<Record<string, string>>;
  /** Makes the record from what opens it. */
  open(input: Input, facts: Facts & { by: string }): Draft<Body>;
  /** What opening it causes elsewhere (copies, for instance). */
  opens?(exchange: Exchange<Body>, input: Input): Effect[];
  // biome-ignore lint/suspicious/noExplicitAny: each act has an input type of its own
  acts: Readonly<Record<string, Act<Body, any>>>;
  /** Further places in indexes, beside inbox, outbox, party, licence and wake. */
  places?(exchange: Exchange<Body>): { document?: Place; register?: Place };
  /** What the inbox index says of a closed record beside its time, for counting without reading it; null for nothing. */
  mark?(exchange: Exchange<Body>): string | null;
  /** The answer to `GET /<path>/{id}`, for this reader. */
  present(exchange: Exchange<Body>, reader: Actor, facts: Facts): Record<string, unknown>;
  /** What the body is replaced by when it is quarantined. */
  blank(body: Body): Body;
}

// biome-ignore lint/suspicious/noExplicitAny: the catalogue holds kinds of every body
export type AnyKind = Kind<any, any>;

/** All kinds by name. One line a kind, in `shared/kinds.ts`. */
export type Kinds = ReadonlyMap<string, AnyKind>;
