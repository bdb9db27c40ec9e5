/** Who arranges a joint survey (arts. 2, 6): the bureau, of matters on the list in force; one visit for several. */
import * as z from 'zod';
import { beginningErrors, inviteErrors } from '../cases/invite.ts';
import type { FieldError } from '../errors.ts';
import type { Opening, OpeningFacts } from '../exchange/kind.ts';
import {
  allOptional,
  identifier,
  instant,
  listOf,
  optional,
  otherOrganisation,
  section,
  whole,
  yesNo,
} from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { recordOf } from '../record-fields.ts';
import { pointsInForce } from '../standards/checklists.ts';
import { civilDateOf } from '../time.ts';
import { type SurveyBody, type SurveyState, siteFields, surveyFields } from './body.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-rectify': true;
  }
}

/** An organisation that is invited; two people where nothing else is said° (行政许可法 34(3)). */
export const invited = lazily(() =>
  z.strictObject({
    org: otherOrganisation().meta({ title: '单位' }),
    section: optional(section()).meta({ title: '科室' }),
    people: optional(whole(1, 20))
      .transform((value) => value ?? 2)
      .meta({ title: '请派人数', description: '不填的为 2 人' }),
  }),
);

const surveyInput = lazily(() => {
  const { type, matters, items, note } = surveyFields();
  return z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复安排' }),
      type,
      matters: matters.min(1, { error: '至少一个事项' }).max(20, { error: '最多 20 个事项' }),
      site: optional(z.strictObject(allOptional(siteFields()))).meta({ title: '地点' }),
      startsAt: instant().meta({ title: '开始时间' }),
      invite: listOf(invited(), 60).min(1, { error: '至少邀请一个单位' }).meta({ title: '邀请单位' }),
      items: items
        .max(100, { error: '最多 100 项' })
        .nullish()
        .transform((value) => value ?? null)
        .meta({ title: '检查要点', description: '不填的为各事项现行检查要点清单所列' }),
      note: optional(note).meta({ title: '说明' }),
      followUpOf: optional(recordOf(['survey'], ({ result }) => result === 'rectify')).meta({
        title: '复勘',
        description: '复查时填写，须为结论为限期整改的踏勘',
      }),
      needsDraw: yesNo()
        .nullish()
        .transform((value) => (value ? true : undefined))
        .meta({ title: '须抽取专家', description: '不填为否' }),
      attachments: filesAlong(),
    })
    .meta({ id: 'SurveyInput' });
});
type Input = Checked<typeof surveyInput>;

export const opening: Opening<SurveyBody, SurveyState, Input> = {
  label: '安排联合踏勘、评审',
  roles: ['officer', 'section-head'],
  scope: 'cases:write',
  organisations: ['approval-bureau'],
  input: surveyInput,
  reads: ({ matters, items, followUpOf }) => ({
    matters,
    records: followUpOf === null ? [] : [followUpOf],
    ...(items === null && { standards: { matters } }),
  }),
  across: ({ invite = [], startsAt }, { actor, now }) => [
    ...inviteErrors(invite, actor.org),
    ...beginningErrors(startsAt, now),
  ],
  refuses: ['not-rectify'],
  refuse: (input, facts) => {
    const errors = fieldErrors(input, facts);
    if (errors.length > 0) return errors;
    const first = input.followUpOf === null ? null : facts.found?.records?.get(input.followUpOf);
    return first && (first.body as SurveyBody).result !== 'rectify' ? { code: 'not-rectify' } : null;
  },
  drafts: (
    { invite, type, matters, site, startsAt, items, note, followUpOf, attachments, needsDraw },
    { found, now },
  ) => [
    {
      state: 'scheduled',
      participants: invite.map(({ org }) => org),
      body: {
        ...{
          type,
          matters,
          items: items ?? pointsInForce(civilDateOf(now), found?.standards),
          note,
          site,
          startsAt,
          followUpOf,
          attachments,
          invited: invite,
        },
        mattersText: matters.map((code) => found?.matters?.get(code)?.name ?? code).join('、'),
        ...{ attendance: [], heldAt: null, result: null, conclusion: null, rectifyBy: null, signedBy: null },
        ...{ conclusionAttachments: [], withoutReply: false, concludedAt: null, reason: null },
        ...(needsDraw && { needsDraw }),
      },
    },
  ],
};

function fieldErrors(input: Input, { actor, found }: OpeningFacts): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, code] of input.matters.entries()) {
    const pointer = `/matters/${i}`;
    if (input.matters.indexOf(code) < i) errors.push({ pointer, detail: '事项重复，请删除' });
    else if (!found?.matters?.has(code))
      errors.push({ pointer, detail: '该事项不在现行审管互动边界清单中，请核对事项编码' });
  }
  if (input.followUpOf !== null) {
    const first = found?.records?.get(input.followUpOf);
    if (first?.kind !== 'survey' || first.from !== actor.org)
      errors.push({ pointer: '/followUpOf', detail: '没有这次踏勘、评审，请核对编号' });
  }
  return errors;
}
