/** Where a county's weights for the annual assessment lie. */
import { audited, changedWith } from '../audit/chain.ts';
import { change } from '../change.ts';
import type { Desk } from '../exchange/desk.ts';
import { keyOf } from '../keys.ts';
import type { Item } from '../ports.ts';
import { DEFAULT_WEIGHTS, type Weights } from './assessment.ts';

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
  await change(desk.ports.store, keyAt(desk), async (before, inTime) => {
    replaces?.(weightsIn(before));
    const at = desk.ports.clock.now();
    const detail = { before: weightsIn(before), after: weights };
    const act = { by, at, act: 'change-weights', thing: 'weights', detail, room: 'administration' } as const;
    return changedWith(await audited(inTime, desk.jurisdiction, before, { weights, by, at }, act), undefined);
  });
}

function weightsIn(item: Item | undefined): Weights {
  return (item?.value as { weights: Weights } | undefined)?.weights ?? DEFAULT_WEIGHTS;
}

function keyAt(desk: Desk): string {
  return keyOf(desk.jurisdiction, 'report', 'weights');
}
