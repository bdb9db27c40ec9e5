/** Asking for somebody's credit: looked up, written down as a query, then answered. */
import { thresholdsOn } from '../../shared/clocks/thresholds.ts';
import type { Listed } from '../../shared/credit-queries/body.ts';
import { type CreditEntry, lookUp } from '../../shared/credit-queries/lists.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Desk } from '../../shared/exchange/desk.ts';
import type { Actor } from '../../shared/exchange/exchange.ts';
import { kindNamed } from '../../shared/exchange/run.ts';
import { create } from '../../shared/exchange/shell.ts';
import { endAllWithholding } from '../../shared/exchange/withholding.ts';
import { derivedId } from '../../shared/keys.ts';
import type { Put } from '../../shared/ports.ts';
import { civilDateOf, formatInstant } from '../../shared/time.ts';
import { recordsOf } from './records.ts';

export interface Question {
  readonly creditCode: string;
  readonly application: string | null;
  readonly purpose: string | null;
  readonly viewer: string | null;
}

const none = (days: number): string =>
  `没有可用的信用名单（未连通信用平台，也没有 ${days} 日内导入的名单），不能据此判断有无失信。请先导入名单，或在信用平台查询。`;

/**
 * The remote platform is not connected: the answer rests on imported lists (`degraded`). Throws 503 where there is none
 * that is good: no answer is ever taken for a clean record. `beside`: what is written with the query.
 */
export async function credit(
  desk: Desk,
  actor: Actor,
  question: Question,
  request: string,
  beside: () => Promise<readonly Put[]> = async () => [],
) {
  const facts = await desk.facts();
  const { creditCode, application } = question;
  const today = civilDateOf(facts.now);
  const goodFor = thresholdsOn(facts.log, today).creditListDays;
  const when = { now: facts.now, today, goodFor };
  const found = await lookUp(desk.ports.store, desk.jurisdiction, creditCode, when);
  if (found === null) throw unavailable(undefined, none(goodFor));
  const of = (effect: CreditEntry['effect']) => found.entries.filter((entry) => entry.effect === effect).map(listed);
  const [incentives, punishments] = [of('incentive'), of('punishment')];
  await endAllWithholding(desk, facts);
  // Read before the query is written down: what cannot be answered leaves no query behind.
  const records = await recordsOf(desk, facts, actor.org, creditCode, application);
  const id = derivedId(desk.jurisdiction, 'credit-query', actor.account, request);
  const said = { id, from: actor.org, ...question, asOf: found.asOf, degraded: true, incentives, punishments };
  await create(desk, 'credit-query', id, { actor, request }, async (known) => {
    const draft = kindNamed(desk.kinds, 'credit-query').open?.(said, { ...known, by: actor.account });
    if (!draft) throw new Error('a credit query opens');
    return { draft, input: said, beside: await beside() };
  });
  const answer = { asOf: formatInstant(found.asOf), degraded: true, incentives, punishments, records };
  return { query: id, creditCode, ...answer };
}

function listed({ list, basis, measures, from, until }: CreditEntry & { list: string }): Listed {
  return { list, basis, measures, from, until };
}
