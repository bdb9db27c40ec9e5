/**
 * What people typed into a circular: the reasons of its corrections and of the decisions on them. Frozen are their
 * digests alone; the texts stay in the corrections' own records, which a quarantine reaches, and are put in when a
 * circular is read. So what has been taken from sight is gone from an issued circular too, whose hash still holds.
 */
import type { CorrectionBody } from '../corrections/body.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { exchangeKey } from '../exchange/item.ts';
import { maskIdentityNumbers } from '../identity-number.ts';
import { valuesAt } from '../pages.ts';
import type { Circular } from './circular.ts';

/** A circular goes to everybody: of identity numbers that somebody typed it shows no more than lists do. */
export function published(text: string | null): string | null {
  return text === null ? null : maskIdentityNumbers(text);
}

/** The circular as it is frozen. */
export function withoutTexts(circular: Circular): Circular {
  return {
    ...circular,
    corrections: circular.corrections.map((line) => ({ ...line, reason: null, decision: null })),
    errata: circular.errata.map((erratum) => ({ ...erratum, decision: null })),
  };
}

/** The frozen circular with its texts, as far as they are still to be seen. */
export async function withTexts(desk: Desk, frozen: Circular): Promise<Circular> {
  const keys = frozen.digests.map(({ correction }) => exchangeKey(desk.jurisdiction, correction));
  const found = (await valuesAt(desk.ports.store, keys)) as Exchange<CorrectionBody>[];
  const said = new Map(found.map(({ id, body }) => [id, body]));
  const decisionOf = (id: string): string | null => published(said.get(id)?.decision ?? null);
  return {
    ...frozen,
    corrections: frozen.corrections.map((line) => ({
      ...line,
      reason: published(said.get(line.id)?.reason ?? null),
      decision: decisionOf(line.id),
    })),
    errata: frozen.errata.map((erratum) => ({ ...erratum, decision: decisionOf(erratum.correction) })),
  };
}
