/**
 * The platform's secret of a draw: 32 random bytes, sealed under the county's key from the moment they are made, so that neither
 * the store nor an export says them before the draw.
 */
import { countySeal } from '../county-seal.ts';
import { Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Sealed } from '../seal.ts';

export interface Secret {
  /** 64 hex digits. */
  secret: string;
  sealed: Sealed;
}

const BYTES = 32;

/** A new secret, or the one that is sealed so; null where it was sealed under another key. */
export async function readSecret(desk: Desk, ask: Sealed | 'new'): Promise<Secret | null> {
  const seal = await countySeal(desk);
  if (ask === 'new') {
    const secret = Buffer.from(desk.ports.random.bytes(BYTES)).toString('hex');
    const sealed = { shown: '********', digest: seal.digest(secret), box: seal.bytes(Buffer.from(secret)) };
    return { secret, sealed };
  }
  const secret = seal.open(ask);
  return secret === null ? null : { secret, sealed: ask };
}

/** What a decision was given. Throws `unavailable` where it cannot be opened. */
export function secretIn({ found }: Facts): Secret {
  const secret = found?.drawSecret;
  if (!secret) throw new Problem('unavailable', '平台随机数以另一密钥密封，此刻不能打开。请联系平台管理员。');
  return secret;
}
