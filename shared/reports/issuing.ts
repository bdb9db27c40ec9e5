/** Issuing the circular (印发): signed by a person, frozen with a hash, once. Its mails follow from the record. */
import { loggedPuts } from '../audit/chain.ts';
import type { Act } from '../audit/entry.ts';
import { invalid, Problem } from '../errors.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Actor } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { formatInstant, type Instant, type Quarter } from '../time.ts';
import { changeReport, type Decision } from './change.ts';
import type { Circular } from './circular.ts';
import { putContent } from './content.ts';
import { allReports } from './history.ts';
import { contentHashOf } from './present.ts';
import { circularInProgress, issuedCircular } from './read.ts';
import { type Issued, type Report, reviewClock } from './report.ts';
import { withoutTexts } from './texts.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-issued': true;
    'content-differs': true;
    'corrections-open': true;
    'review-running': true;
  }
}

export interface Signature {
  documentNumber: string;
  signedBy: string;
  /** Of a circular that had been issued, and which a restore took back: when, and the hash that people hold. */
  first?: { readonly issuedAt: Instant; readonly contentHash: string };
}

/** Issues it, or answers what has been issued where the same is asked again. */
export function issue(desk: Desk, quarter: Quarter, signature: Signature, actor: Actor): Promise<Circular> {
  return changeReport(desk, quarter, async (report, facts) => {
    if (report?.issued) return again(desk, report.issued, signature);
    if (!report || facts.now < reviewClock(report, facts).deadline) throw reviewRunning();
    return issued(desk, report, facts, signature, actor);
  });
}

async function again(
  desk: Desk,
  issued: NonNullable<Report['issued']>,
  { documentNumber, signedBy }: Signature,
): Promise<Decision<Circular>> {
  if (issued.documentNumber !== documentNumber || issued.signedBy !== signedBy) {
    const detail = `本季度通报已以${issued.documentNumber}印发，不能再次印发。需要更正的，将列入下一期通报的勘误。`;
    throw new Problem('already-issued', detail);
  }
  return { report: null, result: await issuedCircular(desk, issued) };
}

async function issued(
  desk: Desk,
  report: Report,
  facts: Facts,
  { first, ...signature }: Signature,
  actor: Actor,
): Promise<Decision<Circular>> {
  const { quarter } = report;
  const { unissued, ...kept } = report;
  const issuedAt = first?.issuedAt ?? facts.now;
  if (first && !unissued) throw neverRestored();
  checkInstant(issuedAt, report, facts);
  const reports = new Map([...(await allReports(desk, facts)), [quarter, report]]);
  const draft = await circularInProgress(desk, facts, quarter, reports);
  const open = draft.corrections.filter(({ state }) => state === 'open').length;
  if (open > 0) {
    throw new Problem('corrections-open', `还有 ${open} 项更正申请没有决定。请先逐项决定是否采纳，再印发通报。`);
  }
  const circular: Circular = { ...draft, ...signature, stage: 'issued', issuedAt };
  const contentHash = contentHashOf(circular);
  const held = [first?.contentHash, first && unissued?.contentHash].filter((hash) => hash !== undefined);
  if (held.some((hash) => hash !== contentHash)) throw differs();
  const content = await putContent(desk, withoutTexts(circular));
  const done = {
    at: facts.now,
    by: actor.account,
    ...signature,
    content,
    contentHash,
    ...(first && { first: issuedAt }),
  };
  const also = await loggedPuts(desk.ports.store, desk.jurisdiction, actOf(quarter, done));
  return { report: { ...kept, stage: 'issued', issued: done }, also, result: { ...circular, contentHash } };
}

/** Each issuing, and when it was done: of one that a restore had taken back the circular says the first instant. */
function actOf(quarter: Quarter, { at, by, documentNumber, signedBy, contentHash, first }: Issued): Act {
  const said = { documentNumber, signedBy, contentHash };
  const detail = { ...said, ...(first !== undefined && { firstIssuedAt: formatInstant(first) }) };
  const act = first === undefined ? 'issue-circular' : 'reissue-circular';
  return { at, by, act, thing: `reports/${quarter}`, detail, room: 'administration' };
}

function neverRestored(): Problem {
  const detail =
    '本季度通报没有因恢复数据而退回未签发，不能填写首次印发的时间和内容摘要。请不填这两项，直接印发；确因恢复数据退回的，请系统管理员运行 npm run admin -- reissue 后再印发';
  return invalid([{ pointer: '/issuedAt', detail }]);
}

/** The first issuing was after the review and not in the future. */
function checkInstant(issuedAt: Instant, report: Report, facts: Facts): void {
  if (issuedAt >= reviewClock(report, facts).deadline && issuedAt <= facts.now) return;
  throw invalid([{ pointer: '/issuedAt', detail: '首次印发的时间应在审核期满之后、此刻之前，请核对' }]);
}

function differs(): Problem {
  const detail =
    '按首次印发的时间形成的内容，摘要与所填的不一致，没有印发。请核对时间、文号、签发人和各项更正申请的决定是否与首次印发时相同。';
  return new Problem('content-differs', detail);
}

function reviewRunning(): Problem {
  return new Problem('review-running', '通报的审核期尚未结束，期满并决定全部更正申请后方可印发。');
}
