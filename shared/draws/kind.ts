/**
 * The draw of experts (抽取专家, art. 14): committed, contributed to, drawn and revealed; its case then goes on with those
 * drawn. What is hidden until it is revealed is in no answer, list, history, mail or file before.
 */
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Effect } from '../exchange/seams.ts';
import {
  abandon,
  contribute,
  draw as drawing,
  end,
  isForOffice,
  join,
  proceed,
  quarantine,
  replace,
  tellSilence,
} from './acts.ts';
import { type DrawBody, type DrawState, drawBody } from './body.ts';
import { opening } from './opening.ts';
import { type Draw, publicPlace } from './public.ts';
import { asksOf, besideFields, peopleOf } from './shown.ts';

const beside = { fields: besideFields, of: ({ case: of }: Draw) => ({ case: of ?? null, people: [] }) };
const kept = keeps(drawBody, beside, ({ body }) => (body as DrawBody).seed !== null);

export const draw = declareKind<'draw', DrawBody, DrawState>({
  kind: 'draw',
  label: '抽取专家',
  article: '14',
  path: 'draws',
  menu: {
    under: 'consulting',
    comes: '为联合踏勘、评审抽取专家。',
  },
  ...kept,
  asks: asksOf,
  present: (exchange, reader, facts) => ({ ...kept.present(exchange), people: peopleOf(exchange, reader, facts) }),
  states: {
    committed: { label: '待提供随机数', open: true, waits: 'sender' },
    drawn: { label: '已抽取', open: false },
    abandoned: { label: '已终止', open: false },
  },
  unaddressed: true,
  places: publicPlace,
  clock: { committed: 'tell-silence' },
  awaits: ({ state, participants, body, quarantined }) =>
    state !== 'committed' || quarantined
      ? []
      : participants.filter((org) => !body.contributions.some((one) => one.org === org)),
  finds: (record) => record.state === 'committed' && !record.quarantined && isForOffice(record),
  mails: () => import('./mails.ts'),
  opening,
  opens: ({ id, case: of, body, participants }) => [
    {
      do: 'act',
      on: of as string,
      act: body.of === 'survey' ? 'survey.note-draw' : 'meeting.note-draw',
      input: { draw: id },
      orElse: 'already-held',
    },
    ...participants.map((org): Effect => ({ do: 'mail', org, section: null, type: 'draw-opened' })),
  ],
  acts: { contribute, draw: drawing, replace, abandon, 'tell-silence': tellSilence, proceed, end, join, quarantine },
  codes: {
    'pool-too-small': { meaning: '候选专家不足', detail: '候选专家不足。请减少人数，或先补充专家库。' },
    'already-held': { meaning: '事项已经办结或取消', detail: '该事项已经办结或取消，不能再抽取专家。' },
    'already-drawn': {
      meaning: '已经抽取',
      detail: '该事项同一专业已经抽取，还有候补。有人不能参加的，请办理替补；候补用完后才能重新抽取。',
    },
    'already-contributed': { meaning: '已经提供随机数', detail: '本单位已经提供过随机数，不能更改。' },
    'contributions-missing': {
      meaning: '随机数不足',
      detail: '至少须有两个单位提供随机数，其中一个不是行政审批服务局。请等待，或请县政府办公室代为提供。',
    },
    'no-alternate': {
      meaning: '没有候补',
      detail: '该组没有候补，或者候补已经用完。请重新发起抽取，并填写上一次抽取。',
    },
    'not-drawn': { meaning: '尚未抽取', detail: '尚未抽取专家。请先抽取。' },
  },
  stage: 'during',
  title: ({ body }) => `抽取专家：${body.groups.map(({ specialty, count }) => `${specialty}${count}人`).join('、')}`,
});
