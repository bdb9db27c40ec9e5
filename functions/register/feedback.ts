/** The feedback that a department records about an entry of its register, and reads there again. */

import * as z from 'zod';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { listPage } from '../../shared/exchange/list.ts';
import { lazily } from '../../shared/lazily.ts';
import { type FeedbackBody, feedback, feedbackPartition } from '../../shared/register/feedback.ts';
import { entryOf, type RegisterEntry } from '../../shared/register/register.ts';
import { openingRoutes, presented } from '../exchanges/routes.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Route, route } from '../http/route.ts';
import { READERS } from './readers.ts';

const answers = () => import('../exchanges/answers.ts');

const tag = '监管台账';
const LATEST = 200;

const listQuery = lazily(() => z.strictObject(pagingQuery()));

const listFeedback = route({
  method: 'GET',
  path: '/register/{id}/feedback',
  id: 'listFeedbackOfEntry',
  summary: '台账一条的全部监管反馈',
  description: '新者在前。',
  tag,
  query: listQuery,
  answers: { 200: { description: '一页反馈', schema: async () => (await answers()).pageOfRecords(feedback) } },
  handle: async ({ desk, actor, params, query }) => {
    mustBe(actor, READERS, 'pushes:read');
    const { id, org } = await entrySeen(desk, actor.org, params.id as string);
    const facts = await desk.facts();
    const partition = feedbackPartition(desk.jurisdiction, org, id);
    const paging = pagingOf(query, [actor.account, partition]);
    const page = await listPage(desk, facts, [{ index: 'register', partition, descending: true }], paging, () => true);
    const items = page.items.map((record) => presented(feedback, record, actor, facts));
    return { status: 200, body: { items, next: page.next } };
  },
});

export const feedbackRoutes: readonly Route[] = [...openingRoutes(feedback), listFeedback];

/** The entry of that id on the register of an organisation; 404 where there is none. */
export async function entrySeen(desk: Desk, org: string, id: string): Promise<RegisterEntry> {
  const entry = await entryOf(desk.ports.store, desk.jurisdiction, org, id);
  if (!entry) throw notFound('该台账条目');
  return entry;
}

/** The newest feedback on an entry, as the entry shows it. */
export async function latestFeedback(
  desk: Desk,
  { org, id }: RegisterEntry,
  limit = LATEST,
): Promise<(FeedbackBody & { id: string })[]> {
  const { store } = desk.ports;
  const partition = feedbackPartition(desk.jurisdiction, org, id);
  const found = await store.query('register', partition, { limit, descending: true });
  const items = found.length === 0 ? [] : await store.getMany(found.map(({ key }) => key));
  const records = items.flatMap((item) => (item ? [item.value as Exchange<FeedbackBody>] : []));
  return records.map((record) => ({ id: record.id, ...record.body }));
}
