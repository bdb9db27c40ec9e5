/**
 * A kind of exchange, declared in one folder: its article, its states, its clock, what opens it and its acts. Routes,
 * refusals (404, 403, 409), buttons, OpenAPI and the isolation tests all derive from the declaration.
 */
import type * as z from 'zod';
import type { OrganisationType } from '../county.ts';
import type { OfficialLetter } from '../documents/official-letter.ts';
import type { Conflict, FieldError } from '../errors.ts';
import type { NamedFile } from '../files/named.ts';
import type { Place, Ports, Put } from '../ports.ts';
import type { Sealed } from '../seal.ts';
import type { Actor, Draft, Entry, Exchange, Role } from './exchange.ts';
import type { ActFacts, Facts } from './facts.ts';
import type { KeyName } from './keyed.ts';
import type { MailWriter } from './mails.ts';
import type { Asked, Effect, MailsOf, Openings, SystemActs } from './seams.ts';

/** What an act changes. Fields left out stay as they are. */
export interface Change<Body, State extends string = string> {
  set?: Partial<
    Pick<
      Exchange<Body, State>,
      | 'state'
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
  /** True where the body's content and all details of the history go, whatever state it is in. */
  blanks?: boolean;
  /** Of an act that blanks: where it takes only what one side wrote, which entries of the history keep their details. */
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
  /** The same where they depend on the record, such as on a letter's purpose, or on whose side `org` is; it then stands in place of `roles`. */
  rolesOf?(exchange: Exchange<Body, State>, org: string): readonly Role[];
  /** Roles whose bearers may perform it though they stand on no side of the record. */
  alsoBy?: readonly Role[];
  /** The scope that a machine account needs; none may perform it where left out. */
  scope?: string;
  /** True where the actor must belong to the exchange's section. */
  inSection?: boolean;
  /** What is answered in the other states: a 409 code by state, `*` for the rest. */
  otherwise: Readonly<Partial<Record<State | '*', Conflict>>>;
  /** False where the record, by what it is, cannot take the act: it is not offered; whoever asks is refused by `refuse`. */
  offered?(exchange: Exchange<Body, State>): boolean;
  /** True for what must be possible however long the history is. */
  always?: boolean;
  /**
   * True for what one side must still be able to do where the other has filled the history: it may use a few entries
   * beyond the limit for people's acts.
   */
  reserve?: boolean;
  /** What comes in, made when somebody first asks. */
  input: () => z.ZodType<Input>;
  /** What it has to know beyond the record. */
  reads?(exchange: Exchange<Body, State>, input: Input, facts: Facts): Asked;
  /** The 409 codes of `refuse`, and of what it causes (`orElse`), beside those of `otherwise`: they stand in the API's documents. */
  refuses?: readonly Conflict[];
  /** Whatever the form and the state alone do not tell. */
  refuse?(exchange: Exchange<Body, State>, input: Input, actor: Actor, facts: Facts): Verdict;
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

/** What another record causes. */
export interface SystemAct<Body, State extends string, Input> extends ActBase<Body, State, Input> {
  by: 'system';
  reads?(exchange: Exchange<Body, State>, input: Input, facts: Facts): Asked;
  refuse?(exchange: Exchange<Body, State>, input: Input, facts: Facts): Refusal | null;
}

export type Nothing = Readonly<Record<never, never>>;

// biome-ignore lint/suspicious/noExplicitAny: each act has an input type of its own, the catalogue holds kinds of every body
type Any = any;

export type Act<Body, State extends string> =
  | PersonAct<Body, State, Any>
  | ClockAct<Body, State>
  | SystemAct<Body, State, Any>;

/** The system acts that a kind has said it takes: all of them, with their inputs. */
type Taken<Name extends string, Body, State extends string> = {
  readonly [A in keyof SystemActs as A extends `${Name}.${infer Act}` ? Act : never]: SystemAct<
    Body,
    State,
    SystemActs[A]
  >;
};

/** What happens at the end of a clock that is no act of the kind's: the record is late for good, and both sides are told. */
export interface Lateness {
  /** The figure of the circular's annex that counts it; null where it is none. */
  annex: AnnexKey | null;
  /** Whom to tell beside both sides. */
  tells?: 'government-office';
  /** Where that depends on the record: whether it is told so. */
  // biome-ignore lint/suspicious/noExplicitAny: of a kind of whatever body
  tellsIf?(exchange: Exchange<any>): boolean;
  /** What it causes in other records. */
  // biome-ignore lint/suspicious/noExplicitAny: of a kind of whatever body
  causes?(exchange: Exchange<any>): Effect[];
}

/** Figures of the annex that count the lateness of records; the pushes’ own are counted by the tally. */
export type AnnexKey =
  | 'repliesLate'
  | 'certificatesLate'
  | 'creditLate'
  | 'copiesLate'
  | 'forwardedLate'
  | 'commitmentsLate';

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
  /** True where several records come of one opening (a series): the answer is `{items}`. */
  series?: boolean;
  reads?(input: Input, facts: OpeningFacts): Asked;
  /** The 409 codes of `refuse`. */
  refuses?: readonly Conflict[];
  refuse?(input: Input, facts: OpeningFacts): Verdict;
  /** The records; what is left out is filled in. Each id is `idOf(n)`. */
  drafts(input: Input, facts: OpeningFacts): readonly NewRecord<Body, State>[];
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

/** Where a record lies. */
export interface At {
  readonly ports: Ports;
  readonly jurisdiction: string;
}

/** One state, in words. */
export interface StateWords {
  label: string;
  /** Open ones come first in lists, nearest deadline first. */
  open: boolean;
  /** Whose next act it waits for: the addressee of an open one where left out. */
  waits?: 'sender' | 'addressee' | null;
  /** True where nothing is to be done, ever: it is there to be known (供知悉). */
  informs?: true;
}

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

/** The words of a kind's mails, loaded by who sends alone: of each type that it has declared, of common ones where it likes. */
type MailsIn<Name extends string, Body, State extends string> = () => Promise<{
  readonly mails: Readonly<Record<MailsOf<Name>, MailWriter<Body, State>>> &
    Readonly<Partial<Record<MailsOf<'*'>, MailWriter<Body, State>>>>;
}>;

/** One record for a thing: whoever would open another joins the one there is. */
export interface Only<Body, State extends string> {
  /** The digest of the thing; null while it is not known, and where the record has it no longer. */
  of(record: Pick<Exchange<Body, State>, 'from' | 'state' | 'body'>): string | null;
  /** The system act that is performed on the record there is, and its input as the draft of the other says it. */
  joins: string;
  joining(draft: Draft<Body, State>): unknown;
  /** The 409 code of an act that would make a second one. */
  taken: Conflict;
}

interface KindBase<Name extends string, Body, State extends string> {
  kind: Name;
  /** Chinese. */
  label: string;
  article: string;
  /** Its routes begin here: `problems` → `/problems/{id}/reply`. */
  path: string;
  states: Readonly<Record<State, StateWords>>;
  /** The states in which a clock runs, and what happens at its end: an act of the kind's, or lateness. */
  clock?: Readonly<Partial<Record<State, string | Lateness>>>;
  /** True where the asking side, later only, and the government office may set another day (`set-due`). */
  settable?: boolean;
  /** What people and machines open it by. */
  opening?: Opening<Body, State, Any>;
  /** What opening it causes elsewhere (copies, for instance). `input` is null where people opened it. */
  opens?(exchange: Exchange<Body, State>, input: Name extends keyof Openings ? Openings[Name] | null : null): Effect[];
  acts: Readonly<Record<string, Act<Body, State>>> & Taken<Name, Body, State>;
  /** The words of the 409 codes that it refuses with: what each means, and what to do. Chinese. */
  codes?: Readonly<Partial<Record<Conflict, { meaning: string; detail: string }>>>;
  /** Members that a refusal of this kind carries beside its code, such as `claimedAt`. */
  refused?(exchange: Exchange<Body, State>): Readonly<Record<string, unknown>>;
  /** False where the addressee hears of it by the hour, with others, and not by a mail of its own. */
  tellsArrival?(exchange: Exchange<Body, State>): boolean;
  /** Further places in indexes, beside those that every record has. */
  places?(exchange: Exchange<Body, State>): { document?: Place; register?: Place };
  /** What the inbox index says of a closed record beside its time, for counting without reading it; null for nothing. */
  mark?(exchange: Exchange<Body, State>): string | null;
  /** Whose next act it waits for, where the state alone does not tell. */
  waits?(exchange: Exchange<Body, State>): 'sender' | 'addressee' | null;
  /** Organisations that take part and whose word it waits for, beside the one that has to act: it lies in their inboxes, too. */
  awaits?(exchange: Exchange<Body, State>): readonly string[];
  /** Against whom the lateness of a record counts, where that is not its addressee; null where it is in no figure. */
  owed?(exchange: Exchange<Body, State>): string | null;
  /** True where records are so many that the inbox reads their own partition instead of the common one. */
  many?: boolean;
  /**
   * Of a case: the kind of its parts, by which those invited find it. They need no further items then, of which a case
   * with sixty invited would have more than one commit writes.
   */
  foundBy?: string;
  /** Figures of the annex that the tally counts from the records themselves: each with the name by which the county keeps since when. */
  figures?: Readonly<Partial<Record<AnnexKey, string>>>;
  /**
   * Of a pool, which every organisation of the county finds (`box=part`): a record as those know it who are on no side of it;
   * null where it does not exist for them.
   */
  pool?(exchange: Exchange<Body, State>): Exchange<Body, State> | null;
  /** True where a record has a `claimBy`, by which figures count it, that moves with the clock. */
  counted?: boolean;
  /** Of a kind of which there is one record for a thing. */
  only?: Only<Body, State>;
  /** Records whose clocks act on this one: they are settled before it is shown or acted on. */
  hangsOn?(exchange: Exchange<Body, State>): readonly string[];
  /** The columns of its list, beside the deadline, which always comes first; usual ones where left out. */
  columns?: readonly Column[];
  /** Where it stands in a timeline: `after` where left out; null for what is told by another record already, such as a copy. */
  stage?: Stage | ((exchange: Exchange<Body, State>) => Stage | null);
  /** One line, for inboxes and mails: never a natural person's name. */
  title?(exchange: Exchange<Body, State>): string;
  /** What the record keeps. `present`, `beside` and `blank` follow from it (`keeps`, in body.ts). */
  body: () => BodySchema;
  /** The answer to `GET /<path>/{id}`, for this reader. */
  present(exchange: Exchange<Body, State>, reader: Actor, facts: Facts): Record<string, unknown>;
  /** The record as an official letter (函), where it has one: `GET /<path>/{id}.docx` and `.html`. */
  document?(exchange: Exchange<Body, State>, facts: Facts): Promise<OfficialLetter>;
  /** What is looked up before the record is shown by itself; `present` then has it in its facts. */
  asks?(exchange: Exchange<Body, State>): Asked;
  /** The fields of the answer beside head and body. */
  beside?: () => Shape;
  /** The files that the body names; the `file` of each of its `attachments` where this is left out. */
  files?(body: Body): readonly NamedFile[];
  /** What the body is replaced by when it is quarantined. */
  blank(body: Body): Body;
  /** The body with what people said again in its place, from before a quarantine; all else as it is now. */
  refilled?(body: Body, before: Body): Body;
  /** Ids of the records that this one rests on: what a quarantine takes of them is kept under seal (`held.ts`). */
  restsOn?(exchange: Exchange<Body, State>): readonly string[];
  /** True where it has been referred to discipline inspection: then what a quarantine takes of itself is kept, too. */
  referred?(exchange: Exchange<Body, State>): boolean;
  /** What is written beside a record whose quarantine has been taken back. */
  putBack?(at: At, exchange: Exchange<Body, State>): Promise<void>;
  /** Whether what is hidden in the record is shown now; never where left out. */
  reveals?(exchange: Exchange<Body, State>): boolean;
  /** Readers whom the record shows its sealed text whole; nobody where left out. Each such reading is logged. */
  wholeTo?(exchange: Exchange<Body, State>, reader: Actor): boolean;
  /** The body with everything sealed in it as `open` makes it; without it nothing is sealed. */
  opened?(body: Body, open: (sealed: Sealed) => Sealed): Body;
}

/** A kind that others open makes its record from what they say; one that people alone open has no `open`. */
export type Kind<Name extends string, Body, State extends string> = KindBase<Name, Body, State> &
  (Name extends keyof Openings
    ? { open(input: Openings[Name], facts: ActFacts): Draft<Body, State> }
    : { open?: undefined }) &
  ([MailsOf<Name>] extends [never] ? { mails?: MailsIn<Name, Body, State> } : { mails: MailsIn<Name, Body, State> });

export interface AnyKind extends Omit<KindBase<string, Any, Any>, 'acts' | 'opens' | 'states' | 'clock'> {
  states: Readonly<Record<string, StateWords>>;
  clock?: Readonly<Record<string, string | Lateness | undefined>>;
  acts: Readonly<Record<string, Act<Any, Any>>>;
  open?(input: Any, facts: ActFacts): Draft<Any, Any>;
  mails?: () => Promise<{ readonly mails: Readonly<Record<string, MailWriter<Any, Any>>> }>;
  opens?(exchange: Exchange<Any, Any>, input: Any): Effect[];
}

/** All kinds by name. One line a kind, in `shared/kinds.ts`. */
export type Kinds = ReadonlyMap<string, AnyKind>;

/** The names by which a county keeps since when it counts: of its kinds, and of figures that came later than their kind. */
export function countedNames(kinds: Kinds): string[] {
  const later = [...kinds.values()].flatMap(({ figures = {} }) => Object.values(figures));
  return [...new Set([...kinds.keys(), ...later])];
}

export type AnyAct = Act<Any, Any>;
export type AnyPersonAct = PersonAct<Any, Any, Any>;

/** True for what people and machines do: what has a route and a button. */
export function isPersons(act: AnyAct): act is AnyPersonAct {
  return act.by !== 'clock' && act.by !== 'system';
}

/** The acts of people and machines, by name. */
export function personActs(kind: AnyKind): readonly [string, AnyPersonAct][] {
  const known = actsOfPersons.get(kind);
  if (known) return known;
  const acts = Object.entries(kind.acts).flatMap(([name, act]): [string, AnyPersonAct][] => {
    return isPersons(act) ? [[name, act]] : [];
  });
  actsOfPersons.set(kind, acts);
  return acts;
}

/** Asked for every record on every page. */
const actsOfPersons = new WeakMap<AnyKind, readonly [string, AnyPersonAct][]>();
