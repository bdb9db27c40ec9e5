/** Nominating an expert, by the bureau or a department. */
import * as z from 'zod';
import { bureauOf } from '../county.ts';
import type { Opening } from '../exchange/kind.ts';
import { identifier, optional } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type ExpertBody, type ExpertState, expertFields } from './body.ts';

const nominateInput = lazily(() =>
  z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复推荐' }),
      ...expertFields(),
    })
    .meta({ id: 'ExpertInput' }),
);

export const opening: Opening<ExpertBody, ExpertState, Checked<typeof nominateInput>> = {
  label: '推荐专家',
  roles: ['officer', 'section-head', 'bureau-admin'],
  organisations: ['approval-bureau', 'department', 'enforcement-agency'],
  input: nominateInput,
  across: (said, { now }) => pastDays(said, civilDateOf(now)) ?? [],
  drafts: ({ reference: _, ...said }, { county }) => [
    {
      to: bureauOf(county).code,
      state: 'nominated',
      body: { ...said, reason: null, admittedAt: null, remindedOf: [] },
    },
  ],
};

/** Days of the term and the review that are over by today. */
export function pastDays(
  { termTo, reviewBy }: { termTo?: string | null | undefined; reviewBy?: string | null | undefined },
  today: string,
) {
  const errors = Object.entries({ termTo, reviewBy }).flatMap(([name, day]) =>
    day != null && day <= today ? [{ pointer: `/${name}`, detail: '应晚于今天' }] : [],
  );
  return errors.length > 0 ? errors : null;
}
