/** What the bureau does with a joint survey: invite, move, hold, conclude, cancel. */
import * as z from 'zod';
import { attendanceErrors, attended, invitedAlready } from '../cases/invite.ts';
import { cancelled, ended, heldBy, invitations, isWithoutReply, movedTo, opinionsRefusal } from '../cases/parts.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { PersonAct } from '../exchange/kind.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { allOptional, instant, listOf, optional, text, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type SurveyBody, type SurveyState, siteFields, surveyBody, TYPES } from './body.ts';
import { invited } from './opening.ts';

type Act<Input> = PersonAct<SurveyBody, SurveyState, Input>;
const CONVENOR = { article: '2, 6', by: 'sender', scope: 'cases:write' } as const;

const parts = ({ id }: Exchange<SurveyBody, SurveyState>) => ({ parts: id });

const inviteInput = lazily(() => invited());

export const invite: Act<Checked<typeof inviteInput>> = {
  ...CONVENOR,
  label: '增加邀请',
  from: ['scheduled'],
  otherwise: { '*': 'already-held' },
  input: inviteInput,
  refuse: ({ from, participants }, asked) =>
    participants.length >= 60
      ? { code: 'invalid', pointer: '/org', detail: '最多邀请 60 个单位' }
      : invitedAlready(asked, from, participants),
  apply: ({ id, from, body, participants }, asked) => ({
    set: { participants: [...participants, asked.org] },
    body: { ...body, invited: [...body.invited, asked] },
    also: invitationsOf(id, from, { ...body, invited: [asked] }),
  }),
};

/** The participations of those invited, each with how many people are asked for. */
export function invitationsOf(id: string, from: string, { type, mattersText, startsAt, site, invited }: SurveyBody) {
  const common = { case: id, of: 'survey' as const, from, title: titleOf(type, mattersText), startsAt, opinions: true };
  const asked = invited.map(({ org, section, people }) => ({ org, section, people: [], wanted: people }));
  return invitations(asked, { ...common, place: placeOf(site) });
}

/** 联合踏勘（食品经营许可、公共场所卫生许可） */
export function titleOf(type: SurveyBody['type'], mattersText: string): string {
  const title = `${TYPES[type]}（${mattersText}）`;
  return title.length > 200 ? `${title.slice(0, 198)}…）` : title;
}

function placeOf(site: SurveyBody['site']): string {
  return [site?.township, site?.address]
    .filter((part) => part)
    .join(' ')
    .slice(0, 200);
}

const moveInput = lazily(() =>
  z.strictObject({
    startsAt: instant().meta({ title: '开始时间' }),
    site: optional(z.strictObject(allOptional(siteFields()))).meta({ title: '地点', description: '不填的不变' }),
    reason: optional(text(500)).meta({ title: '理由' }),
  }),
);

export const move: Act<Checked<typeof moveInput>> = {
  ...CONVENOR,
  label: '改期',
  from: ['scheduled'],
  otherwise: { '*': 'already-held' },
  input: moveInput,
  reads: parts,
  refuse: (_survey, { startsAt }, _actor, { now }) =>
    startsAt < now ? { code: 'invalid', pointer: '/startsAt', detail: '新的开始时间不能早于现在' } : null,
  apply: ({ body }, { startsAt, site, reason }, facts) => {
    const where = site ?? body.site;
    return { body: { ...body, startsAt, site: where, reason }, also: movedTo(startsAt, placeOf(where), facts) };
  },
};

const holdInput = lazily(() =>
  z.strictObject({ attendance: listOf(attended(), 61).meta({ title: '到场情况', description: '含审批部门的人员' }) }),
);

export const hold: Act<Checked<typeof holdInput>> = {
  ...CONVENOR,
  label: '登记到场情况',
  from: ['scheduled'],
  otherwise: { '*': 'already-held' },
  to: 'held',
  input: holdInput,
  reads: parts,
  refuses: ['not-begun'],
  refuse: (survey, { attendance }, _actor, { now }) => {
    const errors = attendanceErrors(attendance, survey);
    if (errors.length > 0) return errors;
    return now < survey.body.startsAt ? { code: 'not-begun' } : null;
  },
  apply: ({ body }, { attendance }, facts) => ({
    body: { ...body, attendance, heldAt: facts.now },
    also: heldBy(attendance, facts),
  }),
};

const concludeInput = lazily(() => {
  const { result, conclusion, rectifyBy, signedBy } = surveyBody().shape;
  return z.strictObject({
    result: result.unwrap(),
    text: conclusion.unwrap(),
    rectifyBy: optional(rectifyBy.unwrap()).meta({ title: '整改期限', description: '限期整改的必填' }),
    signedBy: signedBy.unwrap(),
    attachments: filesAlong(),
    withoutReply: yesNo().default(false).meta({ title: '未获意见', description: '期满未获意见，径行作出结论' }),
  });
});

export const conclude: Act<Checked<typeof concludeInput>> = {
  ...CONVENOR,
  label: '作出结论',
  from: ['held'],
  otherwise: { scheduled: 'not-held', '*': 'already-done' },
  to: 'concluded',
  input: concludeInput,
  reads: parts,
  refuses: ['opinions-open'],
  refuse: (_survey, { result, rectifyBy, withoutReply }, _actor, facts) => {
    const pointer = '/rectifyBy';
    if (result === 'rectify' && rectifyBy === null) return [{ pointer, detail: '限期整改的，请填写整改期限' }];
    if (result !== 'rectify' && rectifyBy !== null) return [{ pointer, detail: '只有限期整改才填写整改期限，请删除' }];
    if (rectifyBy !== null && rectifyBy <= civilDateOf(facts.now)) return [{ pointer, detail: '整改期限应晚于今天' }];
    return opinionsRefusal(withoutReply, facts);
  },
  apply: ({ body }, { result, text: conclusion, rectifyBy, signedBy, attachments }, facts) => ({
    body: {
      ...{ ...body, result, conclusion, rectifyBy, signedBy, conclusionAttachments: attachments },
      ...{ withoutReply: isWithoutReply(facts), concludedAt: facts.now },
    },
    also: ended(facts),
  }),
};

const cancelInput = lazily(() => z.strictObject({ reason: text(500).meta({ title: '理由' }) }));

export const cancel: Act<Checked<typeof cancelInput>> = {
  ...CONVENOR,
  label: '取消',
  from: ['scheduled'],
  otherwise: { '*': 'already-held' },
  to: 'cancelled',
  input: cancelInput,
  reads: parts,
  danger: true,
  apply: ({ body }, { reason }, facts) => ({ body: { ...body, reason }, also: cancelled(facts) }),
};

/** The bureau takes the whole from sight, with what it caused. */
export const quarantine = quarantineBy<SurveyBody, SurveyState>({ by: 'sender', scope: CONVENOR.scope });
