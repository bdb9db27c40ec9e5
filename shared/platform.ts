/** The platform as functions meet it: the ports, the kinds, and the few settings that differ between deployments. */
import type { Kinds } from './exchange/kind.ts';
import type { Ports } from './ports.ts';

/** An OIDC issuer whose tokens are taken. */
export interface Issuer {
  issuer: string;
  audience: string;
  jwksUri: string;
  /** Pinned: a token signed otherwise is refused. */
  algorithms: readonly string[];
}

export interface Settings {
  issuers: readonly Issuer[];
  /** The jurisdiction of public pages where none is asked for. */
  jurisdiction: string;
  /** Where people reach the platform, without a slash at its end; links in mails begin with it. */
  address: string;
  /** The right side of Message-IDs. */
  mailDomain: string;
}

export interface Platform {
  ports: Ports;
  kinds: Kinds;
  settings: Settings;
}
