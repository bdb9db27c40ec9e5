/**
 * The seams between kinds. A kind adds what opens it, the system acts that others may cause and the mails that it
 * sends, by `declare module '../exchange/seams.ts' { … }`; a capability adds what decisions may ask for. Effects are
 * typed by them: a wrong kind, act, mail or input does not compile, and no kind imports a later one.
 */
import type { Conflict } from '../errors.ts';
import type { Put } from '../ports.ts';
import type { POSITIONS } from '../position.ts';
import type { CivilDate } from '../time.ts';
import type { Exchange } from './exchange.ts';

/** By kind: the input of what opens it as a consequence of something else. */
// biome-ignore lint/suspicious/noEmptyInterface: kinds add to it; a type alias could not be added to
export interface Openings {}

/** `by` takes over from `org`, which ends (机构改革). */
export interface Succession {
  org: string;
  by: string;
  on: CivilDate;
  documentNumber: string;
}

/** What an organisation said in a record of its own, as another record quotes it. */
export interface Quoted {
  org: string;
  position: keyof typeof POSITIONS | null;
  text: string | null;
}

/** By `kind.act`: the input of an act that other records cause; `*.act` for what every kind takes. */
export interface SystemActs {
  '*.quarantine': { reason: string };
  '*.reassign': { to: string | null; reason: string };
  '*.succeed': Succession;
  /** In kinds that quote what others said of theirs: those organisations' words have been taken from sight. */
  '*.forget': { orgs: string[] };
  /** The same: what one of them said has been put back. */
  '*.quote': Quoted;
}

/** The types of mail that records owe, each with the kind that has its words; `*` for what all kinds send. */
export interface MailTypes {
  arrival: '*';
  overdue: '*';
  nudge: '*';
  'due-set': '*';
  'day-off': '*';
}
export type MailType = keyof MailTypes;

/** The mails of which a kind (or `*`) has the words. */
export type MailsOf<Name extends string> = {
  [T in MailType]: MailTypes[T] extends Name ? T : never;
}[MailType];

/** What a decision may ask for beyond its record: by name, how it is asked for and what is found. */
export interface Reads {
  /** Other records by id, settled; one that does not exist is absent. */
  records: { ask: readonly string[]; found: ReadonlyMap<string, Exchange> };
  /** The parts of a case, or of several: the records that name it as theirs, settled, in order of creation. */
  parts: { ask: string | readonly string[]; found: readonly Exchange[] };
}

/** What is asked for. */
export type Asked = { readonly [K in keyof Reads]?: Reads[K]['ask'] };
/** What was found, by the same names. */
export type Found = { readonly [K in keyof Reads]?: Reads[K]['found'] };

type Open = { [K in keyof Openings]: { do: 'open'; kind: K; input: Openings[K] } }[keyof Openings];
type Act = {
  [A in keyof SystemActs]: {
    do: 'act';
    on: string;
    act: A;
    input: SystemActs[A];
    orElse?: Conflict;
    /** True where it is good by itself: it may be written before the commit, where that would be too large with it. */
    ahead?: true;
  };
}[keyof SystemActs];

/**
 * What a decision causes elsewhere; the shell writes it in the same commit. An act on another record is left out where
 * that record's state does not allow it, unless `orElse` names the 409 code by which the whole is then refused.
 */
export type Effect = Open | Act | PutEffect | { do: 'mail'; org: string; section: string | null; type: MailType };
/** An item beside records, such as the heads of a list's versions, on the condition that it is as it was read. */
export interface PutEffect {
  do: 'put';
  put: Put;
}
export type OpenEffect = Extract<Effect, { do: 'open' }>;
export type ActEffect = Extract<Effect, { do: 'act' }>;
