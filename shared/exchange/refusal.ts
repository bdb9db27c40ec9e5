/**
 * The one source of 404, 403 and 409 for acts, and of which buttons a page shows. Pure: the record must be settled.
 */
import { type Conflict, type FieldError, invalid, notFound, Problem, withoutRight } from '../errors.ts';
import { formatInstant, type Instant } from '../time.ts';
import { FULL, isFull } from './bounds.ts';
import { type Capacity, capacitiesOf, coversSection } from './capacity.ts';
import { type Actor, type Exchange, hasOneOf } from './exchange.ts';
import type { Facts } from './facts.ts';
import { type AnyKind, type AnyPersonAct, isPersons, personActs, type Refusal, type Verdict } from './kind.ts';
import { withUntaken } from './known.ts';
import { sightOf } from './sight.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-done': true;
  }
}

const DONE = '该事项已经办结，不能再次办理。请刷新后查看办理结果。';
const OF_KERNEL: Readonly<Partial<Record<Conflict, string>>> = { 'already-done': DONE };

/** The refusal in the account's own capacity, or in which capacity it may act: a deputy's own right comes first. */
export function decided(
  kind: AnyKind,
  exchange: Exchange,
  name: string,
  actor: Actor,
  input: unknown,
  facts: Facts,
): { refusal: Problem | null; standsFor?: string } {
  const [own, ...others] = capacitiesOf(actor) as [Capacity, ...Capacity[]];
  const refusal = refusalIn(kind, exchange, name, own.actor, input, facts);
  if (refusal === null) return { refusal };
  const other = others.find((one) => refusalIn(kind, exchange, name, one.actor, input, facts) === null);
  return other?.standsFor === undefined ? { refusal } : { refusal: null, standsFor: other.standsFor };
}

/** Why this actor cannot perform the act, or null. In order: not seen (404), fields (422), right (403), state (409). */
function refusalIn(
  kind: AnyKind,
  exchange: Exchange,
  name: string,
  actor: Actor,
  input: unknown,
  facts: Facts,
): Problem | null {
  const act = kind.acts[name] as AnyPersonAct;
  if (sightOf(exchange, actor) === null) return notFound();
  const verdict = act.refuse?.(exchange, input, actor, facts) ?? null;
  // What the clock and other records do asks for nothing, and is refused below.
  const wrong = isPersons(act) ? withUntaken(fieldsOf(verdict), act.input(), input, facts.county) : fieldsOf(verdict);
  if (wrong.length > 0) return invalid(wrong);
  const said = Array.isArray(verdict) ? null : (verdict as Refusal | null);
  const refusal = said ?? act.barred?.(exchange, actor, facts) ?? null;
  const place = placeRefusalIn(act, exchange, actor);
  if (place) return problemOf(kind, exchange, place);
  if (refusal && isRight(refusal)) return problemOf(kind, exchange, refusal);
  if (!inState(act, exchange)) {
    const code = act.otherwise[exchange.state] ?? act.otherwise['*'] ?? 'already-done';
    return problemOf(kind, exchange, { code });
  }
  if (refusal) return problemOf(kind, exchange, refusal);
  if (isFull(exchange, act) && !act.always) {
    return new Problem('history-full', FULL);
  }
  return null;
}

/**
 * Names of the acts that this actor can perform now: the buttons. Acts whose refusal depends on input count as open.
 * `facts`: null for acts whose moment has not come, too.
 */
export function actsOpenTo(kind: AnyKind, exchange: Exchange, actor: Actor, facts: Facts | null): string[] {
  if (sightOf(exchange, actor) === null) return [];
  return personActs(kind)
    .filter(([, act]) => inState(act, exchange) && (act.always || !isFull(exchange, act)))
    .filter(([, act]) => act.offered?.(exchange) ?? true)
    .filter(([, act]) => closedBy(act, exchange, actor, facts) === null)
    .map(([name]) => name);
}

/** An act that is not open now. */
export interface Closed {
  readonly label: string;
  /** Chinese. */
  readonly why: string;
  /** True where this actor may perform it in this state, once what is in the way is over. */
  readonly awaited?: true;
  /** From when on it is open, where the moment alone is in the way. */
  readonly from?: Instant;
}

/** What one's own side does with such a record and this actor cannot do now. */
export function actsClosedTo(kind: AnyKind, exchange: Exchange, actor: Actor, facts: Facts): Closed[] {
  if (sightOf(exchange, actor) === null) return [];
  return personActs(kind)
    .filter(([, act]) => onSide(act, exchange, actor) && (act.offered?.(exchange) ?? true))
    .flatMap(([, act]): Closed[] => {
      const { label } = act;
      const place = placeRefusal(act, exchange, actor);
      if (place) return [{ label, why: place.detail ?? '' }];
      const state = kind.states[exchange.state]?.label ?? '';
      if (!inState(act, exchange)) return [{ label, why: `当前状态为“${state}”，不能${label}。` }];
      if (isFull(exchange, act) && !act.always) return [{ label, why: FULL }];
      const barred = closedBy(act, exchange, actor, facts);
      if (!barred) return [];
      const why = problemOf(kind, exchange, barred).message;
      const from = barred.from !== undefined && { from: barred.from };
      return [{ label, why, ...(!act.danger && !isRight(barred) && { awaited: true }), ...from }];
    });
}

/** Why the act is not open to this actor in whatever capacity, as far as no form decides it. */
function closedBy(act: AnyPersonAct, exchange: Exchange, actor: Actor, facts: Facts | null): Refusal | null {
  const refusals = capacitiesOf(actor).map((one) => {
    const place = placeRefusalIn(act, exchange, one.actor);
    return { place, refusal: place ?? (facts && act.barred?.(exchange, one.actor, facts)) ?? null };
  });
  if (refusals.some(({ refusal }) => refusal === null)) return null;
  return (refusals.find(({ place }) => place === null) ?? refusals[0])?.refusal ?? null;
}

/** The wrong fields of a verdict; none where it is a refusal or nothing. */
export function fieldsOf(verdict: Verdict): readonly FieldError[] {
  return Array.isArray(verdict) ? (verdict as readonly FieldError[]) : [];
}

/** A refusal as it is answered, with what its kind says beside it. */
export function problemOf(kind: AnyKind, exchange: Exchange | null, refusal: Refusal): Problem {
  const { code, detail, pointer } = refusal;
  if (code === 'invalid') return invalid([{ pointer: pointer ?? '', detail: detail ?? '' }]);
  if (code === 'not-found') return notFound(detail);
  if (isRight({ code })) return new Problem(code, detail ?? '');
  const words = detail ?? kind.codes?.[code as Conflict]?.detail ?? OF_KERNEL[code as Conflict];
  const since = formatInstant(exchange?.history.at(-1)?.at ?? 0);
  const more = { ...(exchange === null ? {} : kind.refused?.(exchange)), ...refusal.more };
  return new Problem(code, words ?? `当前状态不能进行此操作（截至 ${since}）。`, { more });
}

function isRight({ code }: Refusal): boolean {
  return code === 'not-allowed' || code === 'not-your-section';
}

function inState(act: AnyPersonAct, exchange: Exchange): boolean {
  return act.from.includes('*') || act.from.includes(exchange.state);
}

/** Why the act is not this actor's, in whatever capacity. */
function placeRefusal(act: AnyPersonAct, exchange: Exchange, actor: Actor): Refusal | null {
  const [own, ...others] = capacitiesOf(actor) as [Capacity, ...Capacity[]];
  const refusal = placeRefusalIn(act, exchange, own.actor);
  if (refusal === null || others.some((one) => placeRefusalIn(act, exchange, one.actor) === null)) return null;
  return refusal;
}

/** Data, not an Error: this runs for every act on every page, and stack traces are expensive. */
function placeRefusalIn(act: AnyPersonAct, exchange: Exchange, actor: Actor): Refusal | null {
  const beside = actor.scopes === null && act.alsoBy?.some((role) => actor.roles.includes(role)) === true;
  if (beside) return null;
  if (!onSide(act, exchange, actor)) {
    const who = act.by === 'sender' ? '发出单位' : act.by === 'addressee' ? '接收单位' : '参与单位';
    return { code: 'not-allowed', detail: `“${act.label}”只能由${who}办理。` };
  }
  if (!hasRole(act, exchange, actor)) {
    const nobodys = act.rolesOf?.(exchange, actor.org).length === 0;
    if (nobodys) return { code: 'not-allowed', detail: `“${act.label}”不由本单位办理。` };
    const detail = withoutRight(`“${act.label}”`);
    return { code: 'not-allowed', detail };
  }
  const sectioned = act.inSection && exchange.section !== null && actor.scopes === null;
  if (sectioned && !coversSection(actor, exchange.section as string)) {
    return { code: 'not-your-section', detail: '该事项属于其他科室。请由所属科室办理，或请科室负责人调整分办。' };
  }
  return null;
}

function onSide(act: AnyPersonAct, exchange: Exchange, actor: Actor): boolean {
  if (act.by === 'sender') return exchange.from === actor.org;
  if (act.by === 'addressee') return exchange.to === actor.org;
  // What the clock or another record does is no person's.
  if (act.by !== 'participant') return false;
  return [exchange.from, exchange.to, ...exchange.participants].includes(actor.org);
}

function hasRole(act: AnyPersonAct, exchange: Exchange, actor: Actor): boolean {
  if (actor.scopes !== null) return act.scope !== undefined && actor.scopes.includes(act.scope);
  const roles = act.rolesOf?.(exchange, actor.org) ?? act.roles ?? ['officer', 'section-head'];
  return hasOneOf(actor.roles, roles);
}
