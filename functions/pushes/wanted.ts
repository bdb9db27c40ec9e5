/** What a list of pushes can be asked for. */
import * as z from 'zod';
import { creditCode } from '../../shared/credit-code.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { choice, civilDate, identifier, labelsOf, line, optional, organisation, person } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { meanings } from '../../shared/meaning.ts';
import { PUSH_KINDS } from '../../shared/pushes/fields.ts';
import { push as pushKind } from '../../shared/pushes/kind.ts';
import { plainName } from '../../shared/pushes/party-name.ts';
import { civilDateOf, type Instant } from '../../shared/time.ts';
import { filterQuery, listed, standing } from '../exchanges/filters.ts';
import { pagingQuery } from '../http/paging.ts';
import { daysInOrder, instantInQuery } from '../http/query.ts';

export const listQuery = lazily(() =>
  z
    .strictObject({
      box: optional(choice({ in: '收到的', out: '发出的' })).meta({
        title: '收发',
        description: '不填的，按编号、决定文书号、信用代码、名称查找或用 updatedSince 时两边都找，其他为收到的（in）',
      }),
      standing: standing(),
      status: optional(choice(labelsOf(pushKind.states))).meta({ title: '状态' }),
      kind: optional(choice(PUSH_KINDS)).meta({ title: '信息类别' }),
      ...filterQuery(),
      matter: optional(z.string().max(64).register(meanings, { is: 'matter' })).meta({ title: '事项' }),
      party: optional(creditCode()).meta({ title: '行政相对人', description: '统一社会信用代码' }),
      to: optional(organisation()).meta({ title: '接收单位' }),
      claimedBy: optional(person()).meta({ title: '认领人', description: '其账号' }),
      pushedFrom: optional(civilDate()).meta({ title: '推送时间，自' }),
      pushedTo: optional(civilDate()).meta({ title: '推送时间，至' }),
      claimedFrom: optional(civilDate()).meta({ title: '认领时间，自', description: '视为已认领的，为期限届满之时' }),
      claimedTo: optional(civilDate()).meta({ title: '认领时间，至' }),
      completedFrom: optional(civilDate()).meta({ title: '办结时间，自' }),
      completedTo: optional(civilDate()).meta({ title: '办结时间，至' }),
      reference: optional(identifier(120)).meta({ title: '来源自己的编号' }),
      documentNumber: optional(identifier(100)).meta({
        title: '决定文书号',
        description: '括号、全角半角、大小写不限',
      }),
      name: optional(
        line(200).refine((name) => [...plainName(name)].length >= 2, { error: '名称至少填写两个字' }),
      ).meta({
        title: '相对人名称',
        description: '名称中连续的两个字以上',
      }),
      updatedSince: optional(instantInQuery()).meta({
        title: '此后有变动的',
        description: '自该时刻（含）起有变动的，早者在前。不会遗漏；个别的可能再次列出',
      }),
      detail: choice({ line: '一行', whole: '全部内容' })
        .default('line')
        .meta({ title: '详略', description: 'whole 的，每件与查看该件的答复相同' }),
      org: listed(),
      ...pagingQuery(),
    })
    .superRefine(
      daysInOrder(['pushedFrom', 'pushedTo'], ['claimedFrom', 'claimedTo'], ['completedFrom', 'completedTo']),
    ),
);

export type ListQuery = Checked<typeof listQuery>;

export type Box = 'in' | 'out';

type Days = 'pushed' | 'claimed' | 'completed';

/** Whether an instant lies on the days asked for; one that is not there lies on none. */
export function isWithin(query: ListQuery, what: Days, at: Instant | null): boolean {
  const [from, to] = [query[`${what}From`], query[`${what}To`]];
  if (from === null && to === null) return true;
  if (at === null) return false;
  const day = civilDateOf(at);
  return (from === null || day >= from) && (to === null || day <= to);
}

/** The sides that are looked through: the one named; for searches that name none both, else what was received. */
export function sidesOf({ box, party, reference, documentNumber, name, updatedSince }: ListQuery): readonly Box[] {
  if (box !== null) return [box];
  const isSearch = [party, reference, documentNumber, name, updatedSince].some((said) => said !== null);
  return isSearch ? ['in', 'out'] : ['in'];
}

/** Whose list with which filters; whether a push is in it. */
export interface Wanted {
  org: string;
  query: ListQuery;
  /** The forms of the document number that is looked for. */
  numbers: readonly string[];
  sides: readonly Box[];
  keep(exchange: Exchange): boolean;
  /** What a cursor belongs to. */
  owner: unknown;
}
