/**
 * A quarantine that reaches more records than one commit writes (docs/decisions/0062). One commit writes the record
 * that it began with and, in the item that every request reads with its facts, which others are withheld from then on.
 * Whoever reads one of these takes its words before it answers, as everything is settled that is read.
 */
import type { Exchange } from './exchange.ts';
import type { Facts, Withheld } from './facts.ts';

/** The quarantine that this record has still to be blanked by; undefined where there is none. */
export function withholding({ withheld }: Facts, { id, history }: Exchange): Withheld | undefined {
  return withheld?.find(
    ({ records, request }) =>
      records[id] !== undefined && !history.some((entry) => entry.act === 'quarantine' && entry.request === request),
  );
}

/** Who blanks it, whoever comes to read: the account that quarantined. */
export function performerOf({ by, standsFor, request, said }: Withheld) {
  return { by, request, said, ...(standsFor !== undefined && { standsFor }) };
}
