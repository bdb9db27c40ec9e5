/**
 * A kind of exchange, declared in one folder: its article, its states, its clock, what opens it (`opener.ts`) and its
 * acts (`act.ts`). Routes, refusals (404, 403, 409), buttons, OpenAPI and the isolation tests all derive from the
 * declaration.
 */
import type { Conflict } from '../errors.ts';
import type { Place } from '../ports.ts';
import type { CivilDate } from '../time.ts';
import { type Act, type Any, type AnyPersonAct, type Change, isPersons, type Taken } from './act.ts';
import type { AnnexKey, Lateness } from './annex.ts';
import type { Draft, Exchange } from './exchange.ts';
import type { ActFacts } from './facts.ts';
import type { MailWriter } from './mails.ts';
import type { Opening } from './opener.ts';
import type { Asked, Effect, MailsOf, Openings, Succession } from './seams.ts';
import type { Shows } from './shows.ts';
import type { Withdraws } from './withdraws.ts';

export {
  type Act,
  type AnyAct,
  type AnyPersonAct,
  type Change,
  type ClockAct,
  isPersons,
  type Nothing,
  type PersonAct,
  type Refusal,
  type Side,
  type SystemAct,
  type Verdict,
} from './act.ts';
export type { AnnexKey, Lateness } from './annex.ts';
export type { AcrossFacts, NewRecord, Opening, OpeningFacts, Readable } from './opener.ts';
export { type BodySchema, type Column, type Shape, STAGES, type Stage } from './shows.ts';
export type { At } from './withdraws.ts';

/** One state, in words. */
export interface StateWords {
  label: string;
  /** Open ones come first in lists, nearest deadline first. */
  open: boolean;
  /** Whose next act it waits for: the addressee of an open one where left out. */
  waits?: 'sender' | 'addressee' | null;
  /**
   * True where its addressee may be reminded (催办) though no act of its own is waited for now: of a meeting that it will
   * come to.
   */
  reminds?: true;
  /** True where nothing is to be done, ever: it is there to be known (供知悉). */
  informs?: true;
  /** What the record begins with for those whose next act it waits for, and the act that stands first then. Chinese. */
  asks?: { readonly act: string; readonly words: string };
}

/**
 * The words of a kind's mails, loaded by who sends alone: of each type that it has declared, of common ones where it
 * likes.
 */
type MailsIn<Name extends string, Body, State extends string> = () => Promise<{
  readonly mails: Readonly<Record<MailsOf<Name>, MailWriter<Body, State>>> &
    Readonly<Partial<Record<MailsOf<'*'>, MailWriter<Body, State>>>>;
}>;

/** A day, and the organisation that set it. */
export interface ChosenDay {
  day: CivilDate;
  by: string;
}

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

interface KindBase<Name extends string, Body, State extends string> extends Shows<Body, State>, Withdraws<Body, State> {
  kind: Name;
  /** Chinese. */
  label: string;
  article: string;
  /** Its routes begin here: `problems` → `/problems/{id}/reply`. */
  path: string;
  states: Readonly<Record<State, StateWords>>;
  /** The states in which a clock runs, and what happens at its end: an act of the kind's, or lateness. */
  clock?: Readonly<Partial<Record<State, string | Lateness>>>;
  /** States in which its clock stands still and runs on afterwards, to a day that entries go on moving. */
  pauses?: readonly State[];
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
  /** The number of its document as it is shown; the body's `documentNumber` where left out. */
  documentNumber?(exchange: Exchange<Body, State>): string | null;
  /** Further places in indexes, beside those that every record has. */
  places?(exchange: Exchange<Body, State>): { document?: Place; register?: Place };
  /**
   * What the inbox index says of a closed record beside its time, for counting without reading it; null for nothing.
   */
  mark?(exchange: Exchange<Body, State>): string | null;
  /** Whose next act it waits for, where the state alone does not tell. */
  waits?(exchange: Exchange<Body, State>): 'sender' | 'addressee' | null;
  /** Whose word it waits for, where that is not always its addressee's: the other side asks, and reminds. */
  waitedFor?(exchange: Exchange<Body, State>): string | null;
  /** Of a record in an open state: true where nobody owes anything more, though something may still be done. */
  over?(exchange: Exchange<Body, State>): boolean;
  /**
   * Organisations that take part and whose word it waits for, beside the one that has to act: it lies in their inboxes,
   * too.
   */
  awaits?(exchange: Exchange<Body, State>): readonly string[];
  /**
   * True while it waits for the government office's finding or ruling (art. 23 to 25), whatever place the office has in
   * the record: it lies in the office's inbox, too.
   */
  finds?(exchange: Exchange<Body, State>): boolean;
  /** Against whom the lateness of a record counts, where that is not its addressee; null where it is in no figure. */
  owed?(exchange: Exchange<Body, State>): string | null;
  /**
   * True where a clock may begin long before its record is there, so that lateness comes to light after the draft of
   * its quarter.
   */
  backdated?: true;
  /**
   * True where its sender has taken back what it asked for: its lateness counts for nobody in figures not yet drafted.
   */
  takenBack?(exchange: Exchange<Body, State>): boolean;
  /**
   * True where its sender alone takes the whole from sight: quarantined before its day, nobody can know what was asked,
   * and its lateness counts for nobody.
   */
  unreadable?: true;
  /** True where records are so many that the inbox reads their own partition instead of the common one. */
  many?: boolean;
  /**
   * True where nobody is addressed when it is opened: a list of it that names no box has what was sent and what one
   * takes part in, beside what one has to act on.
   */
  unaddressed?: true;
  /** Of a case: those who take part are its other side, and keep it (归档) as the convenor does. */
  convenes?: true;
  /**
   * Of a case: the kind of its parts, by which those invited find it. They need no further items then, of which a case
   * with sixty invited would have more than one commit writes.
   */
  foundBy?: string;
  /**
   * Figures of the annex that the tally counts from the records themselves: each with the name by which the county
   * keeps since when.
   */
  figures?: Readonly<Partial<Record<AnnexKey, string>>>;
  /** True where a record has a `claimBy`, by which figures count it, that moves with the clock. */
  counted?: boolean;
  /** Of a kind of which there is one record for a thing. */
  only?: Only<Body, State>;
  /**
   * A day that people have chosen: no notice moves it; whoever set it is told where it comes to be a day off
   * (`day-off.ts`).
   */
  chosenDay?(exchange: Exchange<Body, State>): ChosenDay | null;
  /** Records whose clocks act on this one: they are settled before it is shown or acted on. */
  hangsOn?(exchange: Exchange<Body, State>): readonly string[];
  /**
   * Of a closed record: true while its owner still has acts at hand, so that it goes to whoever takes the owner's
   * place.
   */
  livesOn?(exchange: Exchange<Body, State>): boolean;
  /**
   * What else changes where one organisation takes another's place in a record: sides, handler and mails are the
   * kernel's.
   */
  succeeded?(exchange: Exchange<Body, State>, succession: Succession, facts: ActFacts): Change<Body, State>;
  /** What `succeeded` has to know of other records: it finds them in its facts. */
  heard?(exchange: Exchange<Body, State>): Asked;
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

/**
 * The names by which a county keeps since when it counts: of its kinds, and of figures that came later than their kind.
 */
export function countedNames(kinds: Kinds): string[] {
  const later = [...kinds.values()].flatMap(({ figures = {} }) => Object.values(figures));
  return [...new Set([...kinds.keys(), ...later])];
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
