/**
 * Sealed and hidden fields in the kernel. What comes in is sealed before anything is decided, so that decisions,
 * records and histories never have the text; an entry whose input has such fields gets a salt; and a reader to whom the
 * kind shows a record whole has it opened, which is logged.
 */
import type * as z from 'zod';
import { holdsIdentityNumber } from '../compared-number.ts';
import { countySeal } from '../county-seal.ts';
import { digest } from '../keys.ts';
import { meanings } from '../meaning.ts';
import type { Sealed } from '../seal.ts';
import type { Desk } from './desk.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';
import { marksOf, throughout } from './marks.ts';

/** An input as decisions get it. */
export interface Prepared {
  readonly input: unknown;
  /** 16 random bytes in hex, where the schema has sealed or hidden fields. */
  readonly salt?: string;
  /**
   * The digest by which the same said again is told: keyed where there are such fields, since a bare one can be
   * guessed.
   */
  digestOf(value: unknown): string;
}

type Schema = z.core.$ZodType;
const SALT_BYTES = 16;

/** What was said, with what is to be sealed sealed. */
export async function prepared(desk: Desk, schema: Schema | undefined, input: unknown): Promise<Prepared> {
  const { sealed = false, sealsNumber = false, hidden = false } = schema ? marksOf(schema) : {};
  if (!schema || (!sealed && !sealsNumber && !hidden)) return { input, digestOf: digest };
  const seal = await countySeal(desk);
  const sealing = throughout(schema, (field) => {
    const marks = meanings.get(field);
    if (marks?.sealed) return (text) => seal.text(text as string);
    if (!marks?.sealsNumber) return undefined;
    return (number) => (holdsIdentityNumber(number as string) ? seal.text(number as string) : number);
  });
  return {
    input: sealing ? sealing(input) : input,
    salt: Buffer.from(desk.ports.random.bytes(SALT_BYTES)).toString('hex'),
    digestOf: (value) => seal.digest(value),
  };
}

/** The record as this reader sees it: with its sealed text opened where the kind shows it whole to them. */
export async function wholeFor(desk: Desk, kind: AnyKind, exchange: Exchange, reader: Actor): Promise<Exchange> {
  if (!kind.wholeTo?.(exchange, reader)) return exchange;
  const { body, opened } = await openSealed(desk, kind, exchange);
  if (opened === 0) return exchange;
  desk.ports.log.info('sealed-opened', { record: exchange.id, account: reader.account, org: reader.org });
  return { ...exchange, body };
}

/** The body with its sealed text as `shown`, and how many there were. What cannot be opened stays as it was shown. */
export async function openSealed(
  desk: Desk,
  kind: AnyKind,
  { body }: Exchange,
): Promise<{ body: unknown; opened: number }> {
  const seal = await countySeal(desk);
  let opened = 0;
  const open = (sealed: Sealed): Sealed => {
    const text = seal.open(sealed);
    if (text !== null) opened += 1;
    return text === null ? sealed : { ...sealed, shown: text };
  };
  return { body: kind.opened?.(body, open) ?? body, opened };
}
