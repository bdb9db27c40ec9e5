/**
 * Accounts (art. 16). Identity comes from an OIDC issuer; rights come from here and are read at each request, so that
 * what is taken away is gone at once.
 */
import { type Actor, hasOneOf, type Rights, type Role } from '../exchange/exchange.ts';
import type { CivilDate, Instant, Quarter } from '../time.ts';
import type { AccountInput } from './input.ts';
import { officered } from './people.ts';

export type Account = AccountInput & {
  account: string;
  /**
   * Whether the owner of the identity, who is at work in another county, has agreed to this account; absent where
   * nobody had to be asked.
   */
  consent?: 'waiting' | 'given' | 'refused';
  /** Who stands in for it on which days (AB 角); absent while nobody does. */
  deputy?: Deputy;
};

/** A deputy: an account of the same organisation, from the first of these days to the last. */
export interface Deputy {
  account: string;
  from: CivilDate;
  to: CivilDate;
}

/** The accounts of one organisation: one item in the store. */
export interface Accounts {
  org: string;
  accounts: Account[];
  /** How many people may be active (art. 16); absent while the bureau has set no number. */
  quota?: number;
  /** True once the organisation has ended: no account is opened in it. Absent while it is active. */
  ended?: true;
  /** The last quarterly confirmation; absent before the first. */
  confirmed?: Confirmation;
}

/** The organisation's own confirmation that its accounts are right, sealed by their digest. */
export interface Confirmation {
  quarter: Quarter;
  at: Instant;
  by: string;
  /** SHA-256 over the canonical JSON of the accounts as `sealedAccounts` gives them. */
  digest: string;
}

/** Who acts, on a day: with what it has as the deputy of colleagues, and of sections that no officer has. */
export function actorOf(
  account: Account,
  org: string,
  { colleagues, today }: { readonly colleagues: readonly Account[]; readonly today: CivilDate },
): Actor {
  const { account: id, name, roles, sections, scopes } = account;
  const machine = roles.includes('system');
  const person = { account: id, name, org, scopes: machine ? (scopes ?? []) : null };
  if (machine) return { ...person, roles, sections };
  const taken = roles.includes('section-head') && sections !== 'all' ? officered(colleagues) : null;
  const own: Rights = { roles, sections, ...(taken !== null && { officered: taken }) };
  const away = colleagues.filter((one) => one.active && isDeputy(one.deputy, id, today));
  const standsIn = away.map((one) => ({ account: one.account, ...lentRights(one) }));
  if (standsIn.length === 0) return { ...person, ...own };
  return { ...person, ...together([own, ...standsIn]), deputy: { own, for: standsIn } };
}

function isDeputy(deputy: Deputy | undefined, account: string, today: CivilDate): boolean {
  return deputy !== undefined && deputy.account === account && deputy.from <= today && today <= deputy.to;
}

/** What passes to a deputy: the work of an officer or section-head, never what administrators do. */
function lentRights({ roles, sections }: Account): Rights {
  const lent: readonly Role[] = ['officer', 'section-head'];
  return { roles: lent.filter((role) => hasOneOf(roles, [role])), sections };
}

function together(all: readonly Rights[]): Rights {
  const [own] = all;
  const listed = all.flatMap(({ sections }) => sections);
  return {
    roles: [...new Set(all.flatMap(({ roles }) => roles))],
    sections: listed.includes('all') ? 'all' : [...new Set(listed)],
    ...(own?.officered !== undefined && { officered: own.officered }),
  };
}
