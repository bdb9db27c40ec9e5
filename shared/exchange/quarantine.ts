/**
 * Quarantine: takes from sight whatever should never have been here (a state secret, a wrong person's data), in the
 * record, its copies and all that it caused: bodies are replaced by their digests, the clock, the figures and the chain
 * stay. An act of the organisations that write in a kind; every other kind takes it as a consequence.
 */
import * as z from 'zod';
import { line } from '../fields.ts';
import { lazily } from '../lazily.ts';
import { HISTORY_LIMIT } from './bounds.ts';
import type { Exchange } from './exchange.ts';
import type { Facts } from './facts.ts';
import { lateCorrectionsOf } from './figures.ts';
import type { PersonAct, SystemAct } from './kind.ts';
import type { Asked, Effect, Quoted } from './seams.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'already-quarantined': true;
    'content-quarantined': true;
  }
}

type Input = { reason: string };
type Quarantine<Body, State extends string> = PersonAct<Body, State, Input>;

const WORDS = { label: '隔离', article: '°', from: ['*'], blanks: true } as const;
const quarantineInput = lazily(() => z.strictObject({ reason: line(500).meta({ title: '理由' }) }));

/** On which side and with which roles one writes in a kind; a machine only with the scope by which it writes there. */
export function quarantineBy<Body, State extends string>(
  writers: Pick<
    Quarantine<Body, State>,
    'by' | 'roles' | 'rolesOf' | 'scope' | 'reads' | 'barred' | 'refuses' | 'apply' | 'spares'
  >,
): Quarantine<Body, State> {
  return {
    ...WORDS,
    otherwise: {} as Quarantine<Body, State>['otherwise'],
    always: true,
    danger: true,
    hint: '隔离用于误录的涉密信息、他人的个人信息等。内容将不再可见，摘要和办理记录保留；不能恢复原样。',
    input: quarantineInput,
    repeats: (exchange) => exchange.quarantined,
    reads: ofSeries,
    apply: takenWhole,
    ...writers,
    refuses: ['already-quarantined', ...(writers.refuses ?? [])],
    barred: (exchange, actor, facts) => writers.barred?.(exchange, actor, facts) ?? (isSpent(exchange) ? SPENT : null),
  };
}

/** The same as a consequence, in the kinds in which nobody can do it by hand. */
export const QUARANTINED: SystemAct<unknown, string, Input> = {
  ...WORDS,
  by: 'system',
  apply: takenWhole,
};

/** The others of its series say the same to other addressees. As a consequence it asks for nothing: they are found. */
function ofSeries(exchange: Exchange): Asked {
  return exchange.series === undefined ? {} : { series: exchange };
}

/**
 * The change of a quarantine that takes the whole: also what it caused, the correction of its lateness, which may quote
 * it, and the others of its series.
 */
export function takenWhole(exchange: Exchange, input: Input, { county, found }: Pick<Facts, 'county' | 'found'>) {
  const others = (found?.series ?? []).filter((id) => id !== exchange.id);
  return takenFromSight(input, [...exchange.caused, ...lateCorrectionsOf(exchange, county), ...others]);
}

/** The change of a quarantine that reaches the records of those ids. */
export function takenFromSight({ reason }: Input, reached: readonly string[]) {
  const also = reached.map((on): Effect => ({ do: 'act', on, act: '*.quarantine', input: { reason } }));
  return { set: { quarantined: true }, also, detail: { reason } };
}

/** What those organisations said has been taken from sight: so is what the case `of` quotes of it. */
export function unquoted(of: string | undefined, orgs: string[]): Effect[] {
  return of === undefined ? [] : [{ do: 'act', on: of, act: '*.forget', input: { orgs } }];
}

/** What was taken from sight has been put back: so is what the case `of` quoted of it. */
export function quotedAgain(of: string | undefined, quoted: Quoted): Effect[] {
  return of === undefined ? [] : [{ do: 'act', on: of, act: '*.quote', input: quoted }];
}

/** Whether there is anything left for a quarantine to take: also what was written after an earlier one. */
export function isReadable({ quarantined, history }: Exchange): boolean {
  return !quarantined || history.some(({ act, detail }) => act !== 'quarantine' && detail !== null);
}

/** Of an act that would put in force, send on or show to others what nobody can read any more. */
export const TAKEN = {
  code: 'content-quarantined',
  detail: '该记录的内容已经隔离，不能继续办理。请撤回、取消或者终结；仍需办理的，重新提出。',
} as const;

const SPENT = { code: 'already-quarantined', detail: '该记录已经隔离，不需要再次隔离。' } as const;

/** Again, it reaches what has been written since; but not for ever, since nobody else could write any more. */
function isSpent({ quarantined, history }: Exchange): boolean {
  return quarantined && history.length >= HISTORY_LIMIT;
}
