/** Who is affected (art. 22): whoever takes part adds an applicant, or says more of the one of that name. */
import * as z from 'zod';
import type { PersonAct } from '../exchange/kind.ts';
import { optional } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { PARTICIPANTS } from './acts.ts';
import { affectedFields, type ProblemBody, type ProblemState } from './body.ts';
import { consultedBar } from './consulting.ts';

const affectInput = lazily(() => {
  const { name, creditCode, loss, remedy } = affectedFields();
  return z.strictObject({
    name,
    creditCode: optional(creditCode).meta({ title: '统一社会信用代码' }),
    loss: optional(loss).meta({ title: '影响或损失', description: '新增的申请人必填' }),
    remedy: optional(remedy).meta({ title: '补救' }),
  });
});
export type Affecting = Checked<typeof affectInput>;

/** As many applicants as one problem names. */
const MOST = 200;

export const affect: PersonAct<ProblemBody, ProblemState, Affecting> = {
  label: '补充受影响的申请人',
  article: '22',
  by: 'participant',
  roles: PARTICIPANTS,
  from: ['open'],
  otherwise: { '*': 'already-done' },
  input: affectInput,
  barred: consultedBar,
  refuse: ({ body }, { name, loss }) => {
    const known = body.affected ?? [];
    if (known.some((one) => one.name === name)) return null;
    if (loss === null) return { code: 'invalid', pointer: '/loss', detail: '新增的申请人请填写影响或损失' };
    return known.length < MOST ? null : { code: 'invalid', pointer: '/name', detail: `最多 ${MOST} 个申请人` };
  },
  apply: ({ body }, input, { org }) => {
    const { name, creditCode, loss, remedy } = input;
    const known = body.affected ?? [];
    const before = known.find((one) => one.name === name);
    const after = {
      name,
      creditCode: creditCode ?? before?.creditCode ?? null,
      loss: loss ?? before?.loss ?? '',
      remedy: remedy ?? before?.remedy ?? null,
    };
    const affected = before ? known.map((one) => (one === before ? after : one)) : [...known, after];
    return { body: { ...body, affected }, detail: { ...input, org } };
  },
};

/**
 * The applicants of whom a quarantine took something, as they were again; the others as they are now, and those who
 * came since.
 */
export function withApplicants(now: ProblemBody, before: ProblemBody): ProblemBody {
  if (!now.affected || !before.affected) return now;
  const known = before.affected.map((was) => {
    const is = now.affected?.find(({ name }) => name === was.name);
    return is ? { ...is, creditCode: is.creditCode ?? was.creditCode, remedy: is.remedy ?? was.remedy } : was;
  });
  const since = now.affected.filter(({ name }) => !before.affected?.some((was) => was.name === name));
  return { ...now, affected: [...known, ...since] };
}
