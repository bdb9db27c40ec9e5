/**
 * What the list of standards has beside every kind's: `matter`, `type` and `on`; and of each standard how it stands on that day,
 * and what is used of a cap. With `matter`, all of that matter that the reader may see, whichever side proposed them.
 */
import { matterCode } from '../../shared/boundary/matter.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { sightOf } from '../../shared/exchange/sight.ts';
import { choice, civilDate, optional } from '../../shared/fields.ts';
import { count } from '../../shared/record-fields.ts';
import { TYPES } from '../../shared/standards/body.ts';
import type { Standard, Stood } from '../../shared/standards/precedence.ts';
import { STANDINGS, standingsOn } from '../../shared/standards/precedence.ts';
import { readStandards, type StandardFacts } from '../../shared/standards/reader.ts';
import { type CivilDate, civilDateOf } from '../../shared/time.ts';
import type { ListCall, ListExtras } from '../exchanges/list.ts';
import { idOut } from '../http/answer-fields.ts';

interface Asked {
  matter: string | null;
  type: string | null;
  on: CivilDate | null;
}

const asked = ({ query }: ListCall): Asked => query as unknown as Asked;

export const standardsInList: ListExtras = {
  query: () => ({
    matter: optional(matterCode()).meta({ title: '事项编码', description: '填写的，列出该事项的全部标准' }),
    type: optional(choice(TYPES)).meta({ title: '类别' }),
    on: optional(civilDate()).meta({ title: '在哪一日', description: '施行情况按该日判定；不填的为今日' }),
  }),
  found: async (call, facts) => {
    const { matter, type } = asked(call);
    if (matter === null) return null;
    const { of } = await readStandards(call.desk, { matters: [matter] }, facts);
    const seen = (of.get(matter) ?? []).filter((one) => sightOf(one as Exchange, call.actor) !== null);
    return seen.filter(({ body }) => type === null || body.type === type) as Exchange[];
  },
  keep: ({ body }, call) => {
    const { type } = asked(call);
    return type === null || (body as Standard['body']).type === type;
  },
  fields: () => ({
    standing: choice(STANDINGS)
      .nullable()
      .meta({ title: '施行情况', description: '在所查的日期；尚未确认、已撤回的为 null' }),
    by: idOut.nullable().meta({ title: '以何者为准', description: '取代它的标准，或应当适用的上级标准' }),
    used: count().nullable().meta({
      title: '已用数',
      description: '总量控制：起算前已用数，加施行日期以来许可的、减已终止的证照；不以证照计数的为 null',
    }),
  }),
  beside: async (call, facts, items) => {
    const standards = items as unknown as readonly Standard[];
    const { matter, on } = asked(call);
    const day = on ?? civilDateOf(facts.now);
    const matters = matter === null ? standards.flatMap(({ body }) => body.matters) : [matter];
    const known = await readStandards(call.desk, { matters }, facts);
    const used = await usedOf(call, facts, standards);
    return standards.map((one) => ({ ...stoodOn(day, one, known), used: used.get(one.id) ?? null }));
  },
};

/** Of all the matters that were asked for: in force where it is for one of them, else as it stands for the first. */
function stoodOn(day: CivilDate, { id, body }: Standard, { of }: StandardFacts): Stood {
  const each = body.matters.flatMap((code) => {
    const ofMatter = of.get(code);
    return ofMatter ? [standingsOn(day, ofMatter).get(id)] : [];
  });
  const found = each.find((one) => one?.standing === 'in-force') ?? each[0];
  return found ?? { standing: null, by: null };
}

async function usedOf({ desk }: ListCall, facts: Facts, standards: readonly Standard[]) {
  const caps = standards.filter(({ body, state }) => body.cap !== undefined && state !== 'withdrawn');
  if (caps.length === 0) return new Map<string, number>();
  const { entriesUnder } = await import('../../shared/standards/caps.ts');
  const entries = await entriesUnder(desk, facts, caps);
  return new Map(
    caps.flatMap(({ id, body }) => {
      const found = entries.get(id);
      return found ? [[id, (body.cap?.base ?? 0) + found.size] as const] : [];
    }),
  );
}
