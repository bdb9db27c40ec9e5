/**
 * How the standards of a list stand on a day, and what is used of their caps. Loaded by the requests for them alone.
 */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { choice } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { STANDINGS, type Standard, stoodOn } from '../../shared/standards/precedence.ts';
import { readStandards } from '../../shared/standards/reader.ts';
import { civilDateOf } from '../../shared/time.ts';
import type { ListCall } from '../exchanges/list.ts';
import { idOut } from '../http/answer-fields.ts';
import { askedOf } from './asked.ts';

export const standingFields = lazily(() => ({
  standing: choice(STANDINGS)
    .nullable()
    .meta({ title: '施行情况', description: '在所查的日期；尚未确认、已撤回的为 null' }),
  by: idOut.nullable().meta({ title: '以何者为准', description: '取代它的标准，或应当适用的上级标准' }),
}));

/** All of the matter that is asked for; null where none is. */
export async function ofMatter(call: ListCall, facts: Facts): Promise<readonly Exchange[] | null> {
  const { matter } = askedOf(call);
  if (matter === null) return null;
  const { of } = await readStandards(call.desk, { matters: [matter] }, facts);
  return (of.get(matter) ?? []).filter((one) => sightOf(one as Exchange, call.actor) !== null) as Exchange[];
}

export async function standingOf(call: ListCall, facts: Facts, items: readonly Exchange[]) {
  const standards = items as unknown as readonly Standard[];
  const { matter, on } = askedOf(call);
  const day = on ?? civilDateOf(facts.now);
  const matters = matter === null ? standards.flatMap(({ body }) => body.matters) : [matter];
  const known = await readStandards(call.desk, { matters }, facts);
  const used = await capsUsed(call, facts, standards);
  return standards.map((one) => ({ ...stoodOn(day, one, known.of), used: used.get(one.id) ?? null }));
}

async function capsUsed({ desk }: ListCall, facts: Facts, standards: readonly Standard[]) {
  const caps = standards.filter(({ body, state }) => body.cap !== undefined && state !== 'withdrawn');
  if (caps.length === 0) return new Map<string, number>();
  const { usedOf } = await import('../../shared/standards/caps.ts');
  return usedOf(desk, facts, caps);
}
