/** How far the job after an entry is, and what the entry would have spared. */
import * as z from 'zod';
import { notFound } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { exchangeKey } from '../../shared/exchange/item.ts';
import { lazily } from '../../shared/lazily.ts';
import { itemsOf } from '../../shared/pages.ts';
import { isPush } from '../../shared/reports/counted.ts';
import { type Job, jobKey, readJob } from '../../shared/retiming/job.ts';
import { sparedCount, sparedIds } from '../../shared/retiming/listed.ts';
import { countIn, cursorAfter, pagingQuery } from '../http/paging.ts';
import { type KnownCall, type Route, route } from '../http/route.ts';
import { mayAdministrate, presentJob } from './retiming.ts';
import { tag } from './year.ts';

const answers = () => import('./answers.ts');

const listQuery = lazily(() => z.strictObject(pagingQuery()));

const readOne = route({
  method: 'GET',
  path: '/calendar/jobs/{id}',
  id: 'readRetimingJob',
  summary: '期限重算的进度与结果',
  description: '录入放假安排、期限顺延或时限规则后的重算。编号为该次录入之后日历的版本。',
  tag,
  answers: { 200: { description: '进度与结果', schema: async () => (await answers()).retimingJob } },
  handle: async (call) => ({ status: 200, body: await presentJob(call.desk, await jobIn(call)) }),
});

const listSpared = route({
  method: 'GET',
  path: '/calendar/jobs/{id}/spared',
  id: 'listSpared',
  summary: '本可免于超期的推送和其他记录',
  description:
    '本可免于视为认领的推送，以及最后一日在平台故障期间、已经超期的记录。每一件都已提出更正。任务进行中以及结束后的一分钟内，还可能增加。',
  tag,
  query: listQuery,
  answers: { 200: { description: '一页', schema: async () => (await answers()).sparedPage } },
  handle: async (call) => {
    const { desk, actor, query } = call;
    const job = await jobIn(call);
    const key = jobKey(desk.jurisdiction, job.version);
    const owner = [actor.account, key];
    const from = query.cursor === null ? 0 : countIn(query.cursor, owner);
    const ids = await sparedIds(desk, job, from, query.limit);
    const to = from + ids.length;
    const next = to < sparedCount(job) ? cursorAfter(to, key, owner) : null;
    return { status: 200, body: { items: await named(desk, ids), next } };
  },
});

export const jobRoutes: readonly Route[] = [readOne, listSpared];

/** Each as a push, or as another record. */
async function named(desk: Desk, ids: readonly string[]): Promise<object[]> {
  const keys = ids.map((id) => exchangeKey(desk.jurisdiction, id));
  const records = keys.length === 0 ? [] : await itemsOf(desk.ports.store, keys);
  return ids.map((id, i) => {
    const record = records[i]?.value as Exchange | undefined;
    return record && !isPush(record) ? { record: id } : { push: id };
  });
}

async function jobIn({ desk, actor, params }: KnownCall<unknown, unknown>): Promise<Job> {
  const id = params.id as string;
  const stored = /^[1-9]\d{0,8}$/.test(id) ? await readJob(desk, Number(id)) : undefined;
  if (!stored) throw notFound('该重算任务');
  mayAdministrate(actor);
  return stored.job;
}
