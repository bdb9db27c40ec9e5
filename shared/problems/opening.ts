/**
 * A problem raised by hand (art. 21, 22): it goes to the bureau, or to the government office where the bureau raises it or
 * takes part; those named in `with` take part in it.
 */
import * as z from 'zod';
import { bureauOf, governmentOfficeOf } from '../county.ts';
import { creditCode } from '../credit-code.ts';
import type { FieldError } from '../errors.ts';
import type { Opening } from '../exchange/kind.ts';
import { choice, line, listOf, optional, organisation, text } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import type { ProblemBody, ProblemState } from './body.ts';

export const TYPES = {
  'standards-differ': '标准不统一',
  'boundary-unclear': '职责边界不清',
  'pushes-not-smooth': '推送不畅通',
  other: '其他',
} as const;

const openingInput = lazily(() =>
  z
    .strictObject({
      reference: optional(line(100)).meta({
        title: '编号',
        description: '本单位自己的编号；同一编号再次提交，不会重复提出',
      }),
      type: choice(TYPES).meta({ title: '问题类型' }),
      title: line(200).meta({ title: '标题' }),
      text: text(2000).meta({ title: '情况' }),
      matter: optional(line(64)).meta({ title: '事项编码' }),
      with: listOf(organisation(), 20)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '参与单位' }),
      affected: listOf(affected(), 50)
        .nullish()
        .transform((value) => value ?? [])
        .meta({ title: '受影响的申请人' }),
    })
    .meta({ id: 'ProblemInput' }),
);
const affected = lazily(() =>
  z.strictObject({
    name: line(200).meta({ title: '名称' }),
    creditCode: optional(creditCode()).meta({ title: '统一社会信用代码' }),
    loss: text(1000).meta({ title: '影响或损失' }),
    remedy: optional(text(1000)).meta({ title: '补救' }),
  }),
);
type Input = Checked<typeof openingInput>;

export const opening: Opening<ProblemBody, ProblemState, Input> = {
  label: '提出问题',
  roles: ['officer', 'section-head', 'government-office'],
  scope: 'problems:write',
  input: openingInput,
  reads: ({ matter }) => (matter === null ? {} : { matter }),
  refuse: ({ matter, with: orgs }, { actor, found }) => {
    const errors: FieldError[] = [];
    for (const [i, org] of orgs.entries()) {
      const at = `/with/${i}`;
      if (org === actor.org) errors.push({ pointer: at, detail: '本单位已是提出单位，请从参与单位中删除' });
      else if (orgs.indexOf(org) < i) errors.push({ pointer: at, detail: '参与单位重复，请删除' });
    }
    if (matter !== null && !found?.matter?.matter) {
      errors.push({ pointer: '/matter', detail: '该事项不在现行审管互动边界清单中，请核对事项编码，或留空' });
    }
    return errors.length > 0 ? errors : null;
  },
  drafts: ({ reference: _, type, title, text, matter, with: orgs, affected }, { county, actor }) => {
    const bureau = bureauOf(county).code;
    const office = governmentOfficeOf(county).code;
    const concerned = [actor.org, ...orgs];
    // The government office settles what concerns the bureau; what it raises itself goes to the bureau.
    const to = concerned.includes(bureau) && actor.org !== office ? office : bureau;
    const said = { type, title, text, ...(matter !== null && { matter }), ...(affected.length > 0 && { affected }) };
    const none = { push: null, reason: null, suggestedOrg: null, outcome: null, resolution: null, transferredTo: null };
    const participants = orgs.filter((org) => org !== to && org !== actor.org);
    return [{ to, participants, state: 'open', body: { ...none, why: 'raised', ...said } }];
  },
};
