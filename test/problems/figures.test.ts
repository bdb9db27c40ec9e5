/**
 * Against whom the lateness of a problem or a standard counts in the annex: whoever owed the first reply when that day
 * passed.
 */
import { expect, it } from 'vitest';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { problem } from '../../shared/problems/kind.ts';
import { standard } from '../../shared/standards/kind.ts';

const [FIRST, SECOND, THIRD] = [100, 200, 300];
const late = (at: number) => ({ due: '2026-10-10', at });
const record = (head: object, body: object) => ({ to: 'SPJ', ...head, body }) as unknown as Exchange<never, never>;

it.each([
  ['late to reply', { late: late(SECOND) }, {}, 'SPJ'],
  ['replied late', { late: late(FIRST) }, { repliedAt: SECOND }, 'SPJ'],
  ['late to resolve', { late: late(SECOND) }, { repliedAt: FIRST }, null],
  [
    'late to reply, then escalated',
    { to: 'ZFB', late: late(FIRST) },
    { escalatedAt: SECOND, escalatedFrom: 'SPJ' },
    'SPJ',
  ],
  [
    'late to resolve, then escalated',
    { to: 'ZFB', late: late(SECOND) },
    { repliedBefore: FIRST, escalatedAt: THIRD, escalatedFrom: 'SPJ' },
    null,
  ],
  ['escalated, then late', { to: 'ZFB', late: late(THIRD) }, { escalatedAt: SECOND, escalatedFrom: 'SPJ' }, 'ZFB'],
])('a problem %s', (_name, head, body, org) => {
  expect(problem.owed?.(record(head, body))).toBe(org);
});

it.each([
  ['late to confirm', { confirmedAt: null }, 'SPJ'],
  ['confirmed late', { confirmedAt: THIRD }, 'SPJ'],
  ['late to answer a repeal of its proposer', { confirmedAt: FIRST, repealBy: 'SCJG' }, 'SPJ'],
  ['late to answer a repeal of the other side', { confirmedAt: FIRST, repealBy: 'SPJ' }, 'SCJG'],
  ['of which a late repeal came to nothing', { confirmedAt: FIRST, repealBy: null, repealLate: 'SCJG' }, 'SCJG'],
])('a standard %s', (_name, body, org) => {
  expect(standard.owed?.(record({ from: 'SCJG', late: late(SECOND) }, body))).toBe(org);
});
