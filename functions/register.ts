/** The supervision register of one's own organisation, and the feedback that it records about a licence. */

import * as z from 'zod';
import { invalid, notFound } from '../shared/errors.ts';
import type { Desk } from '../shared/exchange/desk.ts';
import type { Exchange } from '../shared/exchange/exchange.ts';
import { openPartition } from '../shared/exchange/item.ts';
import { create, requestOf, reused } from '../shared/exchange/shell.ts';
import { load } from '../shared/exchange/work.ts';
import { choice, code, line, optional } from '../shared/fields.ts';
import { derivedId, digest, sortable, splitKey } from '../shared/keys.ts';
import { type Checked, lazily } from '../shared/lazily.ts';
import { feedback, feedbackInput } from '../shared/register/feedback.ts';
import { entriesOf, entryOf, type RegisterEntry } from '../shared/register/register.ts';
import { civilDateOf, formatInstantOrNull } from '../shared/time.ts';
import { pagingQuery } from './paging.ts';
import { mustBe } from './permission.ts';
import { type Answer, type KnownCall, type Route, route } from './route.ts';

const exchangeAnswers = () => import('./answers/exchange.ts');
const registerAnswers = () => import('./answers/register.ts');

const tag = '监管台账';
const LOOKED_AT = 1000;
const READERS = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office'] as const;

const listQuery = lazily(() =>
  z.strictObject({
    licence: optional(line(100)),
    section: optional(code()),
    state: optional(choice(['active', 'ended', 'transferred'])),
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
  tag,
  answers: { 200: { description: '台账条目', schema: async () => (await registerAnswers()).registerEntryAnswer } },
  handle: async ({ desk, actor, params }) => {
    mustBe(actor, READERS, 'pushes:read');
    await settleDue(desk, actor.org);
    const entry = await entryOf(desk.ports.store, desk.jurisdiction, actor.org, params.id as string);
    if (!entry) throw notFound('该台账条目');
    return { status: 200, body: { ...presented(entry), feedback: await feedbackOf(desk, entry) } };
  },
});

const addFeedback = route({
  method: 'POST',
  path: '/register/{id}/feedback',
  id: 'addFeedback',
  summary: '登记监管反馈',
  tag,
  body: feedbackInput,
  idempotent: true,
  answers: {
    201: {
      description: '已登记',
      schema: async () => (await exchangeAnswers()).recordAnswer(feedback),
      headers: { location: '该反馈的地址' },
    },
  },
  handle: recordFeedback,
});

export const registerRoutes: readonly Route[] = [list, read, addFeedback];

async function listEntries({ desk, actor, query }: KnownCall<unknown, Checked<typeof listQuery>>): Promise<Answer> {
  mustBe(actor, READERS, 'pushes:read');
  await settleDue(desk, actor.org);
  const owner = digest([desk.jurisdiction, actor.account, query.licence, query.section, query.state]).slice(0, 16);
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
      return { status: 200, body: { items: items.map(presented), next: `${owner}${last}` } };
    }
    if (wanted(entry, query)) items.push(entry);
    last = entry.id;
    looked += 1;
  }
  return { status: 200, body: { items: items.map(presented), next: null } };
}

/** What has become deemed claimed by now belongs on the register, whether or not a timer has come by. */
async function settleDue(desk: Desk, org: string): Promise<void> {
  const facts = await desk.facts();
  const partition = openPartition(desk.jurisdiction, org, 'push');
  const due = await desk.ports.store.query('in', partition, { to: sortable(facts.now + 1), limit: LOOKED_AT });
  await Promise.all(due.map(({ key }) => load(desk, splitKey(key).id)));
}

function wanted(entry: RegisterEntry, query: Checked<typeof listQuery>): boolean {
  const numbers = [entry.licence?.number, entry.licence?.documentNumber];
  const licence = query.licence === null || numbers.includes(query.licence);
  const section = query.section === null || entry.section === query.section;
  return licence && section && (query.state === null || entry.state === query.state);
}

/** The mark of the caller and the filters, then the id of the last entry shown. */
function readCursor(cursor: string | null, owner: string): string | null {
  if (cursor === null) return null;
  if (cursor.startsWith(owner) && /^[0-9a-f]{32}$/.test(cursor.slice(owner.length))) return cursor.slice(owner.length);
  throw invalid([{ pointer: '?cursor', detail: '翻页标记无效，或不属于当前账号与筛选条件。请从第一页重新查询。' }]);
}

async function recordFeedback(call: KnownCall<Checked<typeof feedbackInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, key } = call;
  const entry = await entryOf(desk.ports.store, desk.jurisdiction, actor.org, params.id as string);
  if (!entry) throw notFound('该台账条目');
  mustBe(actor, ['officer', 'section-head'], 'register:write');
  const request = requestOf(desk, actor.account, `feedback ${entry.id}`, key);
  const id = derivedId(desk.jurisdiction, 'feedback', actor.org, request);
  const licence = listedUnder(entry);
  const input = { id, from: actor.org, entry: entry.id, licence, section: entry.section, ...body };
  const { exchange } = await create(desk, 'feedback', id, { actor, request }, async (facts) => {
    if (body.day > civilDateOf(facts.now))
      throw invalid([{ pointer: '/day', detail: '日期不能晚于今日，请在检查或处理之后填写' }]);
    return { draft: feedback.open(input, { ...facts, by: actor.account }), input };
  });
  if (exchange.content !== digest({ entry: entry.id, section: entry.section, ...body })) throw reused();
  const headers = { location: `/feedback/${id}` };
  return { status: 201, body: feedback.present(exchange as Exchange<never>, actor, await desk.facts()), headers };
}

/** Where the feedback on an entry is found again: under its licence, or, where it has none, under the entry itself. */
function listedUnder(entry: RegisterEntry): string {
  return entry.licence?.number ?? entry.licence?.documentNumber ?? entry.id;
}

async function feedbackOf(desk: Desk, entry: RegisterEntry): Promise<unknown[]> {
  const partition = `${desk.jurisdiction}#${listedUnder(entry)}`;
  const found = await desk.ports.store.query('licence', partition, { limit: 200, descending: true });
  const items = await desk.ports.store.getMany(found.map(({ key }) => key));
  return items.flatMap((item) => {
    const record = item?.value as Exchange<{ entry: string; result: string; day: string; detail: string }> | undefined;
    const mine = record?.kind === 'feedback' && record.from === entry.org && record.body.entry === entry.id;
    return mine ? [{ id: record.id, ...record.body }] : [];
  });
}

function presented(entry: RegisterEntry): Record<string, unknown> {
  return { ...entry, since: formatInstantOrNull(entry.since) };
}
