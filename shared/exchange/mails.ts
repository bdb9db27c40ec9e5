/** What a kind's mails say. Each kind has its own in its folder (`mails.ts`), loaded by those who send alone. */

import type { Cited } from '../citing.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';

/** What a mail says, before it has a form. It never says anything personal of a party: mail leaves the platform. */
export interface MailWords {
  /** Without the prefix that all subjects have. */
  subject: string;
  /** What has happened, and what to do by when. */
  opening: string;
  details: readonly (readonly [label: string, value: string])[];
  groups: readonly { title: string; lines: readonly { text: string; path: string }[] }[];
  link: { label: string; path: string };
  /** The article that it rests on, as the county's measures are cited; null where none is. */
  basis: Cited | null;
  remarks: readonly string[];
  /** True where the record's own document (`kind.document`) goes with it. */
  withDocument?: boolean;
}

/** What a mail about a record may look at: settled records, and the kind's own words. */
export interface MailAbout<Body = unknown, State extends string = string> {
  exchange: Exchange<Body, State>;
  /** Chinese: what the record's kind is called, and where its records are found. */
  label: string;
  path: string;
  /** The push behind a problem, a task or a correction; null where there is none. */
  behind: Exchange | null;
  /** The matter of the record, or of the push behind it. */
  matterName: string | null;
  facts: Facts;
}

/** What words may ask for beside the record. */
export interface MailAsks {
  /** True where somebody of the organisation can sign in. */
  hasAccounts(org: string | null): Promise<boolean>;
  /** A record that the mail's own names, settled; null where there is none. */
  record(id: string): Promise<Exchange | null>;
}

/** The words of a mail as things stand when it goes out; null where there is nothing to tell any more. */
export type MailWriter<Body = unknown, State extends string = string> = (
  about: MailAbout<Body, State>,
  asks: MailAsks,
) => MailWords | null | Promise<MailWords | null>;
