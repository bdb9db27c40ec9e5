/** The platform as functions meet it: the ports, the kinds, and the few settings that differ between deployments. */
import type { Kinds } from './exchange/kind.ts';
import type { Lasting } from './lasting.ts';
import type { Limiter } from './limiter.ts';
import type { Ports } from './ports.ts';
import type { Instant } from './time.ts';

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
  /** True where an account signs in by it as `<county>/<account>` and as nobody else: of the builtin issuer. */
  ownSubjects?: true;
  /** How people sign in to the console by it; absent where they cannot. */
  signIn?: SignIn;
}

/** The console as a client of an issuer: authorization code with PKCE, without a secret. */
export interface SignIn {
  readonly clientId: string;
  /** Chinese: what the issuer is called where people choose among several. */
  readonly title?: string;
  /** By which it signs ID tokens, where that is not the one of `algorithms`. */
  readonly algorithm?: string;
  /** Where the issuer is reached; absent: as its discovery document says. */
  readonly endpoints?: {
    /** As its tokens say, where accounts are bound to another name. */
    readonly issuer?: string;
    readonly authorization: string;
    readonly token: string;
    /** Where people sign out there, too. */
    readonly endSession?: string;
  };
  /** `login` where whoever is signed in there already is to say again who he is. */
  readonly prompt?: 'login';
  /** Asks the issuer in this process; absent: over the network. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds by which the issuer's clock is ahead of the machine's, where it is another: in a demonstration. */
  readonly ahead?: () => number;
}

/** When a session in the console ends by itself, in milliseconds. */
export interface SessionLimits {
  /** After the last request. */
  readonly idle: number;
  /** After signing in. */
  readonly absolute: number;
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
  /**
   * How long the job after an entry in the calendar is worked on at a time; `BUDGET` of `shared/retiming` where left
   * out.
   */
  retiming?: Budget;
  files?: FileSettings;
  /** The origin of the addresses to which files are sent; absent where they are sent to the platform itself. */
  filesTo?: string;
  /** Of sessions in the console; `SESSION_LIMITS` of `shared/sessions` where left out (tests). */
  sessions?: SessionLimits;
}

/** A backup that was made. */
export interface Backup {
  readonly at: Instant;
  readonly bytes: number;
}

/** What only the home knows of its upkeep, for `GET /health`. */
export interface Upkeep {
  /** The last backup of the data; null for none. */
  lastBackup(): Promise<Backup | null>;
  /** True where somebody has to see to backups. */
  readonly wantsBackups: boolean;
  /** True where one is made each night. */
  readonly nightly: boolean;
  /** What should have run at its time of day long before, in Chinese. */
  missedRuns(): Promise<readonly string[]>;
  /** Of the disk on which the data lies. */
  freeBytes(): Promise<number>;
  /** A fault of the data that somebody has met and that lasts as long as the process; null for none. */
  metFault(): Lasting | null;
  /** True for some time after a start that was so long after the last write that the clock may be wrong. */
  startedLate(): boolean;
}

export interface Platform {
  ports: Ports;
  kinds: Kinds;
  settings: Settings;
  /** Absent where everybody may ask as often as they like: in a demonstration. */
  limiter?: Limiter;
  /** Absent where the home has no disk and no backups of its own. */
  upkeep?: Upkeep;
}
