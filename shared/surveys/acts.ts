/** What the bureau does with a joint survey: invite, move, hold, conclude, cancel. */
import * as z from 'zod';
import {
  cancelAs,
  correctAttendanceAs,
  holdAs,
  inviteAs,
  noteDrawAs,
  partsOfCase,
  quarantineCase,
} from '../cases/acts.ts';
import {
  drawsOf,
  ended,
  invitations,
  isWithoutReply,
  movedTo,
  opinionsBar,
  opinionsOwed,
  opinionsRefusal,
} from '../cases/parts.ts';
import type { Facts } from '../exchange/facts.ts';
import type { PersonAct, Refusal } from '../exchange/kind.ts';
import { allOptional, instant, optional, text, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { expertOpinions, type SurveyBody, type SurveyState, siteFields, surveyBody, TYPES } from './body.ts';
import { invited } from './opening.ts';

declare module '../exchange/seams.ts' {
  interface SystemActs {
    'survey.note-draw': { draw: string };
  }
}

type Act<Input> = PersonAct<SurveyBody, SurveyState, Input>;
const CONVENOR = { article: '2, 6', by: 'sender', scope: 'cases:write' } as const;

const CONVENING = { ...CONVENOR, from: ['scheduled'] } as const;

export const invite = inviteAs<SurveyBody, SurveyState, SurveyBody['invited'][number]>(
  CONVENING,
  invited,
  ({ id, from, body }, asked) => invitationsOf(id, from, { ...body, invited: [asked] }),
);

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

function placeOf(site: SurveyBody['site']): string | null {
  const parts = [site?.township, site?.address].filter((part) => part);
  return parts.length === 0 ? null : parts.join(' ').slice(0, 200);
}

const moveInput = lazily(() =>
  z.strictObject({
    startsAt: instant().meta({ title: '开始时间' }),
    site: optional(z.strictObject(allOptional(siteFields()))).meta({ title: '地点', description: '不填的不变' }),
    reason: optional(text(500)).meta({ title: '理由' }),
  }),
);

/** Of a new site, what is not said stays. */
function siteFrom(before: SurveyBody['site'], { township, address }: NonNullable<SurveyBody['site']>) {
  return { township: township ?? before?.township ?? null, address: address ?? before?.address ?? null };
}

export const move: Act<Checked<typeof moveInput>> = {
  ...CONVENING,
  label: '改期',
  otherwise: { '*': 'already-held' },
  input: moveInput,
  reads: partsOfCase,
  refuse: (_survey, { startsAt }, _actor, { now }) =>
    startsAt < now ? { code: 'invalid', pointer: '/startsAt', detail: '新的开始时间不能早于现在' } : null,
  apply: ({ body }, { startsAt, site, reason }, facts) => {
    const where = site === null ? body.site : siteFrom(body.site, site);
    return { body: { ...body, startsAt, site: where, reason }, also: movedTo(startsAt, placeOf(where), facts) };
  },
};

export const hold = holdAs<SurveyBody, SurveyState>(
  CONVENING,
  '审批部门',
  () => 'held',
  null,
  ({ needsDraw }, facts) =>
    needsDraw && !drawsOf(facts).some(({ state }) => state === 'drawn') ? { code: 'not-drawn' } : null,
);

export const correctAttendance = correctAttendanceAs<SurveyBody, SurveyState>(CONVENING, '审批部门', ['held']);

const concludeInput = lazily(() => {
  const { result, conclusion, rectifyBy, signedBy } = surveyBody().shape;
  const experts = expertOpinions();
  return z.strictObject({
    result: result.unwrap(),
    text: conclusion.unwrap(),
    experts: experts
      .max(50)
      .nullish()
      .transform((value) => value ?? undefined)
      .meta({ title: '专家意见', description: '抽中的专家' }),
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
  offers: {
    reads: ({ body: { draws = [] } }) => ({ drawn: draws }),
    of: (_survey, reader, { found }) => found?.drawn?.offeredTo(reader) ?? [],
  },
  reads: partsOfCase,
  refuses: ['opinions-open'],
  refuse: (_survey, { result, rectifyBy, withoutReply, experts = [] }, _actor, facts) => {
    const strangers = notDrawn(experts, facts);
    if (strangers.length > 0) return strangers[0] as Refusal;
    const pointer = '/rectifyBy';
    if (result === 'rectify' && rectifyBy === null) return [{ pointer, detail: '限期整改的，请填写整改期限' }];
    if (result !== 'rectify' && rectifyBy !== null) return [{ pointer, detail: '只有限期整改才填写整改期限，请删除' }];
    if (rectifyBy !== null && rectifyBy <= civilDateOf(facts.now)) return [{ pointer, detail: '整改期限应晚于今天' }];
    return opinionsRefusal(withoutReply, facts);
  },
  barred: (_survey, _actor, facts) => opinionsBar(opinionsOwed(facts)),
  apply: ({ body }, { result, text: conclusion, rectifyBy, signedBy, attachments, experts }, facts) => ({
    body: {
      ...{ ...body, result, conclusion, rectifyBy, signedBy, conclusionAttachments: attachments },
      ...(experts && { experts }),
      ...{ withoutReply: isWithoutReply(facts), concludedAt: facts.now },
    },
    also: ended(facts),
  }),
};

/** Experts give their opinion who were drawn, or replaced whoever was. */
function notDrawn(experts: readonly { expert: string }[], facts: Facts): Refusal[] {
  const drawn = new Set(drawsOf(facts).flatMap(({ body }) => (body as { drawn: string[][] }).drawn.flat()));
  return experts.flatMap(({ expert }, i): Refusal[] =>
    drawn.has(expert)
      ? []
      : [{ code: 'invalid', pointer: `/experts/${i}/expert`, detail: '该专家不在本次抽取结果中，请选择抽中的专家' }],
  );
}

export const noteDraw = noteDrawAs<SurveyBody, SurveyState>('14', ['scheduled', 'held']);

export const cancel = cancelAs<SurveyBody, SurveyState>(CONVENING, 'cancelled');

/** The bureau takes the whole from sight, with what it caused and the draws for it. */
export const quarantine = quarantineCase<SurveyBody, SurveyState>({ scope: CONVENOR.scope });
