/** The supervision register of one's own organisation; the feedback on its entries is in `register/`. */

import * as z from 'zod';
import { comparedForms } from '../../shared/compared-number.ts';
import { invalid } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import { listPage, quarterStretches, quartersOf } from '../../shared/exchange/list.ts';
import { choice, identifier, line, optional } from '../../shared/fields.ts';
import { digest } from '../../shared/keys.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { plainName } from '../../shared/pushes/party-name.ts';
import { placesOf, registerId } from '../../shared/pushes/places.ts';
import { comparedNumber, licenceMasked } from '../../shared/pushes/sealed-numbers.ts';
import { settleDue } from '../../shared/register/due.ts';
import type { FeedbackBody } from '../../shared/register/feedback.ts';
import { entriesOf, entryOf, REGISTER_STATES, type RegisterEntry } from '../../shared/register/register.ts';
import { formatInstantOrNull } from '../../shared/time.ts';
import { isOfSection, sectionOrMine } from '../exchanges/filters.ts';
import { pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';
import { entrySeen, feedbackRoutes, latestFeedback } from './feedback.ts';
import { READERS } from './readers.ts';

const registerAnswers = () => import('./answers.ts');

const tag = '监管台账';
const LOOKED_AT = 1000;
/** Stretches of pushes that are looked at for one page in the order of time. */
const ROUNDS = 4;

const listQuery = lazily(() =>
  z.strictObject({
    licence: optional(identifier(100)).meta({ title: '证照', description: '证照编号或决定文书号' }),
    name: optional(line(200).refine((name) => [...plainName(name)].length >= 2, { error: '名称至少填写两个字' })).meta({
      title: '相对人名称',
      description: '名称中连续的两个字以上',
    }),
    section: optional(sectionOrMine()).meta({
      title: '责任科室',
      description: '科室代码；mine 为本账号的科室，以及未分到科室的',
    }),
    state: optional(choice(REGISTER_STATES)).meta({ title: '状态' }),
    order: choice({ id: '按编号', newest: '最近有推送的在前' })
      .default('id')
      .meta({ title: '顺序', description: '最近有推送的在前时，一页可能不满，以 next 为准' }),
    ...pagingQuery(),
  }),
);

const list = route({
  method: 'GET',
  path: '/register',
  id: 'listRegister',
  summary: '监管台账',
  description: '本单位已认领（或视为已认领）并纳入监管的许可，一证一条。',
  tag,
  query: listQuery,
  answers: { 200: { description: '一页台账', schema: async () => (await registerAnswers()).registerPage } },
  handle: listEntries,
});

const read = route({
  method: 'GET',
  path: '/register/{id}',
  id: 'readRegisterEntry',
  summary: '台账的一条，及其监管反馈',
  description: '附最近 200 条监管反馈，新者在前；全部反馈见 `/register/{id}/feedback`。',
  tag,
  answers: { 200: { description: '台账条目', schema: async () => (await registerAnswers()).registerEntryAnswer } },
  handle: async ({ desk, actor, params }) => {
    mustBe(actor, READERS, 'pushes:read');
    await settleDue(desk, actor.org);
    const entry = await entrySeen(desk, actor.org, params.id as string);
    const feedback = await latestFeedback(desk, entry);
    return { status: 200, body: { ...presented(entry), ...latestIn(feedback), feedback } };
  },
});

export const registerRoutes: readonly Route[] = [list, read, ...feedbackRoutes];

/** What is asked for, with the forms of the licence's number. */
type Asked = Checked<typeof listQuery> & { readonly numbers: readonly string[] };

async function listEntries(call: KnownCall<unknown, Checked<typeof listQuery>>): Promise<Answer> {
  const { desk, actor } = call;
  mustBe(actor, READERS, 'pushes:read');
  const numbers = call.query.licence === null ? [] : await comparedForms(desk, call.query.licence);
  const query = { ...call.query, licence: numbers[0] ?? null, numbers };
  await settleDue(desk, actor.org);
  if (query.order === 'newest') return newestEntries(call, query);
  const { name, section, state } = query;
  const owner = digest([desk.jurisdiction, actor.account, query.licence, name, section, state]).slice(0, 16);
  const items: RegisterEntry[] = [];
  let last: string | null = null;
  let looked = 0;
  for await (const entry of entriesOf(
    desk.ports.store,
    desk.jurisdiction,
    actor.org,
    readCursor(query.cursor, owner),
  )) {
    if (last !== null && (items.length >= query.limit || looked >= LOOKED_AT)) {
      return { status: 200, body: { items: await withLatest(desk, items), next: `${owner}${last}` } };
    }
    if (wanted(entry, query, actor)) items.push(entry);
    last = entry.id;
    looked += 1;
  }
  return { status: 200, body: { items: await withLatest(desk, items), next: null } };
}

/** Entries by the newest of their pushes: each is met there, and passed over at those before. */
async function newestEntries(
  { desk, actor }: KnownCall<unknown, Checked<typeof listQuery>>,
  query: Asked,
): Promise<Answer> {
  const { ports, jurisdiction } = desk;
  const facts = await desk.facts();
  const stretches = quarterStretches(facts, 'in', actor.org, 'push', quartersOf(facts));
  const { licence, name, section, state } = query;
  const owner = [actor.account, actor.org, 'register', licence, name, section, state];
  const items: RegisterEntry[] = [];
  let { cursor } = query;
  for (let round = 0; round < ROUNDS; round += 1) {
    const paging = { limit: query.limit - items.length, cursor, owner };
    const page = await listPage(desk, facts, stretches, paging, isEntered);
    const found = page.items as Exchange<PushBody>[];
    const entries = found.map((push) => entryOf(ports.store, jurisdiction, actor.org, registerId(push)));
    for (const [i, entry] of (await Promise.all(entries)).entries()) {
      if (entry && entry.pushes.at(-1) === found[i]?.id && wanted(entry, query, actor)) items.push(entry);
    }
    cursor = page.next;
    if (cursor === null || items.length >= query.limit) break;
  }
  return { status: 200, body: { items: await withLatest(desk, items), next: cursor } };
}

function isEntered(exchange: Exchange): boolean {
  return exchange.kind === 'push' && placesOf(exchange as Exchange<PushBody>).register !== undefined;
}

/** Feedback that is looked at for each entry of a list: what was checked last may have been recorded before others. */
const RECENT = 20;

/** The entries as a list shows them, each with its last check: one further query each. */
async function withLatest(desk: Desk, entries: readonly RegisterEntry[]): Promise<Record<string, unknown>[]> {
  const found = await Promise.all(entries.map((entry) => latestFeedback(desk, entry, RECENT)));
  return entries.map((entry, i) => ({ ...presented(entry), ...latestIn(found[i] ?? []) }));
}

/** When it was checked last and with what result, whenever that was recorded; of one day what was recorded last. */
function latestIn(recorded: readonly FeedbackBody[]): { checkedOn: string | null; checkResult: string | null } {
  const [first, ...others] = recorded;
  const last = others.reduce((a, b) => (b.day > (a?.day ?? '') ? b : a), first);
  return { checkedOn: last?.day ?? null, checkResult: last?.result ?? null };
}

function wanted(entry: RegisterEntry, query: Asked, actor: Actor): boolean {
  const numbers = [comparedNumber(entry, 'number'), comparedNumber(entry, 'documentNumber')];
  const licence = query.licence === null || query.numbers.some((number) => numbers.includes(number));
  const section =
    query.section === null || isOfSection({ section: entry.section, to: entry.org }, query.section, actor);
  const name = query.name === null || plainName(entry.party?.name ?? '').includes(plainName(query.name));
  return licence && section && name && (query.state === null || entry.state === query.state);
}

/** The mark of the caller and the filters, then the id of the last entry shown. */
function readCursor(cursor: string | null, owner: string): string | null {
  if (cursor === null) return null;
  if (cursor.startsWith(owner) && /^[0-9a-f]{32}$/.test(cursor.slice(owner.length))) return cursor.slice(owner.length);
  throw invalid([{ pointer: '?cursor', detail: '翻页标记无效，或不属于当前账号与筛选条件。请从第一页重新查询。' }]);
}

function presented({ sealedNumbers: _, until: _until, ...entry }: RegisterEntry): Record<string, unknown> {
  return { ...entry, licence: licenceMasked(entry.licence), since: formatInstantOrNull(entry.since) };
}
