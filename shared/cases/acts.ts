/** What every convenor does alike with a case, until it takes place: invites more, says who came, cancels. */
import * as z from 'zod';
import type { Exchange, Role } from '../exchange/exchange.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Refusal, SystemAct } from '../exchange/kind.ts';
import { quarantineBy, TAKEN, takenFromSight } from '../exchange/quarantine.ts';
import type { Effect } from '../exchange/seams.ts';
import { listOf, optional, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { type Attended, attendanceVerdict, attending, invitedAlready, NOBODY_CAME, whoCame } from './invite.ts';
import { cameBy, cancelled, heldBy, partsOf } from './parts.ts';

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
    refuses: ['content-quarantined'],
    barred: ({ quarantined }) => (quarantined ? TAKEN : null),
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

interface Attendance {
  attendance: Attended[];
}

function attendanceOf(own: string) {
  const description = `每个单位一行，含${own}的人员；没有列入或者没有填写人员的单位记为缺席`;
  return listOf(attending(), 61).min(1, { error: NOBODY_CAME }).meta({ title: '到场情况', description });
}

/** A row for the convenor and each that was invited, so that nobody is left out unawares. */
function everyone({ from, participants }: Exchange, attendance: readonly Attended[] = []): Attended[] {
  const came = (org: string): string[] => attendance.find((one) => one.org === org)?.people ?? [];
  return [from, ...participants].map((org) => ({ org, people: came(org) }));
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
): PersonAct<Body, State, Attendance> {
  return {
    ...convening,
    label: '登记到场情况',
    hint: `请填写各单位（含${own}）到场人员的姓名，没有填写的单位记为缺席。有误的，可以更正，直到形成纪要、作出结论为止。`,
    reserve: true,
    otherwise: HELD as Otherwise<State>,
    input: lazily(() => z.strictObject({ attendance: attendanceOf(own) })),
    begins: (exchange) => ({ attendance: everyone(exchange) }),
    concerns: ({ from, participants }) => ({ only: [from, ...participants] }),
    reads: partsOfCase,
    refuses: ['not-begun', 'not-drawn'],
    refuse: (exchange, { attendance }) => attendanceVerdict(attendance, exchange),
    barred: ({ body }, _actor, facts) =>
      facts.now < body.startsAt ? { code: 'not-begun', from: body.startsAt } : unless(body, facts),
    apply: ({ body }, { attendance }, facts) => ({
      set: { state: then(body) },
      body: { ...body, attendance: whoCame(attendance), heldAt: facts.now },
      also: heldBy(whoCame(attendance), facts, then(body) === closed),
    }),
  };
}

/**
 * What was said of who came is put right, until the minutes or the conclusion say it. Who has reported was there.
 * `stands`: whether it is still open to that.
 */
export function correctAttendanceAs<Body extends Drawing & Attendance, State extends string>(
  convening: Convening<State>,
  own: string,
  from: readonly State[],
  stands: (exchange: Exchange<Body, State>) => boolean = () => true,
): PersonAct<Body, State, Attendance & { reason: string }> {
  return {
    ...convening,
    label: '更正到场情况',
    hint: '改为到场的单位，其意见反馈期限自现在起算；改为缺席的，不再等待其意见。',
    from,
    otherwise: { [convening.from[0]]: 'not-held', '*': 'already-done' } as Otherwise<State>,
    input: lazily(() =>
      z.strictObject({ attendance: attendanceOf(own), reason: text(500).meta({ title: '更正的理由' }) }),
    ),
    begins: (exchange) => ({ attendance: everyone(exchange, exchange.body.attendance) }),
    concerns: ({ from, participants }) => ({ only: [from, ...participants] }),
    reads: partsOfCase,
    refuses: ['already-done'],
    barred: (exchange) => (stands(exchange) ? null : { code: 'already-done' }),
    refuse: (exchange, { attendance }, _actor, facts) => {
      if (!stands(exchange)) return { code: 'already-done' };
      return attendanceVerdict(attendance, exchange) ?? reportedBar(attendance, facts);
    },
    apply: ({ body }, { attendance }, facts) => ({
      body: { ...body, attendance: whoCame(attendance) },
      also: cameBy(whoCame(attendance), facts),
    }),
  };
}

/** Whoever has reported cannot have been absent. */
function reportedBar(attendance: readonly Attended[], facts: Facts): Refusal | null {
  const came = whoCame(attendance).map(({ org }) => org);
  const reported = partsOf(facts).filter(({ state }) => state === 'reported');
  if (reported.every(({ to }) => came.includes(to as string))) return null;
  const detail = '已反馈意见的单位不能改为缺席，请填写其到场人员。';
  return { code: 'invalid', pointer: '/attendance', detail };
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
