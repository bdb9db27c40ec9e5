/**
 * Pushes against the figures that were frozen of them: what a circular says that an organisation received never
 * changes, so that a push which is missing from the store is missing here, whether or not anything names it.
 */
import type { Exchange } from '../../../shared/exchange/exchange.ts';
import { quarterOfExchange } from '../../../shared/exchange/item.ts';
import { splitKey } from '../../../shared/keys.ts';
import type { Item } from '../../../shared/ports.ts';
import type { DraftFigures } from '../../../shared/reports/assemble.ts';
import { countedFor, isPush } from '../../../shared/reports/counted.ts';
import { isQuarter } from '../../../shared/reports/quarters.ts';
import type { Report } from '../../../shared/reports/report.ts';
import { textOf } from './contents.ts';

/** A look at them, as items come by in any order. */
export class Figures {
  readonly #received = new Map<string, number>();
  readonly #reports: Report[] = [];

  record(exchange: Exchange): void {
    if (!isPush(exchange) || exchange.claimBy === null) return;
    const at = placeOf(exchange.jurisdiction, quarterOfExchange(exchange), countedFor(exchange));
    this.#received.set(at, (this.#received.get(at) ?? 0) + 1);
  }

  item({ key, value }: Item): void {
    const { family, id } = splitKey(key);
    if (family === 'report' && isQuarter(id)) this.#reports.push(value as Report);
  }

  /** Each figure that is not what there is. What cannot be read is told by its digest already. */
  wrong(get: (key: string) => Item | undefined): string[] {
    return this.#reports.flatMap(({ jurisdiction, quarter, draft }) => {
      const text = textOf(get, jurisdiction, draft);
      const { organisations } = (text === null ? { organisations: [] } : JSON.parse(text)) as DraftFigures;
      return organisations.flatMap(({ org, received }) => {
        const at = placeOf(jurisdiction, quarter, org);
        const there = this.#received.get(at) ?? 0;
        return there === received ? [] : [`${at} ${there}/${received}`];
      });
    });
  }
}

function placeOf(jurisdiction: string, quarter: string, org: string): string {
  return `${jurisdiction} ${quarter} ${org}`;
}
