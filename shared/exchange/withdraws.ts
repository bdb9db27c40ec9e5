/** What a kind says of how its records go from sight and come back, and of what is sealed or hidden in them. */
import type { NamedFile } from '../files/named.ts';
import type { Ports } from '../ports.ts';
import type { Sealed } from '../seal.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { Effect } from './seams.ts';

/** Where a record lies. */
export interface At {
  readonly ports: Ports;
  readonly jurisdiction: string;
}

/** The part of a kind's declaration. */
export interface Withdraws<Body, State extends string> {
  /** The files that the body names; the `file` of each of its `attachments` where this is left out. */
  files?(body: Body): readonly NamedFile[];
  /** What the body is replaced by when it is quarantined. */
  blank(body: Body): Body;
  /** The body with what people said again in its place, from before a quarantine; all else as it is now. */
  refilled?(body: Body, before: Body): Body;
  /**
   * The part of the body that its addressee takes from sight by itself, as it is then: put back also where it is
   * nothing that people said.
   */
  own?: Readonly<Partial<Body>>;
  /** Ids of the records that this one rests on: what a quarantine takes of them is kept under seal (`held.ts`). */
  restsOn?(exchange: Exchange<Body, State>): readonly string[];
  /** True where it has been referred to discipline inspection: then what a quarantine takes of itself is kept, too. */
  referred?(exchange: Exchange<Body, State>): boolean;
  /** The timeline's keys by what a body says again once a quarantine has been taken back. */
  keysAgain?(exchange: Exchange<Body, State>): Partial<Pick<Exchange, 'party' | 'licence'>>;
  /** What is written beside a record whose quarantine has been taken back. */
  putBack?(at: At, exchange: Exchange<Body, State>): Promise<void>;
  /**
   * What lies beside a record and goes with its words: by what it is found once these are gone, null for nothing.
   * `held`: they are kept under seal; it is asked again once that is destroyed.
   */
  leaves?(before: Exchange<Body, State>, held: boolean): string | null;
  /** Takes away what is found by that. Again, it goes on where it stopped. */
  erase?(at: At, left: string): Promise<void>;
  /** What follows in records that quote it. */
  requotes?(exchange: Exchange<Body, State>): Effect[];
  /** Whether what is hidden in the record is shown now; never where left out. */
  reveals?(exchange: Exchange<Body, State>): boolean;
  /** Readers whom the record shows its sealed text whole; nobody where left out. Each such reading is logged. */
  wholeTo?(exchange: Exchange<Body, State>, reader: Actor): boolean;
  /** The body with everything sealed in it as `open` makes it; without it nothing is sealed. */
  opened?(body: Body, open: (sealed: Sealed) => Sealed): Body;
}
