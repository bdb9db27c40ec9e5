/** Sealing what comes in, and opening what lies sealed (`sealing.ts`). */
import type * as z from 'zod';
import { holdsIdentityNumber } from '../compared-number.ts';
import { countySeal } from '../county-seal.ts';
import { digest } from '../keys.ts';
import { meanings } from '../meaning.ts';
import type { Sealed } from '../seal.ts';
import type { Desk } from './desk.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { AnyKind } from './kind.ts';
import { throughout } from './marks.ts';

/** An input as decisions get it. */
export interface Prepared {
  readonly input: unknown;
  /** 16 random bytes in hex, where the schema has sealed or hidden fields. */
  readonly salt?: string;
  /**
   * The digest by which the same said again is told: keyed where there is something of that, since a bare one can be
   * guessed.
   */
  digestOf(value: unknown): string;
}

const SALT_BYTES = 16;

/** What was said, with what is to be sealed sealed. `always`: its digest is keyed whatever is in it. */
export async function sealedIn(
  desk: Desk,
  schema: z.core.$ZodType,
  input: unknown,
  always: boolean,
): Promise<Prepared> {
  const seal = await countySeal(desk);
  // A field that seals what needs it came to some kinds later: without such a number, the digest is as it was.
  let keyed = always;
  const sealing = throughout(schema, (field) => {
    const marks = meanings.get(field);
    if (marks?.sealed) return (text) => seal.text(text as string);
    if (!marks?.sealsNumber) return undefined;
    return (number) => {
      if (!holdsIdentityNumber(number as string)) return number;
      keyed = true;
      return seal.text(number as string);
    };
  });
  return {
    input: sealing ? sealing(input) : input,
    salt: Buffer.from(desk.ports.random.bytes(SALT_BYTES)).toString('hex'),
    digestOf: (value) => (keyed ? seal.digest(value) : digest(value)),
  };
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

/** The record with its sealed text open, which is logged; as it is where there is nothing of that. */
export async function whole(desk: Desk, kind: AnyKind, exchange: Exchange, reader: Actor): Promise<Exchange> {
  const { body, opened } = await openSealed(desk, kind, exchange);
  if (opened === 0) return exchange;
  desk.ports.log.info('sealed-opened', { record: exchange.id, account: reader.account, org: reader.org });
  return { ...exchange, body };
}
