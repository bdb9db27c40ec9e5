/** What every convenor does alike with a case, until it takes place: invites more, says who came, cancels. */
import * as z from 'zod';
import type { Exchange, Role } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Refusal, SystemAct } from '../exchange/kind.ts';
import { quarantineBy, takenFromSight } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { listOf, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type Attended, attendanceErrors, attended, invitedAlready } from './invite.ts';
import { cancelled, heldBy } from './parts.ts';

/** Whose acts they are, and the state in which the case has not taken place yet. */
interface Convening<State extends string> {
  article: string;
  by: 'sender';
  roles?: readonly Role[];
  scope: string;
  from: readonly [State];
}

type Otherwise<State extends string> = PersonAct<unknown, State, never>['otherwise'];

const HELD = { '*': 'already-held' } as const;

/** A case for which experts may be drawn. */
interface Drawing {
  draws?: string[] | undefined;
}

/**
 * Asked for by the acts that look at the participations and the draws of the case: these by key, whatever an index says
 * yet.
 */
export function partsOfCase({ id, body }: { id: string; body: Drawing }) {
  return { parts: id, records: body.draws ?? [] };
}

/** One more is invited. `invitations`: what opens its participation. */
export function inviteAs<
  Body extends Drawing & { invited: Asked[] },
  State extends string,
  Asked extends { org: string },
>(
  convening: Convening<State>,
  input: () => z.ZodType<Asked>,
  invitations: (exchange: Exchange<Body, State>, asked: Asked) => Effect[],
): PersonAct<Body, State, Asked> {
  return {
    ...convening,
    label: '增加邀请',
    otherwise: HELD as Otherwise<State>,
    input,
    refuse: ({ from, participants }, asked) =>
      participants.length >= 60
        ? { code: 'invalid', pointer: '/org', detail: '最多邀请 60 个单位' }
        : invitedAlready(asked, from, participants),
    apply: (exchange, asked) => ({
      set: { participants: [...exchange.participants, asked.org] },
      body: { ...exchange.body, invited: [...exchange.body.invited, asked] },
      also: [...invitations(exchange, asked), ...joining(exchange.body, asked.org)],
    }),
  };
}

/** Who came, said not before it begins. `own`: whose people stand in the list too; `then`: the state it leads to. */
export function holdAs<
  Body extends Drawing & { startsAt: number; attendance: Attended[]; heldAt: number | null },
  State extends string,
>(
  convening: Convening<State>,
  own: string,
  then: (body: Body) => State,
  closed: State | null = null,
  unless: (body: Body, facts: Facts) => Refusal | null = () => null,
): PersonAct<Body, State, { attendance: Attended[] }> {
  return {
    ...convening,
    label: '登记到场情况',
    hint: `只登记一次，登记后不能更改。没有列入的单位记为缺席：请把到场的各单位（含${own}）及其人员填写齐全。`,
    reserve: true,
    otherwise: HELD as Otherwise<State>,
    input: lazily(() =>
      z.strictObject({
        attendance: listOf(attended(), 61)
          .min(1, { error: '请登记到场的单位和人员；没有单位到场的，请改期或者取消' })
          .meta({ title: '到场情况', description: `含${own}的人员` }),
      }),
    ),
    concerns: ({ from, participants }) => ({ only: [from, ...participants] }),
    reads: partsOfCase,
    refuses: ['not-begun', 'not-drawn'],
    refuse: (exchange, { attendance }) => attendanceErrors(attendance, exchange),
    barred: ({ body }, _actor, facts) =>
      facts.now < body.startsAt ? { code: 'not-begun', from: body.startsAt } : unless(body, facts),
    apply: ({ body }, { attendance }, facts) => ({
      set: { state: then(body) },
      body: { ...body, attendance, heldAt: facts.now },
      also: heldBy(attendance, facts, then(body) === closed),
    }),
  };
}

const cancelInput = lazily(() => z.strictObject({ reason: optional(text(500)).meta({ title: '理由' }) }));

/** It does not take place, nor do its participations. */
export function cancelAs<Body extends Drawing & { reason: string | null }, State extends string>(
  convening: Convening<State>,
  to: State,
): PersonAct<Body, State, Checked<typeof cancelInput>> {
  return {
    ...convening,
    label: '取消',
    otherwise: HELD as Otherwise<State>,
    to,
    input: cancelInput,
    reads: partsOfCase,
    danger: true,
    apply: ({ body }, { reason }, facts) => ({ body: { ...body, reason }, also: cancelled(facts) }),
  };
}

/** A draw of experts has been begun for the case: the case lists all of them. */
export function noteDrawAs<Body extends Drawing, State extends string>(
  article: string,
  from: readonly State[],
): SystemAct<Body, State, { draw: string }> {
  return {
    ...{ label: '发起抽取', article, by: 'system', from },
    apply: ({ body }, { draw }) => ({ body: { ...body, draws: [...(body.draws ?? []), draw] } }),
  };
}

/** Who is invited later takes part in the draws, too. */
function joining({ draws = [] }: Drawing, org: string): Effect[] {
  return draws.map((on) => ({ do: 'act', on, act: 'draw.join', input: { org } }));
}

/** The convenor takes the whole from sight, with what it caused and the draws for it. */
export function quarantineCase<Body extends Drawing, State extends string>(
  writers: Pick<PersonAct<Body, State, never>, 'roles' | 'scope'>,
) {
  return quarantineBy<Body, State>({
    by: 'sender',
    ...writers,
    apply: ({ caused, body }, input) => takenFromSight(input, [...caused, ...(body.draws ?? [])]),
  });
}
