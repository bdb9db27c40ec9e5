/** The draws of a case with their experts: whom its forms and its document name, to those who may know the names. */
import type { Desk } from '../exchange/desk.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { withFound } from '../exchange/reads.ts';
import { load } from '../exchange/work.ts';
import type { DrawBody, DrawState } from './body.ts';
import { asksOf, peopleOf } from './shown.ts';

declare module '../exchange/seams.ts' {
  interface Reads {
    /** Draws by id: who came out of them. */
    drawn: { ask: readonly string[]; found: Drawn };
  }
}

export interface Drawn {
  /** Who was drawn, or replaced one who was: ids of experts. */
  readonly experts: readonly string[];
  /** What they are called to this reader, by id: `陈三（主任医师，某医院）`; nobody whom he may not know by name. */
  namesTo(reader: Actor): ReadonlyMap<string, string>;
  /** The same as a form offers them to choose from. */
  offeredTo(reader: Actor): readonly { id: string; words: string }[];
}

export async function readDrawn(desk: Desk, ids: readonly string[], facts: Facts): Promise<Drawn> {
  const found = await Promise.all(ids.map((id) => load(desk, id, facts)));
  const draws = found.filter((one) => one?.kind === 'draw') as Exchange<DrawBody, DrawState>[];
  const known = await Promise.all(draws.map((draw) => withFound(desk, asksOf(draw), facts)));
  const experts = [...new Set(draws.flatMap(({ body }) => body.drawn.flat()))];
  const namesTo = (reader: Actor): ReadonlyMap<string, string> => {
    const people = draws.flatMap((draw, i) => peopleOf(draw, reader, known[i] as Facts));
    return new Map(people.flatMap((one) => (one.name === null ? [] : [[one.expert, calledOf(one)] as const])));
  };
  return {
    experts,
    namesTo,
    offeredTo: (reader) => {
      const names = namesTo(reader);
      return experts.map((id) => ({ id, words: names.get(id) ?? `姓名已隔离的专家 ${id.slice(0, 8)}` }));
    },
  };
}

function calledOf({ name, title, employer }: ReturnType<typeof peopleOf>[number]): string {
  const about = [title, employer].filter(Boolean).join('，');
  return about ? `${name}（${about}）` : String(name);
}
