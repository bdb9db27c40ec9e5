/** Where a county's weights for the annual assessment lie. */
import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import { digest, keyOf } from '../keys.ts';
import type { Item } from '../ports.ts';
import { DEFAULT_WEIGHTS, type Weights } from './assessment.ts';

const TRIES = 5;

export async function readWeights(desk: Desk): Promise<Weights> {
  return weightsIn(await desk.ports.store.get(keyAt(desk)));
}

/** Puts them unless `replaces`, which sees those there are, throws. */
export async function putWeights(
  desk: Desk,
  weights: Weights,
  by: string,
  replaces?: (before: Weights) => void,
): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    const before = await desk.ports.store.get(keyAt(desk));
    replaces?.(weightsIn(before));
    const value = { weights, by, at: desk.ports.clock.now() };
    const item = { key: keyAt(desk), head: digest([value, before?.head ?? null]), value, places: {} };
    if ((await desk.ports.store.commit([{ item, expected: before?.head ?? null }])).committed) return;
  }
  throw unavailable();
}

function weightsIn(item: Item | undefined): Weights {
  return (item?.value as { weights: Weights } | undefined)?.weights ?? DEFAULT_WEIGHTS;
}

function keyAt(desk: Desk): string {
  return keyOf(desk.jurisdiction, 'report', 'weights');
}
