/** Whom the experts drawn are named to: convenor and bureau at once, those who take part once the case takes place. */
import * as z from 'zod';
import { bureauOf } from '../county.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { Asked } from '../exchange/seams.ts';
import type { ExpertBody } from '../experts/body.ts';
import { line } from '../fields.ts';
import { lazily } from '../lazily.ts';
import { recordId } from '../record-fields.ts';
import type { DrawBody, DrawState } from './body.ts';

type Draw = Exchange<DrawBody, DrawState>;

export const besideFields = lazily(() => {
  const person = z.strictObject({
    expert: recordId().meta({ title: '专家' }),
    name: line(50).nullable().meta({ title: '姓名' }),
    title: line(100).nullable().meta({ title: '职称或职务' }),
    employer: line(200).nullable().meta({ title: '工作单位' }),
    phone: line(50).nullable().meta({ title: '联系电话', description: '只向召集单位和行政审批服务局显示' }),
  });
  const description = '召集单位和行政审批服务局可见，含候补；参加单位自进行时起可见抽中的；列表中为空';
  return {
    case: recordId().meta({ title: '所属事项' }).nullable(),
    people: z.array(person).meta({ title: '抽中的专家', description }),
  };
});

/** Those drawn, replaced, and who took their place; the others who stand by are `alternates`. */
function drawnEver({ drawn, replacements }: DrawBody): string[] {
  return [...new Set([...drawn.flat(), ...replacements.map(({ expert }) => expert)])];
}

/** Names lie in the experts' own records: what is taken from there is gone here, too. */
export function asksOf({ body }: Draw): Asked {
  const ids = [...drawnEver(body), ...body.alternates.flat()];
  return ids.length === 0 ? {} : { records: ids };
}

/** The people of a draw for this reader; none where they have not been looked up. */
export function peopleOf({ from, participants, body }: Draw, { org }: Actor, { county, found }: Facts) {
  const convening = org === from || org === bureauOf(county).code;
  const takingPart = participants.includes(org) && body.stage !== 'before' && body.stage !== 'cancelled';
  if (!found?.records || (!convening && !takingPart)) return [];
  const ids = convening ? [...drawnEver(body), ...body.alternates.flat()] : drawnEver(body);
  return ids.map((expert) => {
    const known = found.records?.get(expert)?.body as ExpertBody | undefined;
    const { name = null, title = null, employer = null, phone = null } = known ?? {};
    return { expert, name, title, employer: employer?.name ?? null, phone: convening ? phone : null };
  });
}
