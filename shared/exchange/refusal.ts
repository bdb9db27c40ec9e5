/**
 * The one source of 404, 403 and 409 for acts, and of which buttons a page shows. Pure: the record must be settled.
 */
import { invalid, notFound, Problem } from '../errors.ts';
import { formatInstant, formatInstantOrNull } from '../time.ts';
import type { Actor, Exchange } from './exchange.ts';
import type { Act, AnyKind, Facts, Refusal } from './kind.ts';

/** People's acts end at this many entries; clock, notices and quarantine are always appended. */
export const HISTORY_LIMIT = 150;
const BYTES_LIMIT = 300 * 1024;
/** What acts with a reserve have beyond both. */
const RESERVE = { entries: 10, bytes: 10 * 1024 };
/** As many entries fit into any record: their size need not be counted. */
const FEW = 20;

const REFUSED: Record<string, string> = {
  'already-claimed':
    '该推送已被认领，不能再认领、退回或撤回。请查看认领人和认领时间；不属于接收单位职责的，由接收单位提出认领异议；内容有误的，由发出单位以新的编号推送更正。',
  'claim-deadline-passed':
    '认领期限已过，系统已按规定视为认领。请由接收单位在该推送上确认责任人；不属于其职责的，可提出认领异议。',
  'not-pending': '该推送当前不是待认领状态，不能进行此操作。请刷新后查看最新状态。',
  'not-returned': '只有被退回的推送才能改派。请刷新后查看最新状态。',
  'already-readdressed': '该推送已经改派。请查看改派后的新推送。',
  'already-disputed': '该推送已经提出过异议。请在对应的问题中继续沟通。',
  'not-claimed': '只有已认领或视为认领的推送才能提出异议；尚未认领的请使用退回。',
  'not-deemed': '只有超期视为认领的推送才需要确认责任人。',
  'not-sent': '该提醒函尚未签发，不能进行此操作。请等待签发。',
  'already-sent': '该提醒函已经签发，不能再次签发，也不能改为不予提醒。请查看整改情况。',
  'already-dropped': '该提醒函已经决定不予提醒，不能再办理。请查看不予提醒的理由。',
  'already-reported': '整改情况已经报告，等待县政府办公室认定。',
  'rectification-running': '整改期限未满，且尚未报告整改情况，不能认定整改结果。',
  'not-approved': '该责任追究尚未批准，请先批准。',
  'already-approved': '该责任追究已经批准，请认定责任或移交纪检。',
  'already-done': '该事项已经办结，不能再次办理。请刷新后查看办理结果。',
};

/** True where the record exists for this reader: sender, addressee, copy, or the government office, which sees all. */
export function maySee(exchange: Exchange, reader: Actor): boolean {
  return (
    exchange.from === reader.org ||
    exchange.to === reader.org ||
    exchange.participants.includes(reader.org) ||
    reader.roles.includes('government-office')
  );
}

/** Why this actor cannot perform this act now, or null. Not-seen comes first, then right, then state. */
export function refusalOf(
  kind: AnyKind,
  exchange: Exchange,
  name: string,
  actor: Actor,
  input: unknown,
  facts: Facts,
): Problem | null {
  const act = kind.acts[name] as Act<unknown, unknown>;
  if (!maySee(exchange, actor)) return notFound();
  return rightRefusal(act, exchange, actor, input, facts) ?? stateRefusal(act, exchange, actor, input, facts);
}

/** Names of the acts that this actor can perform now: the buttons. Acts whose refusal depends on input count as open. */
export function actsOpenTo(kind: AnyKind, exchange: Exchange, actor: Actor): string[] {
  return Object.entries(kind.acts)
    .filter(([, act]) => act.by !== 'clock' && act.by !== 'system')
    .filter(([, act]) => inState(act, exchange) && (act.always || !isFull(exchange, act)))
    .filter(([, act]) => maySee(exchange, actor) && placeRefusal(act, exchange, actor) === null)
    .map(([name]) => name);
}

function inState(act: Act<unknown>, exchange: Exchange): boolean {
  return act.from.includes('*') || act.from.includes(exchange.state);
}

function rightRefusal(
  act: Act<unknown, unknown>,
  exchange: Exchange,
  actor: Actor,
  input: unknown,
  facts: Facts,
): Problem | null {
  const place = placeRefusal(act as Act<unknown>, exchange, actor);
  if (place) return new Problem(place.code, place.detail);
  const further = act.refuse?.(exchange, input, actor, facts);
  return further?.code === 'not-allowed' ? new Problem('not-allowed', further.detail) : null;
}

/** A plain object: pages ask this for every act of a record, and an error is dear. */
function placeRefusal(act: Act<unknown>, exchange: Exchange, actor: Actor): Refusal | null {
  if (!onSide(act, exchange, actor)) {
    const who = act.by === 'sender' ? '发出单位' : act.by === 'addressee' ? '接收单位' : '参与单位';
    return { code: 'not-allowed', detail: `“${act.label}”只能由${who}办理。` };
  }
  if (!hasRole(act, actor)) {
    const detail = `您的账号没有“${act.label}”的权限。请联系本单位管理员调整权限，或由有权限的同事办理。`;
    return { code: 'not-allowed', detail };
  }
  const sectioned = act.inSection && exchange.section !== null && actor.sections !== 'all' && actor.scopes === null;
  if (sectioned && !actor.sections.includes(exchange.section as string)) {
    return { code: 'not-your-section', detail: '该事项属于其他科室。请由所属科室办理，或请科室负责人调整分办。' };
  }
  return null;
}

function onSide(act: Act<unknown>, exchange: Exchange, actor: Actor): boolean {
  if (act.by === 'sender') return exchange.from === actor.org;
  if (act.by === 'addressee') return exchange.to === actor.org;
  return act.by === 'participant' && [exchange.from, exchange.to, ...exchange.participants].includes(actor.org);
}

function hasRole(act: Act<unknown>, actor: Actor): boolean {
  if (actor.scopes !== null) return act.scope !== undefined && actor.scopes.includes(act.scope);
  return (act.roles ?? ['officer', 'section-head']).some((role) => actor.roles.includes(role));
}

function stateRefusal(
  act: Act<unknown, unknown>,
  exchange: Exchange,
  actor: Actor,
  input: unknown,
  facts: Facts,
): Problem | null {
  if (!inState(act as Act<unknown>, exchange)) {
    return conflict(act.otherwise[exchange.state] ?? act.otherwise['*'] ?? 'not-pending', exchange);
  }
  const further = act.refuse?.(exchange, input, actor, facts);
  if (further) return further.code === 'invalid' ? misfit(further) : conflict(further.code, exchange, further.detail);
  if (isFull(exchange, act as Act<unknown>) && !act.always) {
    return new Problem('history-full', '该记录的办理次数已达上限，不能继续办理。请另行发起新的事项，并注明原编号。');
  }
  return null;
}

/** People's acts end while what the clock, notices and quarantine still have to write fits into the record. */
function isFull(exchange: Exchange, { reserve }: Act<unknown>): boolean {
  const { length } = exchange.history;
  if (length < FEW) return false;
  const more = reserve ? RESERVE : { entries: 0, bytes: 0 };
  const bytes = Buffer.byteLength(JSON.stringify(exchange));
  return length >= HISTORY_LIMIT + more.entries || bytes > BYTES_LIMIT + more.bytes;
}

/** A field that only the record tells does not fit. */
export function misfit({ pointer, detail }: Refusal): Problem {
  return invalid([{ pointer: pointer ?? '', detail }]);
}

function conflict(code: string, exchange: Exchange, detail?: string): Problem {
  const { claimedAt = null, claimedBy = null } = (exchange.body ?? {}) as { claimedAt?: number; claimedBy?: string };
  const more = exchange.kind === 'push' ? { claimedAt: formatInstantOrNull(claimedAt), claimedBy } : {};
  const text =
    detail ?? REFUSED[code] ?? `当前状态不能进行此操作（截至 ${formatInstant(exchange.history.at(-1)?.at ?? 0)}）。`;
  return new Problem(code, text, { more });
}
