/**
 * A problem raised by hand (art. 21, 22): it goes to the bureau, or to the government office where the bureau raises it
 * or takes part; those named in `with` take part in it.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, listOf, optional, otherOrganisation } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { affectedFields, type ProblemBody, type ProblemState, raisedFields } from './body.ts';

const affected = lazily(() => {
  const { name, creditCode, loss, remedy } = affectedFields();
  return z.strictObject({ name, creditCode: optional(creditCode), loss, remedy: optional(remedy) });
});

const openingInput = lazily(() => {
  const { type, title, text, matter } = raisedFields();
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({
        title: '编号',
        description: '本单位自己的编号；同一编号再次提交，不会重复提出',
      }),
      ...{ type, title, text, matter: optional(matter) },
      with: listOf(otherOrganisation(), 20)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '参与单位' }),
      affected: listOf(affected(), 50)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '受影响的申请人' }),
    })
    .meta({ id: 'ProblemInput' });
});

type Input = Checked<typeof openingInput>;

export const opening: Opening<ProblemBody, ProblemState, Input> = {
  label: '提出问题',
  roles: ['officer', 'section-head', 'government-office', 'discipline'],
  scope: 'problems:write',
  input: openingInput,
  reads: ({ matter }) => (matter === null ? {} : { matter }),
  across: ({ with: orgs = [], affected = [] }, { actor }) => {
    const errors: FieldError[] = [];
    // Whoever says more of an applicant, the remedy for instance, says it by the name.
    for (const [i, { name }] of affected.entries()) {
      if (affected.findIndex((one) => one.name === name) === i) continue;
      const detail = '已有同名的申请人，请合并；确为不同申请人的，请在名称后注明以区分';
      errors.push({ pointer: `/affected/${i}/name`, detail });
    }
    for (const [i, org] of orgs.entries()) {
      const at = `/with/${i}`;
      if (org === actor.org) errors.push({ pointer: at, detail: '本单位已是提出单位，请从参与单位中删除' });
      else if (orgs.indexOf(org) < i) errors.push({ pointer: at, detail: '参与单位重复，请删除' });
    }
    return errors;
  },
  refuse: ({ matter }, { found }) =>
    matter === null || found?.matter?.matter
      ? null
      : [{ pointer: '/matter', detail: '该事项不在现行审管互动边界清单中，请核对事项编码，或留空' }],
  drafts: ({ reference: _, type, title, text, matter, with: orgs, affected }, { county, actor, log, now }) => {
    const bureau = bureauOf(county).code;
    const office = governmentOfficeOf(county).code;
    const concerned = [actor.org, ...orgs];
    // The government office settles what concerns the bureau; what it raises itself goes to the bureau.
    const to = concerned.includes(bureau) && actor.org !== office ? office : bureau;
    const said = { type, title, text, ...(matter !== null && { matter }), ...(affected.length > 0 && { affected }) };
    const none = { push: null, reason: null, suggestedOrg: null, outcome: null, resolution: null, transferredTo: null };
    const participants = orgs.filter((org) => org !== to && org !== actor.org);
    const clock = start(log, now, 'reply', now);
    return [{ to, participants, state: 'open', clock, body: { ...none, why: 'raised', ...said } }];
  },
};
