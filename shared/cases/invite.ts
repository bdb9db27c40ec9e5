/** Who is invited to a meeting or a survey, and who came: what both kinds of case take in and keep. */
import * as z from 'zod';
import type { OrganisationType } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Refusal } from '../exchange/kind.ts';
import { listOf, optional, organisation, otherOfTypes, otherOrganisation, person, section } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf, type Instant, startOfDay } from '../time.ts';

/**
 * Whom a letter each is written to: one organisation of those types at least, each with a section or its default one
 * (`consult`, `ask`).
 */
export function organisationsAsked(types: readonly OrganisationType[], why: string) {
  const one = z.strictObject({
    org: otherOfTypes(types, why).meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
  });
  return listOf(one, 40).min(1, { error: '至少一个单位' });
}

/** An organisation that is invited; `people` by name, where somebody in particular is asked to come. */
export const invited = lazily(() =>
  z.strictObject({
    org: otherOrganisation().meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
    people: listOf(person(), 20)
      .nullish()
      .transform((value) => value ?? [])
      .meta({ title: '参加人' }),
  }),
);
export type Invited = Checked<typeof invited>;

/** As a case keeps it. */
export const keptInvited = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    section: section().meta({ title: '科室' }).nullable(),
    people: z.array(person()).meta({ title: '邀请的人员' }),
  }),
);

/** As the convenor says it: who is named without people was absent. */
export const attending = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    people: listOf(person(), 50).meta({ title: '到场人员', description: '未到场的单位留空，记为缺席' }),
  }),
);

/** Who came, by name; the convenor's own people too. */
export const attended = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    people: listOf(person(), 50).meta({ title: '到场人员' }),
  }),
);
export type Attended = Checked<typeof attended>;

/** What is wrong with an invitation: oneself, or somebody twice. */
export function inviteErrors(invite: readonly { org: string }[], convenor: string, already: readonly string[] = []) {
  return invite.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/invite/${i}/org`;
    if (org === convenor) return [{ pointer, detail: '本单位是召集单位，不需要邀请，请删除' }];
    const twice = already.includes(org) || invite.findIndex((one) => one.org === org) < i;
    return twice ? [{ pointer, detail: '该单位已经邀请，请删除' }] : [];
  });
}

/** What is arranged does not begin on a day that is over. */
export function beginningErrors(startsAt: Instant | undefined, now: Instant): FieldError[] {
  if (startsAt === undefined || startsAt >= startOfDay(civilDateOf(now))) return [];
  return [{ pointer: '/startsAt', detail: '开始时间不能早于今天' }];
}

/** Why one more organisation cannot be invited, or null. */
export function invitedAlready(asked: { org: string }, convenor: string, already: readonly string[]): Refusal | null {
  const [wrong] = inviteErrors([asked], convenor, already);
  return wrong ? { code: 'invalid', pointer: '/org', detail: wrong.detail } : null;
}

/** Those of a list that came. */
export function whoCame(attendance: readonly Attended[]): Attended[] {
  return attendance.filter(({ people }) => people.length > 0);
}

export const NOBODY_CAME = '请登记到场的单位和人员；没有单位到场的，请改期或者取消';

/** What is wrong with a list of those who came: they were not invited, or are named twice; or nobody came. */
export function attendanceVerdict(attendance: readonly Attended[], exchange: Exchange): FieldError[] | Refusal | null {
  const errors = attendanceErrors(attendance, exchange);
  if (errors.length > 0) return errors;
  return whoCame(attendance).length > 0 ? null : { code: 'invalid', pointer: '/attendance', detail: NOBODY_CAME };
}

function attendanceErrors(attendance: readonly Attended[], { from, participants }: Exchange): FieldError[] {
  return attendance.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/attendance/${i}/org`;
    if (org !== from && !participants.includes(org)) return [{ pointer, detail: '该单位未被邀请，请先邀请或删除' }];
    return attendance.findIndex((one) => one.org === org) < i ? [{ pointer, detail: '单位重复，请合并' }] : [];
  });
}
