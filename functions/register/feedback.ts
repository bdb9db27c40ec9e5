/** The feedback that a department records about an entry of its register, and reads there again. */

import * as z from 'zod';
import { invalid, notFound, Problem } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor, Exchange } from '../../shared/exchange/exchange.ts';
import { listPage } from '../../shared/exchange/list.ts';
import { create, requestOf, reused } from '../../shared/exchange/shell.ts';
import { derivedId, digest } from '../../shared/keys.ts';
import { type Checked, lazily } from '../../shared/lazily.ts';
import { type FeedbackBody, feedback, feedbackInput, feedbackPartition } from '../../shared/register/feedback.ts';
import { entryOf, type RegisterEntry } from '../../shared/register/register.ts';
import { civilDateOf } from '../../shared/time.ts';
import { presented } from '../exchanges/routes.ts';
import { pagingOf, pagingQuery } from '../http/paging.ts';
import { mustBe } from '../http/permission.ts';
import { type Answer, type KnownCall, type Route, route } from '../http/route.ts';

const answers = () => import('../exchanges/answers.ts');

const tag = '监管台账';
const LATEST = 200;

/** Who reads the register. */
export const READERS = ['officer', 'section-head', 'org-admin', 'bureau-admin', 'government-office'] as const;

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

const addFeedback = route({
  method: 'POST',
  path: '/register/{id}/feedback',
  id: 'addFeedback',
  summary: '登记监管反馈',
  description: '由台账条目所属科室的人员登记；科室负责人可以登记本单位的任一条目。',
  tag,
  body: feedbackInput,
  idempotent: true,
  answers: {
    201: {
      description: '已登记',
      schema: async () => (await answers()).recordAnswer(feedback),
      headers: { location: '该反馈的地址' },
    },
  },
  handle: recordFeedback,
});

export const feedbackRoutes: readonly Route[] = [listFeedback, addFeedback];

/** The entry of that id on the register of an organisation; 404 where there is none. */
export async function entrySeen(desk: Desk, org: string, id: string): Promise<RegisterEntry> {
  const entry = await entryOf(desk.ports.store, desk.jurisdiction, org, id);
  if (!entry) throw notFound('该台账条目');
  return entry;
}

/** The newest feedback on an entry, as the entry shows it. */
export async function latestFeedback(desk: Desk, { org, id }: RegisterEntry): Promise<unknown[]> {
  const { store } = desk.ports;
  const partition = feedbackPartition(desk.jurisdiction, org, id);
  const found = await store.query('register', partition, { limit: LATEST, descending: true });
  const items = found.length === 0 ? [] : await store.getMany(found.map(({ key }) => key));
  const records = items.flatMap((item) => (item ? [item.value as Exchange<FeedbackBody>] : []));
  return records.map((record) => ({ id: record.id, ...record.body }));
}

async function recordFeedback(call: KnownCall<Checked<typeof feedbackInput>, unknown>): Promise<Answer> {
  const { desk, actor, params, body, key } = call;
  const entry = await entrySeen(desk, actor.org, params.id as string);
  mustBe(actor, ['officer', 'section-head'], 'register:write');
  mustActIn(entry, actor);
  const request = requestOf(desk, actor.account, `feedback ${entry.id}`, key);
  const id = derivedId(desk.jurisdiction, 'feedback', actor.org, request);
  const input = { id, from: actor.org, entry: entry.id, section: entry.section, ...body };
  const { exchange, facts } = await create(desk, 'feedback', id, { actor, request }, async (facts) => {
    if (body.day > civilDateOf(facts.now))
      throw invalid([{ pointer: '/day', detail: '日期不能晚于今日，请在检查或处理之后填写' }]);
    return { draft: feedback.open(input, { ...facts, by: actor.account }), input };
  });
  if (exchange.content !== digest({ entry: entry.id, section: entry.section, ...body })) throw reused();
  const headers = { location: `/feedback/${id}` };
  return { status: 201, body: presented(feedback, exchange, actor, facts), headers };
}

/** An officer acts in the sections that he has; the section-head in all of the organisation. */
function mustActIn({ section }: RegisterEntry, { sections, scopes, roles }: Actor): void {
  const everywhere = sections === 'all' || scopes !== null || roles.includes('section-head');
  if (section === null || everywhere || sections.includes(section)) return;
  const detail = '该台账条目属于其他科室。请由所属科室登记，或请科室负责人登记。';
  throw new Problem('not-your-section', detail);
}
