/**
 * Addressing a new push by the boundary list in force (art. 9, 17): who may send it, to whom it goes, by when it has to
 * be claimed, and which copies go with it. Pure: time, list and earlier pushes come in as facts.
 */
import type { Matter } from '../boundary/matter.ts';
import { type ClockName, start } from '../clocks/clocks.ts';
import { bureauOf, type County, type Organisation, organisationOf } from '../county.ts';
import { type FieldError, invalid, Problem } from '../errors.ts';
import type { Actor, Draft, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/kind.ts';
import { derivedId, digest } from '../keys.ts';
import type { Instant } from '../time.ts';
import { type PushBody, type PushInput, warningsOf } from './body.ts';

/** What the list and the store know about a new push. */
export interface PushFacts extends Facts {
  actor: Actor;
  source: string;
  /** The list in force at this moment, and the matter's row on it. */
  list: { version: string; matter: Matter | null };
  /** The earlier push that this one corrects, and what has superseded it since. */
  corrected: Exchange<PushBody>[];
  /** True where another source has pushed the same document number for the same matter. */
  duplicate: boolean;
}

/** A copy to be sent along. */
export interface Copy {
  org: string;
  section: string | null;
}

export interface NewPush {
  draft: Draft<PushBody>;
  copies: Copy[];
  /** The pending push that this one corrects: withdrawn by the same commit. */
  withdraws: string | null;
}

/** The id of the push of a source's own number: the same for ever. */
export function pushId(jurisdiction: string, source: string, reference: string): string {
  return derivedId(jurisdiction, 'push', source, reference);
}

/** Makes the push, or throws what is wrong with it: 422 for what does not fit, 403 for who may not. */
export function newPush(input: PushInput, facts: PushFacts): NewPush {
  const errors = factErrors(input, facts);
  if (errors.length > 0) throw invalid(errors);
  const refused = senderRefusal(input, facts);
  if (refused) throw new Problem('not-allowed', refused);
  const to = addressee(input, facts);
  const matter = facts.list.matter;
  const claim = input.kind === 'document' ? null : start(facts.log, facts.now, claimClock(input), facts.now);
  const copies = copiesOf(input, facts.actor.org, to.org, matter).map(({ org, section }) => {
    return { org, section: sectionOf(facts.county, org, section) };
  });
  const id = pushId(facts.county.jurisdiction, facts.source, input.reference);
  const draft: Draft<PushBody> = {
    id,
    from: facts.actor.org,
    to: to.org,
    section: sectionOf(facts.county, to.org, to.section),
    handler: null,
    // Whoever gets a copy may read what it is a copy of.
    parties: copies.map(({ org }) => org),
    source: facts.source,
    reference: input.reference,
    state: claim ? 'pending' : 'for-information',
    claimBy: claim?.by ?? null,
    clock: claim,
    party: input.party?.creditCode ?? null,
    licence: input.licence?.number ?? input.licence?.documentNumber ?? null,
    body: bodyOf(input, facts),
    content: digest(input),
  };
  draft.body.copies = copies.map((copy) => copyId(id, copy.org));
  const pending = facts.corrected.at(-1);
  return { draft, copies, withdraws: pending?.state === 'pending' ? pending.id : null };
}

export function copyId(id: string, org: string): string {
  return derivedId(id, 'copy', org);
}

/** The section where work arrives: the one named, else the organisation's default, else none (any officer). */
export function sectionOf(county: County, org: string, section: string | null): string | null {
  return section ?? organisationOf(county, org)?.defaultSection ?? null;
}

/** Wrong fields of a target: an organisation or section that does not exist. */
export function targetErrors(
  county: County,
  target: { org: string; section: string | null },
  at: string,
): FieldError[] {
  const org = organisationOf(county, target.org);
  if (!org) return [{ pointer: `${at}/org`, detail: `没有代码为 ${target.org} 的单位，请从单位名录中选择` }];
  if (target.section !== null && !org.sections.some((s) => s.code === target.section)) {
    return [{ pointer: `${at}/section`, detail: `${org.name}没有代码为 ${target.section} 的科室` }];
  }
  return [];
}

/** True for organisations that a push with a clock can be addressed to. */
export function canClaim(org: Organisation): boolean {
  return ['approval-bureau', 'department', 'enforcement-agency'].includes(org.type);
}

/** Wrong fields that only the facts tell: what the list, the county, the clock and earlier pushes say of them. */
export function factErrors(input: PushInput, facts: PushFacts): FieldError[] {
  return [...addressErrors(input, facts), ...timeErrors(input, facts)];
}

function addressErrors(input: PushInput, facts: PushFacts): FieldError[] {
  const { matter } = facts.list;
  const errors: FieldError[] = [];
  if (input.matter !== null && !matter) {
    errors.push({ pointer: '/matter', detail: '该事项不在现行审管互动边界清单中，请核对事项编码' });
  }
  if (input.to) errors.push(...targetErrors(facts.county, input.to, '/to'));
  for (const [i, copy] of input.copyTo.entries()) errors.push(...targetErrors(facts.county, copy, `/copyTo/${i}`));
  if (input.kind !== 'document' && matter) errors.push(...namedErrors(input, matter, facts.county));
  if (input.to?.org === facts.actor.org) errors.push({ pointer: '/to/org', detail: '不能推送给本单位' });
  if (input.copyTo.some((copy) => copy.org === facts.actor.org)) {
    errors.push({ pointer: '/copyTo', detail: '不能抄送本单位' });
  }
  if (input.corrects !== null && facts.corrected.length === 0) {
    errors.push({ pointer: '/corrects', detail: '没有找到本来源此前以该编号推送的信息，请核对原编号' });
  }
  return errors;
}

function namedErrors(input: PushInput, matter: Matter, county: County): FieldError[] {
  const named = matter.addressing === 'named-per-push' && input.kind !== 'supervision';
  if (!named && input.to) return [{ pointer: '/to', detail: '该事项的接收单位由边界清单确定，不能另行指定' }];
  if (!named) return [];
  if (!input.to) return [{ pointer: '/to', detail: '该事项逐件指定接收单位，请填写接收单位' }];
  if (matter.candidates.length > 0 && !matter.candidates.includes(input.to.org)) {
    return [{ pointer: '/to/org', detail: `该事项只能推送给：${matter.candidates.join('、')}` }];
  }
  const org = organisationOf(county, input.to.org);
  if (org && !canClaim(org)) return [{ pointer: '/to/org', detail: `${org.name}不承担监管职责，请指定监管单位` }];
  return [];
}

function timeErrors(input: PushInput, facts: PushFacts): FieldError[] {
  const future = input.occurredAt > facts.now;
  return future ? [{ pointer: '/occurredAt', detail: '办结（公布）时间不能晚于当前时间，请核对' }] : [];
}

function senderRefusal(input: PushInput, { actor, county, list }: PushFacts): string | null {
  if (input.kind === 'document') return null;
  if (input.kind !== 'supervision') {
    return actor.org === bureauOf(county).code
      ? null
      : '审批信息和监管风险点只能由行政审批服务局（或代其推送的系统）推送。';
  }
  return maySupervise(list.matter as Matter, actor.org, county)
    ? null
    : '监管处理信息只能由边界清单为该事项确定的监管单位或执法机构推送。';
}

/** Whom the list names; where it leaves the naming to each push and names no candidates, whoever can be named. */
function maySupervise(matter: Matter, org: string, county: County): boolean {
  if (matter.addressing === 'named-per-push' && matter.candidates.length === 0) {
    const found = organisationOf(county, org);
    return found !== undefined && canClaim(found) && found.code !== bureauOf(county).code;
  }
  return [matter.department, matter.enforcementAgency, ...matter.candidates].includes(org);
}

function addressee(input: PushInput, { county, list }: PushFacts): { org: string; section: string | null } {
  if (input.to) return input.to;
  const matter = list.matter as Matter;
  if (input.kind === 'supervision') return { org: bureauOf(county).code, section: matter.approvingSection };
  return { org: matter.department as string, section: matter.section };
}

function claimClock(input: PushInput): ClockName {
  return input.kind === 'supervision' ? 'claim-supervision' : 'claim-approval';
}

/** Where the list names an enforcement agency too, it gets a copy for information. */
function copiesOf(input: PushInput, from: string, to: string, matter: Matter | null): Copy[] {
  if (input.kind === 'document') return input.copyTo;
  const agency = matter?.enforcementAgency;
  return agency && agency !== from && agency !== to ? [{ org: agency, section: null }] : [];
}

function bodyOf(input: PushInput, facts: PushFacts): PushBody {
  const { reference, to: _to, copyTo: _copyTo, ...said } = input;
  const warnings = warningsOf(input);
  if (facts.duplicate) {
    const detail = '另一来源已就同一事项推送过相同文书号的信息，可能重复。请核对后决定是否撤回。';
    warnings.push({ code: 'possible-duplicate', pointer: '/licence/documentNumber', detail });
  }
  return {
    ...emptyBody(facts.now, reference),
    ...said,
    matterName: facts.list.matter?.name ?? null,
    boundaryListVersion: facts.list.matter ? facts.list.version : null,
    ...lateness(input, facts),
    warnings,
  };
}

/** A body in which nothing has happened yet. */
export function emptyBody(occurredAt: Instant, root: string): PushBody {
  return {
    kind: 'document',
    ...{ matter: null, matterName: null, decision: null, party: null, licence: null, occurredAt },
    ...{ summary: null, site: null, contact: null, commitment: false, conditions: null, riskPoints: [] },
    ...{ attachments: [], corrects: null, boundaryListVersion: null, pushDue: null, pushedLate: null },
    ...{ claimClock: null, claimedAt: null, claimedBy: null, claimMode: null, responsible: null },
    ...{ returnedAt: null, returnReason: null, suggestedOrg: null, readdressClock: null, readdressLate: false },
    ...{ supersedes: null, supersededBy: null, copyOf: null, copies: [], problem: null, warnings: [] },
    chain: { root, number: 1, returns: 0, problem: null },
  };
}

/** Whether the push came in time (即时, or 3 working days). What cannot be counted has no due date, never a guess. */
function lateness(input: PushInput, facts: PushFacts): Pick<PushBody, 'pushDue' | 'pushedLate'> {
  if (input.kind === 'document') return { pushDue: null, pushedLate: null };
  const name = input.kind === 'supervision' ? 'push-supervision' : 'push-approval';
  const due = dueOf(facts, name, input.occurredAt);
  return { pushDue: due?.by ?? null, pushedLate: due ? facts.now >= due.deadline : null };
}

function dueOf(facts: Facts, name: ClockName, from: Instant): { by: string; deadline: Instant } | null {
  try {
    return start(facts.log, facts.now, name, from);
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unknown') return null;
    throw error;
  }
}
