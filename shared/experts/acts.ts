/** What is done with an expert: admitted by the bureau, kept by whoever nominated, reminded of by the clock. */
import * as z from 'zod';
import type { ActFacts } from '../exchange/facts.ts';
import type { ClockAct, PersonAct, Refusal } from '../exchange/kind.ts';
import { TAKEN } from '../exchange/quarantine.ts';
import { allOptional, civilDate, optional, text, yesNo } from '../fields.ts';
import { type Checked, lazily } from '../lazily.ts';
import { civilDateOf } from '../time.ts';
import { type ExpertBody, type ExpertState, expertFields } from './body.ts';
import { pastDays } from './opening.ts';
import { dueReminders, nextReminder } from './reminders.ts';

declare module '../errors.ts' {
  interface Conflicts {
    'not-admitted': true;
  }
}

type Act<Input> = PersonAct<ExpertBody, ExpertState, Input>;

/** The same of an entry that is there: said after rights. */
function pastDay(input: { termTo?: string | null; reviewBy?: string | null }, today: string): Refusal | null {
  const [wrong] = pastDays(input, today) ?? [];
  return wrong ? { code: 'invalid', ...wrong } : null;
}

export const IN_POOL = ['active', 'suspended'] as const;
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
  refuses: ['content-quarantined'],
  barred: ({ body }) => (body.name === null ? TAKEN : null),
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
  refuses: ['content-quarantined'],
  barred: ({ body }) => (body.name === null ? TAKEN : null),
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

export const acts = { admit, refuse, update, suspend, resume, review, retire, remind };
