/**
 * The demonstration, with some weeks of a county at work, on a Friday in the review of the third quarter's circular.
 */
import { afterAll } from 'vitest';
import { type Product, startProduct } from '../home/product.ts';

/** Some weeks of a county at work; stopped when the file's tests are over. */
export async function livingCounty(): Promise<Product> {
  const product = await startProduct({ args: ['--life'], clock: '2026-10-16T09:30:00+08:00' });
  afterAll(() => product.stop());
  return product;
}

let pushed = 0;

/** Pushes an approval to the market supervision department, for a company of its own; gives the push. */
// biome-ignore lint/suspicious/noExplicitAny: as answered
export async function push(product: Product, more: object = {}): Promise<any> {
  pushed += 1;
  const number = String(pushed).padStart(4, '0');
  const { status, body, text } = await product.call('POST', '/pushes', {
    as: 'construction',
    body: {
      ...{ kind: 'approval', reference: `LX-${number}`, matter: '371525-SCJG-001', summary: '准予许可' },
      party: { name: `冠县柳荫${number}餐饮店`, creditCode: '91371525MA3C00001R' },
      licence: { name: '食品经营许可证', number: `JY${number}`, decidedOn: '2026-10-16' },
      occurredAt: '2026-10-16T09:10:00+08:00',
      ...more,
    },
  });
  if (status !== 201) throw new Error(text);
  return body;
}
