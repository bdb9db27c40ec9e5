/** Where a county's weights for the annual assessment lie. */
import { unavailable } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import { digest, keyOf } from '../keys.ts';
import { DEFAULT_WEIGHTS, type Weights } from './assessment.ts';

const TRIES = 5;

export async function readWeights(desk: Desk): Promise<Weights> {
  const item = await desk.ports.store.get(keyAt(desk));
  return (item?.value as { weights: Weights } | undefined)?.weights ?? DEFAULT_WEIGHTS;
}

export async function putWeights(desk: Desk, weights: Weights, by: string): Promise<void> {
  for (let n = 0; n < TRIES; n++) {
    const before = await desk.ports.store.get(keyAt(desk));
    const value = { weights, by, at: desk.ports.clock.now() };
    const item = { key: keyAt(desk), head: digest([value, before?.head ?? null]), value, places: {} };
    if ((await desk.ports.store.commit([{ item, expected: before?.head ?? null }])).committed) return;
  }
  throw unavailable();
}

function keyAt(desk: Desk): string {
  return keyOf(desk.jurisdiction, 'report', 'weights');
}
