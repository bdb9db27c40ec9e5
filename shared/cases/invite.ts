/** Who is invited to a meeting or a survey, and who came: what both kinds of case take in and keep. */
import * as z from 'zod';
import type { FieldError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Refusal } from '../exchange/kind.ts';
import { listOf, optional, organisation, otherOrganisation, person, section } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';

/**
 * Whom a letter each is written to: one organisation at least, each with a section or its default one (`consult`,
 * `ask`).
 */
export const organisationsAsked = lazily(() => {
  const one = z.strictObject({
    org: otherOrganisation().meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
  });
  return listOf(one, 40).min(1, { error: '至少一个单位' });
});

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

/** Who came, by name; the convenor's own people too. */
export const attended = lazily(() =>
  z.strictObject({
    org: organisation().meta({ title: '单位' }),
    people: listOf(person(), 50).min(1, { error: '请填写到场人员姓名；未到场的单位不填' }).meta({ title: '到场人员' }),
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

/** Why one more organisation cannot be invited, or null. */
export function invitedAlready(asked: { org: string }, convenor: string, already: readonly string[]): Refusal | null {
  const [wrong] = inviteErrors([asked], convenor, already);
  return wrong ? { code: 'invalid', pointer: '/org', detail: wrong.detail } : null;
}

/** What is wrong with a list of those who came: not invited, or named twice. */
export function attendanceErrors(attendance: readonly Attended[], { from, participants }: Exchange): FieldError[] {
  return attendance.flatMap(({ org }, i): FieldError[] => {
    const pointer = `/attendance/${i}/org`;
    if (org !== from && !participants.includes(org)) return [{ pointer, detail: '该单位未被邀请，请先邀请或删除' }];
    return attendance.findIndex((one) => one.org === org) < i ? [{ pointer, detail: '单位重复，请合并' }] : [];
  });
}
