/** Eight connections that push, claim and return until the platform is gone, and what each was answered. */
import type { Product } from '../home/product.ts';
import { approval } from '../home/push.ts';

export interface Sent {
  reference: string;
  /** As answered; null where the answer never came. */
  id: string | null;
  act: 'claim' | 'return' | null;
  /** The states in which it may be found: one where its act was answered, two where the answer never came. */
  states: string[];
}

const ACTS = [
  { act: 'claim', state: 'claimed', body: { note: '收到' } },
  { act: 'return', state: 'returned', body: { reason: '不属本局' } },
] as const;

export function pushAgain(product: Product, { reference }: Sent) {
  return product.call('POST', '/pushes', { as: 'spj.officer', body: approval(reference) });
}

/** The act with the Idempotency-Key that it was first sent with. */
export function actAgain(product: Product, { reference, id, act }: Sent) {
  const body = ACTS.find((one) => one.act === act)?.body;
  const headers = { 'idempotency-key': `key-${reference}` };
  return product.call('POST', `/pushes/${id}/${act}`, { as: 'scjg.officer', body, headers });
}

/** Sends until `enough` answers have come, kills in the middle of what is under way, and tells all that was sent. */
export async function untilKilled(product: Product, round: number, enough: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  let answers = 0;
  let alive = true;
  const connection = async (lane: number): Promise<void> => {
    for (let n = 0; alive; n++) {
      const one: Sent = { reference: `R${round}-${lane}-${n}`, id: null, act: null, states: ['pending'] };
      sent.push(one);
      const pushed = await pushAgain(product, one);
      if (pushed.status !== 201) throw new Error(`${pushed.status} ${pushed.text}`);
      one.id = pushed.body.id;
      answers += 1;
      const next = ACTS[(lane + n) % 3];
      if (!next) continue;
      one.act = next.act;
      one.states = ['pending', next.state];
      const done = await actAgain(product, one);
      if (done.status !== 200) throw new Error(`${done.status} ${done.text}`);
      one.states = [next.state];
      answers += 1;
    }
  };
  const lanes = Array.from({ length: 8 }, (_, lane) =>
    connection(lane).catch((error: Error) => {
      // The connection is gone; what it says while the platform lives is a failure.
      if (alive) throw error;
    }),
  );
  const failed = Promise.all(lanes);
  while (answers < enough) await Promise.race([new Promise((resolve) => setTimeout(resolve, 1)), failed]);
  alive = false;
  await product.kill();
  await failed;
  return sent;
}
