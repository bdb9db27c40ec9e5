/** What a push is called where people read of it: its matter, whom it concerns and under which number, never its id. */
import type { Exchange } from '../exchange/exchange.ts';
import type { PushBody } from './body.ts';
import { PUSH_KINDS } from './fields.ts';
import { licenceMasked } from './sealed-numbers.ts';

/**
 * `食品经营许可，冠县某某食品有限公司，冠审〔2026〕1号`; the source's number where there is no document number, and what
 * it is where the platform itself is the source. What a quarantine has taken is missing, and it says so.
 */
export function pushName({ body, source, reference, quarantined }: Exchange<PushBody>): string {
  const what = body.matterName ?? PUSH_KINDS[body.kind];
  if (quarantined) return `${what}（内容已隔离）`;
  const number =
    licenceMasked(body.licence)?.documentNumber ??
    body.document?.number ??
    (source === 'system' ? PUSH_KINDS[body.kind] : `编号${reference}`);
  return [what, partyName(body.party), number].filter((part) => part !== null).join('，');
}

/** The party's name; of a natural person the first sign alone: 张某某. */
function partyName(party: PushBody['party']): string | null {
  if (party === null || party.type !== 'natural-person') return party?.name ?? null;
  const [first = '', ...others] = [...party.name.trim()];
  return first + '某'.repeat(Math.min(Math.max(others.length, 1), 2));
}
