/** In whose hands a record is (art. 16): by account, in older records by whatever its handler was called. */
import { expect, test } from 'vitest';
import { handles } from '../../shared/exchange/handler.ts';
import { actor } from '../desk.ts';

const ME = { ...actor('SCJG'), account: 'scjg.a', name: '张三' };
const DEPUTY = { ...ME, deputy: { for: [{ account: 'scjg.b' }, { account: 'scjg.d' }] } } as unknown as typeof ME;

test.each([
  [{ handler: '张三', handlerAccount: 'scjg.a' }, true, true],
  [{ handler: '李四', handlerAccount: 'scjg.b' }, false, true],
  // Accounts count, not names: two may be called the same.
  [{ handler: '张三', handlerAccount: 'scjg.c' }, false, false],
  [{ handler: null, handlerAccount: undefined }, false, false],
  [{ handler: 'scjg.a', handlerAccount: undefined }, true, true],
  [{ handler: '张三', handlerAccount: undefined }, true, true],
  [{ handler: '李四', handlerAccount: undefined }, false, false],
])('%j is mine: %s; mine as the deputy of scjg.b: %s', (record, mine, deputed) => {
  expect([ME, DEPUTY].map((one) => handles(one, record as Parameters<typeof handles>[1]))).toEqual([mine, deputed]);
});
