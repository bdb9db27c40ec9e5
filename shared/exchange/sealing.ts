/**
 * Sealed and hidden fields in the kernel. What comes in is sealed before anything is decided, so that decisions,
 * records and histories never have the text; an entry whose input has such fields gets a salt; and a reader to whom the
 * kind shows a record whole has it opened, which is logged.
 */
import type * as z from 'zod';
import { digest } from '../keys.ts';
import type { Desk } from './desk.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';
import { marksOf } from './marks.ts';
import type { Prepared } from './sealed-fields.ts';

type Schema = z.core.$ZodType;

/** Loaded with the first input that has such fields, or record that is shown whole. */
const fields = () => import('./sealed-fields.ts');

/** What was said, with what is to be sealed sealed. */
export async function prepared(desk: Desk, schema: Schema | undefined, input: unknown): Promise<Prepared> {
  const { sealed = false, sealsNumber = false, hidden = false } = schema ? marksOf(schema) : {};
  if (!schema || (!sealed && !sealsNumber && !hidden)) return { input, digestOf: digest };
  return (await fields()).sealedIn(desk, schema, input, sealed || hidden);
}

/** The record as this reader sees it: with its sealed text opened where the kind shows it whole to them. */
export async function wholeFor(desk: Desk, kind: AnyKind, exchange: Exchange, reader: Actor): Promise<Exchange> {
  return kind.wholeTo?.(exchange, reader) ? (await fields()).whole(desk, kind, exchange, reader) : exchange;
}
