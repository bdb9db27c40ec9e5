/**
 * `GET /audit`: who changed, read or signed in to what, for the bureau's administrators, the government office and
 * discipline inspection.
 */
import * as z from 'zod';
import { ACT_WORDS } from '../../shared/audit/acts.ts';
import { accountPartition, chainedIn, roomPartition } from '../../shared/audit/chain.ts';
import type { Entry, Room } from '../../shared/audit/entry.ts';
import { ROOMS_OF, roomsOf } from '../../shared/audit/rooms.ts';
import { chainOf, entryKey, isAbout, isThing, keyOfChain } from '../../shared/audit/things.ts';
import { verifyChain } from '../../shared/audit/verify.ts';
import { type Bounds, type Met, walkPartitions, walkThing } from '../../shared/audit/walk.ts';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import { readCursor, writeCursor } from '../../shared/exchange/list.ts';
import { choice, civilDate, optional } from '../../shared/fields.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { addDays, formatInstant, startOfDay } from '../../shared/time.ts';
import { pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { daysInOrder } from '../http/query.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { accountAsked } from './account-asked.ts';

const answers = () => import('./answers.ts');

const tag = '审计';
const LOOKED_AT = 1000;
const READERS = Object.keys(ROOMS_OF) as (keyof typeof ROOMS_OF)[];

const thing = lazily(() =>
  z
    .string({ error: '请填写对象' })
    .refine(isThing, { error: '应为对象的名称，如 accounts/SCJG' })
    .meta({ example: 'accounts/SCJG' }),
);

const listQuery = lazily(() =>
  z
    .strictObject({
      thing: optional(thing()).meta({
        title: '对象',
        description: '如 accounts/SCJG、accounts/SCJG/scjg.officer、calendar',
      }),
      by: accountAsked().meta({ title: '办理人（账号）' }),
      act: optional(choice(ACT_WORDS)).meta({ title: '操作' }),
      from: optional(civilDate()).meta({ title: '起日' }),
      to: optional(civilDate()).meta({ title: '止日' }),
      ...pagingQuery(),
    })
    .superRefine(daysInOrder(['from', 'to'])),
);
type Query = Checked<typeof listQuery>;

const list = route({
  method: 'GET',
  path: '/audit',
  id: 'listAudit',
  summary: '审计记录',
  description:
    '谁在何时改了什么、登录、查阅，新者在前。行政审批服务局管理员看到管理事务，县政府办公室看到除纪检监察机关以外的全部，纪检监察机关看到自己的和移交给它的。一页可能不满，以 next 为准。',
  tag,
  query: listQuery,
  answers: { 200: { description: '一页审计记录', schema: async () => (await answers()).auditPage } },
  handle: listed,
});

const chainQuery = lazily(() => z.strictObject({ thing: thing().meta({ title: '对象' }) }));

const chain = route({
  method: 'GET',
  path: '/audit/chain',
  id: 'verifyAuditChain',
  summary: '校验一个对象的审计链',
  description: '逐条核对哈希，并核对对象此刻的内容与最后一条所记是否相符。',
  tag,
  query: chainQuery,
  answers: { 200: { description: '校验的结果', schema: async () => (await answers()).chainAnswer } },
  handle: verified,
});

export const auditRoutes: readonly Route[] = [list, chain];

async function listed({ desk, actor, query }: KnownCall<unknown, Query>): Promise<Answer> {
  mustBe(actor, READERS);
  const { cursor, limit, ...filters } = query;
  const owner = [actor.account, 'audit', filters];
  const sight = await sightFor(desk, actor);
  const after = cursor === null ? undefined : readCursor(cursor, owner).entry;
  const items: Record<string, unknown>[] = [];
  let last: Met | undefined;
  let looked = 0;
  for await (const met of walk(desk, sight, query, after)) {
    if (last && (items.length >= limit || looked >= LOOKED_AT)) {
      return { status: 200, body: { items, next: writeCursor({ partition: 'audit', entry: last.place }, owner) } };
    }
    if (isWanted(met.entry, query) && maySee(met.entry, sight)) items.push(presented(met.entry, sight));
    last = met;
    looked += 1;
  }
  return { status: 200, body: { items, next: null } };
}

/** The rooms that somebody sees, and the records that were referred to him: what is told of these he sees too. */
interface Sight {
  readonly rooms: readonly Room[];
  readonly referred: ReadonlySet<string>;
}

async function sightFor(desk: Desk, actor: KnownCall<unknown, unknown>['actor']): Promise<Sight> {
  const rooms = roomsOf(actor.roles);
  if (!actor.roles.includes('discipline')) return { rooms, referred: new Set() };
  const { referredTo } = await import('../accountability/evidence.ts');
  return { rooms, referred: await referredTo(desk, actor.org) };
}

function walk(desk: Desk, { rooms, referred }: Sight, query: Query, after: Bounds['after']): AsyncGenerator<Met> {
  const { store } = desk.ports;
  const { jurisdiction } = desk;
  const bounds: Bounds = {
    from: query.from === null ? undefined : startOfDay(query.from),
    to: query.to === null ? undefined : startOfDay(addDays(query.to, 1)),
    after,
  };
  if (query.thing !== null) return walkThing(store, jurisdiction, query.thing, bounds);
  if (query.by !== null) return walkPartitions(store, 'out', [accountPartition(jurisdiction, query.by)], bounds);
  const all = referred.size === 0 ? rooms : ([...new Set([...rooms, 'administration', 'office'])] as Room[]);
  const partitions = all.map((room) => roomPartition(jurisdiction, room));
  return walkPartitions(store, 'in', partitions, bounds);
}

function isWanted(entry: Entry, query: Query): boolean {
  if (query.thing !== null && !isAbout(entry.thing, query.thing)) return false;
  return (query.by === null || entry.by === query.by) && (query.act === null || entry.act === query.act);
}

function maySee({ room, records = [] }: Entry, { rooms, referred }: Sight): boolean {
  return rooms.includes(room) || records.some((id) => referred.has(id));
}

/** Of what is seen by a referral alone, the records that were referred, and not what else was asked for. */
function presented(entry: Entry, { rooms, referred }: Sight): Record<string, unknown> {
  const {
    at,
    by,
    act,
    thing: about,
    records = [],
    detail,
    digest,
    found = null,
    state = null,
    hash,
    previousHash,
  } = entry;
  const whole = rooms.includes(entry.room);
  return {
    ...{ at: formatInstant(at), by, act, thing: about },
    records: whole ? records : records.filter((id) => referred.has(id)),
    detail: whole ? detail : null,
    ...{ digest, found, state, hash, previousHash },
  };
}

async function verified({ desk, actor, query }: KnownCall<unknown, Checked<typeof chainQuery>>): Promise<Answer> {
  mustBe(actor, READERS);
  const { store } = desk.ports;
  const name = chainOf(query.thing);
  const count = chainedIn(await store.get(keyOfChain(desk.jurisdiction, name)))?.count ?? 0;
  const last = (await store.get(entryKey(desk.jurisdiction, name, count)))?.value as Entry | undefined;
  const seen = count > 0 && (!last || roomsOf(actor.roles).includes(last.room));
  const found = seen ? await verifyChain(store, desk.jurisdiction, name) : null;
  if (!found) throw notFound('该对象的审计链');
  const { firstAt, lastAt, ...said } = found;
  const body = { thing: name, ...said, firstAt: formatInstant(firstAt), lastAt: formatInstant(lastAt) };
  return { status: 200, body };
}
