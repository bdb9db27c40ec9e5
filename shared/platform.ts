/** The platform as functions meet it: the ports, the kinds, and the few settings that differ between deployments. */
import type { Kinds } from './exchange/kind.ts';
import type { Limiter } from './limiter.ts';
import type { Ports } from './ports.ts';

/** An OIDC issuer whose tokens are taken. */
export interface Issuer {
  issuer: string;
  audience: string;
  jwksUri: string;
  /** Pinned: a token signed otherwise is refused. */
  algorithms: readonly string[];
  /** `id` where the issuer has no other tokens with an audience (Cognito): its ID tokens are taken too. */
  tokens?: 'id';
  /** The county whose own issuer it is: whom it vouches for, that county may bind without asking. */
  ownOf?: string;
}

/** Milliseconds of work after which it is laid down for the next to go on. */
export interface Budget {
  /** By the request that made the entry; unfinished by then, it answers 202. */
  readonly request: number;
  /** By a timer or the sweep. */
  readonly wake: number;
}

/** What files are taken; what is left out is as `shared/files/allowed.ts` has it. */
export interface FileSettings {
  /** Bytes of one file. */
  readonly limit?: number;
  /** Endings, such as `pdf`, of the types that the platform knows. */
  readonly types?: readonly string[];
}

export interface Settings {
  issuers: readonly Issuer[];
  /** The jurisdiction of public pages where none is asked for. */
  jurisdiction: string;
  /** Where people reach the platform, without a slash at its end; links in mails begin with it. */
  address: string;
  /** The right side of Message-IDs. */
  mailDomain: string;
  /** How long the job after an entry in the calendar is worked on at a time; `BUDGET` of `shared/retiming` where left out. */
  retiming?: Budget;
  files?: FileSettings;
}

export interface Platform {
  ports: Ports;
  kinds: Kinds;
  settings: Settings;
  /** Absent where everybody may ask as often as they like: in a demonstration. */
  limiter?: Limiter;
}
