/**
 * An objection to the draft (更正, art. 23): by the push's addressee or sender, or by whoever a figure of the annex is
 * counted against, until the review ends; by who took its place, where that organisation has ended, since the caution
 * letter for its figures goes there. The correction is named by the report before it is opened, so that none is
 * overlooked when the circular is issued.
 */
import type { CorrectionBody } from '../corrections/body.ts';
import { idOfCorrection } from '../corrections/id-of.ts';
import { correction, type Subject } from '../corrections/kind.ts';
import { heirsOf } from '../county.ts';
import { invalid, notFound, Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { FIGURES, type Figure } from '../exchange/figures.ts';
import { create, type Request } from '../exchange/shell.ts';
import { sightOf } from '../exchange/sight.ts';
import { load } from '../exchange/work.ts';
import { sha256 } from '../keys.ts';
import { civilDateOf, type Quarter, quarterName, quarterOf } from '../time.ts';
import { changeReport } from './change.ts';
import { type CountedPush, categoryOf, countedFor } from './counted.ts';
import { type CountedAgainst, figuresCounting } from './figures-counting.ts';
import { type Report, reviewClock } from './report.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'review-not-begun': true;
    'review-over': true;
    'already-objected': true;
  }
}

/** Of `push` and `record` exactly one. */
export interface Objection {
  push?: string | undefined;
  record?: string | undefined;
  /** Needed where several figures count the record. */
  figure?: Figure | undefined;
  reason: string;
}

/** Opens the correction, or answers the one that is there. */
export async function objectTo(
  desk: Desk,
  quarter: Quarter,
  objection: Objection,
  request: Request,
): Promise<{ exchange: Exchange; created: boolean }> {
  const { actor } = request;
  const { subject, org } = await inQuestion(desk, quarter, objection, actor);
  const id = await idOfCorrection(desk, subject, actor.org);
  const input = { ...subject, id, org, objector: actor.org, reason: objection.reason };
  const there = await load(desk, id);
  if (!there) await nameIt(desk, quarter, id);
  const made = await create(desk, 'correction', id, request, async (facts) => {
    return { draft: correction.open(input, { ...facts, by: actor.account }), input };
  });
  mustBeTheSame(made.exchange, input, made.created);
  return { ...made, created: made.created && there === undefined };
}

/** What is objected to, and whose figure it is; throws where nobody, or not this actor, may object to it. */
export async function inQuestion(
  desk: Desk,
  quarter: Quarter,
  { push, record, figure }: Objection,
  actor: Actor,
): Promise<{ subject: Subject; org: string }> {
  if ((push === undefined) === (record === undefined)) {
    throw invalid([{ pointer: '/push', detail: '请填写推送或记录，两项只填一项' }]);
  }
  if (push !== undefined) {
    if (figure !== undefined) throw invalid([{ pointer: '/figure', detail: FIGURE_BESIDE_PUSH }]);
    const found = await pushInQuestion(desk, quarter, push, actor);
    return { subject: { push: found.id }, org: countedFor(found) };
  }
  const late = await lateInQuestion(desk, quarter, record as string, figure, actor);
  return { subject: { record: record as string, figure: late.figure, quarter }, org: late.org };
}

/** Whether an organisation speaks for the figures of another: for its own, and for those of whose place it took. */
function speaksFor({ org }: Actor, of: string, { county, now }: Facts): boolean {
  return of === org || heirsOf(county, of, civilDateOf(now)).includes(org);
}

const FIGURE_BESIDE_PUSH =
  '对推送的认领情况提出的，不填附表项目，请删除；对该推送的附表项目提出的，请把推送编号填在 record 中';

/** The figure of the quarter's annex that counts the record against whoever objects. */
async function lateInQuestion(
  desk: Desk,
  quarter: Quarter,
  id: string,
  figure: Figure | undefined,
  actor: Actor,
): Promise<CountedAgainst> {
  const facts = await desk.facts();
  const record = await load(desk, id);
  const all = record ? await figuresCounting(desk, quarter, record) : null;
  const own = all?.filter(({ org }) => speaksFor(actor, org, facts)) ?? [];
  if (!record || (sightOf(record, actor) === null && own.length === 0)) throw notFound('该记录');
  if (all === null) throw NOT_BEGUN();
  if (all.length > 0 && own.length === 0) {
    throw new Problem('not-allowed', '只有该项超期所计入的单位，或其承接单位，可以提出更正。');
  }
  const meant = own.filter((one) => figure === undefined || one.figure === figure);
  if (meant.length === 1) return meant[0] as CountedAgainst;
  const [pointer, detail] =
    meant.length > 1
      ? [
          '/figure',
          `该记录计入附表多项，请注明是哪一项：${own.map((one) => `${one.figure}（${FIGURES[one.figure]}）`).join('、')}`,
        ]
      : ['/record', `该记录未作为超期计入${quarterName(quarter)}通报的附表，请核对编号、季度和附表项目`];
  throw invalid([{ pointer, detail }]);
}

/** The push, as it exists for whoever objects, and counts in this quarter. */
async function pushInQuestion(desk: Desk, quarter: Quarter, id: string, actor: Actor): Promise<CountedPush> {
  const push = (await load(desk, id)) as CountedPush | undefined;
  const facts = await desk.facts();
  const speaks = push?.kind === 'push' && sidesOf(push).some((org) => speaksFor(actor, org, facts));
  if (push?.kind !== 'push' || (sightOf(push, actor) === null && !speaks)) throw notFound('该推送');
  if (!speaks) throw new Problem('not-allowed', '只有该推送的接收单位或推送单位，或其承接单位，可以提出更正。');
  if (categoryOf(push) === null || quarterOf(push.claimBy as string) !== quarter) {
    throw invalid([{ pointer: '/push', detail: `该推送不计入${quarterName(quarter)}通报，请核对推送编号和季度` }]);
  }
  return push;
}

/** Who sent it, and whose figure it is; a copy has no addressee whom it counts for. */
function sidesOf(push: CountedPush): string[] {
  return [push.from, ...(push.to === null ? [] : [push.to, countedFor(push)])];
}

async function nameIt(desk: Desk, quarter: Quarter, id: string): Promise<void> {
  await changeReport(desk, quarter, async (report, facts) => {
    const refused = objectionRefusal(report, facts);
    if (refused) throw refused;
    const { corrections } = report as Report;
    if (corrections.includes(id)) return { report: null, result: null };
    return { report: { ...(report as Report), corrections: [...corrections, id] }, result: null };
  });
}

const NOT_BEGUN = (): Problem =>
  new Problem('review-not-begun', '本季度通报的征求意见稿尚未形成，形成后方可提出更正。');

/** Why nothing can be objected to in the quarter now: before its draft, and after the review; null while it runs. */
export function objectionRefusal(report: Report | null, facts: Facts): Problem | null {
  if (!report) return NOT_BEGUN();
  if (!report.issued && facts.now < reviewClock(report, facts).deadline) return null;
  return new Problem('review-over', '本季度通报的更正期限已过，不能再提出更正。确有错误的，请与县行政审批服务局联系。');
}

/** One correction a push and objector; one that the platform opened on the objector's behalf stands for it. */
function mustBeTheSame(exchange: Exchange, input: { reason: string }, created: boolean): void {
  const { reasonDigest } = exchange.body as CorrectionBody;
  const byPlatform = exchange.history[0]?.by === 'system';
  if (created || byPlatform || reasonDigest === sha256(input.reason)) return;
  throw new Problem('already-objected', '本单位已就该推送或记录提出过更正，不能重复提出。请查看已提出的更正。', {
    more: { correction: exchange.id },
  });
}
