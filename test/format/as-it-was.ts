/** Holds what is answered now against what a fixture's version answered. */
import { expect } from 'vitest';
import type { Product } from '../home/product.ts';
import { type Asked, expectedOf, type Format, lookAt } from './fixture.ts';

/** Asks for all that the fixture has, finds it as it was, and gives what is answered now. */
export async function isAsItWas(product: Product, format: Format): Promise<Asked[]> {
  const asked = await lookAt(product);
  const now = new Map(asked.map(({ as, path, body }) => [`${as} ${path}`, body]));
  for (const { as, path, body } of expectedOf(format).asked) {
    expect([path, withoutActs(now.get(`${as} ${path}`))]).toMatchObject([path, withoutActs(body)]);
  }
  return asked;
}

/**
 * An answer without the acts that it offers: those are what this version can do with a record, not what the record is.
 */
function withoutActs(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutActs);
  if (answer === null || typeof answer !== 'object') return answer;
  const kept = Object.entries(answer).filter(([name]) => name !== 'acts');
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutActs(value)]));
}
