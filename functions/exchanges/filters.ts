/** What every list of records can be narrowed to, and which side of it is asked for. */
import * as z from 'zod';
import { coversSection } from '../../shared/exchange/capacity.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import type { Facts } from '../../shared/exchange/facts.ts';
import { handles } from '../../shared/exchange/handler.ts';
import { isInInbox } from '../../shared/exchange/item.ts';
import type { AnyKind } from '../../shared/exchange/kind.ts';
import { isMine } from '../../shared/exchange/mine.ts';
import { choice, optional, organisation, section } from '../../shared/fields.ts';
import { lazily } from '../../shared/lazily.ts';
import { civilDateOf } from '../../shared/time.ts';

/** Which side of a list: what the organisation got, or what it sent. */
export const box = lazily(() => choice({ in: '收到的', out: '发出的' }).default('in').meta({ title: '收发' }));

/** Of what has participants also what the organisation takes part in. */
export const anyBox = lazily(() =>
  choice({ in: '收到的', out: '发出的', part: '参与的' }).default('in').meta({ title: '收发' }),
);

/** The same of what nobody is addressed by when it is opened. */
export const someBox = lazily(() =>
  optional(choice({ in: '收到的', out: '发出的', part: '参与的' })).meta({
    title: '收发',
    description: '不填的为收到、发出、参与的全部',
  }),
);

/** Whose list: those who see all may name another organisation than their own. */
export const listed = lazily(() =>
  optional(organisation()).meta({ title: '单位', description: '县政府办公室可指定单位；其他账号只看本单位' }),
);

/** A section, or those of the account and what lies in none. */
export const sectionOrMine = lazily(() =>
  z.union([choice({ mine: '我的科室' }), section()], { error: '应为科室代码，或 mine（我的科室）' }),
);

/** 待办、未办结、已办、供知悉. */
export const standing = lazily(() =>
  optional(choice({ waiting: '待办', open: '未办结', closed: '已办', information: '供知悉' })).meta({
    title: '办理情况',
    description:
      'waiting 为下一步等本单位办理的，收到的和发出的都在内，与 GET /inbox 一致；closed 为已办的，不含仍等本单位办理的',
  }),
);
export type Standing = 'waiting' | 'open' | 'closed' | 'information';

/** Whether a record is of that standing in an organisation's list. */
export function isStanding(
  kind: AnyKind,
  exchange: Exchange,
  asked: Standing | null,
  org: string,
  { county }: Facts,
): boolean {
  if (asked === 'waiting') return isInInbox(kind, exchange, org, county);
  const { open, informs } = kind.states[exchange.state] ?? { open: false };
  // What is closed and yet waits, such as a deemed claim for who is responsible, has not been done.
  if (asked === 'closed' && isInInbox(kind, exchange, org, county)) return false;
  return asked === null || asked === (open ? 'open' : informs ? 'information' : 'closed');
}

/** A section is one of the addressee's: of what waits for the sender it says nothing. */
export function isSectionOf({ to }: Exchange, { section }: Filters, org: string): boolean {
  return section === null || section === 'mine' || to === org;
}

/** By the side that acts: its section, its handler, and how near the deadline is. */
export const filterQuery = lazily(() => ({
  section: optional(sectionOrMine()).meta({
    title: '科室',
    description: '科室代码；mine 为本账号的科室，以及未分到科室的',
  }),
  handler: optional(choice({ me: '我', none: '尚未分办' })).meta({ title: '经办人' }),
  due: optional(choice({ today: '今日到期', overdue: '已超期' })).meta({ title: '期限' }),
  whose: optional(choice({ mine: '我可以办理的', others: '由同事办理的' })).meta({
    title: '由谁办理',
    description: 'mine 为本账号（含今日代行的）有权办理、又在其科室的；others 为其余的',
  }),
}));

export interface Filters {
  readonly section: string | null;
  readonly handler: 'me' | 'none' | null;
  readonly due: 'today' | 'overdue' | null;
  readonly whose: 'mine' | 'others' | null;
}

/** Whether a record of that organisation's list is among those asked for. */
export function isAmong(kind: AnyKind, exchange: Exchange, filters: Filters, actor: Actor, facts: Facts): boolean {
  const { section, handler, due, whose } = filters;
  return (
    (section === null || isOfSection(exchange, section, actor)) &&
    (handler === null || (handler === 'none' ? exchange.handler === null : handles(actor, exchange))) &&
    (due === null || isDue(exchange, due, facts)) &&
    (whose === null || isMine(kind, exchange, actor) === (whose === 'mine'))
  );
}

/** What an account's organisation sent lies in no section of its own. */
export function isOfSection({ section, to }: Pick<Exchange, 'section' | 'to'>, asked: string, actor: Actor): boolean {
  if (asked !== 'mine') return section === asked;
  return section === null || to !== actor.org || coversSection(actor, section);
}

function isDue({ late, clock }: Exchange, due: 'today' | 'overdue', { now }: Facts): boolean {
  // A day that passed before the one that runs now is not what is due.
  if (due === 'overdue') return late !== undefined && (clock === null || clock.ended || late.due === clock.by);
  return clock !== null && clock.by === civilDateOf(now) && !clock.ended;
}
