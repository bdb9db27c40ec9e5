/**
 * Addressing by the boundary list in force (art. 9, 17): who may send a push, to whom it goes, which copies go with it.
 */
import type { Matter } from '../boundary/matter.ts';
import { bureauOf, type County, canClaim, heirOf, organisationOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Actor, Exchange } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import { unknownCodes } from '../exchange/known.ts';
import { type CivilDate, civilDateOf } from '../time.ts';
import { ENDS, type PushBody } from './body.ts';
import { PUSH_KINDS } from './fields.ts';
import { type PushInput, target } from './input.ts';

/** What the list and the store know about a new push. */
export interface PushFacts extends Facts {
  actor: Actor;
  source: string;
  /**
   * The list in force at this moment, or where that has dropped the matter the last that had it, and the matter's row.
   */
  list: { version: string; matter: Matter | null };
  /** Of a supervision result, the row on the list of the day on which it was published, where that was another. */
  earlier: Matter | null;
  /** From when on the list is without the matter; null where it has it, or no list ever had. */
  dropped: { from: CivilDate } | null;
  /** The earlier push that this one corrects, and what has superseded it since. */
  corrected: Exchange<PushBody>[];
  /** True where another source of the same organisation has pushed the same document number for the same matter. */
  duplicate: boolean;
  /** Earlier approvals and risk points under the same licence number, else document number. */
  sameNumber: Exchange<PushBody>[];
  /** What stands of the licence where another department than the list's has it (`holder.ts`). */
  held: Exchange<PushBody> | null;
  /** True where the same organisation has passed on the same document before. */
  sameDocument: boolean;
  /** Of what it grants: the caps of the matter that hold today. */
  caps: readonly CapUse[];
  /** What is wrong with the files and records that it names. */
  errorsBeside: FieldError[];
}

/** A cap on the licences of a matter (art. 6), and what counts under it before this push. */
export interface CapUse {
  title: string;
  quantity: number;
  unit: string;
  base: number;
  /** The register entries of the licences granted under it that have not ended. */
  entries: ReadonlySet<string>;
}

/** Where a push goes, or a copy that is sent along. */
export interface Copy {
  org: string;
  section: string | null;
}

/** What is wrong with whom it is for. */
export function addressErrors(input: PushInput, facts: PushFacts): FieldError[] {
  const { matter } = facts.list;
  const errors: FieldError[] = [];
  if (input.matter !== null && !matter) {
    errors.push({ pointer: '/matter', detail: '该事项不在现行审管互动边界清单中，请核对事项编码' });
  }
  if (facts.dropped && !goesOn(input, facts.dropped.from)) {
    const detail = `该事项自 ${facts.dropped.from} 起已从边界清单中取消，只接收此前办结的，以及变更、撤回、撤销、注销和监管处理信息`;
    errors.push({ pointer: '/matter', detail });
  }
  errors.push(...unknownCodes(target(), input.to, facts.county, '/to'));
  for (const [i, copy] of input.copyTo.entries()) {
    errors.push(...unknownCodes(target(), copy, facts.county, `/copyTo/${i}`));
  }
  if (input.kind !== 'document' && matter) errors.push(...namedErrors(input, matter, facts.county));
  if (input.to?.org === facts.actor.org)
    errors.push({ pointer: '/to/org', detail: '不能推送给本单位，请指定其他单位' });
  if (input.copyTo.some((copy) => copy.org === facts.actor.org)) {
    errors.push({ pointer: '/copyTo', detail: '不能抄送本单位，请从抄送单位中删除' });
  }
  if (input.corrects !== null && facts.corrected.length === 0) {
    errors.push({ pointer: '/corrects', detail: '没有找到本来源此前以该编号推送的信息，请核对原编号' });
  }
  errors.push(...kindErrors(input, facts));
  return errors;
}

/** What corrects another says the same kind of thing: else it would withdraw a decision that nobody is told of then. */
function kindErrors({ kind }: PushInput, { corrected }: PushFacts): FieldError[] {
  const other = corrected.find(({ body }) => body.kind !== kind);
  if (!other) return [];
  const [was, is] = [PUSH_KINDS[other.body.kind], PUSH_KINDS[kind]];
  const detail = `原推送是“${was}”，不能以“${is}”更正。请按原类别更正；原类别有误的，请另行推送（原推送尚未认领的，先撤回）`;
  return [{ pointer: '/corrects', detail }];
}

/**
 * What may still be said of a matter that the list has dropped: what was completed before, what changes or ends a
 * licence.
 */
function goesOn({ kind, decision, occurredAt }: PushInput, from: CivilDate): boolean {
  if (kind === 'document') return false;
  if (kind === 'supervision' || civilDateOf(occurredAt) < from) return true;
  return ['changed', 'withdrawn', 'revoked', 'cancelled'].includes(decision ?? '');
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

/** Why this organisation may not send it, or null. */
export function senderRefusal(input: PushInput, facts: PushFacts): string | null {
  const { actor, county, list, earlier, held } = facts;
  if (input.kind === 'document') return null;
  if (input.kind !== 'supervision') {
    return actor.org === bureauOf(county).code
      ? null
      : '审批信息和监管风险点只能由行政审批服务局（或代其推送的系统）推送。';
  }
  const rows = [list.matter, earlier].filter((row) => row !== null);
  return held?.to === actor.org || rows.some((row) => maySupervise(row, actor.org, facts))
    ? null
    : '监管处理信息只能由边界清单为该事项确定的监管单位或执法机构推送。';
}

/**
 * Whom the list names, or who took its place; where it leaves the naming to each push and names no candidates, whoever
 * can be named.
 */
function maySupervise(matter: Matter, org: string, { county, now }: Facts): boolean {
  if (matter.addressing === 'named-per-push' && matter.candidates.length === 0) {
    const found = organisationOf(county, org);
    return found !== undefined && canClaim(found) && found.code !== bureauOf(county).code;
  }
  const named = [matter.department, matter.enforcementAgency, ...matter.candidates].filter((one) => one !== null);
  return named.some((one) => one === org || heirOf(county, one, civilDateOf(now)) === org);
}

/** Whom it goes to: whoever has taken the place of the organisation that it is for. */
export function addressee(input: PushInput, facts: PushFacts): Copy {
  const { org, section } = meant(input, facts);
  const heir = heirOf(facts.county, org, civilDateOf(facts.now));
  return { org: heir, section: heir === org ? section : null };
}

/** Whom it is for, by what it says, by who has the licence, or by the list. */
export function meant(input: PushInput, { county, list, held }: PushFacts): Copy {
  const matter = list.matter as Matter;
  if (input.kind === 'supervision') return { org: bureauOf(county).code, section: matter.approvingSection };
  if (held?.to) return { org: held.to, section: held.section };
  if (input.to) return input.to;
  return { org: matter.department as string, section: matter.section };
}

/**
 * Who gets a copy for information: whom a document names, and the enforcement agency that the list names. With them
 * whoever has been informed of what it corrects, or of the licence that it ends: else the copy there says what does not
 * hold any more.
 */
export function copiesOf(input: PushInput, to: string, entry: string, facts: PushFacts): Copy[] {
  const { actor, county, list, now } = facts;
  const agency = list.matter?.enforcementAgency;
  const named = input.kind === 'document' ? input.copyTo : agency ? [{ org: agency, section: null }] : [];
  const informed = informedOf(input, entry, facts).map((org) => heirOf(county, org, civilDateOf(now)));
  const copies = new Map(
    [...informed.map((org): Copy => ({ org, section: null })), ...named].map((one) => [one.org, one]),
  );
  return [...copies.values()].filter(({ org }) => org !== actor.org && org !== to);
}

/** Whoever has a copy of it; of a document also whom it was for, since nobody has to claim that. */
function informedOf({ kind, decision }: PushInput, entry: string, { corrected, sameNumber }: PushFacts): string[] {
  const ended = kind === 'approval' && ENDS.includes(decision);
  const licence = ended ? sameNumber.filter(({ body }) => body.entry === entry) : [];
  const standing = [...corrected, ...licence].filter(({ state }) => state !== 'withdrawn');
  const addressees = kind === 'document' ? standing.flatMap(({ to }) => to ?? []) : [];
  return [...standing.flatMap(({ participants }) => participants), ...addressees];
}
