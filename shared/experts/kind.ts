/**
 * The expert (专家, art. 14): nominated by the bureau or a department, admitted by the bureau, for a term and with a day
 * by which the entry is reviewed. All others know an expert by specialties and level alone: draws are of ids, not of
 * names.
 */
import * as z from 'zod';
import { bureauOf } from '../county.ts';
import { keeps } from '../exchange/body.ts';
import { declareKind } from '../exchange/declare.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { ActFacts } from '../exchange/facts.ts';
import type { ClockAct, Opening, PersonAct, Refusal } from '../exchange/kind.ts';
import { SIDES } from '../exchange/menu.ts';
import { quarantineBy } from '../exchange/quarantine.ts';
import { allOptional, civilDate, identifier, optional, text, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type ExpertBody, type ExpertState, expertBody, expertFields, LEVELS } from './body.ts';
import { dueReminders, nextReminder } from './reminders.ts';

declare module '../exchange/seams.ts' {
  interface MailTypes {
    'expert-reminder': 'expert';
    'expert-decided': 'expert';
  }
}

type Act<Input> = PersonAct<ExpertBody, ExpertState, Input>;

const nominateInput = lazily(() =>
  z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复推荐' }),
      ...expertFields(),
    })
    .meta({ id: 'ExpertInput' }),
);

const opening: Opening<ExpertBody, ExpertState, Checked<typeof nominateInput>> = {
  label: '推荐专家',
  roles: ['officer', 'section-head', 'bureau-admin'],
  organisations: ['approval-bureau', 'department', 'enforcement-agency'],
  input: nominateInput,
  refuse: (input, { now }) => pastDays(input, civilDateOf(now)),
  drafts: ({ reference: _, ...said }, { county }) => [
    {
      to: bureauOf(county).code,
      state: 'nominated',
      body: { ...said, reason: null, admittedAt: null, remindedOf: [] },
    },
  ],
};

function pastDays({ termTo, reviewBy }: { termTo?: string | null; reviewBy?: string | null }, today: string) {
  const errors = Object.entries({ termTo, reviewBy }).flatMap(([name, day]) =>
    day != null && day <= today ? [{ pointer: `/${name}`, detail: '应晚于今天' }] : [],
  );
  return errors.length > 0 ? errors : null;
}

/** The same of an entry that is there: said after rights. */
function pastDay(input: { termTo?: string | null; reviewBy?: string | null }, today: string): Refusal | null {
  const [wrong] = pastDays(input, today) ?? [];
  return wrong ? { code: 'invalid', ...wrong } : null;
}

const IN_POOL = ['active', 'suspended'] as const;
const NOMINATED = { '*': 'already-done' } as const;
const OUTSIDE = { nominated: 'not-admitted', '*': 'already-done' } as const;
const ADMINS = ['bureau-admin'] as const;
const reasonInput = lazily(() => z.strictObject({ reason: optional(text(500)).meta({ title: '理由' }) }));
const nothing = lazily(() => z.strictObject({}));

const admit: Act<Checked<typeof nothing>> = {
  label: '入库',
  article: '14',
  by: 'addressee',
  roles: ADMINS,
  from: ['nominated'],
  otherwise: NOMINATED,
  to: 'active',
  input: nothing,
  apply: (expert, _input, facts) => ({
    set: { clock: nextReminder(expert.body, facts) },
    body: { ...expert.body, admittedAt: facts.now },
    also: [{ do: 'mail', org: expert.from, section: null, type: 'expert-decided' }],
  }),
};

const refuse: Act<Checked<typeof reasonInput>> = {
  label: '不予入库',
  article: '14',
  by: 'addressee',
  roles: ADMINS,
  from: ['nominated'],
  otherwise: NOMINATED,
  to: 'refused',
  input: reasonInput,
  apply: ({ body, from }, { reason }) => ({
    body: { ...body, reason },
    also: [{ do: 'mail', org: from, section: null, type: 'expert-decided' }],
  }),
};

/** The nominator's officers, and the bureau's administrator. */
const KEEPERS = {
  article: '14',
  by: 'sender',
  alsoBy: ADMINS,
  otherwise: OUTSIDE,
} as const;

const updateInput = lazily(() => {
  const consentWithdrawn = yesNo().default(false).meta({ title: '撤回同意', description: '本人撤回公开姓名的同意' });
  return z.strictObject({ ...allOptional(expertFields()), consentWithdrawn });
});

const update: Act<Checked<typeof updateInput>> = {
  ...KEEPERS,
  label: '更新',
  from: ['nominated', ...IN_POOL],
  otherwise: NOMINATED,
  input: updateInput,
  refuse: (_expert, input, _actor, { now }) => pastDay(input, civilDateOf(now)),
  apply: ({ state, body }, { consentWithdrawn, ...input }, facts) => {
    const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
    const next: ExpertBody = { ...body, ...said, ...(consentWithdrawn && { publicName: null }) };
    return { body: next, ...(state === 'active' && { set: { clock: nextReminder(next, facts) } }) };
  },
};

const suspend: Act<Checked<typeof reasonInput>> = {
  ...KEEPERS,
  label: '暂停',
  from: ['active'],
  to: 'suspended',
  input: reasonInput,
  apply: ({ body }, { reason }) => ({ set: { clock: null }, body: { ...body, reason } }),
};

const resume: Act<Checked<typeof nothing>> = {
  ...KEEPERS,
  label: '恢复',
  from: ['suspended'],
  to: 'active',
  input: nothing,
  apply: ({ body }, _input, facts) => ({ set: { clock: nextReminder(body, facts) }, body: { ...body, reason: null } }),
};

const reviewInput = lazily(() => z.strictObject({ reviewBy: civilDate().meta({ title: '下次复核日期' }) }));

const review: Act<Checked<typeof reviewInput>> = {
  ...KEEPERS,
  label: '复核',
  from: IN_POOL,
  input: reviewInput,
  refuse: (_expert, input, _actor, { now }) => pastDay(input, civilDateOf(now)),
  apply: ({ state, body }, { reviewBy }, facts) => {
    const next = { ...body, reviewBy };
    return { body: next, ...(state === 'active' && { set: { clock: nextReminder(next, facts) } }) };
  },
};

const retire: Act<Checked<typeof reasonInput>> = {
  ...KEEPERS,
  label: '退出',
  from: IN_POOL,
  to: 'retired',
  danger: true,
  input: reasonInput,
  apply: ({ body }, { reason }) => ({ set: { clock: null }, body: { ...body, reason } }),
};

const remind: ClockAct<ExpertBody, ExpertState> = {
  label: '提醒续聘、复核',
  article: '°',
  by: 'clock',
  from: ['active'],
  apply: ({ body, from }, _input, facts: ActFacts) => {
    const due = dueReminders(body, facts);
    const next = { ...body, remindedOf: [...body.remindedOf, ...due] };
    return {
      set: { clock: nextReminder(next, facts) },
      body: next,
      also: due.length === 0 ? [] : [{ do: 'mail', org: from, section: null, type: 'expert-reminder' }],
      detail: {},
    };
  },
};

const kept = keeps(expertBody);

/** As all others know an expert: by specialties and level. */
function known(expert: Exchange<ExpertBody, ExpertState>): Exchange<ExpertBody, ExpertState> {
  const { about: _, subject: __, application: ___, project: ____, ...head } = expert;
  const days = { termTo: null, reviewBy: null, admittedAt: null, remindedOf: [] };
  return { ...head, reference: expert.id, clock: null, body: { ...kept.blank(expert.body), ...days } };
}

export const expert = declareKind<'expert', ExpertBody, ExpertState>({
  kind: 'expert',
  label: '专家',
  article: '14',
  path: 'experts',
  menu: {
    under: 'consulting',
    of: [...SIDES, 'government-office'],
    comes: '本单位推荐、管理的专家；全县专家库在“参与的”中。',
  },
  ...kept,
  states: {
    nominated: { label: '待入库', open: true },
    // Kept among what is open, where draws find the pool; they wait for nobody.
    active: { label: '在库', open: true, waits: null },
    suspended: { label: '暂停', open: true, waits: null },
    refused: { label: '不予入库', open: false },
    retired: { label: '已退出', open: false },
  },
  clock: { active: 'remind' },
  mails: () => import('./mails.ts'),
  opening,
  tellsArrival: ({ from, to }) => from !== to,
  acts: {
    ...{ admit, refuse, update, suspend, resume, review, retire, remind },
    quarantine: quarantineBy<ExpertBody, ExpertState>({ by: 'sender', roles: opening.roles }),
  },
  codes: { 'not-admitted': { meaning: '尚未入库', detail: '该专家尚未入库。请等待行政审批服务局办理。' } },
  stage: () => null,
  pool: (expert) => (IN_POOL.some((state) => state === expert.state) && !expert.quarantined ? known(expert) : null),
  columns: [
    { title: '专业', fields: ['specialties'], link: true },
    { title: '专家库', fields: ['level'] },
    { title: '状态', fields: ['status'] },
    { title: '聘期至', fields: ['termTo'] },
  ],
  title: ({ body }) => `专家：${body.specialties.join('、')}（${LEVELS[body.level]}）`,
  called: ({ body }) =>
    body.name === null ? '专家（内容已隔离）' : `${body.name}（${body.specialties.join('、')}，${LEVELS[body.level]}）`,
});

declare module '../errors.ts' {
  interface Conflicts {
    'not-admitted': true;
  }
}
