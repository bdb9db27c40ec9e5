/** Who acted, in histories and audit chains, against the accounts that are there: none is ever deleted, only closed. */
import type { Accounts } from '../../../shared/accounts/account.ts';
import type { Entry } from '../../../shared/audit/entry.ts';
import { OPERATOR } from '../../../shared/audit/operations.ts';
import { CLOCK } from '../../../shared/exchange/clock.ts';
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';

/** No accounts. */
const OTHERS: readonly string[] = [CLOCK.by, OPERATOR, 'system'];

/** A look at them, as items come by in any order. */
export class Actors {
  readonly #known = new Set<string>();
  /** By account the key of an item that tells of it. */
  readonly #acted = new Map<string, string>();

  take({ key, value }: Item): void {
    const { family, jurisdiction, id } = splitKey(key);
    if (family === 'accounts') {
      for (const { account } of (value as Accounts).accounts) this.#known.add(`${jurisdiction} ${account}`);
    }
    // An account's name, which nobody else may have.
    if (family === 'name') this.#acts(jurisdiction, id, key);
    if (family === 'exchange') for (const { by } of (value as Exchange).history) this.#acts(jurisdiction, by, key);
    if (family === 'audit') this.#acts(jurisdiction, (value as Partial<Entry>).by, key);
  }

  #acts(jurisdiction: string, by: string | undefined, key: string): void {
    if (by !== undefined && !OTHERS.includes(by)) this.#acted.set(`${jurisdiction} ${by}`, key);
  }

  /** Those that are not there, each with an item that tells of it. */
  gone(): [account: string, by: string][] {
    return [...this.#acted].filter(([account]) => !this.#known.has(account));
  }
}
