/** A push as tests send it. */

/** An approval of a food licence, for SCJG's section SPXK. */
export function approval(reference: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'approval',
    reference,
    matter: '371525-SCJG-001',
    party: { name: '冠县某某食品有限公司' },
    occurredAt: '2026-09-28T08:50:00+08:00',
    summary: '准予食品经营许可',
    ...more,
  };
}
