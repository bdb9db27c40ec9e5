/**
 * The corrections of a quarter: objections to its figures (更正), with what their pushes count as; and those that the
 * platform opens itself, decided, for lateness that an entry in the calendar has struck after the figures were frozen:
 * a circular under review counts one less, an issued one stays as it is and the next names the erratum.
 */

import type { CorrectionBody } from '../corrections/body.ts';
import { idOfCorrection } from '../corrections/id-of.ts';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import type { Desk } from '../exchange/desk.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { PLATFORM } from '../exchange/figures.ts';
import { exchangeKey, openPartition, quarterPartition } from '../exchange/item.ts';
import { quartersBack } from '../exchange/list.ts';
import type { Effect } from '../exchange/seams.ts';
import { load } from '../exchange/work.ts';
import { pagesOf, valuesAt } from '../pages.ts';
import { civilDateOf, type Quarter, quarterOf } from '../time.ts';
import type { CountedCorrection, DraftFigures } from './assemble.ts';
import type { CorrectionSubject, TextDigests } from './circular.ts';
import { getContent } from './content.ts';
import { type Category, type CountedPush, categoryOf } from './counted.ts';
import { figuresCounting } from './figures-counting.ts';
import { readReports } from './report.ts';
import { published } from './texts.ts';

export interface KnownCorrection {
  /** The quarter in which its push counts, or whose annex counts its record. */
  quarter: Quarter;
  line: CountedCorrection;
  digests: TextDigests;
}

/**
 * All corrections of the county, whenever they were opened, in order of id: objections, and those that the platform
 * opened for deemed claims that a later notice would have spared. `named` are found even where the indexes lag.
 */
export async function knownCorrections(desk: Desk, facts: Facts, named: readonly string[]): Promise<KnownCorrection[]> {
  const keys = new Set(named.map((id) => exchangeKey(desk.jurisdiction, id)));
  const pages = await Promise.all(partitions(facts).map((partition) => keysIn(desk, partition)));
  for (const key of pages.flat()) keys.add(key);
  const corrections = (await valuesAt(desk.ports.store, [...keys])) as Exchange<CorrectionBody>[];
  const ids = [...new Set(corrections.flatMap(({ body }) => body.push ?? []))];
  const pushes = (await valuesAt(
    desk.ports.store,
    ids.map((id) => exchangeKey(desk.jurisdiction, id)),
  )) as CountedPush[];
  const byId = new Map(pushes.map((push) => [push.id, push]));
  const idle = await idleIn(desk, corrections);
  const known = corrections.flatMap((correction) => {
    const { body } = correction;
    const digests = digestsOf(correction);
    if (body.quarter) {
      const line = { ...lineOf(correction, null), ...(idle.has(correction.id) && { idle: true as const }) };
      return [{ quarter: body.quarter, line, digests }];
    }
    const push = byId.get(body.push as string);
    if (!push?.claimBy) return [];
    return [{ quarter: quarterOf(push.claimBy), line: lineOf(correction, categoryOf(push)), digests }];
  });
  return known.sort((a, b) => (a.line.id < b.line.id ? -1 : 1));
}

/** Corrections that the drafts of their quarters have nothing of: what they say of it was frozen with them. */
async function idleIn(desk: Desk, corrections: readonly Exchange<CorrectionBody>[]): Promise<Set<string>> {
  const quarters = [...new Set(corrections.flatMap(({ body }) => body.quarter ?? []))];
  const reports = await readReports(desk.ports.store, desk.jurisdiction, quarters);
  const drafts = await Promise.all(
    reports.flatMap((report) => (report ? [getContent<DraftFigures>(desk, report.draft)] : [])),
  );
  return new Set(drafts.flatMap(({ uncounted = [] }) => uncounted));
}

function lineOf({ id, state, body }: Exchange<CorrectionBody>, category: Category | null): CountedCorrection {
  const { org, reason, decision } = body;
  return { id, ...subjectOf(body), org, state, reason: published(reason), decision: published(decision), category };
}

/** What it is about, as circulars and answers say it: what is not said is absent. */
export function subjectOf({ push, record, figure }: CorrectionSubject): CorrectionSubject {
  return { ...(push !== undefined && { push }), ...(record !== undefined && { record, figure }) };
}

function digestsOf({ id, body }: Exchange<CorrectionBody>): TextDigests {
  return { correction: id, reason: body.reasonDigest, decision: body.decisionDigest };
}

/** Those who decide corrections, and every quarter in which one may have been opened. */
function partitions({ county, now }: Facts): string[] {
  const deciders = [bureauOf(county).code, governmentOfficeOf(county).code];
  const quarters = quartersBack(civilDateOf(now), county.since);
  return deciders.flatMap((org) => [
    openPartition(county.jurisdiction, org, 'correction'),
    ...quarters.map((quarter) => quarterPartition(county.jurisdiction, org, 'correction', quarter)),
  ]);
}

async function keysIn(desk: Desk, partition: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const entries of pagesOf(desk.ports.store, 'in', partition)) for (const { key } of entries) keys.push(key);
  return keys;
}

/** `before` was late, `after` is so no longer, or by another day. Nothing where that day is in the same quarter. */
export async function errataOfStruck(desk: Desk, before: Exchange, after: Exchange): Promise<Effect[]> {
  const quarter = quarterOf(before.late?.due as string);
  if (after.late && quarterOf(after.late.due) === quarter) return [];
  const counted = (await figuresCounting(desk, quarter, before)) ?? [];
  const effects = await Promise.all(
    counted.map(async ({ figure, org }): Promise<Effect[]> => {
      const subject = { record: before.id, figure, quarter };
      const id = await idOfCorrection(desk, subject, PLATFORM);
      if (await load(desk, id)) return [];
      const input = { ...subject, id, org, objector: org, ...wordsFor(before, after) };
      return [{ do: 'open', kind: 'correction', input }];
    }),
  );
  return effects.flat();
}

function wordsFor(before: Exchange, { history }: Exchange): { reason: string; decided: string } {
  const due = before.late?.due;
  const since = history.slice(before.history.length);
  const entry = since.find(({ act }) => act === 'spared');
  if (since.some(({ act }) => act === 'miss')) {
    const reason = '召集单位更正了到场情况：该单位没有到场，不需要反馈意见。';
    return { reason, decided: `该记录在 ${due} 不计超期，附表该项减一。` };
  }
  if (entry === undefined) {
    const reason = `期限 ${due} 届满后，对该记录的异议经处理成立，其后的超期予以撤销。`;
    return { reason, decided: `该记录在 ${due} 不计超期，附表该项减一。` };
  }
  const spared = entry.detail as { to: string; source: string };
  return {
    reason: `期限 ${due} 届满后录入了“${spared.source}”，按录入后的日历，该记录的期限为 ${spared.to}。`,
    decided: `按录入后的日历，该记录在 ${due} 未超期，附表该项减一。`,
  };
}
