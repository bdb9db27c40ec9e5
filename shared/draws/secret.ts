/**
 * The platform's secret of a draw: 32 random bytes, sealed under the county's key from the moment they are made, and
 * what is contributed, sealed with its salt: neither the store nor an export says them before the draw.
 */
import { countySeal } from '../county-seal.ts';
import { Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Sealed } from '../seal.ts';
import type { DrawBody } from './body.ts';

export interface Secret {
  /** 64 hex digits. */
  secret: string;
  sealed: Sealed;
}

/** What an organisation has contributed, with the salt that its entry's digest covers. */
export interface Contributed {
  value: string;
  salt: string;
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
  if (!secret) throw sealedElsewhere();
  return secret;
}

/** The box of what is contributed. */
export async function sealContribution(desk: Desk, contributed: Contributed): Promise<string> {
  return (await countySeal(desk)).bytes(Buffer.from(JSON.stringify(contributed)));
}

/** What lies in the boxes, in their order; null for one that was sealed under another key. */
export async function openContributions(desk: Desk, boxes: readonly string[]): Promise<(Contributed | null)[]> {
  const seal = await countySeal(desk);
  return boxes.map((box) => {
    const bytes = seal.openBytes(box);
    return bytes && (JSON.parse(bytes.toString('utf8')) as Contributed);
  });
}

/** All that was contributed, as a decision was given it. Throws `unavailable` where one cannot be opened. */
export function contributedIn(body: Pick<DrawBody, 'contributions'>, { found }: Facts): Contributed[] {
  const opened = [...(found?.drawContributions ?? [])];
  return body.contributions.map(({ value: { value, salt, box } }) => {
    const said = box === undefined ? { value, salt } : opened.shift();
    if (said?.value === undefined || said.salt === undefined) throw sealedElsewhere();
    return said as Contributed;
  });
}

function sealedElsewhere(): Problem {
  return new Problem('unavailable', '随机数以另一密钥密封，此刻不能打开。请联系平台管理员。');
}
