/** What a list hands over (art. 9): what is not anywhere else already; and what a department has by such a change. */
import { expect, test } from 'vitest';
import type { PushBody } from '../../shared/pushes/body.ts';
import { handOver, isHandedOver } from '../../shared/pushes/handed-over.ts';
import { record } from '../reports/records.ts';

const push = (body: Partial<PushBody>, more: object = {}) => ({ ...record({ body }), ...more }) as never;

test.each<[Partial<PushBody>, object, boolean]>([
  [{}, {}, true],
  [{ supersededBy: 'next' }, {}, false],
  [{}, { to: null }, false],
])('%j %j goes over: %s', (body, more, goes) => {
  const refusal = handOver.refuse?.(push(body, more), {} as never, {} as never) ?? null;
  expect(refusal).toEqual(goes ? null : expect.objectContaining({ code: 'already-readdressed' }));
});

test.each<[Partial<PushBody>, string, boolean]>([
  [{ supersedes: 'before' }, 'for-information', true],
  [{ supersedes: null }, 'for-information', false],
  [{ supersedes: 'before' }, 'claimed', false],
  [{ supersedes: 'before', copyOf: 'original' }, 'for-information', false],
  [{ supersedes: 'before', kind: 'document' }, 'for-information', false],
])('%j, %s, was handed over: %s', (body, state, was) => expect(isHandedOver(push(body, { state }))).toBe(was));
