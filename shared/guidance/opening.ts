/**
 * Who begins a guidance before approval (art. 11): the bureau, or a department, which the bureau then owes an answer.
 */
import * as z from 'zod';
import { start } from '../clocks/clocks.ts';
import { bureauOf } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, optional } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { BEGUN, type GuidanceBody, type GuidanceState, guidanceFields } from './body.ts';

const guidanceInput = lazily(() => {
  const { projectName, matters, text, grounds } = guidanceFields();
  const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复' }),
      projectName,
      matters: some(matters).meta({ title: '涉及事项' }),
      text,
      grounds: some(grounds).meta({ title: '启动缘由' }),
      attachments: filesAlong(),
    })
    .meta({ id: 'GuidanceInput' });
});
type Input = Checked<typeof guidanceInput>;

export const opening: Opening<GuidanceBody, GuidanceState, Input> = {
  label: '启动事前业务指导',
  roles: ['officer', 'section-head'],
  scope: 'cases:write',
  organisations: ['approval-bureau', 'department', 'enforcement-agency'],
  input: guidanceInput,
  reads: ({ matters }) => ({ matters }),
  across: ({ matters = [], grounds = [] }) => [
    ...repeated(matters, 'matters', '事项重复，请删除'),
    ...repeated(grounds, 'grounds', '缘由重复，请删除'),
  ],
  refuse: ({ matters }, { found }) =>
    matters.flatMap((code, i) =>
      found?.matters?.has(code)
        ? []
        : [{ pointer: `/matters/${i}`, detail: '该事项不在现行审管互动边界清单中，请核对事项编码' }],
    ),
  drafts: ({ reference: _, ...said }, { actor, county, log, now }) => {
    const bureau = bureauOf(county).code;
    return [
      {
        to: bureau,
        state: 'open',
        clock: actor.org === bureau ? null : start(log, now, 'reply', now),
        body: { ...said, ...BEGUN },
      },
    ];
  },
};

/** What a list says a second time. */
function repeated(said: readonly string[], field: string, detail: string): FieldError[] {
  return said.flatMap((one, i) => (said.indexOf(one) < i ? [{ pointer: `/${field}/${i}`, detail }] : []));
}
